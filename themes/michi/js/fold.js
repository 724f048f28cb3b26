// Folds text as the search index is folded: the twin of Fold in generator/text,
// held together with it by testdata/fold.json. Change both or neither.

const dropped = /[ー〜~\u2010-\u2015\u2212]+/g;
const katakana = /[ァ-ヶ]/g;
const betweenWords = /[^\p{L}\p{N}\p{M}]+/gu;

/**
 * @param {string} s what a reader typed, or any text
 * @returns {string} s as it is compared: one space between words
 */
export function fold(s) {
  return s
    .normalize('NFKC')
    // lower case would make it two characters here, one in Go
    .replaceAll('İ', 'i')
    // lower case would look at its neighbours here
    .replaceAll('Σ', 'σ')
    .toLowerCase()
    .replace(dropped, '')
    .replace(katakana, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60))
    .replace(betweenWords, ' ')
    .trim();
}
