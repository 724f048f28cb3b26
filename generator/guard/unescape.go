package guard

import (
	"html"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// unescape decodes the entity, the percent-encoded bytes or the JSON escape
// at the start of s, n bytes long; "" means that nothing of them starts
// there. A lone "&", "%" or "\" stands for itself.
func unescape(s string) (decoded string, n int) {
	switch s[0] {
	case '&':
		n = entity(s)
		if d := html.UnescapeString(s[:n]); d != s[:n] {
			return d, n
		}
		return "&", 1
	case '%':
		var b []byte
		for n+2 < len(s) && s[n] == '%' && isHex(s[n+1]) && isHex(s[n+2]) {
			b = append(b, nibble(s[n+1])<<4|nibble(s[n+2]))
			n += 3
		}
		if n > 0 {
			return string(b), n
		}
		return "%", 1
	case '\\':
		if len(s) < 2 {
			return `\`, 1
		}
		switch s[1] {
		case 'n', 't', 'r':
			return "\n", 2
		case '"', '/', '\\':
			return s[1:2], 2
		case 'u':
			return unescapeUnicode(s)
		}
		return `\`, 1
	}
	return "", 0
}

// entity returns how long the entity at the start of s may be. Its semicolon
// may be missing: browsers read it all the same.
func entity(s string) int {
	n := 1
	for n < min(len(s), 33) && (isWord(s[n]) || s[n] == '#') {
		n++
	}
	if n < len(s) && s[n] == ';' {
		n++
	}
	return n
}

// unescapeUnicode decodes \uXXXX, or two of them that make one character.
func unescapeUnicode(s string) (string, int) {
	r, ok := hex4(s)
	if !ok {
		return `\`, 1
	}
	if utf16.IsSurrogate(r) {
		low, _ := hex4(s[6:])
		if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
			return string(pair), 12
		}
	}
	return string(r), 6
}

func hex4(s string) (rune, bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 16)
	return rune(n), err == nil
}

func isHex(b byte) bool {
	return isDigit(b) || b|0x20 >= 'a' && b|0x20 <= 'f'
}

func nibble(b byte) byte {
	if isDigit(b) {
		return b - '0'
	}
	return b | 0x20 - 'a' + 10
}
