// Runs before the first paint: the reader's choice of colours, then the button that changes it.
(() => {
  const { dataset } = document.documentElement;
  const next = { auto: 'light', light: 'dark', dark: 'auto' };
  const store = (...value) => {
    try {
      return value.length ? localStorage.setItem('kaizen-theme', ...value) : localStorage.getItem('kaizen-theme');
    // no storage: the choice lasts as long as the page
    } catch {}
  };
  const saved = store();
  dataset.theme = next[saved] ? saved : 'auto';
  addEventListener('click', (event) => {
    if (event.target.closest?.('.scheme')) store((dataset.theme = next[dataset.theme]));
  });
})();
