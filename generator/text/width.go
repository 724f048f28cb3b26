package text

import "golang.org/x/text/width"

// IsWide reports whether r takes two columns in a terminal and stands in a
// full-width cell on paper: East Asian Width W or F (UAX 11).
func IsWide(r rune) bool {
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}

// Columns returns the number of terminal columns of s. East Asian ambiguous
// characters count one, whatever the locale says, so that output is the same
// everywhere.
func Columns(s string) int {
	n := 0
	for _, r := range s {
		if IsWide(r) {
			n += 2
		} else if r >= ' ' {
			n++
		}
	}
	return n
}
