package text

import "unicode"

// isKanji, isHiragana and isKana know the scripts of Japanese; isKana takes
// half-width katakana in.
func isKanji(r rune) bool    { return r == '々' || unicode.Is(unicode.Han, r) }
func isHiragana(r rune) bool { return 'ぁ' <= r && r <= 'ゟ' }
func isKana(r rune) bool     { return 'ぁ' <= r && r <= 'ヿ' || 'ｦ' <= r && r <= 'ﾟ' }

// isLatin reports whether r stands in words and numbers of narrow characters,
// their punctuation included.
func isLatin(r rune) bool { return r > ' ' && !IsWide(r) }

func isLatinWord(r rune) bool { return isLatin(r) && isWordRune(r) }

// isBlank reports whether r is one of the spaces that people type.
func isBlank(r rune) bool { return r == ' ' || r == '　' }

// offsets returns where the runes of s begin, in bytes, and last its length.
func offsets(s string) []int {
	at := make([]int, 0, len(s)+1)
	for i := range s {
		at = append(at, i)
	}
	return append(at, len(s))
}
