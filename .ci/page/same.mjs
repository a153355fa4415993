// The page's engine against the program: the same objects, the same events, the same bytes of every figure.
//   usage: BAZAAR=target/debug/bazaar node same.mjs bazaar_page.wasm [NAME...]
// Of every shipped scenario, shortened, or of these; and of 200 whose levers stand somewhere.
// What was asked, and a number that goes with each answer, is written beside the engine for browsers to be asked the same.
// Workers share the work, since an engine is one thread.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { digest } from './digest.mjs';

const [, , file, ...named] = process.argv;
const WORKERS = os.availableParallelism();

// How long a scenario of a model is run here, in days, if it is not shorter anyway; as for its fingerprints.
const DAYS = { volunteer: [5, 1], marketplace: [60, 6], subscription: [800, 30], referral: [20, 0], platform: [100, 10], queue: [100, 10] };
const CROWD = { volunteer: ['model.volunteer.hosts.initial=500'] };
const REPLICATIONS = 2;
// Studies are answered as they are but for their replications; the others take minutes.
const STUDIES = ['studies/delay-bound', 'studies/price-and-cap', 'studies/recruiting', 'studies/reward'];

const module = new WebAssembly.Module(fs.readFileSync(file));
let heard = 0;
const asked = [];
const ASK = new Set(['begin', 'more', 'figures', 'study', 'estimates', 'film']);

// A chance that is the same each time (Steele, Lea & Flood 2014).
function chance(seed) {
    let state = seed;
    return () => {
        state = (state + 0x9e3779b9) | 0;
        let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
        mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
        return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
    };
}
const RANDOM = 200;

// An engine, as each worker of a page has one.
function engine(isMain) {
    const words = (at, length) => new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, at, length));
    const env = {
        progress() { heard += 1; },
        gave_up(at, length) { console.error(words(at, length)); },
    };
    const wasm = new WebAssembly.Instance(module, { env }).exports;
    return question => {
        const bytes = new TextEncoder().encode(JSON.stringify(question));
        // First the place: asking for it may move the memory.
        const at = wasm.question(bytes.length);
        new Uint8Array(wasm.memory.buffer, at, bytes.length).set(bytes);
        const length = wasm.ask();
        const answer = JSON.parse(words(wasm.answer(), length));
        if (isMain && ASK.has(question.do)) asked.push({ question, answer: digest(JSON.stringify(answer)) });
        return answer;
    };
}

const [ask, other] = [engine(true), engine(false)];

// What the program prints; how long it took is nothing to compare.
function printed(verb, name, flags) {
    const text = execFileSync(process.env.BAZAAR, [verb, name, '--json', '--quiet', ...flags], { maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'pipe'] });
    return { ...JSON.parse(text), elapsed_seconds: null };
}

// The same, and which figures it draws.
function program(verb, name, flags) {
    const out = fs.mkdtempSync(path.join(os.tmpdir(), 'same-'));
    const object = printed(verb, name, ['--out', out, '--force', ...flags]);
    const figures = new Map();
    const folder = path.join(out, 'figures');
    for (const figure of fs.existsSync(folder) ? fs.readdirSync(folder) : []) {
        figures.set(figure, fs.readFileSync(path.join(folder, figure), 'utf8'));
    }
    fs.rmSync(out, { recursive: true });
    return { object, figures };
}

const drawn = figures => new Map(figures.map(figure => [`${figure.name}.svg`, figure.svg]));

function scenario(name) {
    const about = ask({ do: 'begin', name });
    // It has several values for a parameter, and is swept over them.
    if (about.error) return study(name, 'sweep');
    const [horizon, warmUp] = DAYS[about.model];
    const isShort = about.is_whole || (about.horizon_days < horizon && !CROWD[about.model]);
    const sets = isShort ? [] : [`study.horizon=${horizon} d`, `study.warm_up=${warmUp} d`, ...CROWD[about.model] ?? []];
    // One long run, or as many replications as a warm-up is found from, is made as it is; others in two helpings, as a page does.
    const flags = [...about.is_whole ? [] : ['--replications', `${REPLICATIONS}`], ...sets.flatMap(set => ['--set', set])];
    const native = program('run', name, flags);
    assert.equal(ask({ do: 'begin', name, sets }).error, undefined);
    let found;
    if (about.is_whole) {
        found = ask({ do: 'more' });
    } else {
        for (let made = 0; made < REPLICATIONS; made += 1) found = ask({ do: 'more', replications: 1 });
    }
    assert.deepEqual(found, native.object);
    const { figures, error } = ask({ do: 'figures' });
    assert.equal(error, undefined);
    assert.deepEqual(drawn(figures), native.figures);
    return `${Object.keys(found.metrics).length} metrics, ${found.events} events, ${figures.length} figures`;
}

// One whose levers stand somewhere, with some seed.
function somewhere(name, seed, random) {
    const { play, model, horizon_days, is_whole } = ask({ do: 'open', name });
    const turned = play.levers.map(({ path, positions }) => `${path}=${positions[Math.floor(random() * positions.length)].value}`);
    const [horizon, warmUp] = DAYS[model];
    const short = is_whole || horizon_days < horizon / 4 ? [] : [`study.horizon=${horizon / 4} d`, `study.warm_up=${warmUp / 4} d`];
    const sets = [...turned, ...play.set.filter(set => !turned.some(one => one.split('=')[0] === set.split('=')[0])), ...short, ...CROWD[model] ?? []];
    const begun = ask({ do: 'begin', name, sets, seed });
    // Levers that stand somewhere need not go together; then the program says the same.
    if (begun.error) {
        assert.throws(() => printed('run', name, ['--seed', `${seed}`, ...sets.flatMap(set => ['--set', set])]));
        return false;
    }
    const native = printed('run', name, ['--seed', `${seed}`, ...is_whole ? [] : ['--replications', '1'], ...sets.flatMap(set => ['--set', set])]);
    assert.deepEqual(ask({ do: 'more', ...is_whole ? {} : { replications: 1 } }), native);
    return true;
}

function study(name, verb) {
    const native = program(verb, name, ['--replications', `${REPLICATIONS}`]);
    // Two workers make it, each a half, and one of them puts it together.
    const repeated = { name, replications: REPLICATIONS, of: 2 };
    const parts = [ask, other].flatMap((worker, share) => worker({ do: 'parts', share, ...repeated }).parts);
    const before = heard;
    const found = ask({ do: 'study', parts, ...repeated });
    assert.equal(found.error, undefined);
    // Only a search, in which each run depends on those before, is left to one.
    assert.equal(heard > before, parts.length === 0);
    assert.deepEqual(found.result, native.object);
    assert.deepEqual(drawn(found.figures), native.figures);
    return `${verb}, ${found.rows.length} rows, ${found.figures.length} figures`;
}

const { scenarios, studies } = ask({ do: 'shipped' });
const wanted = ({ name }) => named.length === 0 || named.includes(name);
const runs = scenarios.filter(wanted);
const wantedStudies = studies.filter(one => named.length === 0 ? STUDIES.includes(one.name) : named.includes(one.name));

// One of the random ones: which it is, and where its levers stand, follow from its number.
function somewhereDrawn(number) {
    const random = chance(number);
    for (;;) {
        const { name } = scenarios[Math.floor(random() * scenarios.length)];
        if (ask({ do: 'open', name }).error || ask({ do: 'begin', name }).error) continue;
        const seed = Math.floor(random() * 2 ** 53);
        return [`${name}, seed ${seed}`, () => (somewhere(name, seed, random) ? 'the same' : 'refused by both')];
    }
}

// Everything there is to compare; what is drawn is drawn by the worker whose turn it is.
const all = [
    ...runs.map(({ name }) => () => [name, () => scenario(name)]),
    ...wantedStudies.map(({ name, verb }) => () => [name, () => study(name, verb)]),
    ...(named.length === 0 ? Array.from({ length: RANDOM }, (_, number) => () => somewhereDrawn(1 + number)) : []),
];

if (!isMainThread) {
    // The next one that nobody has taken.
    const next = new Int32Array(workerData);
    for (let turn = Atomics.add(next, 0, 1); turn < all.length; turn = Atomics.add(next, 0, 1)) {
        const [name, compare] = all[turn]();
        asked.length = 0;
        let [said, differs] = ['', false];
        try {
            said = compare();
        } catch (error) {
            if (error instanceof WebAssembly.RuntimeError) throw error;
            [said, differs] = [error.message, true];
        }
        parentPort.postMessage({ turn, name, said, differs, heard, asked: [...asked] });
    }
} else {
    const found = [];
    const shared = new SharedArrayBuffer(4);
    await Promise.all(Array.from({ length: WORKERS }, () => new Promise((resolve, reject) => {
        const worker = new Worker(new URL(import.meta.url), { argv: process.argv.slice(2), workerData: shared });
        worker.on('message', one => {
            found.push(one);
            if (one.differs) console.error(`${one.name}: ${one.said}`);
        });
        worker.on('error', reject);
        worker.on('exit', resolve);
    })));
    assert.equal(found.length, all.length);
    found.sort((one, other) => one.turn - other.turn);
    for (const { turn, name, said, differs } of found) if (!differs && turn < runs.length + wantedStudies.length) console.log(`${name}: ${said}`);
    const failed = found.filter(one => one.differs).length;
    if (named.length === 0) {
        const same = found.filter(({ said }) => said === 'the same').length;
        assert.ok(same > RANDOM / 2, `only ${same} ran`);
        fs.writeFileSync(path.join(path.dirname(file), 'asked.json'), JSON.stringify(found.flatMap(one => one.asked)));
        console.log(`${RANDOM} with levers somewhere: ${same} the same, ${RANDOM - same} refused by both or different`);
    }
    // A page has places for 4 GB. What takes more is refused before it begins, whatever the machine has.
    const large = ask({ do: 'begin', name: 'marketplace/base', sets: ['model.marketplace.buyers.potential=30_000_000'] });
    assert.match(large.error, /GB of memory/);
    assert.ok(found.some(one => one.heard > 0), 'nobody told how far it has come');
    assert.ok(runs.length + wantedStudies.length > 0, `${named} is nothing that is shipped`);
    console.log(`${runs.length} scenarios and ${wantedStudies.length} studies, ${failed} differ`);
    process.exitCode = failed ? 1 : 0;
}
