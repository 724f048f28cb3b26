// The badge in the corner and the sheet of problems, in a closed shadow root:
// the page's styles and scripts do not reach them, nor they the page. Whatever
// comes from a source is set as text, never as markup.

import { words } from './words.js';

export class Panel {
  #host = document.createElement('kaizen-preview');
  #sheet = element('section', { className: 'sheet', hidden: true, tabIndex: -1 });
  #bar = element('div', { className: 'bar' });
  #badge = element('button', { type: 'button' });
  #said = element('p', { className: 'said', role: 'status' });
  #status;
  #hidden = ''; // the problems that were hidden with Esc
  #asked = false; // the sheet was opened by hand
  #lost = false;
  #filled = ''; // what the sheet shows: it is left alone, with the focus in it, while that stays
  #told = document.body.hasAttribute('data-desk'); // the page itself lists the problems

  constructor() {
    const root = this.#host.attachShadow({ mode: 'closed' });
    root.append(element('link', { rel: 'stylesheet', href: '/-/live.css' }), this.#sheet, this.#bar, this.#said);
    document.documentElement.append(this.#host);
    this.#badge.addEventListener('click', () => this.#open());
    addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || this.#sheet.hidden) return;
      event.preventDefault();
      this.#hide();
    });
  }

  /** Shows what the server answered. */
  show(status) {
    this.#status = status;
    const serious = key(status.problems.filter((problem) => problem.level === 'error'));
    if (serious !== this.#hidden) this.#hidden = '';
    this.#sheet.hidden = !this.#asked && (this.#told || !serious || serious === this.#hidden);
    this.#draw();
  }

  connected(yes) {
    if (this.#lost === !yes) return;
    this.#lost = !yes;
    this.#draw();
  }

  #hide() {
    this.#asked = false;
    this.#hidden = key(this.#status.problems.filter((problem) => problem.level === 'error'));
    const focused = document.activeElement === this.#host;
    this.#sheet.hidden = true;
    this.#draw();
    if (focused) this.#badge.focus();
  }

  #open() {
    this.#asked = true;
    this.#sheet.hidden = false;
    this.#draw();
    this.#sheet.focus();
  }

  #draw() {
    const status = this.#status;
    if (!status) return;
    const say = words(status.lang);
    this.#host.lang = status.lang;
    this.#host.dataset.errors = status.errors;
    this.#host.dataset.open = !this.#sheet.hidden;
    const summary = [status.errors && say.errors(status.errors), status.warnings && say.warnings(status.warnings)].filter(Boolean).join(' · ');
    this.#label(status, summary, say);
    if (!this.#sheet.hidden) this.#fill(status, summary, say);
    if (this.#said.textContent !== summary) this.#said.textContent = summary;
  }

  #notices(status, say) {
    const notices = [];
    if (this.#lost) notices.push(say.lost);
    if (status.page?.state === 'draft') notices.push(say.draft);
    if (status.page?.state === 'scheduled') notices.push(say.scheduled(moment(status.page.when)));
    return notices.map((text) => element('p', { className: 'notice' }, text));
  }

  /** The bar below the page. The badge is the way to the sheet, and not needed beside it. */
  #label(status, summary, say) {
    const level = status.errors ? 'error' : status.warnings ? 'warning' : 'clean';
    Object.assign(this.#badge, { className: `badge ${level}`, title: summary || say.clean, textContent: summary || say.preview, hidden: !this.#sheet.hidden });
    this.#badge.setAttribute('aria-expanded', String(!this.#sheet.hidden));
    for (const notice of this.#bar.querySelectorAll('.notice')) notice.remove();
    this.#bar.prepend(...this.#notices(status, say));
    if (!this.#badge.isConnected) this.#bar.append(this.#badge);
  }

  #fill(status, summary, say) {
    const filling = JSON.stringify([summary, status.problems, status.omitted, status.page, status.lang]);
    if (filling === this.#filled) return;
    this.#filled = filling;
    this.#sheet.setAttribute('aria-label', say.problems);
    const close = element('button', { type: 'button', className: 'close', ariaLabel: say.hide }, say.hide, element('kbd', {}, 'Esc'));
    close.addEventListener('click', () => this.#hide());
    const head = element('header', {}, element('h2', {}, summary || say.clean), element('a', { href: '/-/' }, say.desk), close);
    const note = status.errors ? [element('p', { className: 'behind' }, say.behind)] : [];
    const list = element('ol', {}, ...status.problems.map((problem) => this.#problem(problem, say)));
    const omitted = status.omitted ? [element('p', { className: 'behind' }, say.omitted(status.omitted))] : [];
    this.#sheet.replaceChildren(head, ...note, list, ...omitted, ...about(status.page, say));
  }

  #problem(problem, say) {
    const item = element('li', { className: problem.level });
    const title = element('p', { className: 'text' });
    if (problem.private) title.append(element('b', {}, say.private), ' ');
    title.append(problem.text);
    item.append(title);
    if (problem.file) item.append(this.#place(problem, say));
    if (problem.frame) item.append(element('pre', {}, problem.frame.join('\n')));
    if (problem.hint) item.append(element('p', { className: 'hint' }, `${say.hint}: ${problem.hint}`));
    return item;
  }

  #place(problem, say) {
    const at = [problem.file, problem.line, problem.col].filter(Boolean).join(':');
    const copy = element('button', { type: 'button' }, say.copy);
    copy.addEventListener('click', async () => {
      await navigator.clipboard?.writeText(at);
      this.#said.textContent = say.copied;
    });
    return element('p', { className: 'place' }, source({ file: at, editor: problem.editor }), ' ', element('code', {}, problem.rule), ' ', copy);
  }
}

/** Which files the page is made from, and why it last changed. */
function about(page, say) {
  if (!page) return [];
  const time = page.reason && new Date(page.reason.at).toLocaleTimeString();
  const parts = [element('p', { className: 'reason' }, page.reason ? say.reason(time, page.reason.files.slice(0, 3).join(', ')) : say.unchanged)];
  const list = (title, refs, more) => {
    if (!refs?.length) return;
    const items = refs.map((ref) => element('li', {}, source(ref)));
    if (more > 0) items.push(element('li', {}, say.more(more)));
    parts.push(element('details', { open: title === say.from }, element('summary', {}, title), element('ul', {}, ...items)));
  };
  list(say.from, page.from);
  list(say.shows, page.shows, page.total - page.shows.length);
  return [element('footer', {}, ...parts)];
}

function source({ file, editor }) {
  return editor ? element('a', { href: editor }, file) : element('span', {}, file);
}

function key(problems) {
  return problems.map(({ file, line, col, text }) => [file, line, col, text].join('\n')).join('\n\n');
}

function moment(when) {
  return when.slice(0, 16).replace('T', ' ');
}

/** @returns {HTMLElement} an element; strings among the children become text */
function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
