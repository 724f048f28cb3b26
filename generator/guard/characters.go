package guard

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func isDigit(b byte) bool  { return b >= '0' && b <= '9' }
func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
func isWord(b byte) bool   { return isDigit(b) || isLetter(b) || b == '_' }

// before and after return the characters on both sides of i; 0 where the text
// ends.
func (c *scan) before(i int) rune {
	r, n := utf8.DecodeLastRuneInString(c.t[:i])
	if n == 0 {
		return 0
	}
	return r
}

func (c *scan) after(i int) rune {
	r, n := utf8.DecodeRuneInString(c.t[i:])
	if n == 0 {
		return 0
	}
	return r
}

// wordBefore and wordAfter report whether an ASCII letter, digit or
// underscore touches i from that side.
func (c *scan) wordBefore(i int) bool { return i > 0 && isWord(c.t[i-1]) }
func (c *scan) wordAfter(i int) bool  { return i < len(c.t) && isWord(c.t[i]) }

// left returns up to n bytes that end at i, on the same line.
func (c *scan) left(i, n int) string {
	s := c.t[max(0, i-n):i]
	return s[strings.LastIndexByte(s, '\n')+1:]
}

// right returns up to n bytes from i on, on the same line.
func (c *scan) right(i, n int) string {
	s := c.t[i:min(len(c.t), i+n)]
	if end := strings.IndexByte(s, '\n'); end >= 0 {
		return s[:end]
	}
	return s
}

// said reports whether one of the words, in lower case, stands within the 40
// bytes before i.
func (c *scan) said(i int, words ...string) bool {
	return containsAny(strings.ToLower(c.left(i, 40)), words...)
}

func containsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func hasAnySuffix(s string, suffixes ...string) bool {
	for _, x := range suffixes {
		if strings.HasSuffix(s, x) {
			return true
		}
	}
	return false
}

// allSame reports whether s is one byte again and again, as in "0000000".
func allSame(s string) bool { return s == "" || strings.Trim(s, s[:1]) == "" }

func isKanji(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r == '々' || r == 'ヶ' || r == 'ケ' || r >= 0x3400 && unicode.Is(unicode.Han, r)
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func isKatakana(r rune) bool { return r >= 'ァ' && r <= 'ヺ' || r == 'ー' }
func isHiragana(r rune) bool { return r >= 'ぁ' && r <= 'ゖ' }

// trailing returns the longest end of s made of runes that is accepts, at
// most n of them.
func trailing(s string, n int, is func(rune) bool) string {
	i := len(s)
	for ; n > 0; n-- {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if size == 0 || !is(r) {
			break
		}
		i -= size
	}
	return s[i:]
}

// classOf reads a class of bytes such as "A-Za-z0-9_".
func classOf(class string) (t [256]bool) {
	for i := 0; i < len(class); i++ {
		last := class[i]
		if i+2 < len(class) && class[i+1] == '-' {
			last = class[i+2]
		}
		for b := int(class[i]); b <= int(last); b++ {
			t[b] = true
		}
		if last != class[i] {
			i += 2
		}
	}
	return t
}

// leading returns the start of s made of bytes of a class.
func leading(s string, class *[256]bool) string {
	for i := range len(s) {
		if !class[s[i]] {
			return s[:i]
		}
	}
	return s
}
