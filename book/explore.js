// Sliders over a grid that was computed while the book was built.
//
// A `figure.explore` carries its numbers with it: axes with ticks, and for each
// point of the grid the places of its mean and of the ends of its interval, from
// 0 to 1 along the axes. A point is drawn when a slider has been on it, so that
// a prediction comes before the answer. Nothing is asked for elsewhere.
'use strict';

(() => {
    const HEIGHT = 320;
    const ROOM = { right: 18, top: 14, bottom: 52 };
    const LETTER = 7.6;

    /** An SVG element with attributes and, if given, a text. */
    function drawn(name, attributes, text) {
        const element = document.createElementNS('http://www.w3.org/2000/svg', name);
        for (const [key, value] of Object.entries(attributes)) {
            element.setAttribute(key, value);
        }
        if (text !== undefined) {
            element.textContent = text;
        }
        return element;
    }

    /** An element of the page with a class and, if given, a text. */
    function written(name, of, text = '') {
        const element = document.createElement(name);
        element.className = of;
        element.textContent = text;
        return element;
    }

    function explore(figure, number) {
        let grid = JSON.parse(figure.dataset.grid);
        // What was drawn by hand, a place for each column; and whether answers stay away until then.
        let curve = null;
        let isFolded = false;
        const [across] = grid.sides;
        const columns = across.values.length;
        const at = grid.sides.map(() => 0);
        const seen = new Set();
        const says = [];
        // As wide as the longest number that stands beside the axis.
        const left = 20 + LETTER * Math.max(...grid.up.ticks.map(([, text]) => text.length));
        let width = 0;

        const controls = written('div', 'sliders');
        const upward = written('p', 'upward', `${grid.up.title}: mean and its 95% interval`);
        const plot = drawn('svg', { role: 'img' });
        const found = document.createElement('output');
        const all = written('button', 'all', 'Show all points');
        all.type = 'button';
        figure.prepend(controls, upward, plot, found, all);
        figure.querySelector('details').open = false;

        /** The place of the cell that the sliders are on, the first one at `column`. */
        const index = column => at.reduceRight((sum, value, side) =>
            sum * grid.sides[side].values.length + (side === 0 ? column : value), 0);

        grid.sides.forEach((side, place) => {
            const label = written('label', '', `${side.label}: `);
            const shown = written('strong', '', side.values[0]);
            const slider = document.createElement('input');
            slider.type = 'range';
            slider.min = 0;
            slider.max = side.values.length - 1;
            slider.step = 1;
            slider.value = 0;
            slider.id = `explore-${number}-${place}`;
            label.htmlFor = slider.id;
            label.append(shown);
            slider.addEventListener('input', () => {
                at[place] = Number(slider.value);
                shown.textContent = side.values[at[place]];
                show();
            });
            const control = written('div', 'slider');
            control.append(label, slider);
            controls.append(control);
            says.push(() => slider.setAttribute('aria-valuetext', side.values[at[place]]));
        });
        all.addEventListener('click', reveal);

        function reveal() {
            grid.cells.forEach((_, cell) => seen.add(cell));
            show();
        }

        function show() {
            seen.add(index(at[0]));
            const values = grid.sides.map((side, place) => `${side.label} ${side.values[at[place]]}`);
            const [, , said] = grid.cells[index(at[0])];
            found.textContent = isFolded ? values.join(', ') : `${values.join(', ')}: ${grid.label} ${said}`;
            says.forEach(say => say());
            all.disabled = seen.size === grid.cells.length;
            plot.setAttribute('aria-label', `${grid.label} over ${across.label}. ${found.textContent}`);
            draw();
        }

        function draw() {
            const x = place => left + place * (width - left - ROOM.right);
            const y = place => HEIGHT - ROOM.bottom - place * (HEIGHT - ROOM.top - ROOM.bottom);
            plot.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
            plot.replaceChildren();
            const put = (...what) => plot.append(drawn(...what));
            put('text', { x: x(0.5), y: HEIGHT - 8, class: 'title middle' }, grid.across.title);
            for (const [place, text] of grid.up.ticks) {
                put('line', { x1: x(0), x2: x(1), y1: y(place), y2: y(place), class: 'grid' });
                put('text', { x: x(0) - 8, y: y(place) + 4, class: 'end' }, text);
            }
            // On a phone every second number is enough.
            const every = Math.ceil(grid.across.ticks.length * 48 / (width - left));
            grid.across.ticks.forEach(([place, text], tick) => {
                put('line', { x1: x(place), x2: x(place), y1: y(0), y2: y(0) + 5, class: 'axis' });
                if (tick % every === 0) {
                    put('text', { x: x(place), y: y(0) + 20, class: 'middle' }, text);
                }
            });
            put('line', { x1: x(0), x2: x(1), y1: y(0), y2: y(0), class: 'axis' });
            if (curve !== null) {
                const drawnAt = curve.map((place, column) => (place === null ? null : `${x(grid.places[column])},${y(place)}`)).filter(one => one !== null);
                put('polyline', { points: drawnAt.join(' '), class: 'guess' });
                drawnAt.forEach(one => put('circle', { cx: one.split(',')[0], cy: one.split(',')[1], r: 3, class: 'guess' }));
            }
            if (isFolded) {
                return;
            }
            for (const cell of seen) {
                const row = cell - cell % columns;
                if (row !== index(0)) {
                    point(cell, 'other');
                }
            }
            for (let column = 0; column < columns; column += 1) {
                const cell = index(column);
                if (seen.has(cell)) {
                    join(column);
                    point(cell, column === at[0] ? 'here' : 'seen');
                }
            }

            function join(column) {
                const [mean] = grid.cells[index(column)];
                const next = column + 1 < columns ? index(column + 1) : -1;
                if (mean !== null && seen.has(next) && grid.cells[next][0] !== null) {
                    const from = { x1: x(grid.places[column]), y1: y(mean) };
                    put('line', { ...from, x2: x(grid.places[column + 1]), y2: y(grid.cells[next][0]), class: 'curve' });
                }
            }

            function point(cell, of) {
                const [mean, interval] = grid.cells[cell];
                if (mean === null) {
                    return;
                }
                const middle = x(grid.places[cell % columns]);
                const marks = drawn('g', { class: of });
                if (interval !== null) {
                    const [low, high] = interval.map(y);
                    marks.append(drawn('path', { d: `M${middle} ${low}V${high}M${middle - 5} ${low}h10M${middle - 5} ${high}h10` }));
                }
                marks.append(drawn('circle', { cx: middle, cy: y(mean), r: of === 'here' ? 6 : 4 }));
                plot.append(marks);
            }
        }

        // For a book with an engine (live.js).
        figure.explore = {
            grid,
            at: () => at[0],
            fold(is) {
                isFolded = is;
                all.hidden = is;
                figure.querySelector('details').hidden = is;
                show();
            },
            draw(places) {
                curve = places;
                draw();
            },
            replace(next) {
                const [low, high] = grid.up.ends;
                const [from, to] = next.up.ends;
                curve = curve?.map(place => (place === null ? null : (low + place * (high - low) - from) / (to - from))) ?? null;
                grid = next;
                figure.explore.grid = next;
                reveal();
            },
            /** The column and the height that are nearest to a pointer. */
            spot(event) {
                const area = plot.getBoundingClientRect();
                const along = (event.clientX - area.left - left) / (area.width - left - ROOM.right);
                const up = 1 - (event.clientY - area.top - ROOM.top) / (area.height - ROOM.top - ROOM.bottom);
                const gaps = grid.places.map(place => Math.abs(place - along));
                return [gaps.indexOf(Math.min(...gaps)), up];
            },
        };
        new ResizeObserver(() => {
            const now = Math.round(plot.getBoundingClientRect().width);
            if (now > 0 && now !== width) {
                width = now;
                draw();
            }
        }).observe(plot);
        width = Math.round(plot.getBoundingClientRect().width) || 640;
        show();
        window.addEventListener('beforeprint', () => {
            reveal();
            figure.querySelector('details').open = true;
        });
    }

    document.querySelectorAll('figure.explore').forEach(explore);
})();
