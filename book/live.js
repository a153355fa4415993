// What a book can do that was built with the engine: scenarios lead to the playground, and a figure with sliders is run here, once
// a curve has been drawn by hand. `bazaar book build --live` adds this script, and puts the engine beside the pages.
'use strict';

(() => {
    const PLAY = `${path_to_root}play/`;

    document.querySelectorAll('.scenario[data-play]').forEach(scenario => {
        const link = document.createElement('a');
        link.href = `${PLAY}index.html#${new URLSearchParams({ scenario: scenario.dataset.play })}`;
        link.textContent = 'Open in the playground';
        link.className = 'play';
        scenario.append(' ', link);
    });

    let engine = null;
    /** The engine, asked for when somebody first runs something. */
    function open() {
        engine ??= new Promise((resolve, reject) => {
            const script = document.createElement('script');
            script.src = `${PLAY}engine.js`;
            script.onload = () => Bazaar.open().then(resolve, reject);
            script.onerror = () => reject(new Error('The engine does not lie beside this book.'));
            document.head.append(script);
        });
        return engine;
    }

    document.querySelectorAll('figure.explore[data-live]').forEach(figure => {
        const { grid, fold, draw, replace, at } = figure.explore;
        const [across] = grid.sides;
        const [low, high] = grid.up.ends;
        const curve = across.values.map(() => null);
        const word = place => `${grid.up.title}: about ${Number((low + place * (high - low)).toPrecision(2)).toLocaleString('en')}`;

        const asked = document.createElement('p');
        asked.className = 'draw';
        asked.textContent = 'Draw what you expect: drag over the plot, or set the slider below at each value. Then run it here.';
        const label = document.createElement('label');
        const guess = Object.assign(document.createElement('input'), { type: 'range', min: 0, max: 100, step: 1, value: 50 });
        label.append('My guess here ', guess);
        const run = document.createElement('button');
        run.type = 'button';
        run.textContent = 'Run it here';
        run.disabled = true;
        const said = document.createElement('p');
        said.setAttribute('role', 'status');
        const box = document.createElement('div');
        box.className = 'live';
        box.append(asked, label, ' ', run, said);
        figure.prepend(box);
        fold(true);

        function set(column, place) {
            curve[column] = Math.min(1, Math.max(0, place));
            run.disabled = curve.filter(one => one !== null).length < 2;
            said.textContent = `${across.label} ${across.values[column]}: ${word(curve[column])}`;
            draw(curve);
        }
        guess.addEventListener('input', () => {
            guess.setAttribute('aria-valuetext', word(guess.value / 100));
            set(at(), guess.value / 100);
        });
        const plot = figure.querySelector('svg');
        let isDrawing = false;
        const follow = event => {
            if (!isDrawing) return;
            const [column, place] = figure.explore.spot(event);
            set(column, place);
        };
        plot.style.touchAction = 'none';
        plot.addEventListener('pointerdown', event => {
            // No text is selected on the way.
            event.preventDefault();
            isDrawing = true;
            plot.setPointerCapture(event.pointerId);
            follow(event);
        });
        plot.addEventListener('pointermove', follow);
        plot.addEventListener('pointerup', () => { isDrawing = false; });
        run.addEventListener('click', async () => {
            run.disabled = true;
            said.textContent = 'Running …';
            try {
                const found = await (await open()).ask(JSON.parse(figure.dataset.live), (done, of) => { said.textContent = `${done} of ${of} points`; });
                if (found.error) throw new Error(found.error);
                said.textContent = 'Made in this page just now. The dashes are yours.';
                fold(false);
                replace(found);
            } catch (error) {
                said.textContent = error.message;
            }
            run.disabled = false;
        });
    });
})();
