// Several workers that make the replications of one run.
//
// One of them has the run: it makes its share, and appends the replications of the others, in
// order, so that the bytes are those of a single worker.
'use strict';

Bazaar.crew = () => {
    /** The minimum duration to share, in milliseconds: less costs more than it saves. */
    const WORTH = 100;
    let helpers = [];
    let each = 0; // milliseconds a replication took

    /** Adds replications; the question is the one that began the run, of which `made` exist. */
    async function more(engine, question, made, replications, hear) {
        const wanted = replications ?? 1;
        const shares = made > 0 && wanted * each > WORTH ? Math.min(Bazaar.WORKERS, wanted) : 1;
        const cut = share => Math.floor((share * wanted) / shares);
        const own = cut(1);
        if (helpers.length < shares - 1) {
            const lacking = Array.from({ length: shares - 1 - helpers.length }, () => Bazaar.open());
            helpers.push(...await Promise.all(lacking));
        }
        const { arm = '', ...scenario } = question;
        const others = helpers.slice(0, shares - 1).map((helper, index) => helper.ask({
            ...scenario, do: 'make', first: made + cut(index + 1), replications: cut(index + 2) - cut(index + 1),
        }));
        const asked = replications === undefined ? {} : { replications: own };
        const began = performance.now();
        const all = await Promise.all([engine.ask({ do: 'more', arm, ...asked }, hear), ...others]);
        each = (performance.now() - began) / own;
        const wrong = all.find(answer => answer.error);
        if (wrong || shares === 1) return wrong ?? all[0];
        return engine.ask({ do: 'join', arm, made: all.slice(1).map(answer => answer.made) });
    }

    /** The number of replications in this time, in milliseconds, if known. */
    const within = milliseconds => (each === 0 ? 1 : Math.max(1, Math.floor(milliseconds / each) * Bazaar.WORKERS));

    /** Stops the other workers; they start again when there is work. */
    function close() {
        helpers.forEach(helper => helper.close());
        helpers = [];
        each = 0;
    }

    return { more, within, close };
};
