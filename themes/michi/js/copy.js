// Copies the address of a feed, or the text of a code block, and says so.
// Also: the key / goes to the search box.

const said = document.getElementById('said');

async function copy(button) {
  const text = button.dataset.copy || button.closest('.code')?.querySelector('pre')?.innerText;
  if (!text) return;
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    done = false;
  }
  const words = done ? said.dataset.copied : said.dataset.failed;
  said.textContent = '';
  // an unchanged text would not be read out again
  setTimeout(() => (said.textContent = words), 50);
  if (!done) return;
  button.classList.add('copied');
  setTimeout(() => button.classList.remove('copied'), 2000);
}

addEventListener('click', (event) => {
  const button = event.target.closest('button[data-copy], .code button');
  if (button) copy(button);
});

addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest('input, textarea, select, [contenteditable]')) return;
  const box = [...document.querySelectorAll('input[type=search]')].find((input) => input.checkVisibility());
  event.preventDefault();
  if (box) box.focus();
  else document.querySelector('[data-search]')?.click();
});
