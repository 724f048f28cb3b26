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
const shown = 100; // rows; nobody reads further, and more of them make typing slow

let entries = []; // newest first
let failed = false;
let loading;

/** Loads all years, newest first, and searches again as each one arrives. */
function load() {
  loading ??= (async () => {
    for (const shard of shards) {
      try {
        const answer = await fetch(shard.url);
        if (!answer.ok) throw new Error(answer.status);
        entries = entries.concat((await answer.json()).map(prepare));
      } catch {
        failed = true;
      }
      search();
    }
    loading = true;
    search();
  })();
}

/** Keeps the title, summary and facets folded beside the entry, for the ranking. */
function prepare(entry) {
  const named = [entry.k, ...entry.p.split(' ')].map((id) => label(id).textContent);
  return { ...entry, title: fold(entry.t), summary: fold(entry.s ?? ''), named: fold(named.join(' ')) };
}

function label(value) {
  return form.querySelector(`input[value="${CSS.escape(value)}"]`)?.nextElementSibling ?? form;
}

/** @returns {string[][]} for each word of the query, the folded texts that will do */
function terms(query) {
  return fold(query).split(' ').filter(Boolean).map((word) => {
    const other = synonyms.flatMap((group) => group.filter((mine) => word.includes(mine)).flatMap((mine) => group.map((same) => word.replace(mine, same))));
    return [...new Set([word, ...other])];
  });
}

/** @returns {number} how well an entry answers, or 0 */
function score(entry, words) {
  let sum = 1;
  for (const alternatives of words) {
    const has = (text) => alternatives.some((word) => text.includes(word));
    if (!has(entry.x)) return 0;
    if (has(entry.title)) sum += 8;
    else if (has(entry.named)) sum += 4;
    else if (has(entry.summary)) sum += 2;
  }
  return sum;
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
  if (!words.length && !picked) return show([], words, '');
  const hits = entries.filter(fits).map((entry) => ({ entry, points: score(entry, words) })).filter((hit) => hit.points);
  hits.sort((a, b) => b.points - a.points || b.entry.d.localeCompare(a.entry.d));
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
  const time = element('time', '', entry.d.replaceAll('-', '/'));
  time.dateTime = entry.d;
  const kind = element('span', `kind hue k-${entry.k}`);
  kind.append(...[...label(entry.k).childNodes].map((node) => node.cloneNode(true)));
  const link = element('a');
  link.href = entry.u;
  if (entry.l) link.lang = entry.l;
  link.append(...marked(entry.t, words));
  const products = element('span', 'row__prods');
  for (const id of entry.p.split(' ')) products.append(element('span', `prod hue p-${id}`, label(id).textContent));
  li.append(time, ' ', kind, ' ', link, ' ', products);
  if (entry.s) {
    const summary = element('p');
    summary.append(...marked(entry.s, words));
    li.append(summary);
  }
  return li;
}

function element(name, className = '', text = '') {
  const e = document.createElement(name);
  if (className) e.className = className;
  e.textContent = text;
  return e;
}

/** Cuts a text where the words stand in its folded form. */
function marked(text, words) {
  const places = []; // of each folded character, in the text
  let folded = '';
  let at = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const part = fold(segment) || (/[ー〜~‐-―−]/.test(segment) ? '' : ' ');
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
    nodes.push(hits[i] ? element('mark', '', piece) : piece);
    i = end;
  }
  return nodes;
}

/** Puts the query into the address, so that a search can be shared. */
function remember() {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  history.replaceState(null, '', query.size ? `?${query}` : location.pathname);
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
}
