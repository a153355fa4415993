// What a page shows, in its address: behind the #, so that no server hears of it and a file on a disk can have it.
'use strict';

const Share = {
    async pack(value) {
        const stream = new Blob([JSON.stringify(value)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
        const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
        let text = '';
        bytes.forEach(byte => { text += String.fromCharCode(byte); });
        return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    },

    /** Null if it is not what `pack` gave. */
    async unpack(text) {
        try {
            const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0));
            const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
            return JSON.parse(await new Response(stream).text());
        } catch {
            return null;
        }
    },
};
