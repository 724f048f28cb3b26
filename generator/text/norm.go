// Package text knows writing: Unicode forms and widths, folding for search,
// phrases, sentences, excerpts, reading time, dates and sort order, for
// Japanese and English alike. All of it is pure; it is the one importer of
// golang.org/x/text and of github.com/rivo/uniseg.
package text

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"
)

// NFC returns s in Unicode normal form C, the form of every path, link and
// name after reading (macOS writes decomposed kana into file names).
func NFC(s string) string { return norm.NFC.String(s) }

// NFKC returns s in normal form KC: half-width kana, full-width Latin letters
// and circled digits become their ordinary selves.
func NFKC(s string) string { return norm.NFKC.String(s) }

// Graphemes returns the number of characters of s as readers count them: a
// flag, a family emoji, a kanji with its variation selector are one each
// (UAX 29).
func Graphemes(s string) int { return uniseg.GraphemeClusterCount(s) }

// Clean returns s without the characters that XML 1.0 has no place for, not
// even as references (its production 2), and without bytes that are not UTF-8.
// Pasted text brings such characters: U+0008, U+000B.
func Clean(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, notXML) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if notXML(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

func notXML(r rune) bool {
	switch {
	case r < ' ':
		return r != '\t' && r != '\n' && r != '\r'
	case r == '\uFFFE', r == '\uFFFF':
		return true
	}
	return false
}

// IsSlug reports whether s can be part of a URL as it stands: lower-case ASCII
// letters and digits in words joined by single hyphens.
func IsSlug(s string) bool {
	for word := range strings.SplitSeq(s, "-") {
		if word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}
