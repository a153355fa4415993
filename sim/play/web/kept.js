// The student's work as the page of a lab stores it, in the browser's storage for this file.
//
// A student may have the page open twice, and the storage may contain anything. So only data of the
// right form are read, and writing keeps what another tab wrote meanwhile: changes of this tab win,
// and runs of both are kept.
'use strict';

const Kept = {
    /** The data stored under a key, and a function that stores them: `said` gets the error, or null. */
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

        /** Merges both: changes of this tab since they were equal win. */
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
                    ? 'Your answers are longer than this browser can store: shorten them, or leave the page open until you have handed in.'
                    : 'This browser does not store what you type here, as in a private window. Leave the page open until you have handed in.');
            }
        }

        return { state, keep };
    },
};
