// The engine in a worker, and a way to ask it.
//
// The same mechanism for pages that are served and pages that are opened from disk. At file://
// there is no fetch, no module and no worker from a file; a classic script is allowed, so the
// engine is in one that calls `Bazaar.provide` with its gzipped bytes in base64, and the worker is
// made from a Blob. The script is loaded when it is first needed.
'use strict';

const Bazaar = (() => {
    const HERE = document.currentScript?.src.replace(/[^/]*$/, '') ?? '';
    /** The number of workers that share long runs: leaves a core of a large machine free, and some memory of a phone. */
    const CORES = navigator.hardwareConcurrency ?? 2;
    const WORKERS = Math.min(4, Math.max(Math.min(2, CORES), CORES - 1));
    /** The error of a closed engine. */
    const STOPPED = 'stopped';
    const DAMAGED = 'The engine (bazaar.wasm.js) is damaged: copy it again from the source of this page.';
    let program = null; // a promise of a WebAssembly.Module
    let deliver = null;

    /** The engine's code, loaded once. If it is inside the page, `Bazaar.provide` was called already. */
    function load() {
        // old.js has checked the browser.
        if (BAZAAR_TOO_OLD) return Promise.reject(new Error(BAZAAR_TOO_OLD));
        if (program === null) begin();
        if (!begin.hasText) {
            begin.hasText = true;
            const script = document.createElement('script');
            script.src = `${document.documentElement.dataset.engine ?? HERE}bazaar.wasm.js`;
            // A truncated file, or another one, runs without calling `provide`.
            script.onload = () => { if (!begin.isProvided) begin.reject(new Error(DAMAGED)); };
            script.onerror = () => begin.reject(new Error('The file bazaar.wasm.js, the engine, is missing beside this page.'));
            document.head.append(script);
        }
        return program;
    }

    function begin() {
        program = new Promise((resolve, reject) => {
            deliver = text => unpacked(text).then(bytes => WebAssembly.compile(bytes)).then(resolve, () => reject(new Error(DAMAGED)));
            begin.reject = reject;
        });
        program.catch(() => {});
    }

    /** Receives the engine's bytes, gzipped and in base64. */
    function provide(text) {
        if (program === null) begin();
        begin.hasText = true;
        begin.isProvided = true;
        if (!BAZAAR_TOO_OLD) deliver(text);
    }

    async function unpacked(text) {
        const packed = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
        const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
        return new Response(stream).arrayBuffer();
    }

    /** The code of the worker. It is passed as text, so it must not use anything from outside. */
    function inside() {
        let wasm = null;
        let told = 0;
        const words = (at, length) => new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, at, length));
        const env = {
            progress(done, expected) {
                const now = performance.now();
                if (now - told > 50 || done === expected) {
                    told = now;
                    postMessage({ progress: [done, expected] });
                }
            },
            gave_up(at, length) {
                postMessage({ gaveUp: words(at, length) });
            },
        };
        onmessage = async ({ data }) => {
            if (data.module) {
                wasm = (await WebAssembly.instantiate(data.module, { env })).exports;
                postMessage({ ready: true });
                return;
            }
            const question = new TextEncoder().encode(JSON.stringify(data));
            // First reserve the buffer: that may move the memory.
            const at = wasm.question(question.length);
            new Uint8Array(wasm.memory.buffer, at, question.length).set(question);
            const began = performance.now();
            try {
                const length = wasm.ask();
                postMessage({ answer: words(wasm.answer(), length), took: performance.now() - began });
            } catch (error) {
                // A trap: the memory is no longer reliable.
                postMessage({ gaveUp: String(error) });
            }
        };
    }

    /** A worker with an engine of its own. It answers questions one at a time, in order. */
    async function open() {
        const module = await load();
        const url = URL.createObjectURL(new Blob([`(${inside})()`], { type: 'text/javascript' }));
        const worker = new Worker(url);
        const waiting = [];
        let failed = null;
        const fail = message => {
            failed = new Error(message);
            waiting.splice(0).forEach(({ reject }) => reject(failed));
        };
        worker.onmessage = ({ data }) => {
            if (data.progress) {
                waiting[0]?.hear(...data.progress);
            } else if (data.gaveUp !== undefined) {
                fail(`The engine failed: ${data.gaveUp}`);
            } else {
                waiting.shift()?.resolve(data);
            }
        };
        worker.onerror = event => {
            event.preventDefault?.();
            fail(`The engine stopped: ${event.message}`);
        };
        const send = (data, hear = () => {}) => new Promise((resolve, reject) => {
            if (failed) return reject(failed);
            // First serialise, which may throw: an entry without an answer would shift the answers
            // of all others.
            worker.postMessage(data);
            waiting.push({ resolve, reject, hear });
        });
        await send({ module });
        URL.revokeObjectURL(url);
        return {
            /** Asks a question; `took` is the engine's time in milliseconds. */
            async ask(question, hear) {
                const { answer, took } = await send(question, hear);
                return { ...JSON.parse(answer), took };
            },
            /** Stops it at once, whatever it does; pending questions are rejected. */
            close() {
                worker.terminate();
                fail(STOPPED);
            },
            isBusy: () => waiting.length > 0,
            hasFailed: () => failed !== null,
        };
    }

    return { open, load, provide, WORKERS, STOPPED };
})();
