// Package text knows writing: Unicode forms and widths, folding for search,
// phrases, sentences, excerpts, reading time, dates and sort order, for
// Japanese and English alike. All of it is pure; it is the one importer of
// golang.org/x/text.
package text

import "golang.org/x/text/unicode/norm"

// NFC returns s in Unicode normal form C, the form of every path, link and
// name after reading (macOS writes decomposed kana into file names).
func NFC(s string) string { return norm.NFC.String(s) }

// NFKC returns s in normal form KC: half-width kana, full-width Latin letters
// and circled digits become their ordinary selves.
func NFKC(s string) string { return norm.NFKC.String(s) }
