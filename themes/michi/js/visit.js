// Marks the records published since the reader's last visit. A visit ends an
// hour after its last page; the first one marks nothing.

const hour = 60 * 60 * 1000;
const word = document.querySelector('script[data-new]').dataset.new;
const key = 'kaizen-visit:' + document.querySelector('.brandmark').pathname;

/** @returns {string} the day of the visit before this one, 2026-10-31, or '' */
function lastVisit() {
  const now = new Date();
  try {
    const visit = JSON.parse(localStorage.getItem(key)) ?? { since: '' };
    // sv: 2026-10-31
    if (visit.seen && now - visit.seen > hour) visit.since = new Date(visit.seen).toLocaleDateString('sv');
    visit.seen = +now;
    localStorage.setItem(key, JSON.stringify(visit));
    return visit.since;
  } catch {
    return '';
  }
}

const since = lastVisit();
if (since) {
  for (const record of document.querySelectorAll('.rec')) {
    if (record.querySelector('time').dateTime <= since) continue;
    const mark = document.createElement('span');
    mark.className = 'flag flag--new';
    mark.textContent = word;
    record.querySelector('.badges').append(mark);
  }
}
