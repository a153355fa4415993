// A text field that marks errors and offers completions.
'use strict';

const Editor = (() => {
    let count = 0;

    /**
     * `complete(text, at)` returns completions, `changed(text)` is called at every change.
     * Returns `{ element, text(), setText(text), mark(mistakes), goTo(from, to) }`.
     */
    function open({ label, complete, changed }) {
        count += 1;
        const id = `editor-${count}`;
        const back = Dom.make('pre', { 'aria-hidden': 'true' });
        const field = Dom.make('textarea', {
            id, spellcheck: false, autocapitalize: 'off', autocomplete: 'off', wrap: 'soft',
            'aria-autocomplete': 'list', 'aria-controls': `${id}-list`, 'aria-describedby': `${id}-help`,
        });
        const list = Dom.make('ul', { className: 'completions', id: `${id}-list`, role: 'listbox', 'aria-label': 'Completions', hidden: true });
        const told = Dom.make('span', { className: 'hidden-text', role: 'status' });
        const element = Dom.make('div', {},
            Dom.make('label', { htmlFor: id, className: 'above' }, label),
            Dom.make('div', { className: 'editor' }, back, field, list),
            Dom.make('p', { id: `${id}-help`, className: 'muted' }, 'Ctrl+Space shows completions; arrow keys choose, Enter inserts, Escape closes.'), told);
        let marks = [];
        let offered = null; // { from, to, completions, chosen }
        let asked = 0;

        /** The copy behind the field, with marks, and one at `at`. */
        function paint(at = null) {
            const text = field.value;
            const cuts = marks.filter(({ from, to }) => from <= to && to <= text.length).map(({ from, to }) => ({ from, to: Math.max(to, Math.min(from + 1, text.length)) }));
            back.replaceChildren();
            let done = 0;
            for (const { from, to } of cuts.sort((one, other) => one.from - other.from)) {
                if (from < done) continue;
                back.append(text.slice(done, from), Dom.make('mark', {}, text.slice(from, to)));
                done = to;
            }
            let place = null;
            if (at === null) {
                back.append(text.slice(done));
            } else {
                back.replaceChildren(text.slice(0, at));
                place = Dom.make('span', {}, '\u200b');
                back.append(place, text.slice(at));
            }
            back.append('\n');
            back.scrollTop = field.scrollTop;
            return place;
        }

        function close() {
            offered = null;
            list.hidden = true;
            list.replaceChildren();
            field.removeAttribute('aria-activedescendant');
        }

        async function offer(isAsked) {
            asked += 1;
            const mine = asked;
            const at = field.selectionStart;
            const found = await complete(field.value, at);
            if (mine !== asked || field.selectionStart !== at || document.activeElement !== field) return;
            const typed = field.value.slice(found.from, at);
            const all = (found.completions ?? []).filter(one => one.insert !== typed);
            if (all.length === 0 || (!isAsked && typed === '')) {
                close();
                if (isAsked) told.textContent = 'There are no completions here.';
                return;
            }
            offered = { from: found.from, to: found.to, completions: all.slice(0, 60), chosen: 0 };
            list.replaceChildren(...offered.completions.map((one, place) => Dom.make('li', {
                id: `${id}-${place}`, role: 'option', onmousedown: event => { event.preventDefault(); take(place); },
            }, one.label, one.about ? Dom.make('span', {}, one.about) : null)));
            const place = paint(at);
            list.style.top = `${Math.max(0, place.offsetTop - back.scrollTop + 24)}px`;
            list.style.left = `${Math.min(place.offsetLeft, Math.max(0, field.clientWidth - 260))}px`;
            paint();
            list.hidden = false;
            told.textContent = `Completions: ${offered.completions.length}.`;
            choose(0);
        }

        function choose(place) {
            const size = offered.completions.length;
            offered.chosen = (place + size) % size;
            [...list.children].forEach((item, index) => item.setAttribute('aria-selected', String(index === offered.chosen)));
            field.setAttribute('aria-activedescendant', `${id}-${offered.chosen}`);
            list.children[offered.chosen].scrollIntoView({ block: 'nearest' });
        }

        function take(place) {
            const { from, to, completions } = offered;
            field.setRangeText(completions[place].insert, from, to, 'end');
            close();
            field.focus();
            heard();
        }

        function heard() {
            marks = [];
            paint();
            changed(field.value);
        }

        field.addEventListener('input', () => {
            heard();
            offer(false);
        });
        field.addEventListener('scroll', () => { back.scrollTop = field.scrollTop; });
        field.addEventListener('blur', close);
        field.addEventListener('keydown', event => {
            if (event.key === ' ' && event.ctrlKey) {
                event.preventDefault();
                offer(true);
            } else if (offered) {
                const keys = {
                    ArrowDown: () => choose(offered.chosen + 1),
                    ArrowUp: () => choose(offered.chosen - 1),
                    Enter: () => take(offered.chosen),
                    Tab: () => take(offered.chosen),
                    Escape: close,
                };
                if (keys[event.key]) {
                    event.preventDefault();
                    keys[event.key]();
                }
            }
        });
        return {
            element,
            text: () => field.value,
            setText(text) {
                field.value = text;
                marks = [];
                paint();
            },
            mark(mistakes) {
                marks = mistakes.filter(({ place }) => place && place.edit === null).map(({ place }) => place);
                field.setAttribute('aria-invalid', String(marks.length > 0));
                paint();
            },
            goTo(from, to) {
                field.focus();
                field.setSelectionRange(from, to);
                const lines = field.value.slice(0, from).split('\n').length;
                field.scrollTop = Math.max(0, lines * 18 - field.clientHeight / 2);
            },
        };
    }

    return { open };
})();
