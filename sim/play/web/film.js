// Films: a run recorded frame by frame by the engine, for playing and stepping.
//
// `Bazaar.film(element, film, options)` puts a player into an element. A film from the engine
// (`{ do: 'film', ... }`) contains all of its words and numbers; this script lays them out, by one
// of five layouts, and computes nothing.
'use strict';

Bazaar.film = (() => {
    const STILL = matchMedia('(prefers-reduced-motion: reduce)');

    const { make, draw } = Dom;

    // ---- Who is there: frames say only what has changed.

    /** The distance of key frames, from which others are reconstructed. */
    const BETWEEN = 25;

    /** The entities shown in a frame, by scene: a map from an entity's number to its facts, and the links. */
    class Reel {
        constructor(film) {
            this.film = film;
            this.kept = [];
            this.place = -1;
            this.now = film.scenes.map(() => ({ shown: new Map(), links: [], order: null }));
        }

        at(place) {
            if (place < this.place) {
                const from = Math.floor(place / BETWEEN);
                this.now = copied(this.kept[from]);
                this.place = from * BETWEEN;
            }
            while (this.place < place) {
                this.place += 1;
                this.film.frames[this.place].scenes.forEach((seen, scene) => changed(this.now[scene], seen));
                if (this.place % BETWEEN === 0 && !this.kept[this.place / BETWEEN]) this.kept[this.place / BETWEEN] = copied(this.now);
            }
            return this.now;
        }
    }

    function copied(scenes) {
        return scenes.map(({ shown, links, order }) => ({ shown: new Map(shown), links, order }));
    }

    function changed(scene, seen) {
        for (const number of seen.gone) scene.shown.delete(number);
        for (const [number, row, state, place, ...facts] of seen.seen) scene.shown.set(number, { row, state, place, facts });
        if (seen.links !== null) scene.links = seen.links;
        scene.order = seen.order;
    }

    // ---- Appearance of an entity: its shape shows its kind, its look its state.

    const SHAPES = [
        'M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0z',
        'M-4.5,-4.5h9v9h-9z',
        'M0,-5.8L5.8,0L0,5.8L-5.8,0z',
        'M0,-5.5L5.5,4.5H-5.5z',
    ];
    const INSIDE = { waiting: 'M-1.6,0a1.6,1.6 0 1,0 3.2,0a1.6,1.6 0 1,0 -3.2,0z', lost: 'M-3,-3L3,3M-3,3L3,-3', strong: 'M-2,0H2M0,-2V2' };

    function mark(kind, tone) {
        const shape = draw('path', { class: 'film-shape', d: SHAPES[kind % SHAPES.length] });
        return draw('g', { class: `film-mark tone-${tone}` }, shape, INSIDE[tone] ? draw('path', { class: 'film-inside', d: INSIDE[tone] }) : null);
    }

    /** The icons of buttons. */
    const ICONS = {
        first: 'M4,3V13M13,3L6,8L13,13z', back: 'M11,3L4,8L11,13z', play: 'M4,2L14,8L4,14z', pause: 'M4,3H6.5V13H4zM9.5,3H12V13H9.5z',
        step: 'M5,3L12,8L5,13z', last: 'M12,3V13M3,3L10,8L3,13z',
    };

    function icon(name) {
        return draw('svg', { class: 'film-icon', viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' }, draw('path', { d: ICONS[name] }));
    }

    const sum = numbers => numbers.reduce((all, number) => all + number, 0);
    const grouped = number => number.toLocaleString('en');

    /** The number of entities in each state, in all rows. */
    function byState(scene, counts) {
        return scene.states.map((_, state) => sum(counts.filter((_, cell) => cell % scene.states.length === state)));
    }

    // ---- Layouts: each gives the places of entities, the drawing behind them, and the height.

    const STEP = 14;
    /** With at most this number of entities, each is drawn larger. */
    const FEW = 60;

    const layouts = {
        line({ scene, now, width, scale }) {
            const places = new Map();
            const step = STEP * scale;
            const perRow = Math.max(1, Math.floor((width - step) / step));
            const order = now.order ?? [...now.shown.keys()];
            const waits = number => scene.states[now.shown.get(number).state].tone === 'waiting';
            const put = (list, top) => {
                list.forEach((number, place) => places.set(number, [step * (0.6 + place % perRow), top + step * (0.8 + Math.floor(place / perRow))]));
                return top + step * Math.ceil(list.length / perRow);
            };
            const top = put(order.filter(number => !waits(number)), 0);
            const behind = [draw('line', { class: 'film-rule', x1: 0, x2: width, y1: top + step * 0.6, y2: top + step * 0.6 })];
            const bottom = put(order.filter(waits), top + step);
            return { places, behind, height: Math.max(bottom, top + 2 * step) + step };
        },

        groups({ scene, seen, now, width }) {
            const places = new Map();
            const behind = [];
            const perRow = Math.max(1, Math.floor((width - STEP) / STEP));
            let top = 0;
            scene.rows.forEach((name, row) => {
                const here = [...now.shown].filter(([, entity]) => entity.row === row).sort((one, other) => one[1].state - other[1].state || one[0] - other[0]);
                const cells = scene.states.map((state, place) => [state.name, seen.counts[row * scene.states.length + place]]).filter(([, count]) => count > 0);
                const told = cells.map(([state, count]) => `${state} ${grouped(count)}`).join(', ') || '–';
                behind.push(draw('text', { class: 'film-row', x: 0, y: top + 14 }, draw('tspan', { class: 'film-name' }, name ? `${name}: ` : ''), told));
                here.forEach(([number], place) => places.set(number, [STEP * (0.7 + place % perRow), top + 14 + STEP * (1 + Math.floor(place / perRow))]));
                top += 28 + STEP * Math.max(1, Math.ceil(here.length / perRow));
            });
            return { places, behind, height: top };
        },

        map({ scene, now, width }) {
            const side = Math.min(width, 560);
            const left = (width - side) / 2;
            const at = ([east, north]) => [left + side * east / scene.width, side * (1 - north / scene.width)];
            const places = new Map([...now.shown].map(([number, { place }]) => [number, at(place)]));
            const behind = [
                draw('rect', { class: 'film-ground', x: left, y: 0, width: side, height: side }),
                draw('text', { class: 'film-row', x: left + 4, y: side + 14 }, `${scene.width} km`),
            ];
            return { places, behind, height: side + 20, links: 'lines' };
        },

        tree({ now, width }) {
            const children = new Map();
            const roots = [];
            for (const [number, { place }] of now.shown) {
                if (place !== null && now.shown.has(place)) (children.get(place) ?? children.set(place, []).get(place)).push(number);
                else roots.push(number);
            }
            // Larger trees come first.
            roots.sort((one, other) => children.has(other) - children.has(one) || one - other);
            const places = new Map();
            const behind = [];
            const drawn = { left: 0, top: 0, depth: 0 };
            for (const root of roots) {
                // Leaves stand side by side, and others above the middle of their children.
                const inside = new Map();
                let leaves = 0;
                let depth = 0;
                const walk = (number, level) => {
                    depth = Math.max(depth, level);
                    const below = children.get(number) ?? [];
                    below.forEach(child => walk(child, level + 1));
                    const x = below.length === 0 ? leaves++ : (inside.get(below[0])[0] + inside.get(below.at(-1))[0]) / 2;
                    inside.set(number, [x, level]);
                };
                walk(root, 0);
                const step = Math.min(STEP, (width - STEP) / leaves);
                if (drawn.left + leaves * step > width - STEP / 2) {
                    drawn.top += (drawn.depth + 1) * 1.5 * STEP;
                    drawn.left = 0;
                    drawn.depth = 0;
                }
                for (const [number, [x, level]] of inside) places.set(number, [drawn.left + STEP / 2 + x * step, drawn.top + STEP * (0.6 + 1.5 * level)]);
                for (const number of inside.keys()) {
                    for (const child of children.get(number) ?? []) behind.push(stroke('film-branch', places.get(number), places.get(child)));
                }
                drawn.left += leaves * step;
                drawn.depth = Math.max(drawn.depth, depth);
            }
            return { places, behind, height: drawn.top + (drawn.depth + 1) * 1.5 * STEP };
        },

        flows({ scene, now, before, width }) {
            const height = Math.min(360, Math.max(260, width * 0.5));
            const numbers = [...now.shown.keys()];
            const around = place => {
                const turn = 2 * Math.PI * (place / numbers.length) - Math.PI / 2;
                return [width / 2 + (width / 2 - Math.min(90, width * 0.16)) * Math.cos(turn), height / 2 + (height / 2 - 34) * Math.sin(turn)];
            };
            const places = new Map(numbers.map((number, place) => [number, around(place)]));
            const most = Math.max(1, ...now.links.map(link => link[3]));
            const between = new Map();
            const behind = [arrowhead()];
            for (const [from, to, kind, amount, text] of now.links) {
                const which = `${from} ${to}`;
                const bend = 26 + 34 * (between.get(which) ?? 0);
                between.set(which, (between.get(which) ?? 0) + 1);
                const [[x1, y1], [x2, y2]] = [places.get(from), places.get(to)];
                const length = Math.hypot(x2 - x1, y2 - y1) || 1;
                const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
                const middle = [(x1 + x2) / 2 - dy * bend, (y1 + y2) / 2 + dx * bend];
                const then = before?.find(link => link[0] === from && link[1] === to && link[2] === kind)?.[3] ?? 0;
                const look = amount > then ? 'film-flow is-new' : 'film-flow';
                const path = `M${x1 + 14 * dx},${y1 + 14 * dy}Q${middle},${x2 - 14 * dx},${y2 - 14 * dy}`;
                behind.push(draw('path', { class: look, d: path, 'stroke-width': 1 + 4 * Math.sqrt(amount / most), 'marker-end': 'url(#film-arrow)' }));
                // Nearer to the source, so that labels of both directions do not meet.
                const label = [0.36 * x1 + 0.48 * middle[0] + 0.16 * x2, 0.36 * y1 + 0.48 * middle[1] + 0.16 * y2];
                if (width > 620) behind.push(draw('text', { class: 'film-amount', x: label[0], y: label[1] }, `${scene.links[kind].name} ${text}`));
            }
            const names = numbers.map(number => draw('text', { class: 'film-part', x: places.get(number)[0], y: places.get(number)[1] - 12 }, scene.entities[number][1]));
            return { places, behind, above: names, height };
        },
    };

    function stroke(look, [x1, y1], [x2, y2]) {
        return draw('line', { class: look, x1, y1, x2, y2 });
    }

    function arrowhead() {
        const head = draw('path', { class: 'film-arrowhead', d: 'M0,0L8,4L0,8z' });
        return draw('marker', { id: 'film-arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 9, markerHeight: 9, markerUnits: 'userSpaceOnUse', orient: 'auto' }, head);
    }

    // ---- A scene: a picture that follows the frames.

    class Scene {
        constructor(player, place) {
            this.player = player;
            this.place = place;
            this.scene = player.film.scenes[place];
            this.marks = new Map();
            const { frames } = player.film;
            this.scale = Math.max(...frames.map(frame => frame.scenes[place].all)) <= FEW ? 1.7 : 1;
            // States that never occur need no legend.
            this.ever = this.scene.states.map((_, state) => frames.some(frame => byState(this.scene, frame.scenes[place].counts)[state] > 0));
            this.everLinked = this.scene.links.map((_, kind) => frames.some(frame => frame.scenes[place].link_counts[kind] > 0));
            this.behind = draw('g', { 'aria-hidden': 'true' });
            this.lines = draw('g', { 'aria-hidden': 'true' });
            this.entities = draw('g');
            this.above = draw('g', { 'aria-hidden': 'true' });
            this.svg = draw('svg', {
                role: 'group', 'aria-label': `${this.scene.title}. Arrow keys go from one to the next, Enter looks at one.`,
                onclick: event => this.choose(event), onkeydown: event => this.key(event),
            }, this.behind, this.lines, this.entities, this.above);
            this.legend = make('ul', { class: 'film-legend' });
            this.about = make('p', { class: 'film-about muted' });
            this.moves = make('p', { class: 'film-moves muted' });
            this.flows = this.scene.layout === 'flows' ? make('div') : null;
            this.element = make('section', { class: 'film-scene' }, make('h3', {}, this.scene.title), this.about, this.legend, this.svg, this.flows, this.moves);
        }

        show(now, frame, before) {
            const { scene } = this;
            const seen = frame.scenes[this.place];
            const width = Math.max(280, this.svg.clientWidth || this.element.clientWidth || 600);
            const { places, behind, above = [], height, links } = layouts[scene.layout]({ scene, seen, now, width, before, scale: this.scale });
            // No animation when the window is resized.
            this.svg.classList.toggle('is-still', width !== this.width);
            this.width = width;
            this.svg.setAttribute('viewBox', `0 0 ${width} ${Math.ceil(height)}`);
            this.svg.style.height = `${Math.ceil(height)}px`;
            this.behind.replaceChildren(...behind);
            this.above.replaceChildren(...above);
            this.showLinks(now, places, links);
            this.showMarks(now, places, frame.happened?.scene === this.place ? frame.happened.entity : null);
            this.tell(seen, now);
        }

        showLinks(now, places, are) {
            if (are !== 'lines') return;
            const chosen = this.chosen();
            this.lines.replaceChildren(...now.links.map(([from, to, kind]) => {
                const line = stroke(`film-link tone-${this.scene.links[kind].tone}`, places.get(from), places.get(to));
                if (chosen === from || chosen === to) line.classList.add('is-chosen');
                return line;
            }));
        }

        showMarks(now, places, touched) {
            for (const [number, { element }] of this.marks) {
                if (!now.shown.has(number)) {
                    element.remove();
                    this.marks.delete(number);
                }
            }
            const chosen = this.chosen();
            const stop = now.shown.has(this.focus) ? this.focus : (now.shown.has(chosen) ? chosen : now.shown.keys().next().value);
            for (const [number, entity] of now.shown) {
                const [kind, label] = this.scene.entities[number];
                const state = this.scene.states[entity.state];
                let held = this.marks.get(number);
                if (held?.tone !== state.tone) {
                    const had = held?.element.contains(document.activeElement);
                    const element = mark(kind, state.tone);
                    element.setAttribute('role', 'button');
                    element.dataset.number = number;
                    if (held) held.element.replaceWith(element);
                    else this.entities.append(element);
                    held = { element, tone: state.tone };
                    this.marks.set(number, held);
                    if (had) element.focus({ preventScroll: true });
                }
                const [x, y] = places.get(number);
                const transform = `translate(${x}px, ${y}px)${this.scale === 1 ? '' : ` scale(${this.scale})`}`;
                if (held.transform !== transform) held.element.style.transform = held.transform = transform;
                const told = { 'aria-label': `${label}, ${state.name}`, 'aria-pressed': String(number === chosen), tabindex: number === stop ? '0' : '-1' };
                for (const [name, value] of Object.entries(told)) {
                    if (held.element.getAttribute(name) !== value) held.element.setAttribute(name, value);
                }
                held.element.classList.toggle('is-touched', number === touched);
            }
        }

        tell(seen, now) {
            const { scene } = this;
            const counts = byState(scene, seen.counts);
            const kinds = scene.kinds.length > 1 && scene.layout !== 'flows' ? scene.kinds.map((kind, place) => entry(mark(place, 'plain'), kind.name)) : [];
            const state = ({ name, tone }, place) => (this.ever[place] ? entry(mark(0, tone), `${name} ${grouped(counts[place])}`) : null);
            const states = scene.layout === 'flows' ? [] : scene.states.map(state).filter(Boolean);
            const link = ({ name, tone }, place) => (this.everLinked[place] ? entry(stroke(`film-link is-sample tone-${tone}`, [-6, 0], [6, 0]), `${name} ${grouped(seen.link_counts[place])}`) : null);
            const links = scene.layout === 'map' ? scene.links.map(link).filter(Boolean) : [];
            this.legend.replaceChildren(...kinds, ...states, ...links);
            const shown = now.shown.size < seen.all ? `${grouped(now.shown.size)} of ${grouped(seen.all)} are shown` : '';
            this.about.textContent = [scene.part, shown].filter(Boolean).join('; ');
            this.about.hidden = this.about.textContent === '';
            const cell = number => (number === null ? 'outside' : [scene.rows[Math.floor(number / scene.states.length)], scene.states[number % scene.states.length].name].filter(Boolean).join(', '));
            const moves = [...seen.moves].sort((one, other) => other[2] - one[2]).slice(0, 6);
            this.moves.textContent = moves.length === 0 ? '' : `Since the frame before: ${moves.map(([from, to, number]) => `${cell(from)} → ${cell(to)}: ${grouped(number)}`).join(';  ')}`;
            if (this.flows) this.flows.replaceChildren(table('Cumulative flows', ['From', 'To', 'What', 'How much'], now.links.map(([from, to, kind, , text]) => [scene.entities[from][1], scene.entities[to][1], scene.links[kind].name, text])));
        }

        chosen() {
            return this.player.chosen?.scene === this.place ? this.player.chosen.number : null;
        }

        choose(event) {
            const element = event.target.closest?.('.film-mark');
            if (element && this.svg.contains(element)) this.player.choose(this.place, Number(element.dataset.number));
        }

        key(event) {
            const element = event.target.closest?.('.film-mark');
            if (!element) return;
            const all = [...this.entities.children];
            const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
            if (step) {
                const next = all[(all.indexOf(element) + step + all.length) % all.length];
                element.setAttribute('tabindex', '-1');
                next.setAttribute('tabindex', '0');
                this.focus = Number(next.dataset.number);
                next.focus();
            } else if (event.key === 'Enter' || event.key === ' ') {
                this.player.choose(this.place, Number(element.dataset.number));
            } else {
                return;
            }
            event.preventDefault();
            event.stopPropagation();
        }
    }

    function entry(sample, text) {
        return make('li', {}, draw('svg', { viewBox: '-8 -8 16 16', width: 16, height: 16, 'aria-hidden': 'true' }, sample), text);
    }

    const table = (caption, headings, rows) => Dom.table(caption, headings.map(text => ({ text, is_number: false })), rows);

    // ---- The figure beside it: one dial over the whole film, with a mark at the current frame.

    class Curve {
        constructor(film) {
            this.film = film;
            this.line = draw('path', { class: 'film-curve' });
            this.marker = draw('line', { class: 'film-now', y1: 0, y2: 100 });
            this.dot = draw('circle', { class: 'film-dot', r: 4 });
            this.svg = draw('svg', { role: 'img', class: 'film-figure' }, this.line, this.marker, this.dot);
            this.most = make('span');
            this.least = make('span');
            const ends = make('div', { class: 'film-ends muted' }, make('span', {}, film.frames[0].at), make('span', {}, film.frames.at(-1).at));
            this.title = make('figcaption');
            this.element = make('figure', { class: 'film-curve-figure' }, this.title, make('div', { class: 'film-range muted' }, this.most), this.svg, make('div', { class: 'film-range muted' }, this.least), ends);
        }

        /** Selects another dial. */
        follow(dial) {
            const { frames, dials } = this.film;
            const values = frames.map(frame => frame.dials[dial]);
            const known = values.map((value, place) => [value, place]).filter(([value]) => value !== null);
            const by = sign => known.reduce((best, one) => (best === null || sign * one[0] > sign * best[0] ? one : best), null);
            const [low, high] = [by(-1), by(1)];
            const span = (high?.[0] ?? 1) - (low?.[0] ?? 0) || 1;
            const [from, to] = [frames[0].time, frames.at(-1).time];
            this.at = place => [300 * (to > from ? (frames[place].time - from) / (to - from) : 0), values[place] === null ? null : 95 - 90 * (values[place] - (low?.[0] ?? 0)) / span];
            let path = '';
            let pen = 'M';
            values.forEach((value, place) => {
                if (value === null) {
                    pen = 'M';
                } else {
                    const [x, y] = this.at(place);
                    path += `${pen}${x.toFixed(2)},${y.toFixed(2)}`;
                    pen = 'L';
                }
            });
            this.line.setAttribute('d', path);
            this.svg.setAttribute('viewBox', '-5 0 310 100');
            this.svg.setAttribute('preserveAspectRatio', 'none');
            const text = place => (place === undefined ? '–' : frames[place].values[dial]);
            this.most.textContent = text(high?.[1]);
            this.least.textContent = text(low?.[1]);
            const { part, label } = dials[dial];
            this.title.textContent = part ? `${part}: ${label}` : label;
            this.svg.setAttribute('aria-label', `${this.title.textContent} over the film: least ${text(low?.[1])}, most ${text(high?.[1])}`);
        }

        show(place) {
            const [x, y] = this.at(place);
            this.marker.setAttribute('x1', x);
            this.marker.setAttribute('x2', x);
            this.dot.style.display = y === null ? 'none' : '';
            this.dot.setAttribute('cx', x);
            this.dot.setAttribute('cy', y ?? 0);
        }
    }

    // ---- The player.

    const SPEEDS = [1, 2, 5, 10, 25];
    /** The number of key frames in the film's table. */
    const KEY_FRAMES = 12;

    class Player {
        constructor(element, film, { speed = 5, dial = 0, plays = false } = {}) {
            this.film = film;
            this.reel = new Reel(film);
            this.place = 0;
            this.speed = SPEEDS.includes(speed) ? speed : 5;
            this.chosen = null;
            this.timer = null;
            this.scenes = film.scenes.map((_, place) => new Scene(this, place));
            this.curve = new Curve(film);
            this.text = make('div', { class: 'film-text', 'aria-live': 'polite', tabIndex: 0, role: 'region', 'aria-label': 'This frame in words' });
            this.clock = make('output', { class: 'film-clock' });
            this.panel = make('section', { class: 'film-panel', 'aria-label': 'Selected entity' });
            this.picker = make('select', { onchange: () => this.pick(), onfocus: () => this.offer(true) });
            this.full = film.dials.map(({ part, label }) => (part ? `${part}: ${label}` : label));
            this.dials = film.dials.map((dial, place) => make('button', { type: 'button', class: 'film-dial', onclick: () => this.follow(place) }, make('span', {}, dial.label), make('b')));
            element.replaceChildren(this.layout());
            element.onkeydown = event => this.key(event);
            this.follow(Math.min(dial, film.dials.length - 1));
            new ResizeObserver(() => this.show()).observe(this.root);
            this.show();
            if (plays && !STILL.matches) this.play();
        }

        layout() {
            const { film } = this;
            const button = (name, label, onclick) => make('button', { type: 'button', title: label, 'aria-label': label, onclick }, icon(name));
            this.toggle = button('play', 'Play', () => (this.timer === null ? this.play() : this.pause()));
            this.slider = make('input', { type: 'range', min: 0, max: film.frames.length - 1, step: 1, 'aria-label': 'Frame', oninput: () => this.go(Number(this.slider.value)) });
            const speeds = SPEEDS.map(speed => make('option', { value: speed, selected: speed === this.speed }, `${speed} a second`));
            this.speeds = make('select', { onchange: () => this.paced(Number(this.speeds.value)) }, ...speeds);
            const controls = make('div', { class: 'film-controls', role: 'group', 'aria-label': 'Film' },
                button('first', 'First frame', () => this.go(0)), button('back', 'Back', () => this.go(this.place - 1)), this.toggle,
                button('step', 'Step', () => this.go(this.place + 1)), button('last', 'Last frame', () => this.go(film.frames.length - 1)),
                make('label', {}, 'Frames ', this.speeds), this.clock);
            const which = [film.title, `replication ${grouped(film.replication)}`, `seed ${film.seed}`, film.partitions > 1 ? `partition 1 of ${grouped(film.partitions)}` : ''];
            const aside = make('aside', { class: 'film-aside' }, this.curve.element, make('div', { class: 'film-dials', role: 'group', 'aria-label': 'Figures at this frame' }, ...this.byPart()), make('label', { class: 'film-picker' }, 'Look at ', this.picker), this.panel);
            this.root = make('div', { class: 'film' }, make('p', { class: 'film-which muted' }, which.filter(Boolean).join(' · ')), controls, this.slider, this.text,
                make('div', { class: 'film-body' }, make('div', { class: 'film-scenes' }, ...this.scenes.map(scene => scene.element)), aside), this.told());
            return this.root;
        }

        /** The dials; those of a part of the model are folded. */
        byPart() {
            const parts = new Map();
            this.film.dials.forEach(({ part }, place) => (parts.get(part) ?? parts.set(part, []).get(part)).push(this.dials[place]));
            return [...parts].flatMap(([part, dials]) => (part === null ? dials : [make('details', {}, make('summary', {}, part), ...dials)]));
        }

        /** The film as a table, for readers. */
        told() {
            const { frames } = this.film;
            const last = frames.length - 1;
            const keys = [...new Set(Array.from({ length: KEY_FRAMES }, (_, place) => Math.round(last * place / (KEY_FRAMES - 1))))];
            const row = place => [frames[place].at, frames[place].happened?.words ?? '', grouped(frames[place].events), ...frames[place].values];
            return make('details', { class: 'film-told' }, make('summary', {}, 'The film as a table'), table('Key frames', ['When', 'What happens', 'Events so far', ...this.full], keys.map(row)));
        }

        play() {
            if (this.place === this.film.frames.length - 1) this.place = 0;
            this.text.setAttribute('aria-live', 'off');
            // Another film has replaced it.
            const hasNext = () => this.root.isConnected && this.place < this.film.frames.length - 1;
            this.timer = setInterval(() => (hasNext() ? this.show(this.place + 1) : this.pause()), 1000 / this.speed);
            this.show();
        }

        pause() {
            clearInterval(this.timer);
            this.timer = null;
            this.text.setAttribute('aria-live', 'polite');
            this.show();
        }

        paced(speed) {
            this.speed = speed;
            if (this.timer !== null) {
                clearInterval(this.timer);
                this.play();
            }
        }

        /** Goes to a frame and stops. */
        go(place) {
            if (this.timer !== null) this.pause();
            this.show(Math.min(Math.max(place, 0), this.film.frames.length - 1));
        }

        show(place = this.place) {
            this.place = place;
            const frame = this.film.frames[place];
            const before = place > 0 && this.film.scenes.some(scene => scene.layout === 'flows') ? this.reel.at(place - 1).map(scene => scene.links) : [];
            const now = this.reel.at(place);
            this.now = now;
            this.scenes.forEach((scene, number) => scene.show(now[number], frame, before[number]));
            this.curve.show(place);
            this.dials.forEach((dial, number) => { dial.lastChild.textContent = frame.values[number]; });
            this.slider.value = place;
            this.slider.setAttribute('aria-valuetext', frame.at);
            this.clock.textContent = `${frame.at} · frame ${grouped(place + 1)} of ${grouped(this.film.frames.length)} · ${grouped(frame.events)} events`;
            this.text.textContent = frame.text;
            const playing = this.timer !== null;
            if (this.toggle.title !== (playing ? 'Pause' : 'Play')) {
                this.toggle.title = playing ? 'Pause' : 'Play';
                this.toggle.setAttribute('aria-label', this.toggle.title);
                this.toggle.replaceChildren(icon(playing ? 'pause' : 'play'));
            }
            if (document.activeElement !== this.picker) this.offer(false);
            this.look();
        }

        follow(dial) {
            this.dials.forEach((button, place) => button.setAttribute('aria-pressed', String(place === dial)));
            this.curve.follow(dial);
            this.curve.show(this.place);
        }

        /** The list of entities; it is long, so it is made when it gets the focus. */
        offer(all) {
            const { scenes } = this.film;
            const { chosen } = this;
            const only = ({ shown }, scene) => (all ? [...shown.keys()] : (chosen?.scene === scene ? [chosen.number] : []));
            const groups = this.now.map(({ shown }, scene) => make('optgroup', { label: scenes[scene].title },
                ...only({ shown }, scene).map(number => make('option', { value: `${scene} ${number}` }, scenes[scene].entities[number][1]))));
            this.picker.replaceChildren(make('option', { value: '' }, 'none'), ...groups);
            this.picker.value = this.chosen ? `${this.chosen.scene} ${this.chosen.number}` : '';
        }

        pick() {
            const [scene, number] = this.picker.value.split(' ').map(Number);
            if (number === undefined) this.chosen = null;
            else this.chosen = { scene, number };
            this.show();
        }

        choose(scene, number) {
            this.chosen = { scene, number };
            this.show();
        }

        /** The current facts of the selected entity. */
        look() {
            if (this.chosen === null) {
                this.panel.replaceChildren(make('p', { class: 'muted' }, 'Click an entity in a picture, or choose one from the list, to see its state.'));
                return;
            }
            const { scene: place, number } = this.chosen;
            const scene = this.film.scenes[place];
            const [kind, label] = scene.entities[number];
            const entity = this.now[place].shown.get(number);
            const title = make('h3', {}, label);
            if (!entity) {
                this.panel.replaceChildren(title, make('p', { class: 'muted' }, 'is not shown at this moment.'));
                return;
            }
            const facts = [[scene.rows[entity.row] ? 'is' : 'state', [scene.rows[entity.row], scene.states[entity.state].name].filter(Boolean).join(', ')], ...scene.kinds[kind].facts.map((fact, place) => [fact, entity.facts[place]])];
            const parent = scene.layout === 'tree' && entity.place !== null ? [['brought by', scene.entities[entity.place][1]]] : [];
            this.panel.replaceChildren(title, make('dl', {}, ...[...facts, ...parent].flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)])));
        }

        key(event) {
            const name = event.target.localName;
            const isBusy = ['input', 'select', 'textarea', 'button', 'summary'].includes(name);
            const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
            if (event.altKey || event.ctrlKey || event.metaKey) return;
            if (step && !['input', 'select', 'textarea'].includes(name)) this.go(this.place + step);
            else if (event.key === ' ' && !isBusy) this.toggle.click();
            else return;
            event.preventDefault();
        }
    }

    return (element, film, options) => new Player(element, film, options);
})();
