// A student's whole lab by keyboard alone, from opening the file to the grade, in headless Chromium.
//   usage: BAZAAR=target/debug/bazaar [BAZAAR_AXE=axe.min.js] node lab.cjs [FOLDER FOR SCREENSHOTS]
// Keys are pressed and the page is read, and nothing else is done to it. Chromium is steered by its DevTools protocol over a pipe.
'use strict';

const assert = require('node:assert/strict');
const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const zlib = require('node:zlib');

const bazaar = path.resolve(process.env.BAZAAR ?? 'target/debug/bazaar');
const [, , pictures] = process.argv;
const LAB = 'labs/example';
const STUDENT = 'student-4711';
const desk = fs.mkdtempSync(path.join(os.tmpdir(), 'bazaar-lab-'));
const at = name => path.join(desk, name);
const engine = process.env.BAZAAR_PAGE ? { BAZAAR_PAGE: path.resolve(process.env.BAZAAR_PAGE) } : {};
const program = (...words) => execFileSync(bazaar, words, { cwd: desk, env: { ...process.env, ...engine }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/* The browser */
const CHROMIUM = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--remote-debugging-pipe',
    '--host-resolver-rules=MAP * ~NOTFOUND', `--user-data-dir=${at('profile')}`, 'about:blank'];

async function browser() {
    const child = spawn('chromium', CHROMIUM, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    const waiting = new Map();
    const events = [];
    let [last, session, rest] = [0, undefined, Buffer.alloc(0)];
    child.stdio[4].on('data', data => {
        rest = Buffer.concat([rest, data]);
        for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
            const message = JSON.parse(rest.subarray(0, end));
            rest = rest.subarray(end + 1);
            const answer = waiting.get(message.id);
            if (!answer) { events.push(message); continue; }
            waiting.delete(message.id);
            if (message.error) answer.reject(new Error(message.error.message)); else answer.resolve(message.result);
        }
    });
    const call = (method, params = {}) => new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        child.stdio[3].write(`${JSON.stringify({ id: last, method, params, sessionId: session })}\0`);
    });
    await call('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: at('submitted') });
    const { targetId } = await call('Target.createTarget', { url: 'about:blank' });
    session = (await call('Target.attachToTarget', { targetId, flatten: true })).sessionId;
    for (const domain of ['Network', 'Runtime', 'Log', 'Page']) await call(`${domain}.enable`);
    return { call, events, close: () => child.kill() };
}

let page = null;
const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

/** Reads from the page. */
async function read(expression) {
    const { result, exceptionDetails } = await page.call('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    assert.equal(exceptionDetails, undefined, JSON.stringify(exceptionDetails));
    return result.value;
}

async function until(what, expression, limit = 60_000) {
    for (const end = Date.now() + limit; Date.now() < end; await sleep(50)) {
        if (await read(expression)) return;
    }
    assert.fail(`${what}: ${await read('document.getElementById("refused").textContent')}`);
}

const KEYS = { Tab: 9, Enter: 13, Space: 32, a: 65 };

async function press(key, modifiers = 0) {
    const text = { Enter: '\r', Space: ' ' }[key];
    const common = { key: key === 'Space' ? ' ' : key, code: key === 'a' ? 'KeyA' : key, windowsVirtualKeyCode: KEYS[key], modifiers };
    await page.call('Input.dispatchKeyEvent', { type: modifiers === 2 || !text ? 'rawKeyDown' : 'keyDown', text, ...common });
    await page.call('Input.dispatchKeyEvent', { type: 'keyUp', ...common });
}

/** Goes on with the tabulator until what is wanted has the focus. */
async function tabTo(selector) {
    for (let pressed = 0; pressed < 400; pressed += 1) {
        await press('Tab');
        if (await read(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
    }
    assert.fail(`no key leads to ${selector}`);
}

/** Types into a field in place of what is there. */
async function write(selector, text) {
    await tabTo(selector);
    await page.call('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'a', code: 'KeyA', windowsVirtualKeyCode: 65, modifiers: 2, commands: ['selectAll'] });
    await page.call('Input.insertText', { text });
}

/** Types a command and runs it; the mean of the metric that it gives. */
async function run(command, metric) {
    const before = await read('Number(document.getElementById("runs-count").textContent)');
    await write('#line', command);
    await tabTo('#run');
    await press('Enter');
    await until(command, `Number(document.getElementById("runs-count").textContent) === ${before + 1}`);
    const mean = await read(`[...document.querySelectorAll('#outcome tbody tr')].find(row => row.cells[0].textContent === '${metric}').cells[1].textContent`);
    assert.ok(Number.isFinite(Number(mean)), `${metric} is ${mean}`);
    return mean;
}

async function open(file) {
    await page.call('Page.navigate', { url: `file://${file}` });
    await until('the page', 'document.readyState === "complete" && document.getElementById("open")?.textContent !== ""');
}

async function picture(name, width, dark) {
    await page.call('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: width < 500 });
    await page.call('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] });
    // The browser takes its time to lay the page out anew.
    await until(`no wider than ${width} px`, `innerWidth === ${width} && document.documentElement.scrollWidth <= ${width}`);
    if (pictures) {
        const { data } = await page.call('Page.captureScreenshot', { captureBeyondViewport: true });
        fs.writeFileSync(path.join(pictures, `${name}-${width}${dark ? '-dark' : ''}.png`), Buffer.from(data, 'base64'));
    }
    if (process.env.BAZAAR_AXE) {
        await read(`${fs.readFileSync(process.env.BAZAAR_AXE, 'utf8')}; 0`);
        const found = JSON.parse(await read('axe.run(document, { resultTypes: ["violations"] }).then(found => JSON.stringify(found.violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(node => node.html.slice(0, 120)) }))))'));
        const grave = found.filter(({ impact }) => ['serious', 'critical'].includes(impact));
        assert.deepEqual(grave, []);
    }
}

/** Nothing of a lab's key is in the engine, and nothing of a student. */
function takeApart(file, foreign) {
    const [, packed] = /Bazaar\.provide\('([^']+)'\)/.exec(fs.readFileSync(file, 'utf8'));
    const engine = zlib.gunzipSync(Buffer.from(packed, 'base64'));
    const feedback = fs.readdirSync('scenarios/labs').filter(name => !name.endsWith('.json')).flatMap(name =>
        [...fs.readFileSync(`scenarios/labs/${name}/lab.toml`, 'utf8').matchAll(/^feedback = "(.+)"$/gm)].map(([, text]) => text));
    assert.ok(feedback.length > 100);
    for (const text of ['[[questions]]', ...feedback, ...foreign]) assert.ok(!engine.includes(text), `in the engine: ${text}`);
    return engine.length;
}

async function main() {
    fs.mkdirSync(at('submitted'));
    fs.writeFileSync(at('roster.csv'), `student\n${STUDENT}\nbob\n`);
    program('course', 'key', '--out', 'course.key');
    program('course', 'release', LAB, '--roster', 'roster.csv', '--key', 'course.key', '--out', 'release');
    const file = at(`release/${STUDENT}/lab.html`);
    const bytes = takeApart(file, [STUDENT, fs.readFileSync(at('course.key'), 'utf8').trim()]);
    console.log(`lab.html has ${fs.statSync(file).size} bytes, and the engine in it ${bytes}; no key, feedback or student in that`);

    page = await browser();
    await open(file);
    for (const [width, dark] of [[1280, false], [390, false], [390, true], [1280, true]]) await picture('opened', width, dark);
    await page.call('Emulation.clearDeviceMetricsOverride');

    // Nothing runs before the prediction is written, nor while it is not a number.
    await tabTo('.task .controls button');
    await press('Enter');
    await until('a refusal', 'document.getElementById("refused").textContent.includes("prediction")');
    assert.equal(await read('document.getElementById("outcome").textContent'), '');
    await tabTo('#refused button');
    await press('Enter');
    await until('the refusal leads to the prediction', 'document.activeElement.matches("[data-question=guess] input")');
    await page.call('Input.insertText', { text: 'many' });
    await until('a doubt', 'document.getElementById("doubt-guess").textContent.includes("not a number")');
    await write('[data-question=guess] input', '1,5 h');
    await until('no doubt', 'document.getElementById("doubt-guess").textContent === ""');

    // The command of the task, at its button.
    await tabTo('.task .controls button');
    await press('Enter');
    await until('a run', 'document.getElementById("runs-count").textContent === "1"');
    await until('a prediction is locked by the first run', 'document.querySelector("[data-question=guess] input").readOnly');
    await until('figures', 'document.querySelectorAll("#drawn svg").length > 0');

    const means = {
        'your shop': await run('bazaar run scenario.toml --replications 40', 'wait'),
        third: await run('bazaar run scenario.toml --replications 40\n--set model.queue.servers=3', 'wait'),
        first: await run("bazaar run scenario.toml --replications 40 --set 'study.horizon=24 h' --set 'study.warm_up=0 h'", 'wait'),
    };
    const wait = await run('bazaar run scenario.toml', 'wait');
    await picture('run', 1280, false);
    await picture('run', 390, false);
    await page.call('Emulation.clearDeviceMetricsOverride');
    await write('[data-question=wait] input', wait);

    // The order, by moving one after the other up to its place.
    const meaning = text => Object.keys(means).filter(name => text.includes(name)).pop();
    const order = Object.keys(means).sort((one, other) => means[other] - means[one]);
    const rows = () => read('[...document.querySelectorAll("[data-question=order] li")].map(row => row.querySelector("span").textContent)');
    for (let place = 0; place < order.length; place += 1) {
        for (let from = (await rows()).findIndex(text => meaning(text) === order[place]); from > place; from -= 1) {
            await tabTo(`[data-question=order] li:nth-child(${from + 1}) .up`);
            await press('Enter');
        }
    }
    assert.deepEqual((await rows()).map(meaning), order);
    if (await read('document.querySelector("[data-question=order] .muted[role=status]").textContent.startsWith("No order")')) {
        await tabTo('[data-question=order] [role=group] > button');
        await press('Space');
    }
    await write('[data-question=explain] textarea', 'Because the line grows without bound as the tills come close to being busy all the time.');
    await until('all answered', 'document.getElementById("open").textContent.startsWith("All")');

    // What was typed is kept, and only for this student.
    await open(file);
    assert.equal(await read('document.querySelector("[data-question=wait] input").value'), wait);
    assert.equal(await read('document.getElementById("runs-count").textContent'), '5');
    await open(at('release/bob/lab.html'));
    assert.equal(await read('document.querySelector("[data-question=wait] input").value'), '');
    assert.equal(await read('document.getElementById("runs-count").textContent'), '0');
    await open(file);

    await tabTo('#hand-in');
    await press('Enter');
    await until('handed in', 'document.getElementById("handed").textContent.includes("saved")');
    for (let waited = 0; waited < 100 && !fs.existsSync(at(`submitted/${STUDENT}.tar`)); waited += 1) await sleep(50);
    await picture('handed-in', 390, false);

    const asked = page.events.filter(({ method }) => method === 'Network.requestWillBeSent').map(({ params }) => params.request.url);
    assert.deepEqual(asked.filter(url => !/^(file:|blob:|data:)/.test(url)), [], 'no network');
    const complaints = page.events.filter(({ method, params }) => method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded' && params.entry.level === 'error');
    assert.deepEqual(complaints.map(({ params }) => params), []);
    page.close();

    program('course', 'grade', 'submitted', '--key', 'course.key', '--roster', 'roster.csv', '--out', 'graded');
    const [heading, ...all] = fs.readFileSync(at('graded/grades.csv'), 'utf8').trim().split('\n').map(line => line.split(','));
    const row = all.find(([student]) => student === STUDENT);
    console.log(heading.join(','), row.join(','));
    assert.ok(row[1] !== '' && Number(row[1]) === Number(row[2]), `${row} is not all points`);
    const debrief = fs.readFileSync(at('graded/debrief.md'), 'utf8');
    assert.ok(!debrief.includes('tampered'), debrief);
    console.log(`${STUDENT} has ${row[1]} of ${row[2]} points`);
}

main().then(() => fs.rmSync(desk, { recursive: true, force: true }), error => {
    console.error(error);
    page?.close();
    process.exitCode = 1;
});
