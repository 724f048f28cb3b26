// Searches the records: every word of the query has to be contained in the
// folded text of a record. A year's records are one file; newer years come first.

import { fold } from './fold.js';

const form = document.querySelector('.find');
const input = form.elements.q;
const found = document.getElementById('found');
const list = document.getElementById('results');
const ideas = document.getElementById('ideas');
const synonyms = JSON.parse(document.getElementById('synonyms').textContent) ?? [];
const shards = [...form.querySelectorAll('[data-shard]')].map((radio) => ({ year: radio.value, url: radio.dataset.shard }));
// rows; nobody reads further, and more of them make typing slow
const shown = 100;
// in titles, between phrases
const mayBreak = '\u200b';
const date = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeZone: 'UTC' });
const graphemes = new Intl.Segmenter();
// of single characters
const folds = new Map();
// of products and kinds, by id: { nodes, name, folded }
const labels = new Map();

// newest first
let entries = [];
let failed = false;
let loading;

/** Loads all years, newest first, and searches again as each one arrives. */
function load() {
  loading ??= (async () => {
    for (const shard of shards) {
      try {
        const answer = await fetch(shard.url);
        if (!answer.ok) throw new Error(answer.status);
        entries = entries.concat(await answer.json());
      } catch {
        failed = true;
      }
      search();
    }
    loading = true;
    search();
  })();
}

/** @returns {{nodes: Node[], name: string, folded: string}} what the page calls a product or a kind */
function label(id) {
  if (!labels.has(id)) {
    const there = form.querySelector(`input[value="${CSS.escape(id)}"]`)?.nextElementSibling;
    const name = there?.textContent ?? '';
    labels.set(id, { nodes: [...(there?.childNodes ?? [])], name, folded: fold(name) });
  }
  return labels.get(id);
}

/** @returns {string[][]} for each word of the query, the folded texts that will do */
function terms(query) {
  return fold(query).split(' ').filter(Boolean).map((word) => {
    // PHP8 is written PHP 8, too
    const forms = new Set([word, word.replace(/(?<=[a-z])(?=\d)/g, ' ')]);
    for (const group of synonyms) {
      for (const form of [...forms].slice(0, 50)) {
        for (const mine of group) if (form.includes(mine)) group.forEach((same) => forms.add(form.replace(mine, same)));
      }
    }
    return [...forms];
  });
}

/** @returns {number} how well an entry answers, or 0 */
function score(entry, words) {
  const has = (text, forms) => forms.some((form) => text.includes(form));
  if (!words.every((forms) => has(entry.x, forms))) return 0;
  entry.title ??= fold(entry.t.replaceAll(mayBreak, ''));
  entry.summary ??= fold(entry.s ?? '');
  entry.named ??= [entry.k, ...entry.p.split(' ')].map((id) => label(id).folded).join(' ');
  return words.reduce((sum, forms) => sum + (has(entry.title, forms) ? 8 : has(entry.named, forms) ? 4 : has(entry.summary, forms) ? 2 : 0), 1);
}

function chosen() {
  const { product, kind, year } = Object.fromEntries(new FormData(form));
  return (entry) => (!product || entry.p.split(' ').includes(product)) && (!kind || entry.k === kind) && (!year || entry.d.startsWith(year));
}

function search() {
  const words = terms(input.value);
  const fits = chosen();
  const picked = [...form.querySelectorAll('.picks :checked')].some((radio) => radio.value);
  remember();
  if (!words.length && !picked) return show([], words, input.value.trim() && sentence(0));
  const hits = entries.filter(fits).map((entry) => ({ entry, points: score(entry, words) })).filter((hit) => hit.points);
  // it stays newest first among equals
  hits.sort((a, b) => b.points - a.points);
  show(hits, words, sentence(hits.length));
}

function sentence(count) {
  const { none, single, many, loading: wait, failed: broken } = found.dataset;
  if (count === 1) return single;
  if (count) return many.replace('{n}', count.toLocaleString());
  if (loading !== true) return wait;
  return failed ? broken : none.replace('{q}', input.value);
}

function show(hits, words, text) {
  found.textContent = text;
  ideas.hidden = !text || hits.length > 0 || loading !== true;
  list.replaceChildren(...hits.slice(0, shown).map(({ entry }) => row(entry, words.flat())));
}

/** @returns {Element} a row like those of the archive */
function row(entry, words) {
  const li = element('li', 'row');
  const time = element('time', '', date.format(new Date(entry.d)));
  time.dateTime = entry.d;
  const kind = element('span', `kind hue k-${entry.k}`);
  kind.append(...label(entry.k).nodes.map((node) => node.cloneNode(true)));
  const link = element('a');
  link.href = entry.u;
  if (entry.l) link.lang = entry.l;
  link.append(...marked(entry.t, words));
  const products = element('span', 'row__prods');
  for (const id of entry.p.split(' ')) products.append(element('span', `prod hue p-${id}`, label(id).name));
  li.append(time, ' ', kind, ' ', link, ' ', products);
  if (entry.s) {
    const summary = element('p');
    summary.append(...marked(entry.s, words));
    li.append(summary);
  }
  return li;
}

function element(name, className = '', ...nodes) {
  const e = document.createElement(name);
  if (className) e.className = className;
  e.append(...nodes);
  return e;
}

/** @returns {(string|Element)[]} a text with places where its lines may break */
function broken(text) {
  return text.split(mayBreak).flatMap((phrase, i) => (i ? [element('wbr'), phrase] : [phrase]));
}

/** Cuts a text where the words stand in its folded form. */
function marked(text, words) {
  const whole = fold(text.replaceAll(mayBreak, ''));
  // of each folded character, in the text
  const places = [];
  let folded = '';
  let at = 0;
  if (!words.some((word) => whole.includes(word))) return broken(text);
  for (const { segment } of graphemes.segment(text)) {
    if (!folds.has(segment)) folds.set(segment, fold(segment) || (/[ー〜~‐-―−\u200b]/.test(segment) ? '' : ' '));
    const part = folds.get(segment);
    for (let i = 0; i < part.length; i++) places.push([at, at + segment.length]);
    folded += part;
    at += segment.length;
  }
  const hits = new Array(text.length).fill(false);
  for (const word of words) {
    for (let i = folded.indexOf(word); word && i >= 0; i = folded.indexOf(word, i + 1)) {
      hits.fill(true, places[i][0], places[i + word.length - 1][1]);
    }
  }
  const nodes = [];
  for (let i = 0; i < text.length; ) {
    let end = i + 1;
    while (end < text.length && hits[end] === hits[i]) end++;
    const piece = text.slice(i, end);
    if (hits[i]) nodes.push(element('mark', '', ...broken(piece)));
    else nodes.push(...broken(piece));
    i = end;
  }
  return nodes;
}

/** Puts the query into the address, so that a search can be shared. */
function remember() {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  const address = query.size ? `?${query}` : '';
  if (address !== location.search) history.replaceState(null, '', address || location.pathname);
}

function recall() {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements[name];
    if (field === input) input.value = value;
    else if (field) [...(field.length ? field : [field])].forEach((radio) => (radio.checked = radio.value === value));
  }
}

let timer;
function later() {
  clearTimeout(timer);
  timer = setTimeout(search, 120);
}

input.addEventListener('focus', load);
input.addEventListener('input', (event) => {
  load();
  if (!event.isComposing) later();
});
input.addEventListener('compositionend', later);
form.addEventListener('change', (event) => {
  load();
  if (event.target !== input) search();
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  load();
  search();
});

recall();
if (location.search) {
  load();
  search();
} else if (document.activeElement === input) {
  load();
}
