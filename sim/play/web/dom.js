// Helpers for elements, texts and files.
'use strict';

const Dom = {
    /** An element with properties and children. Strings become text nodes. */
    make(name, properties = {}, ...children) {
        return Dom.filled(document.createElement(name), properties, children);
    },

    /** The same in SVG. */
    draw(name, properties = {}, ...children) {
        return Dom.filled(document.createElementNS('http://www.w3.org/2000/svg', name), properties, children);
    },

    filled(element, properties, children) {
        const isProperty = key => key in element && key !== 'list' && key !== 'form' && !(element instanceof SVGElement);
        for (const [key, value] of Object.entries(properties)) {
            if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
            else if (isProperty(key)) element[key] = value;
            else element.setAttribute(key, value);
        }
        element.append(...children.filter(child => child !== null && child !== undefined));
        return element;
    },

    button(text, onclick, properties = {}) {
        return Dom.make('button', { type: 'button', textContent: text, onclick, ...properties });
    },

    /** A figure of the engine: its picture, with its sentence for screen readers. */
    figure({ svg, alt, title, name }) {
        const picture = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
        picture.setAttribute('role', 'img');
        picture.setAttribute('aria-label', alt);
        const width = picture.getAttribute('width');
        const height = picture.getAttribute('height');
        if (!picture.hasAttribute('viewBox') && width && height) picture.setAttribute('viewBox', `0 0 ${width} ${height}`);
        picture.removeAttribute('width');
        picture.removeAttribute('height');
        return Dom.make('figure', { className: 'plot' }, picture, Dom.make('figcaption', {}, title, ' ',
            Dom.button('SVG', () => Dom.save(`${name}.svg`, 'image/svg+xml', svg), { className: 'small', 'aria-label': `Download ${title} as SVG` }), ' ',
            Dom.button('PNG', () => Dom.savePng(name, svg), { className: 'small', 'aria-label': `Download ${title} as PNG` })));
    },

    /** A table of texts; headings state which columns are numbers. */
    table(caption, headings, rows) {
        const side = heading => (heading.is_number ? 'number' : '');
        return Dom.make('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': caption }, Dom.make('table', {},
            Dom.make('caption', {}, caption),
            Dom.make('thead', {}, Dom.make('tr', {}, ...headings.map(heading => Dom.make('th', { scope: 'col', className: side(heading) }, heading.text)))),
            Dom.make('tbody', {}, ...rows.map(row => Dom.make('tr', {}, ...row.map((cell, place) => (place === 0
                ? Dom.make('th', { scope: 'row' }, cell)
                : Dom.make('td', { className: side(headings[place]) }, cell))))))));
    },

    /** Errors, each with its place and its remedy. */
    mistakes(list) {
        const where = ({ place }) => (place && place.edit === null ? `line ${place.line}, column ${place.column}: ` : '');
        return list.map(one => Dom.make('li', {}, `${where(one)}${one.message}`, one.help ? Dom.make('span', { className: 'help' }, ` – ${one.help}`) : null));
    },

    /** Downloads a file. */
    save(name, type, content) {
        const url = URL.createObjectURL(new Blob([content], { type }));
        const link = Dom.make('a', { href: url, download: name.split('/').pop() });
        document.body.append(link);
        link.click();
        link.remove();
        setTimeout(() => URL.revokeObjectURL(url), 10_000);
    },

    /** The picture at twice its size, as PNG. */
    savePng(name, svg) {
        const image = new Image();
        const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
        image.onload = () => {
            const canvas = Dom.make('canvas', { width: 2 * image.naturalWidth, height: 2 * image.naturalHeight });
            const brush = canvas.getContext('2d');
            brush.fillStyle = '#fff';
            brush.fillRect(0, 0, canvas.width, canvas.height);
            brush.drawImage(image, 0, 0, canvas.width, canvas.height);
            URL.revokeObjectURL(url);
            canvas.toBlob(blob => Dom.save(`${name}.png`, 'image/png', blob));
        };
        image.src = url;
    },
};
