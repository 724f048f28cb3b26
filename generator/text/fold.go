package text

import (
	"strings"
	"unicode"
)

// Fold returns s as search compares it: a query finds a text when the folded
// query is contained in the folded text. Half-width, full-width and circled
// characters become ordinary ones (NFKC), letters become lower case, katakana
// becomes hiragana, long vowel marks, dashes and wave dashes vanish, and every
// run of anything that is no letter, digit or mark becomes one space, none at
// either end.
//
// themes/michi/js/fold.js does the same in the browser. The two may never
// differ, or readers search for what is not there.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range NFKC(s) {
		r = foldRune(r)
		switch {
		case r == dropped:
		case !isWordRune(r):
			gap = b.Len() > 0
		default:
			if gap {
				b.WriteByte(' ')
				gap = false
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// dropped is what foldRune answers for a rune that leaves no trace.
const dropped = -1

// foldRune folds one rune of an NFKC string.
func foldRune(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == ' ':
		return r
	case r == 'ー', '\u2010' <= r && r <= '\u2015', r == '\u2212':
		return dropped
	case r == '〜', r == '~': // NFKC makes the one of ～ U+FF5E and leaves the other
		return dropped
	}
	if isPlain(r) {
		return hiragana(r)
	}
	return hiragana(unicode.ToLower(r))
}

// hiragana returns the hiragana of a katakana letter, and every other rune as
// it is.
func hiragana(r rune) rune {
	if 'ァ' <= r && r <= 'ヶ' {
		return r - 'ァ' + 'ぁ'
	}
	return r
}

// isPlain reports that a rune is a letter of kana or kanji, which have no case: most
// of a Japanese text, for which tables of all letters need not be searched.
func isPlain(r rune) bool {
	return 'ぁ' <= r && r <= 'ゖ' || 'ァ' <= r && r <= 'ヶ' || 0x4E00 <= r && r <= 0x9FFC
}

func isWordRune(r rune) bool {
	return isPlain(r) || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}
