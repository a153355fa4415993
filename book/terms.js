// Words that have a definition show it to hover, focus and touch.
//
// Each is a link to its entry with the definition as its title, which is all there is without this script. Here the title
// becomes a note beside the word: it can be pointed at, stays until it is left, and goes with Escape (WCAG 2.2, 1.4.13). A
// first touch shows it, a second one follows the link.
'use strict';

(() => {
    const words = document.querySelectorAll('main a.term[title]');
    if (words.length === 0) {
        return;
    }
    const note = document.createElement('div');
    note.id = 'term-note';
    note.className = 'term-note';
    note.setAttribute('role', 'tooltip');
    note.hidden = true;
    document.body.append(note);
    const about = new Map();
    let shown = null;
    let leaving = 0;
    let touched = null;

    function hide() {
        clearTimeout(leaving);
        note.hidden = true;
        if (shown) {
            shown.removeAttribute('aria-describedby');
            shown = null;
        }
    }

    /** Beside the word, and within the window. */
    function place(word) {
        const gap = 6;
        const box = word.getClientRects()[0] ?? word.getBoundingClientRect();
        const right = document.documentElement.clientWidth - note.offsetWidth - gap;
        const below = box.bottom + gap;
        const fits = below + note.offsetHeight <= window.innerHeight;
        note.style.left = `${Math.max(gap, Math.min(box.left, right))}px`;
        note.style.top = `${fits ? below : Math.max(gap, box.top - gap - note.offsetHeight)}px`;
    }

    function show(word) {
        clearTimeout(leaving);
        if (shown !== word) {
            hide();
            note.textContent = about.get(word);
            note.hidden = false;
            word.setAttribute('aria-describedby', note.id);
            shown = word;
        }
        place(word);
    }

    function leave() {
        clearTimeout(leaving);
        leaving = setTimeout(hide, 200);
    }

    for (const word of words) {
        about.set(word, word.title);
        word.removeAttribute('title');
        word.addEventListener('pointerenter', event => event.pointerType === 'touch' || show(word));
        word.addEventListener('pointerleave', event => event.pointerType === 'touch' || leave());
        word.addEventListener('focus', () => show(word));
        word.addEventListener('blur', hide);
        word.addEventListener('pointerdown', event => {
            touched = event.pointerType === 'touch' && shown !== word ? word : null;
        });
        word.addEventListener('click', event => {
            if (touched === word) {
                event.preventDefault();
                show(word);
            }
            touched = null;
        });
    }
    note.addEventListener('pointerenter', () => clearTimeout(leaving));
    note.addEventListener('pointerleave', leave);
    document.addEventListener('keydown', event => {
        if (event.key === 'Escape') {
            hide();
        }
    });
    document.addEventListener('pointerdown', event => {
        if (shown && event.target !== note && !shown.contains(event.target)) {
            hide();
        }
    });
    window.addEventListener('scroll', () => shown && place(shown), { passive: true, capture: true });
    window.addEventListener('resize', () => shown && place(shown));
})();
