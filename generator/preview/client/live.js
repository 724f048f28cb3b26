// The page's end of the preview. The event stream is only a bell: each time it
// rings, the page asks the server what has changed for it, so nothing that is
// missed or heard twice can make it wrong.

import { listen } from './link.js';
import { Panel } from './panel.js';
import { patch, swapStyles } from './morph.js';

const script = document.querySelector('script[data-page]');
const panel = new Panel();
let mark = script.dataset.page; // of the bytes this page shows
let base = fetchPage().catch(() => undefined); // the page as it was sent, before scripts changed it
let build; // that the last answer was about
let checking = false;
let rung = false;

/** Asks what has changed. A bell that rings meanwhile is answered by one more question. */
async function check() {
  if (checking) {
    rung = true;
    return;
  }
  checking = true;
  try {
    do {
      rung = false;
      await update();
    } while (rung);
  } catch {
    // the server is away: the link rings again when it is back
  } finally {
    checking = false;
  }
}

async function update() {
  const path = encodeURIComponent(decodeURIComponent(location.pathname));
  const status = await (await fetch(`/-/status?path=${path}`)).json();
  if (!status.build) return; // a server that has just started; it rings when it has built
  const news = build !== undefined && build !== status.build;
  build = status.build;
  panel.show(status);
  if ((status.page?.mark ?? '-') !== mark) await refresh();
  if (news && status.edited && document.visibilityState === 'visible') go(status.edited);
}

/** Brings the page up to date in place, or by a reload when that cannot be. */
async function refresh() {
  const [was, next] = [await base, await fetchPage()];
  const is = markOf(next);
  if (is === mark) return;
  if (!was || markOf(was) !== mark || scripts(was) !== scripts(next)) {
    reload(is);
    return;
  }
  await swapStyles(was, next);
  patch(document.documentElement, was.documentElement, next.documentElement);
  mark = is;
  base = next;
  document.documentElement.dispatchEvent(new CustomEvent('kaizen:changed'));
}

/** Reloads, but only once for the same bytes: a page that still differs then is not ours to mend. */
function reload(is) {
  if (sessionStorage.getItem('kaizen-reload') === location.pathname + is) return;
  sessionStorage.setItem('kaizen-reload', location.pathname + is);
  location.reload();
}

/** @returns {Promise<Document>} this page as it is served now, without running anything of it */
function fetchPage() {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // unlike DOMParser it parses under Trusted Types without a policy
    request.open('GET', location.pathname + location.search);
    request.responseType = 'document';
    request.onload = () => (request.response ? resolve(request.response) : reject(new Error('no document')));
    request.onerror = () => reject(new Error('no answer'));
    request.send();
  });
}

function markOf(page) {
  return page.querySelector('script[data-page]')?.dataset.page ?? '-';
}

function scripts(page) {
  return [...page.querySelectorAll('script[src]:not([data-page])')].map((el) => el.getAttribute('src')).join('\n');
}

/** Goes to the record that was edited last, and there to the heading. */
function go(url) {
  const to = new URL(url, location.href);
  if (to.pathname !== location.pathname) location.assign(to);
  else if (to.hash) document.getElementById(decodeURIComponent(to.hash.slice(1)))?.scrollIntoView({ block: 'start' });
}

listen(check, (connected) => panel.connected(connected));
check();
