// The page in Chromium and in Firefox, opened from the disk and from a server: the answers that were right in Node, the
// playground as somebody uses it, and what a machine can tell of accessibility.
//   usage: node browsers.mjs FOLDER ASKED
// FOLDER is what `bazaar play --out` wrote, ASKED what same.mjs wrote. NODE_PATH has puppeteer-core and axe-core.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { digest } from './digest.mjs';

const require = createRequire(path.resolve(process.env.NODE_PATH, 'x.js'));
const puppeteer = require('puppeteer-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const [, , folder, askedFile] = process.argv;
const asked = JSON.parse(fs.readFileSync(askedFile));
const PICTURES = process.env.PICTURES;
const BROWSERS = [
    { browser: 'chrome', executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] },
    { browser: 'firefox', executablePath: '/usr/bin/firefox-esr' },
];

const server = http.createServer((request, response) => {
    const name = new URL(request.url, 'http://x').pathname.slice(1) || 'index.html';
    const file = path.join(folder, path.basename(name));
    if (!fs.existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': name.endsWith('.js') ? 'text/javascript' : 'text/html' });
    return response.end(fs.readFileSync(file));
});
await new Promise(resolve => { server.listen(0, '127.0.0.1', resolve); });
const PLACES = [pathToFileURL(path.resolve(folder, 'index.html')).href, `http://127.0.0.1:${server.address().port}/index.html`];

/** How many of the answers differ from those of Node. */
function differing(page, list) {
    return page.evaluate(async (questions, hash) => {
        const number = new Function(`return ${hash}`)();
        const engine = await Bazaar.open();
        const wrong = [];
        for (const { question, answer } of questions) {
            const { took, ...found } = await engine.ask(question);
            if (number(JSON.stringify(found)) !== answer) wrong.push(question);
        }
        engine.close();
        return wrong;
    }, list, digest.toString());
}

/** How many workers shared the replications of one run, and whether what they saw together is what one of them sees. */
function shared(page) {
    return page.evaluate(async () => {
        const open = Bazaar.open;
        let opened = 0;
        Bazaar.open = () => { opened += 1; return open(); };
        const question = { name: 'volunteer/base', sets: ['model.volunteer.hosts.initial=500', 'study.horizon=60 d', 'study.warm_up=5 d'], seed: 7 };
        const crew = Bazaar.crew();
        const [one, first] = [await Bazaar.open(), await Bazaar.open()];
        for (const engine of [one, first]) await engine.ask({ do: 'begin', ...question });
        const { took: _, ...alone } = await one.ask({ do: 'more', replications: 16 });
        await crew.more(first, question, 0, 1);
        const { took: __, ...joined } = await crew.more(first, question, 1, 15);
        const drawn = engine => engine.ask({ do: 'figures' }).then(({ figures }) => JSON.stringify(figures));
        const same = JSON.stringify(alone) === JSON.stringify(joined) && await drawn(one) === await drawn(first);
        for (const ended of [one, first, crew]) ended.close();
        Bazaar.open = open;
        return { helpers: opened - 2, same };
    });
}

/** Hands that are quicker than the engine change no number: Run twice within a helping, and a slider while it runs. */
async function hasty(page, place) {
    const ended = () => until(page, () => document.querySelector('#progress').value === 1 && document.querySelector('#run').textContent !== 'Pause');
    const events = async () => /[\d,]+ events/.exec(await text(page, 'said'))[0];
    await page.goto('about:blank');
    await page.goto(`${place}#scenario=reference/mm1&replications=300&metric=wait`);
    await ended();
    const alone = await events();
    await page.click('#again');
    for (let twice = 0; twice < 5; twice += 1) {
        await new Promise(resolve => { setTimeout(resolve, 60); });
        await page.evaluate(() => {
            const run = document.querySelector('#run');
            if (run.textContent !== 'Pause') return;
            run.click();
            run.click();
        });
    }
    await ended();
    assert.equal(await events(), alone);
    await page.click('#again');
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowRight', 'ArrowRight']) {
        await page.focus('#levers input');
        await page.keyboard.press(key);
        await new Promise(resolve => { setTimeout(resolve, 90); });
    }
    await until(page, () => document.querySelector('#run').textContent !== 'Pause');
    await ended();
    assert.equal(await events(), alone);
    // What cannot be run is not run, and says so; what was seen before is marked.
    await page.evaluate(() => { document.querySelector('#text-box').open = true; });
    await page.type('#edits', 'study.horizon=-5 d');
    await until(page, () => document.querySelector('#mistakes li') && document.body.classList.contains('stale'));
    await page.click('#run');
    assert.match(await text(page, 'said'), /Correct the errors/);
    await page.$eval('#edits', field => { field.value = ''; field.dispatchEvent(new Event('input')); });
    await until(page, () => !document.body.classList.contains('stale'));
    await ended();
    assert.equal(await events(), alone);
}

const text = (page, id) => page.$eval(`#${id}`, element => element.textContent);
const until = (page, test, ...rest) => page.waitForFunction(test, { timeout: 120_000, polling: 20 }, ...rest);

async function accessible(page, what) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    const bad = violations.filter(one => ['serious', 'critical'].includes(one.impact));
    assert.deepEqual(bad.map(one => `${one.id}: ${one.nodes.map(node => node.html).slice(0, 3).join(' ')}`), [], what);
}

async function used(page, place) {
    const began = Date.now();
    await page.goto(place);
    await until(page, () => document.querySelector('#running svg'));
    const first = Date.now() - began;
    await until(page, () => document.querySelector('#progress').value === 1);
    assert.match(await text(page, 'said'), /20 of 20 replications/);
    assert.match(await text(page, 'command'), /^bazaar run /);
    // A slider moves, by keyboard.
    await page.focus('#levers input');
    await page.evaluate(() => { document.querySelector('#running').replaceChildren(); });
    const moved = Date.now();
    await page.keyboard.press('ArrowLeft');
    await until(page, () => document.querySelector('#running svg'));
    const slid = Date.now() - moved;
    assert.match(await text(page, 'command'), /--set /);
    // Two arms.
    await page.click('#compare');
    await until(page, () => document.querySelector('#estimates')?.textContent.includes('difference'));
    assert.equal((await page.$$('#levers input')).length, 2 * (await page.$$('#levers fieldset')).length);
    // A mistake in the text is told at its place, and mended.
    await page.click('#text-box > summary');
    const good = await page.$eval('#editor-1', field => field.value);
    const type = value => page.$eval('#editor-1', (field, typed) => { field.value = typed; field.dispatchEvent(new Event('input')); }, value);
    await type(good.replace('horizon', 'horizn'));
    await until(page, () => document.querySelector('#mistakes li'));
    assert.match(await text(page, 'mistakes'), /line \d+, column \d+: .*horizn/s);
    assert.equal(await page.$eval('.editor mark', mark => mark.textContent), 'horizn');
    await type(good.replace('replications = 20', 'replications = 21'));
    await until(page, () => !document.querySelector('#mistakes li') && !document.body.classList.contains('stale'));
    // A sweep.
    await page.evaluate(() => { document.querySelector('#sweep-box').open = true; document.querySelector('#sweep-replications').value = 2; });
    await page.click('#sweep');
    await until(page, () => document.querySelector('#sweep-found svg'));
    assert.match(await text(page, 'sweep-command'), /^bazaar sweep /);
    // A link has all of it.
    await page.click('#share');
    await until(page, () => location.hash.length > 1);
    const state = await page.evaluate(() => [document.querySelector('#command').textContent, document.querySelector('#editor-1').value]);
    const link = await page.evaluate(() => location.href);
    await page.goto('about:blank');
    await page.goto(link);
    await until(page, () => document.querySelector('#estimates')?.textContent.includes('difference'));
    assert.deepEqual(await page.evaluate(() => [document.querySelector('#command').textContent, document.querySelector('#editor-1').value]), state);
    return { first, slid };
}

async function photographed(page, browser) {
    for (const scheme of ['light', 'dark']) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        for (const width of [1280, 390]) {
            await page.setViewport({ width, height: 900 });
            await page.goto('about:blank');
            await page.goto(PLACES[0]);
            await until(page, () => document.querySelector('#progress').value === 1);
            const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(over <= 0, `${over} px wider than a screen of ${width}`);
            await accessible(page, `${scheme}, ${width}`);
            if (PICTURES) await page.screenshot({ path: `${PICTURES}/${browser}-${scheme}-${width}.png`, fullPage: true });
        }
    }
}

async function tried(options) {
    const launched = await puppeteer.launch({ headless: true, protocolTimeout: 900_000, ...options });
    const page = await launched.newPage();
    const said = [];
    page.on('pageerror', error => said.push(String(error)));
    for (const [number, place] of PLACES.entries()) {
        await page.goto(place);
        // All from the disk; from a server, where nothing but the way there differs, some.
        const some = number === 0 ? asked : asked.slice(0, 40);
        assert.deepEqual(await differing(page, some), [], `${options.browser} at ${place}`);
        const { helpers, same } = await shared(page);
        assert.ok(helpers > 0 && same, `${helpers} helpers; the same: ${same}`);
        await hasty(page, place);
        const { first, slid } = await used(page, place);
        console.log(`${options.browser}, ${place.split(':')[0]}: ${some.length} answers the same; first figure after ${first} ms, ${slid} ms after a slider moved`);
    }
    if (options.browser === 'chrome') await photographed(page, options.browser);
    assert.deepEqual(said, []);
    await launched.close();
}
await Promise.all(BROWSERS.map(tried));
server.close();
