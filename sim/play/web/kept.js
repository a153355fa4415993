// What the page of a lab keeps of a student's work, in this file's own place in the browser.
//
// A student may have the page open twice, and the place may hold anything. So what is read is taken as far as it has the
// right shape, and what is written keeps what another tab wrote meanwhile: what changed here wins, and what was run there
// was run.
'use strict';

const Kept = {
    /** What is kept under a key, and how to keep it: `said` hears why nothing is kept, or that all is. */
    open(key, said) {
        const texts = found => Object.fromEntries(Object.entries(found && typeof found === 'object' ? found : {}).filter(([, text]) => typeof text === 'string'));
        const isRun = one => ['line', 'found', 'at'].every(part => typeof one?.[part] === 'string');
        const sound = found => ({
            answers: texts(found?.answers),
            designs: texts(found?.designs),
            tried: typeof found?.tried === 'string' ? found.tried : null,
            hasRun: found?.hasRun === true,
            log: Array.isArray(found?.log) ? found.log.filter(isRun) : [],
            handed: typeof found?.handed === 'string' ? found.handed : null,
        });
        const read = () => {
            try {
                return sound(JSON.parse(localStorage.getItem(key)));
            } catch {
                return sound(null);
            }
        };
        const state = read();
        let before = structuredClone(state); // as both this tab and the place had it last

        /** Of both, what changed here since they were the same. */
        const joined = (here, there, was) => Object.fromEntries([...new Set([...Object.keys(here), ...Object.keys(there)])]
            .map(name => [name, here[name] === was[name] ? there[name] : here[name]])
            .filter(([, text]) => text !== undefined));

        function keep() {
            const there = read();
            state.answers = joined(state.answers, there.answers, before.answers);
            state.designs = joined(state.designs, there.designs, before.designs);
            state.hasRun ||= there.hasRun;
            const known = new Set(state.log.map(one => JSON.stringify(one)));
            state.log.push(...there.log.filter(one => !known.has(JSON.stringify(one))));
            state.log.sort((one, other) => other.at.localeCompare(one.at));
            try {
                localStorage.setItem(key, JSON.stringify(state));
                before = structuredClone(state);
                said('');
            } catch (error) {
                said(error.name === 'QuotaExceededError'
                    ? 'Your answers are longer than this browser can keep: shorten them, or leave the page open until you have handed in.'
                    : 'This browser keeps nothing of what you type here, as in a private window. Leave the page open until you have handed in.');
            }
        }

        return { state, keep };
    },
};
