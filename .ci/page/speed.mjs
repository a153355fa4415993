// How fast the page's engine is against the program on one thread: ratios of times in one run, one after the other, so that what else
// the machine does weighs on both.
//   usage: BAZAAR=target/release/bazaar node speed.mjs bazaar_page.wasm
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

const ROUNDS = 7;
const SCENARIOS = {
    'reference/mm1': ['study.horizon=3000 d'],
    'volunteer/base': ['model.volunteer.hosts.initial=2000', 'study.horizon=10 d'],
    'marketplace/base': ['model.marketplace.buyers.potential=5000', 'model.marketplace.sellers.potential=150'],
    'subscription/base': ['model.subscription.leads.rate=1000 / month'],
    'referral/base': [],
    'platform/osu-plan': [],
};

const wasm = new WebAssembly.Instance(new WebAssembly.Module(fs.readFileSync(process.argv[2])), { env: { progress() {}, gave_up() {} } }).exports;
function ask(question) {
    const bytes = new TextEncoder().encode(JSON.stringify(question));
    const at = wasm.question(bytes.length);
    new Uint8Array(wasm.memory.buffer, at, bytes.length).set(bytes);
    const began = performance.now();
    wasm.ask();
    return (performance.now() - began) / 1000;
}

const median = numbers => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
const all = [];
for (const [name, sets] of Object.entries(SCENARIOS)) {
    const ratios = [];
    ask({ do: 'begin', name, sets });
    ask({ do: 'more', replications: 1 });
    for (let round = 0; round < ROUNDS; round += 1) {
        ask({ do: 'begin', name, sets });
        const page = ask({ do: 'more', replications: 4 });
        const flags = ['run', name, '--json', '--quiet', '--threads', '1', '--replications', '4', ...sets.flatMap(set => ['--set', set])];
        const { elapsed_seconds: program } = JSON.parse(execFileSync(process.env.BAZAAR, flags));
        ratios.push(program / page);
    }
    all.push(median(ratios));
    console.log(`${name}: ${median(ratios).toFixed(2)} of the program's speed (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`);
}
console.log(`median ${median(all).toFixed(2)}`);
