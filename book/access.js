// What mdBook's pages lack for those who read without a mouse.
//
// The button of the table of contents is a label, which no key reaches; and a wide
// table or a long line scrolls only where the pointer is. Here both are reached
// with the tabulator.
'use strict';

(() => {
    const toggle = document.getElementById('mdbook-sidebar-toggle');
    if (toggle) {
        toggle.setAttribute('role', 'button');
        toggle.tabIndex = 0;
        toggle.addEventListener('keydown', event => {
            if (event.key === 'Enter' || event.key === ' ') {
                event.preventDefault();
                toggle.click();
            }
        });
    }

    /** What scrolls can be reached, and nothing else. */
    function reach() {
        for (const part of document.querySelectorAll('main .table-wrapper, main pre, main pre > code, main math')) {
            const scrolls = part.scrollWidth > part.clientWidth || part.scrollHeight > part.clientHeight;
            if (scrolls && getComputedStyle(part).overflowX !== 'visible') {
                part.tabIndex = 0;
            } else {
                part.removeAttribute('tabindex');
            }
        }
    }
    reach();
    window.addEventListener('resize', reach);
    document.addEventListener('toggle', reach, true);
})();
