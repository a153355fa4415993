// The playground: sliders, runs and results.
'use strict';

(() => {
    const by = id => document.getElementById(id);
    const ARMS = ['A', 'B'];
    /** The maximum time until an engine answers, after which a change of a slider stops it and begins anew. */
    const PATIENCE = 250;
    const number = text => {
        const plain = text.trim().replace(',', '.');
        return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : null;
    };

    /** The state of the page: all of it is in its link. */
    const state = {
        name: '', // of the scenario, or of its text
        text: null, // if it differs from the shipped one
        edits: [], // typed edits
        editsOfB: [], // typed edits of arm B alone
        turned: { A: {}, B: {} }, // path to value, for each moved slider
        isCompared: false,
        metric: null,
        wanted: 20,
        seed: '',
    };
    let shipped = [];
    let opened = null; // the engine's description of the scenario
    let runner = null; // the engine that runs replications
    const crew = Bazaar.crew(); // further engines for it
    let reader = null; // the engine that checks texts
    let round = 0; // counts beginnings: results of an earlier one are dropped
    let isRunning = false;
    let isBroken = false; // the scenario is not valid
    let made = 0;
    let questions = []; // the scenario of each arm when the run began
    let loop = null; // the loop that makes replications
    let turns = 0; // counts requests for more replications
    let newest = 0; // the time of the last figures

    const isWrong = answer => Boolean(answer.error) || (answer.mistakes?.length ?? 0) > 0;
    const source = () => (state.text === null ? { name: state.name } : { name: state.name, text: state.text });
    const arms = () => (state.isCompared ? ARMS : ['']);

    /** The seed, if it is not the scenario's. */
    const seeded = () => (state.seed === '' ? {} : { seed: Number(state.seed) });

    /** The edits of an arm: those that reduce its size, those typed, those of sliders. */
    function sets(arm) {
        const turned = state.turned[arm || 'A'];
        const own = arm === 'B' ? state.editsOfB : [];
        return [...opened?.play.set ?? [], ...state.edits, ...Object.entries(turned).map(([path, value]) => `${path}=${value}`), ...own];
    }

    /** Marks results as outdated. */
    const stale = is => document.body.classList.toggle('stale', is);

    /** A guess about another metric or scenario no longer applies. */
    function forget() {
        by('guess').value = '';
        by('guess').removeAttribute('aria-invalid');
        document.body.classList.toggle('guess-first', mustGuess());
    }

    /** The edits in a field, also if pasted from a command. */
    const typed = id => by(id).value.split('\n').map(line => line.trim().replace(/^--set\s+/, '').replace(/^'(.*)'$/, '$1')).filter(line => line !== '');

    /** The scenario of an arm. */
    const asked = arm => ({ ...source(), sets: sets(arm), arm, ...seeded() });

    function trouble(error) {
        // A run that was stopped after a change is not an error.
        if (error?.message === Bazaar.STOPPED) return;
        by('trouble').hidden = !error;
        by('trouble').textContent = error ? error.message ?? String(error) : '';
    }

    async function ask(engine, question, hear) {
        const isReader = engine === reader;
        // An engine that failed is not used again.
        if (isReader && (await reader.catch(() => null))?.hasFailed() !== false) reader = Bazaar.open();
        return (await (isReader ? reader : engine)).ask(question, hear);
    }

    /** Stops sweeps and films, and marks their results as outdated. */
    function overtaken() {
        besides.forEach(engine => engine.close());
        for (const [box, said] of [['sweep-found', 'sweep-said'], ['film', 'watch-said'], ['all', null]]) {
            if (by(box).children.length === 0) continue;
            by(box).classList.add('stale');
            if (said) by(said).textContent = 'The settings above have changed since then.';
        }
    }

    /** The scenario has become valid, or invalid. */
    function broken(is) {
        isBroken = is;
        stale(is);
        if (is) halted();
    }

    // ---- The scenario

    async function open() {
        round += 1;
        isRunning = false;
        const mine = round;
        const found = await ask(reader, { do: 'open', ...source(), sets: [...state.edits, ...Object.entries(state.turned.A).map(([path, value]) => `${path}=${value}`)] });
        if (mine !== round) return false;
        show(found.error ? found.mistakes ?? [{ message: found.error }] : []);
        trouble(null);
        broken(Boolean(found.error));
        if (found.error) {
            if (!opened) by('title').textContent = state.name;
            return false;
        }
        opened = found;
        by('title').textContent = opened.title;
        by('description').textContent = opened.description;
        by('described').hidden = opened.description === '';
        const small = opened.play.set;
        by('sized').hidden = small.length === 0;
        by('sized').textContent = small.length === 0 ? '' : `Sized for this page: ${small.join(', ')}. The commands below have the same edits; without them it is the whole scenario.`;
        document.title = `${opened.title} – Bazaar`;
        fillMetrics();
        fillLevers();
        by('seed').placeholder = opened.seed;
        for (const box of ['sweep-found', 'film', 'all']) {
            by(box).replaceChildren();
            by(box).classList.remove('stale');
        }
        for (const line of ['sweep-said', 'watch-said']) by(line).textContent = '';
        by('sweep-command').hidden = true;
        return true;
    }

    function fillMetrics() {
        const first = opened.play.metrics;
        const names = opened.metrics.map(metric => metric.name);
        if (!names.includes(state.metric)) state.metric = first[0] ?? names[0];
        const option = metric => Dom.make('option', { value: metric.name, selected: metric.name === state.metric }, metric.unit ? `${metric.label} (${metric.unit})` : metric.label);
        const groups = new Map([['first', []]]);
        for (const metric of opened.metrics) {
            const group = first.includes(metric.name) ? 'first' : metric.section;
            groups.set(group, [...groups.get(group) ?? [], metric]);
        }
        by('metric').replaceChildren(...[...groups].filter(([, all]) => all.length > 0).map(([group, all]) => Dom.make('optgroup', { label: group }, ...all.map(option))));
        by('metric').value = state.metric;
        define();
    }

    function define() {
        const metric = opened.metrics.find(one => one.name === state.metric);
        by('defined').textContent = metric ? `${metric.name}: ${metric.about}` : '';
    }

    /** A slider for each lever, and one more for the second arm. */
    function fillLevers() {
        const one = lever => {
            const slider = arm => {
                const turned = state.turned[arm][lever.path];
                const stands = lever.positions.findIndex(position => position.value === turned);
                const at = stands >= 0 ? stands : (arm === 'B' && turned === undefined ? start(lever) : lever.here ?? start(lever));
                const shown = Dom.make('output', {}, at < 0 ? 'as written' : lever.positions[at].text);
                const input = Dom.make('input', {
                    type: 'range', min: 0, max: lever.positions.length - 1, step: 1, value: Math.max(at, 0), 'aria-label': `${lever.name}${state.isCompared ? `, arm ${arm}` : ''}`,
                    'aria-valuetext': shown.textContent,
                    oninput: () => {
                        const position = lever.positions[Number(input.value)];
                        shown.textContent = position.text;
                        shown.className = 'moved';
                        input.setAttribute('aria-valuetext', position.text);
                        state.turned[arm][lever.path] = position.value;
                        soon();
                    },
                });
                if (turned !== undefined) shown.className = 'moved';
                return Dom.make('label', {}, state.isCompared ? arm : null, input, shown);
            };
            return Dom.make('fieldset', { className: state.isCompared ? 'lever' : 'lever one' },
                Dom.make('legend', {}, lever.name), Dom.make('span', { className: 'path' }, lever.path),
                ...(state.isCompared ? ARMS : ['A']).map(slider));
        };
        by('levers').replaceChildren(...opened.play.levers.map(one));
        by('sweep-lever').replaceChildren(...opened.play.levers.map(lever => Dom.make('option', { value: lever.path }, lever.name)), Dom.make('option', { value: '' }, 'another …'));
        sweeping();
    }

    const start = lever => lever.here ?? -1;

    /** The errors, with their places: a click leads there. */
    function show(mistakes) {
        editor.mark(mistakes);
        const typed = place => (place?.edit === null || place?.edit === undefined ? null : place.edit);
        by('mistakes').replaceChildren(...Dom.mistakes(mistakes).map((item, index) => {
            const { place } = mistakes[index];
            if (place && place.edit === null && state.text !== null) {
                item.append(' ', Dom.button('go there', () => {
                    by('text-box').open = true;
                    editor.goTo(place.from, place.to);
                }, { className: 'small' }));
            } else if (typed(place) !== null) {
                item.prepend('in the edits: ');
            }
            return item;
        }));
        if (mistakes.length > 0) by('said').textContent = '';
    }

    // ---- Running

    /** A free engine: one that is busy for long is stopped. Calls are serialised, so that none is left over. */
    let freeing = Promise.resolve();
    function free() {
        freeing = freeing.then(async () => {
            const engine = runner && await runner.catch(() => null);
            if (engine?.isBusy()) {
                await new Promise(resolve => { setTimeout(resolve, PATIENCE); });
                if (engine.isBusy()) {
                    engine.close();
                    crew.close();
                }
            }
            if (!engine || engine.hasFailed()) runner = Bazaar.open();
        });
        return freeing;
    }

    let timer = null;
    /** A change: begins anew after a pause. */
    function soon() {
        clearTimeout(timer);
        timer = setTimeout(() => begin(true).catch(trouble), 120);
    }

    function halted() {
        isRunning = false;
        by('run').textContent = made === 0 ? 'Run' : 'Run on';
    }

    /** Begins the arms; runs them at once if that is quick. */
    async function begin(runs) {
        round += 1;
        const mine = round;
        isRunning = false;
        made = 0;
        by('progress').value = 0;
        overtaken();
        stale(true);
        if (!opened || isBroken) return;
        trouble(null);
        await free();
        if (mine !== round) return;
        await command();
        for (const arm of ['', ...ARMS]) await ask(runner, { do: 'end', arm });
        let forecast = null;
        const wholes = new Set();
        questions = arms().map(asked);
        for (const question of questions) {
            const found = await ask(runner, { do: 'begin', ...question, ...opened.is_whole ? {} : { replications: state.wanted } });
            if (mine !== round) return;
            wholes.add(found.is_whole);
            if (isWrong(found) || wholes.size > 1) {
                const differ = 'one arm is one long run, and the other has replications: give both the same study.batches';
                show(found.mistakes ?? [{ message: found.error ?? differ }]);
                blank();
                isBroken = true;
                halted();
                return;
            }
            forecast ??= found.forecast;
        }
        show([]);
        halted();
        if (forecast) {
            blank();
            by('said').textContent = `${forecast} for all its replications in a terminal, and longer here. Run begins; Pause stops it.`;
        } else if (runs) {
            await go(state.wanted);
        } else if (mustGuess()) {
            by('said').textContent = 'Guess first: what will it be?';
        }
    }

    function blank() {
        for (const box of ['running', 'over-time', 'estimates']) by(box).replaceChildren();
    }

    const mustGuess = () => by('guess-first').checked && number(by('guess').value) === null;

    /** The total number of replications, here and in the command. */
    async function want(replications) {
        by('wanted').value = state.wanted = replications;
        await command();
    }

    /** Makes replications in all arms in turn, up to this number. The last of several calls counts. */
    async function go(until) {
        if (!opened || isBroken) {
            by('said').textContent = 'Correct the errors first.';
            return;
        }
        if (mustGuess()) {
            by('said').textContent = 'Guess first: what will it be?';
            by('guess').focus();
            return;
        }
        turns += 1;
        const turn = turns;
        const mine = round;
        isRunning = true;
        by('run').textContent = 'Pause';
        // The one that is finishing ends first.
        await loop?.catch(() => {});
        if (mine !== round || turn !== turns || !isRunning) return;
        loop = make(until, mine).finally(() => { loop = null; });
        await loop;
        if (mine === round) halted();
    }

    async function make(until, mine) {
        while (isRunning && mine === round && made < until) {
            // A few at first, so that results appear at once; then as many as a tenth of a second
            // takes.
            const helping = opened.is_whole ? undefined : Math.min(until - made, made === 0 ? 1 : crew.within(100));
            let all = null;
            for (const question of questions) {
                const hear = (done, of) => { if (opened.is_whole) by('progress').value = done / of; };
                const found = await crew.more(await runner, question, made, helping, hear);
                if (mine !== round) return;
                if (isWrong(found)) {
                    trouble(new Error(found.error));
                    isRunning = false;
                    return;
                }
                all = found;
            }
            made = opened.is_whole ? until : made + helping;
            if (!opened.is_whole && made > state.wanted) await want(made);
            by('progress').value = made / until;
            const isLast = made >= until || !isRunning;
            if (isLast || Date.now() - newest > 200) await draw(mine);
            if (mine !== round) return;
            told(all);
        }
    }

    /** Stops after the current replications; one long run is stopped at once. */
    async function pause() {
        halted();
        if (!opened?.is_whole || made > 0) return;
        (await runner).close();
        crew.close();
        await begin(false);
        by('said').textContent = 'Stopped. One long run begins anew.';
    }

    function told(found) {
        const runs = opened.is_whole ? 'One long run' : `${made} of ${state.wanted} replications${state.isCompared ? ' of each arm' : ''}`;
        const metric = found.metrics[state.metric];
        by('said').textContent = `${runs}, ${found.events.toLocaleString('en')} events${state.isCompared || !metric || metric.half_width === null ? '' : '; the interval shrinks as more come'}.`;
    }

    /** The results so far, in tables and figures. */
    async function draw(mine) {
        if (made === 0) return;
        newest = Date.now();
        const guess = number(by('guess').value);
        const running = await ask(runner, { do: 'running', metric: state.metric, guess });
        const series = [];
        for (const arm of arms()) {
            const found = await ask(runner, { do: 'figures', kind: 'series', metrics: [state.metric], arm });
            if (!found.error) series.push([arm, found.figures[0]]);
        }
        const { sections } = await ask(runner, { do: 'estimates' });
        if (mine !== round) return;
        const named = (arm, figure) => {
            const drawn = Dom.figure(figure);
            if (arm) drawn.prepend(Dom.make('strong', {}, `Arm ${arm}`));
            return drawn;
        };
        stale(false);
        by('running').replaceChildren(...running.error ? [Dom.make('p', { className: 'muted' }, running.error)] : running.figures.map(figure => Dom.figure(figure)));
        by('over-time').replaceChildren(...series.map(([arm, figure]) => named(arm, figure)));
        tables(sections);
    }

    /** The section of headline metrics, and the others folded; an open fold stays open. */
    function tables(sections) {
        const box = by('estimates');
        const open = new Set([...box.querySelectorAll('details[open]')].map(fold => fold.dataset.section));
        const first = opened.play.metrics.length > 0 ? opened.play.metrics : sections[0]?.rows.map(row => row[0]) ?? [];
        const all = sections.flatMap(section => section.rows.filter(row => first.includes(row[0])));
        const caption = state.isCompared ? 'Both arms, and B minus A' : 'Estimates with 95% intervals';
        const folds = sections.map(section => ({ ...section, rows: section.rows.filter(row => !first.includes(row[0])) })).filter(({ rows }) => rows.length > 0);
        box.replaceChildren(
            ...(all.length > 0 ? [Dom.table(caption, sections[0].headings, all)] : []),
            ...folds.map(section => {
                const fold = Dom.make('details', { open: open.has(section.section) }, Dom.make('summary', {}, `${section.section === 'headline' || section.section === 'own' ? '' : `${section.section}: `}${section.rows.length} more metrics`), Dom.table(section.section, section.headings, section.rows));
                fold.dataset.section = section.section;
                return fold;
            }));
    }

    /** The equivalent command for a terminal. */
    async function command() {
        const subject = { ...source(), name: state.text === null ? state.name : `${state.name.replace(/\.toml$/, '').split('/').pop()}.toml` };
        const lines = [];
        for (const arm of arms()) {
            const about = opened.is_whole ? {} : { replications: state.wanted };
            lines.push((await ask(reader, { do: 'command', verb: 'run', ...subject, sets: sets(arm), ...seeded(), ...about })).command);
        }
        by('command').textContent = lines.join('\n');
    }

    // ---- Sweeps, films, figures

    /** Engines that sweep or film, and stop after a change above. */
    const besides = new Set();

    async function beside() {
        const engine = await Bazaar.open();
        besides.add(engine);
        return engine;
    }

    function done(engine) {
        engine.close();
        besides.delete(engine);
    }

    /** An integer from a field, within these bounds. */
    const whole = (id, most, otherwise) => Math.max(1, Math.min(most, Math.round(Number(by(id).value)) || otherwise));

    function isReady(said) {
        if (opened && !isBroken && !mustGuess()) return true;
        by(said).textContent = opened && !isBroken ? 'Guess first: what will it be?' : 'Correct the errors first.';
        return false;
    }


    /** A parameter with a slider is swept over its range, any other over typed values. */
    function sweeping() {
        const isTyped = by('sweep-lever').value === '';
        by('sweep-typed').hidden = !isTyped;
        by('sweep-over').hidden = isTyped;
    }

    /** The path and the values of the sweep, as TOML; null if there are none. */
    function swept() {
        const lever = opened.play.levers.find(one => one.path === by('sweep-lever').value);
        if (!lever) {
            const [path, values] = by('sweep-factor').value.split(/=(.*)/s).map(side => side.trim());
            const each = (values ?? '').replace(/^\[(.*)\]$/s, '$1').split(',').map(value => value.trim().replace(/^"(.*)"$/, '$1')).filter(value => value !== '');
            const toml = value => (/^(true|false|[-+]?[\d_]+(\.\d+)?)$/.test(value) ? value : JSON.stringify(value));
            return path && each.length > 0 ? [path, each.map(toml)] : null;
        }
        const points = Math.max(2, Math.min(40, Number(by('sweep-points').value) || 7));
        const last = lever.positions.length - 1;
        const places = [...new Set(Array.from({ length: points }, (_, place) => Math.round((place * last) / (points - 1))))];
        return [lever.path, places.map(place => lever.positions[place].value)];
    }

    let isSwept = false;
    async function sweep() {
        if (!isReady('sweep-said')) return;
        const chosen = swept();
        if (chosen === null) {
            by('sweep-said').textContent = 'Type a path and its values, as in model.queue.servers = 1, 2, 3.';
            by('sweep-factor').focus();
            return;
        }
        const [path, values] = chosen;
        const others = sets(arms()[0]).filter(set => !set.startsWith(`${path}=`));
        const edits = [...others, `${path}=[${values.join(', ')}]`];
        const question = { ...source(), sets: edits, metrics: [state.metric], ...seeded(), replications: whole('sweep-replications', 1000, 5) };
        by('sweep-found').replaceChildren();
        by('sweep-found').classList.remove('stale');
        by('sweep').disabled = true;
        by('sweep-stop').hidden = false;
        by('sweep-progress').hidden = false;
        by('sweep-progress').value = 0;
        by('sweep-said').textContent = 'Running …';
        const mine = round;
        isSwept = true;
        let sweepers = [];
        try {
            sweepers = await Promise.all(Array.from({ length: Bazaar.WORKERS }, beside));
            if (!isSwept || mine !== round) throw new Error(Bazaar.STOPPED);
            const so = sweepers.map(() => [0, 1]);
            const shares = await Promise.all(sweepers.map((engine, share) => engine.ask({ do: 'parts', ...question, share, of: sweepers.length }, (some, of) => {
                so[share] = [some, of];
                by('sweep-progress').value = so.reduce((sum, [one]) => sum + one, 0) / so.reduce((sum, [, all]) => sum + all, 0);
            })));
            const wrong = shares.find(isWrong);
            const found = wrong ?? await sweepers[0].ask({ do: 'study', ...question, parts: shares.flatMap(share => share.parts) });
            if (isWrong(found)) {
                by('sweep-said').textContent = found.error;
            } else {
                by('sweep-said').textContent = `${found.rows.length} rows.`;
                by('sweep-found').replaceChildren(...found.figures.map(figure => Dom.figure(figure)), Dom.table('The sweep', found.headings, found.rows));
                const same = await ask(reader, { do: 'command', verb: 'sweep', ...question });
                by('sweep-command').textContent = same.command;
                by('sweep-command').hidden = false;
            }
        } catch (error) {
            by('sweep-said').textContent = error.message === Bazaar.STOPPED ? 'Stopped.' : error.message;
        }
        sweepers.forEach(done);
        by('sweep').disabled = false;
        by('sweep-stop').hidden = true;
        by('sweep-progress').hidden = true;
    }

    async function watch() {
        if (!isReady('watch-said')) return;
        const mine = round;
        const replication = whole('watch-replication', Number.MAX_SAFE_INTEGER, 1);
        by('watch-replication').value = replication;
        by('watch-said').textContent = 'Filming …';
        const engine = await beside();
        try {
            const film = await engine.ask({ do: 'film', ...source(), sets: sets(arms()[0]), ...seeded(), replication, by: by('watch-by').value });
            if (mine !== round) return;
            by('watch-said').textContent = film.error ?? '';
            if (film.error) return;
            const arm = state.isCompared ? 'Arm A. ' : '';
            by('watch-said').textContent = `${arm}${film.frames.length} frames, from ${film.frames[0].at} to ${film.frames.at(-1).at}.`;
            by('film').classList.remove('stale');
            Bazaar.film(by('film'), film);
        } catch (error) {
            by('watch-said').textContent = error.message === Bazaar.STOPPED ? 'Stopped: the settings above have changed.' : error.message;
        } finally {
            done(engine);
        }
    }

    async function all() {
        if (!by('all-box').open || made === 0) return;
        const mine = round;
        const drawn = [];
        for (const arm of arms()) {
            const found = await ask(runner, { do: 'figures', arm });
            if (mine !== round) return;
            if (arm) drawn.push(Dom.make('h3', {}, `Arm ${arm}`));
            drawn.push(...found.error ? [Dom.make('p', {}, found.error)] : found.figures.map(figure => Dom.figure(figure)));
        }
        by('all').classList.remove('stale');
        by('all').replaceChildren(...drawn);
    }

    // ---- The page

    const editor = Editor.open({
        label: 'The scenario as text',
        complete: (text, at) => ask(reader, { do: 'complete', text, at }),
        changed: text => {
            state.text = text;
            clearTimeout(editor.timer);
            editor.timer = setTimeout(async () => {
                const found = await ask(reader, { do: 'check', name: state.name, text, sets: state.edits });
                if (state.text !== text) return;
                show(found.mistakes);
                if (found.mistakes.length > 0) broken(true);
                else if (await open()) await begin(true);
            }, 120);
        },
    });
    by('editor').replaceWith(editor.element);

    async function choose(name, text) {
        Object.assign(state, { name, text: text ?? null, edits: [], editsOfB: [], turned: { A: {}, B: {} }, metric: null });
        by('edits').value = '';
        by('edits-b').value = '';
        forget();
        editor.setText(text ?? shipped.find(one => one.name === name)?.text ?? '');
        if (await open()) await begin(true);
    }

    function fillScenarios() {
        const groups = new Map();
        for (const one of shipped) {
            const group = one.name.split('/')[0];
            groups.set(group, [...groups.get(group) ?? [], one]);
        }
        const own = shipped.some(one => one.name === state.name) || state.name === '' ? [] : [Dom.make('option', { value: state.name }, state.name)];
        by('scenario').replaceChildren(...own, ...[...groups].map(([group, every]) => Dom.make('optgroup', { label: group }, ...every.map(one => Dom.make('option', { value: one.name }, `${one.name} – ${one.title}`)))));
        by('scenario').value = state.name;
    }

    let links = 0; // of several links the last one counts
    /** Opens the state in the link, or else the one that the page was made with, or else the first scenario. */
    async function restore() {
        links += 1;
        const link = links;
        const said = location.hash.length > 1 ? await Share.read(location.hash) : null;
        if (link !== links) return;
        const made = JSON.parse(by('opened').textContent);
        const first = said ?? (made && { name: made.name, text: made.text, edits: made.sets }) ?? { name: 'reference/mm1' };
        Object.assign(state, { text: null, edits: [], editsOfB: [], turned: { A: {}, B: {} }, metric: null, wanted: 20, seed: '', isCompared: false }, first);
        trouble(location.hash.length > 1 && said === null ? new Error('The link to this page is broken; this is the page without it.') : null);
        by('compare').checked = state.isCompared;
        by('wanted').value = state.wanted;
        by('seed').value = state.seed;
        by('edits').value = state.edits.join('\n');
        by('edits-b').value = state.editsOfB.join('\n');
        by('edits-of-b').hidden = !state.isCompared;
        editor.setText(state.text ?? shipped.find(one => one.name === state.name)?.text ?? '');
        fillScenarios();
        if (await open()) await begin(true);
    }

    const on = (id, event, act) => by(id).addEventListener(event, (...all) => Promise.resolve(act(...all)).catch(trouble));
    on('scenario', 'change', () => choose(by('scenario').value));
    on('compare', 'change', () => {
        state.isCompared = by('compare').checked;
        by('edits-of-b').hidden = !state.isCompared;
        if (!opened) return null;
        fillLevers();
        return begin(true);
    });
    on('back', 'click', async () => {
        state.turned = { A: {}, B: {} };
        if (await open()) await begin(true);
    });
    let resting = null;
    /** Edits apply after a pause, as the text does. */
    const edited = () => {
        clearTimeout(resting);
        resting = setTimeout(async () => {
            const [edits, editsOfB] = [typed('edits'), typed('edits-b')];
            if (JSON.stringify([edits, editsOfB]) === JSON.stringify([state.edits, state.editsOfB])) return;
            Object.assign(state, { edits, editsOfB });
            try {
                if (await open()) await begin(true);
            } catch (error) {
                trouble(error);
            }
        }, 400);
    };
    on('edits', 'input', edited);
    on('edits-b', 'input', edited);
    on('run', 'click', () => {
        if (isRunning) return pause();
        // All requested replications exist: as many again.
        if (opened && !isBroken && !opened.is_whole && made >= state.wanted) return want(made + state.wanted).then(() => go(state.wanted));
        return go(state.wanted);
    });
    on('more', 'click', () => (isRunning ? null : go(made + 1)));
    on('again', 'click', () => begin(true));
    on('wanted', 'change', async () => {
        await want(whole('wanted', 100_000, 20));
        // Fewer than exist: begins anew, so that the table and the command agree.
        if (state.wanted < made && !opened.is_whole) await begin(true);
    });
    on('seed', 'change', () => {
        const typed = by('seed').value.trim();
        const isSeed = /^\d{1,15}$/.test(typed) || typed === '';
        by('seed').setAttribute('aria-invalid', String(!isSeed));
        broken(!isSeed);
        if (!isSeed) {
            by('said').textContent = 'A seed is a whole number from 0 with at most 15 digits.';
            return null;
        }
        state.seed = typed;
        return begin(true);
    });
    on('metric', 'change', () => {
        state.metric = by('metric').value;
        define();
        forget();
        return mustGuess() ? begin(false) : draw(round);
    });
    on('guess', 'change', () => {
        document.body.classList.toggle('guess-first', mustGuess());
        const isNone = by('guess').value.trim() !== '' && number(by('guess').value) === null;
        by('guess').setAttribute('aria-invalid', String(isNone));
        if (isNone) {
            by('said').textContent = 'A guess is a number in the unit of the metric, such as 2.5.';
            return null;
        }
        return made === 0 && !isRunning && number(by('guess').value) !== null && by('guess-first').checked ? go(state.wanted) : draw(round);
    });
    on('guess-first', 'change', () => {
        document.body.classList.toggle('guess-first', mustGuess());
        return mustGuess() ? begin(false) : null;
    });
    on('share', 'click', async () => {
        const link = location.href.replace(/#.*/, '') + await Share.link(state);
        // No event: the page already shows the link's state.
        history.replaceState(null, '', link);
        try {
            await navigator.clipboard.writeText(link);
            by('shared').textContent = 'The link is on the clipboard.';
        } catch {
            by('shared').textContent = 'The link is in the address bar.';
        }
    });
    on('copy', 'click', async () => {
        try {
            await navigator.clipboard.writeText(by('command').textContent);
            by('copy').textContent = 'Copied';
        } catch {
            getSelection().selectAllChildren(by('command'));
        }
    });
    on('sweep', 'click', sweep);
    on('sweep-lever', 'change', sweeping);
    on('sweep-stop', 'click', () => {
        isSwept = false;
        besides.forEach(engine => engine.close());
    });
    on('watch', 'click', watch);
    on('all-box', 'toggle', all);
    const stem = () => state.name.replace(/\.toml$/, '').split('/').pop();
    on('take-scenario', 'click', async () => {
        const found = await ask(reader, { do: 'written', ...source(), sets: sets(arms()[0]) });
        if (found.error) throw new Error(found.error);
        Dom.save(`${stem()}.toml`, 'application/toml', found.text);
    });
    const table = (name, file) => async () => {
        if (made === 0) throw new Error('There are no results yet: press Run first.');
        if (mustGuess()) throw new Error('Guess first: the table has the answer.');
        for (const arm of arms()) {
            const found = await ask(runner, { do: 'table', table: name, arm });
            if (found.error) throw new Error(found.error);
            Dom.save(`${stem()}-${file}${arm ? `-${arm}` : ''}.csv`, 'text/csv', found.text);
        }
    };
    on('take-summary', 'click', table('summary', 'estimates'));
    on('take-observations', 'click', table('observations', 'observations'));
    addEventListener('hashchange', () => restore().catch(trouble));

    async function setOut() {
        by('watch-box').hidden = !Bazaar.film;
        runner = Bazaar.open();
        reader = Bazaar.open();
        runner.catch(() => {});
        shipped = (await ask(reader, { do: 'shipped' })).scenarios;
        await restore();
    }
    setOut().catch(error => {
        by('title').textContent = 'The engine cannot start';
        trouble(error);
    });
})();
