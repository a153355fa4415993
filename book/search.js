// Search for words that are not written in Latin letters.
//
// The index that mdBook makes, and what it makes of a query, keep of every word
// what lies between its first and its last Latin letter; of a word in Cyrillic
// nothing is left. The index holds the texts as well: so words with other letters
// are put into it when it is loaded, and queries are trimmed by Unicode.
'use strict';

(() => {
    if (typeof elasticlunr === 'undefined') {
        return;
    }
    const trimmed = word => word.replace(/^[^\p{L}\p{N}_]+/u, '').replace(/[^\p{L}\p{N}_]+$/u, '');
    const latin = word => word.replace(/^\W+/, '').replace(/\W+$/, '');

    // Registered in place, since the index asks for its trimmer by name.
    elasticlunr.Pipeline.registeredFunctions.trimmer = Object.assign(trimmed, { label: 'trimmer' });

    const load = elasticlunr.Index.load.bind(elasticlunr.Index);
    elasticlunr.Index.load = stored => {
        const index = load(stored);
        const texts = index.documentStore.docs;
        for (const ref of Object.keys(texts)) {
            for (const field of index.getFields()) {
                for (const [word, times] of others(texts[ref][field])) {
                    index.index[field].addToken(word, { ref, tf: Math.sqrt(times) });
                }
            }
        }
        return index;
    };

    /** The words of a text that mdBook's index lacks, and how often each stands there. */
    function others(text) {
        const counts = new Map();
        for (const word of elasticlunr.tokenizer(text)) {
            const whole = trimmed(word);
            if (whole !== '' && whole !== latin(word)) {
                counts.set(whole, (counts.get(whole) ?? 0) + 1);
            }
        }
        return counts;
    }
})();
