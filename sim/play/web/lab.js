// A lab in a page: answers that are stored as they are typed, commands, and the file to hand in.
//
// Two engines: one checks answers and packs, the other simulates, so that a long run does not block
// typing and can be stopped.
'use strict';

(() => {
    const { make, button } = Dom;
    const at = id => document.getElementById(id);
    const exercise = JSON.parse(at('exercise').textContent);
    const SCENARIO = 'scenario.toml';
    const TRY = 'try.toml';
    const REST = 300; // milliseconds without a key before the engine looks

    /* The stored work: of this lab, student, version and values, in this file's own storage. */
    const KEY = ['bazaar lab', exercise.lab, exercise.student, exercise.version, ...exercise.values.flat()].join(' | ');
    const { state, keep } = Kept.open(KEY, text => { at('unkept').textContent = text; });
    addEventListener('storage', ({ key }) => {
        if (key === KEY) at('unkept').textContent = 'This lab is also open in another tab, which has changes. Both are kept; reload this page to see them.';
    });

    /** Debounces a function. */
    function rested(call) {
        let timer = null;
        return () => {
            clearTimeout(timer);
            timer = setTimeout(call, REST);
        };
    }

    const designFile = name => `${name}.toml`;
    const designs = exercise.questions.filter(question => question.field.kind === 'design');

    /** The scenarios that a command may name. */
    const files = () => ({
        [SCENARIO]: exercise.scenario,
        [TRY]: state.tried ?? exercise.scenario,
        ...Object.fromEntries(designs.map(({ name }) => [designFile(name), state.designs[name] ?? exercise.scenario])),
    });

    const crew = Bazaar.crew(); // those that help to simulate

    /* The engines, each opened when it is first needed. */
    const opened = {};
    async function engine(name) {
        const mine = (opened[name] ??= Bazaar.open());
        const found = await mine.catch(() => null);
        if (found && !found.hasFailed()) return found;
        // An engine that failed is not used again.
        if (opened[name] === mine) opened[name] = Bazaar.open();
        return opened[name];
    }
    const ask = async (name, question, hear) => (await engine(name)).ask(question, hear);

    /* Questions */
    let looked = []; // what the engine said last

    const held = () => ({ exercise, answers: state.answers, designs: state.designs });

    async function look() {
        const { questions, error } = await ask('desk', { do: 'lab', ...held() });
        if (error) return;
        looked = questions;
        for (const { name, doubt } of questions) {
            at(`doubt-${name}`).textContent = doubt ?? '';
            field(name).querySelectorAll('input, textarea').forEach(input => input.setAttribute('aria-invalid', doubt !== null));
        }
        const open = questions.filter(question => question.is_open).map(question => question.name);
        const doubtful = questions.filter(question => question.doubt !== null && !question.is_open).map(question => question.name);
        const answeredAll = open.length === 0 ? 'All questions are answered.' : `Not answered yet: ${open.join(', ')}.`;
        at('open').textContent = doubtful.length === 0 ? answeredAll : `${answeredAll} Not valid, and would get no points: ${doubtful.join(', ')}.`;
    }
    const lookSoon = rested(() => look().catch(failed));

    function answered(name, text) {
        state.answers[name] = text;
        keep();
        if (at('handed').childElementCount > 0) {
            at('handed').replaceChildren(make('p', {}, 'You have changed answers since you handed in: hand in again.'));
        }
        lookSoon();
    }

    const field = name => document.querySelector(`[data-question="${name}"]`);

    /** The label and description of a control. */
    const naming = name => ({ 'aria-labelledby': `asked-${name}`, 'aria-describedby': `form-${name} doubt-${name}` });

    const controls = {
        number({ name, field: { unit } }) {
            const input = make('input', { type: 'text', value: state.answers[name] ?? '', autocomplete: 'off', spellcheck: false, ...naming(name) });
            input.addEventListener('input', () => answered(name, input.value));
            return make('div', { className: 'row' }, input, make('span', {}, unit));
        },
        text({ name }) {
            const input = make('textarea', { rows: 6, value: state.answers[name] ?? '', ...naming(name) });
            input.addEventListener('input', () => answered(name, input.value));
            return input;
        },
        choice({ name }) {
            const list = field(name).querySelector('.options');
            const set = make('fieldset', naming(name));
            [...list.children].forEach((option, place) => {
                const letter = String.fromCharCode(97 + place);
                const radio = make('input', { type: 'radio', name, value: letter, checked: state.answers[name] === letter });
                radio.addEventListener('change', () => answered(name, letter));
                set.append(make('label', {}, radio, ' ', ...option.childNodes));
            });
            list.remove();
            return set;
        },
        ranking({ name }) {
            const list = field(name).querySelector('.options');
            const options = new Map([...list.children].map((option, place) => [String.fromCharCode(97 + place), [...option.childNodes]]));
            list.remove();
            const letters = (state.answers[name] ?? '').split(', ');
            const isOrder = letters.length === options.size && [...options.keys()].every(letter => letters.includes(letter));
            if (!isOrder) delete state.answers[name];
            const order = isOrder ? letters : [...options.keys()];
            const rows = make('ol', {});
            const said = make('p', { className: 'muted', role: 'status' });
            const use = () => {
                answered(name, order.join(', '));
                show();
            };
            const move = (letter, by) => {
                const place = order.indexOf(letter);
                if (place + by < 0 || place + by >= order.length) return;
                [order[place], order[place + by]] = [order[place + by], order[place]];
                use();
                rows.children[place + by].querySelector(by < 0 ? '.up' : '.down').focus();
            };
            const show = () => {
                rows.replaceChildren(...order.map(letter => make('li', {}, make('div', { className: 'row' },
                    make('span', {}, ...options.get(letter).map(node => node.cloneNode(true))),
                    make('span', {},
                        button('↑', () => move(letter, -1), { className: 'small up', 'aria-label': `Move ${letter} up` }), ' ',
                        button('↓', () => move(letter, 1), { className: 'small down', 'aria-label': `Move ${letter} down` }))))));
                said.textContent = state.answers[name] ? `Your order: ${state.answers[name]}` : 'No order yet: move one, or take this one.';
            };
            show();
            return make('div', { role: 'group', ...naming(name) }, rows, said, button('Take this order', use));
        },
        design({ name }) {
            const file = designFile(name);
            const input = make('textarea', { className: 'text', rows: 16, spellcheck: false, value: files()[file], ...naming(name) });
            input.addEventListener('input', () => designed(input.value));
            const designed = text => {
                if (text === exercise.scenario) delete state.designs[name];
                else state.designs[name] = text;
                keep();
                lookSoon();
            };
            const back = () => {
                input.value = exercise.scenario;
                designed(input.value);
            };
            return make('div', {}, input, make('p', { className: 'controls' },
                button(`Run ${file}`, () => runLine(`bazaar run ${file}`)), button('Undo all changes', back)));
        },
    };

    const predictions = exercise.questions.filter(question => question.prediction);

    /** Predictions are locked after the first run. */
    function lock() {
        for (const { name } of predictions) {
            field(name).querySelectorAll('.answer input[type="text"], .answer textarea').forEach(input => { input.readOnly = true; });
            field(name).querySelectorAll('.answer input[type="radio"], .answer button').forEach(input => { input.disabled = true; });
            const answer = field(name).querySelector('.answer');
            if (!answer.querySelector('.locked')) answer.append(make('p', { className: 'muted locked' }, 'Predictions are locked after the first run.'));
        }
    }

    /* Commands */
    let running = null; // what is run at present

    function refuse(message, ...more) {
        at('refused').replaceChildren(make('p', {}, message), ...more);
        at('simulator').scrollIntoView({ block: 'nearest' });
    }

    function failed(error) {
        refuse(error.message);
    }

    /** The predictions that are not written yet. */
    async function missing() {
        await look();
        return looked.filter(({ name, is_open: isOpen, doubt }) => (isOpen || doubt !== null) && predictions.some(question => question.name === name));
    }

    /** On a wide screen the simulator is beside the task; otherwise below it. */
    const isWide = () => matchMedia('(min-width: 70rem)').matches;

    function drawn(figures) {
        at('drawn').replaceChildren(...figures.map(Dom.figure));
        at('figures-count').textContent = figures.length;
        at('figures').hidden = figures.length === 0;
    }

    function runLine(line) {
        at('line').value = line;
        if (!isWide()) at('simulator').scrollIntoView();
        run(line).catch(failed);
    }

    async function run(text) {
        if (running) return;
        at('refused').replaceChildren();
        running = { stopped: false, line: null };
        busy(true);
        try {
            const command = await ask('desk', { do: 'typed', line: text });
            if (command.error) return refuse(command.error);
            const left = state.hasRun ? [] : await missing();
            if (left.length > 0) {
                const [{ name }] = left;
                return refuse(`Write your prediction before the first run: ${left.map(question => question.name).join(', ')}. `,
                    button(`Go to ${name}`, () => field(name).querySelector('input, textarea, .answer button').focus()));
            }
            const all = files();
            if (!Object.hasOwn(all, command.file)) return refuse(`There is no ${command.file} here. There are ${Object.keys(all).join(', ')}.`);
            const seed = command.seed === null ? null : Number(command.seed);
            if (seed !== null && !Number.isSafeInteger(seed)) return refuse(`${command.seed} is a seed for a terminal: type one below 9007199254740992.`);
            const about = { name: command.file, sets: command.sets, seed };
            running.line = command.line;
            const found = command.study
                ? await study({ ...about, name: command.line, text: command.study, scenarios: all, replications: command.replications })
                : await replications({ ...about, text: all[command.file] }, command);
            if (found) logged(command.line, found);
        } catch (error) {
            if (!running.stopped) throw error;
            refuse('Stopped. The replications so far are shown.');
            logged(running.line, 'stopped');
        } finally {
            running = null;
            busy(false);
        }
    }

    function busy(is) {
        at('run').disabled = is;
        at('stop').disabled = !is;
        if (!is) at('progress').textContent = '';
    }

    const heard = (done, expected) => { at('progress').textContent = `${done} of ${expected}`; };

    /** Results are about to be shown: locks the predictions. */
    function begun() {
        state.hasRun = true;
        keep();
        lock();
    }

    function wrong({ error, mistakes }) {
        refuse(error, mistakes?.length > 0 ? make('ul', {}, ...Dom.mistakes(mistakes)) : '');
    }

    async function study(question) {
        const answer = await ask('bench', { do: 'study', ...question }, heard);
        if (answer.error) return wrong(answer);
        begun();
        at('outcome').replaceChildren(
            ...answer.sentences.map(sentence => make('p', {}, sentence)),
            Dom.table(question.name, answer.headings, answer.rows));
        drawn(answer.figures);
        return `${answer.rows.length} rows`;
    }

    async function replications(question, command) {
        const about = await ask('bench', { do: 'begin', ...question, replications: command.replications });
        if (about.error) return wrong(about);
        begun();
        drawn([]);
        const wanted = command.replications ?? about.replications;
        let made = 0;
        let said = null;
        while (made < wanted && !running.stopped) {
            // A number of replications that updates the display twice a second.
            const helping = about.is_whole ? command.replications : Math.min(made === 0 ? 1 : crew.within(500), wanted - made);
            const more = await crew.more(await engine('bench'), question, made, helping ?? undefined, about.is_whole ? heard : undefined);
            if (more.error) return wrong(more);
            made = about.is_whole ? wanted : made + helping;
            said = await ask('bench', { do: 'printed' });
            shown(said, command, wanted);
            at('progress').textContent = about.is_whole ? '' : `${made} of ${wanted}`;
        }
        const { figures } = await ask('bench', { do: 'figures' });
        drawn(figures ?? []);
        return `${said.runs}, seed ${said.seed}`;
    }

    /* The table of a run, which can be filtered by a word. */
    let table = null;
    const find = make('input', { type: 'text', id: 'find', autocomplete: 'off', spellcheck: false });
    find.addEventListener('input', () => showRows());

    function shown(said, { line, metrics }) {
        table = { ...said, line, metrics };
        if (!find.isConnected) {
            at('outcome').replaceChildren(
                make('p', { id: 'runs-said' }),
                make('p', { className: 'find' }, make('label', { htmlFor: 'find' }, 'Only metrics with '), find),
                make('div', { className: 'metrics' }));
        }
        at('runs-said').textContent = `${said.runs}, seed ${said.seed}. ${said.steady}`;
        showRows();
    }

    function showRows() {
        const word = find.value.trim().toLowerCase();
        const wanted = ({ cells, label }) => (table.metrics.length === 0 || table.metrics.includes(cells[0]))
            && (word === '' || `${cells[0]} ${label}`.toLowerCase().includes(word));
        const rows = table.rows.filter(wanted).map(row => row.cells);
        at('outcome').querySelector('.metrics').replaceChildren(Dom.table(table.line, table.headings, rows));
    }

    /* The runs so far, the last first. */
    function logged(line, found) {
        state.log.unshift({ line, found, at: new Date().toISOString() });
        keep();
        showLog();
    }

    function showLog() {
        at('runs-count').textContent = state.log.length;
        at('log').replaceChildren(...state.log.map(({ line, found, at: when }) => make('li', {},
            make('code', {}, line), ' ', make('span', { className: 'muted' }, `${found}; ${new Date(when).toLocaleString()} `),
            button('Run again', () => runLine(line), { className: 'small', 'aria-label': `Run again: ${line}` }))));
    }

    /* Handing in */
    async function handIn() {
        const seconds = Math.floor(Date.now() / 1000);
        const packed = await ask('desk', { do: 'pack', ...held(), seconds });
        if (packed.error) {
            at('handed').replaceChildren(make('p', { className: 'bad' }, packed.error), make('ul', {}, ...Dom.mistakes(packed.mistakes ?? [])));
            return;
        }
        const bytes = Uint8Array.from(packed.bytes.match(/../g), pair => parseInt(pair, 16));
        Dom.save(packed.file, 'application/x-tar', bytes);
        state.handed = new Date(1000 * seconds).toISOString();
        keep();
        at('handed').replaceChildren(
            make('p', {}, `${packed.file} was saved: hand this file in. You can change answers and make it again.`),
            packed.open.length > 0 ? make('p', {}, `Not answered yet: ${packed.open.join(', ')}`) : '',
            packed.doubts.length > 0 ? make('p', { className: 'bad' }, 'These answers are not valid, and would get no points:') : '',
            make('ul', {}, ...packed.doubts.map(([name, why]) => make('li', {}, `${name}: ${why}`))));
    }

    /* The page */
    for (const question of exercise.questions) {
        field(question.name).querySelector('.answer').append(controls[question.field.kind](question));
    }
    for (const data of document.querySelectorAll('.data')) {
        const { file } = data.dataset;
        data.before(make('p', {}, button(`Download ${file}`, () => Dom.save(file, 'text/csv', exercise.data[file]))));
    }
    for (const code of document.querySelectorAll('.task pre > code')) {
        const lines = code.textContent.split('\n').map(line => line.trim()).filter(line => /^bazaar (?!course)/.test(line));
        code.parentElement.after(...lines.map(line => make('p', { className: 'controls' },
            button(lines.length > 1 ? `Run ${line}` : 'Run this', () => runLine(line), { className: 'small', ...lines.length > 1 ? {} : { 'aria-label': `Run this: ${line}` } }))));
    }
    at('line').value = state.log[0]?.line ?? `bazaar run ${SCENARIO}`;
    at('command').addEventListener('submit', event => {
        event.preventDefault();
        run(at('line').value).catch(failed);
    });
    at('line').addEventListener('keydown', event => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) at('command').requestSubmit();
    });
    at('stop').addEventListener('click', async () => {
        if (running) running.stopped = true;
        const bench = await opened.bench?.catch(() => null);
        opened.bench = null;
        bench?.close();
        crew.close();
    });
    const tried = rested(async () => {
        const { mistakes } = await ask('desk', { do: 'check', name: TRY, text: at('try').value });
        at('try-mistakes').replaceChildren(...Dom.mistakes(mistakes ?? []));
    });
    const setTried = text => {
        at('try').value = text;
        state.tried = text === exercise.scenario ? null : text;
        keep();
        tried();
    };
    at('try').value = files()[TRY];
    at('try').addEventListener('input', () => setTried(at('try').value));
    at('try-run').addEventListener('click', () => runLine(`bazaar run ${TRY}`));
    at('try-back').addEventListener('click', () => setTried(exercise.scenario));
    at('hand-in').addEventListener('click', () => handIn().catch(error => at('handed').replaceChildren(make('p', { className: 'bad' }, error.message))));
    at('figures').open = isWide();
    if (state.hasRun) lock();
    showLog();
    keep();
    // The engine follows this script, if it is in the page.
    addEventListener('DOMContentLoaded', () => look().catch(failed));
})();
