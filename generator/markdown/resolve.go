package markdown

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// resolve returns Markdown text with backslash escapes and character
// references replaced by what they stand for (CommonMark 2.4 and 2.5). It
// returns src itself when there are none.
func resolve(src []byte) []byte {
	i := bytes.IndexByte(src, '\\')
	if amp := bytes.IndexByte(src, '&'); i < 0 || amp >= 0 && amp < i {
		i = amp
	}
	if i < 0 {
		return src
	}
	out := append(make([]byte, 0, len(src)), src[:i]...)
	for i < len(src) {
		switch c := src[i]; {
		case c == '\\' && i+1 < len(src) && util.IsPunct(src[i+1]):
			out = append(out, src[i+1])
			i += 2
		case c == '&':
			char, n := reference(src[i:])
			out = append(out, char...)
			i += n
		default:
			out = append(out, c)
			i++
		}
	}
	return out
}

// resolveReferences is resolve without backslash escapes, for HTML.
func resolveReferences(src []byte) []byte {
	i := bytes.IndexByte(src, '&')
	if i < 0 {
		return src
	}
	var out []byte
	for i >= 0 {
		char, n := reference(src[i:])
		out = append(append(out, src[:i]...), char...)
		src = src[i+n:]
		i = bytes.IndexByte(src, '&')
	}
	return append(out, src...)
}

// reference returns the text of the character reference at the start of s, and
// its length; "&" itself and 1 if s starts with none.
func reference(s []byte) (string, int) {
	end := bytes.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 {
		return "&", 1
	}
	name := string(s[1:end])
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(name); ok {
			return string(e.Characters), end + 1
		}
		return "&", 1
	}
	base, digits := 10, name[1:]
	if digits != "" && (digits[0] == 'x' || digits[0] == 'X') {
		base, digits = 16, digits[1:]
	}
	if digits == "" || len(digits) > 7 || base == 16 && len(digits) > 6 {
		return "&", 1
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil {
		return "&", 1
	}
	if n == 0 || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return "\uFFFD", end + 1
	}
	return string(rune(n)), end + 1
}

// appendEscaped appends s to b as HTML text, also fit for a double-quoted
// attribute. Characters that XML forbids are left out: one of them makes a
// whole feed unreadable.
func appendEscaped[T string | []byte](b []byte, s T) []byte {
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c > '>' && c != 0xEF {
			continue
		}
		esc, n := "", 1
		switch {
		case c == '&':
			esc = "&amp;"
		case c == '<':
			esc = "&lt;"
		case c == '>':
			esc = "&gt;"
		case c == '"':
			esc = "&quot;"
		case c == 0:
			esc = "\uFFFD"
		case c < ' ' && c != '\n' && c != '\t' && c != '\r':
		case c == 0xEF && i+2 < len(s) && s[i+1] == 0xBF && s[i+2] >= 0xBE: // U+FFFE, U+FFFF
			n = 3
		default:
			continue
		}
		b = append(append(b, s[start:i]...), esc...)
		i += n - 1
		start = i + 1
	}
	return append(b, s[start:]...)
}

func escaped(s string) string { return string(appendEscaped(nil, s)) }
