// Changes a page in place. Three trees are compared: the page as it was sent,
// as it is sent now, and as it stands in the browser. Only what differs between
// the first two is touched in the third, so whatever the reader or a script has
// done elsewhere stays: scroll, focus, open details, typed text.

const stylesheet = 'link[rel~="stylesheet"]';

/** Changes live by what differs between was and is, which are sent versions of it. */
export function patch(live, was, is) {
  attributes(live, was, is);
  const [before, after] = [children(was), children(is)];
  const stands = pair(children(live), before);
  const origin = align(before, after);
  const kept = new Set(origin);
  before.forEach((_, i) => kept.has(i) || stands[i]?.remove());
  let place = null;
  for (let i = after.length - 1; i >= 0; i--) {
    const old = before[origin[i]];
    let node = stands[origin[i]];
    if (!node) {
      node = document.importNode(after[i], true);
      live.insertBefore(node, place ?? end(live));
    } else if (!old.isEqualNode(after[i])) {
      if (node.nodeType === Node.ELEMENT_NODE) patch(node, old, after[i]);
      else node.data = after[i].data;
    }
    place = node;
  }
}

/** @returns {Node|null} the preview's own element in live, behind everything else */
function end(live) {
  return live.querySelector(':scope > kaizen-preview, :scope > script[data-page]');
}

/** The child nodes that count: the preview's own and stylesheets do not. */
function children(node) {
  return [...node.childNodes].filter((child) => !child.matches?.(`kaizen-preview, script[data-page], ${stylesheet}`));
}

function attributes(live, was, is) {
  for (const { name } of [...was.attributes]) if (!is.hasAttribute(name)) live.removeAttribute(name);
  for (const { name, value } of [...is.attributes]) if (was.getAttribute(name) !== value) live.setAttribute(name, value);
}

/** @returns {(Node|undefined)[]} for each node as it was sent, the one that stands for it */
function pair(standing, sent) {
  let from = 0;
  return sent.map((node) => {
    const at = standing.findIndex((other, i) => i >= from && alike(other, node));
    if (at < 0) return undefined;
    from = at + 1;
    return standing[at];
  });
}

function alike(a, b) {
  return a.nodeName === b.nodeName && a.id === b.id;
}

/**
 * Finds which node goes on as which: equal ones first, as many as there are in
 * the same order, then between them those that are alike.
 * @returns {number[]} for each node of is, the index in was, or -1; ascending
 */
function align(was, is) {
  const origin = new Array(is.length).fill(-1);
  let top = 0;
  while (top < Math.min(was.length, is.length) && was[top].isEqualNode(is[top])) origin[top] = top++;
  let [w, i] = [was.length, is.length];
  while (w > top && i > top && was[w - 1].isEqualNode(is[i - 1])) origin[--i] = --w;
  let [a, b] = [top, top];
  for (const [x, y] of [...common(was.slice(top, w), is.slice(top, i)), [w - top, i - top]]) {
    for (; b < top + y; b++) {
      const at = was.findIndex((node, n) => n >= a && n < top + x && alike(node, is[b]));
      if (at < 0) continue;
      origin[b] = at;
      a = at + 1;
    }
    if (top + y < i) origin[top + y] = top + x;
    [a, b] = [top + x + 1, top + y + 1];
  }
  return origin;
}

/** @returns {[number, number][]} a longest common subsequence of equal nodes, as pairs of indexes */
function common(was, is) {
  if (was.length * is.length > 250_000) return []; // a list of 500 items changed at both ends
  const texts = (list) => list.map((node) => node.outerHTML ?? node.data);
  const [a, b] = [texts(was), texts(is)];
  const size = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let x = a.length - 1; x >= 0; x--) {
    for (let y = b.length - 1; y >= 0; y--) {
      size[x][y] = a[x] === b[y] ? size[x + 1][y + 1] + 1 : Math.max(size[x + 1][y], size[x][y + 1]);
    }
  }
  const pairs = [];
  for (let x = 0, y = 0; x < a.length && y < b.length; ) {
    if (a[x] === b[y]) pairs.push([x++, y++]);
    else if (size[x + 1][y] >= size[x][y + 1]) x++;
    else y++;
  }
  return pairs;
}

/** Puts new stylesheets beside the old ones, waits until they are there, and takes the old ones away. */
export async function swapStyles(was, is) {
  const hrefs = (page) => [...page.querySelectorAll(stylesheet)].map((link) => link.getAttribute('href'));
  const [before, after] = [hrefs(was), hrefs(is)];
  const live = [...document.querySelectorAll(stylesheet)];
  const old = live.filter((link) => before.includes(link.getAttribute('href')) && !after.includes(link.getAttribute('href')));
  const added = [...is.querySelectorAll(stylesheet)].filter((link) => !before.includes(link.getAttribute('href')));
  await Promise.all(added.map((link, i) => insert(document.importNode(link, true), old[Math.min(i, old.length - 1)])));
  for (const link of old) link.remove();
}

function insert(link, behind) {
  return new Promise((resolve) => {
    link.onload = link.onerror = resolve;
    setTimeout(resolve, 3000);
    if (behind) behind.after(link);
    else document.head.append(link);
  });
}
