// The page's state in its address: after the #, so that it is not sent to a server and works for a
// file on disk. People can write it too: `#scenario=volunteer/base&edit=study.horizon=20 d`.
'use strict';

const Share = {
    /** The maximum size of a text, as in the program. */
    MOST: 4 * 1024 * 1024,

    /** The part of an address for a state; the user's own text is packed. */
    async link({ name, text, edits, editsOfB, turned, isCompared, metric, wanted, seed }) {
        const parts = new URLSearchParams();
        const put = (key, value) => { if (value !== '' && value !== null && value !== undefined) parts.append(key, value); };
        put('scenario', name);
        edits.forEach(edit => put('edit', edit));
        Object.entries(turned.A).forEach(([path, value]) => put('a', `${path}=${value}`));
        if (isCompared) {
            put('arms', '2');
            editsOfB.forEach(edit => put('edit-b', edit));
            Object.entries(turned.B).forEach(([path, value]) => put('b', `${path}=${value}`));
        }
        put('metric', metric);
        put('replications', wanted);
        put('seed', seed);
        if (text !== null) put('text', await Share.pack(text));
        return `#${parts}`;
    },

    /** The state in a link, or null if it is not valid. */
    async read(hash) {
        const parts = new URLSearchParams(hash.replace(/^#/, ''));
        if (!parts.has('scenario')) return null;
        const turned = key => Object.fromEntries(parts.getAll(key).filter(one => one.includes('=')).map(one => {
            const place = one.indexOf('=');
            return [one.slice(0, place), one.slice(place + 1)];
        }));
        const text = parts.has('text') ? await Share.unpack(parts.get('text')) : null;
        if (parts.has('text') && text === null) return null;
        return {
            name: parts.get('scenario'),
            text,
            edits: parts.getAll('edit'),
            editsOfB: parts.getAll('edit-b'),
            turned: { A: turned('a'), B: turned('b') },
            isCompared: parts.get('arms') === '2',
            metric: parts.get('metric'),
            wanted: Math.max(1, Math.min(100_000, Math.round(Number(parts.get('replications'))) || 20)),
            seed: /^\d{1,15}$/.test(parts.get('seed') ?? '') ? parts.get('seed') : '',
        };
    },

    async pack(text) {
        const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
        const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
        let letters = '';
        bytes.forEach(byte => { letters += String.fromCharCode(byte); });
        return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    },

    /** Null if it is not the output of `pack`. */
    async unpack(packed) {
        try {
            const bytes = Uint8Array.from(atob(packed.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0));
            const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
            const reader = stream.getReader();
            const parts = [];
            for (let size = 0; ;) {
                const { done, value } = await reader.read();
                if (done) return await new Blob(parts).text();
                size += value.length;
                if (size > Share.MOST) {
                    await reader.cancel();
                    return null;
                }
                parts.push(value);
            }
        } catch {
            return null;
        }
    },
};
