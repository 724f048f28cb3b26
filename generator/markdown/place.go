package markdown

import (
	"slices"
	"unicode/utf8"
)

// manuscript is the text of an author: it knows the place of every byte.
type manuscript struct {
	src    []byte
	starts []int // offsets of the lines
	first  int   // number of the first line in the file
}

func newManuscript(src []byte, first int) manuscript {
	m := manuscript{src: src, starts: []int{0}, first: max(first, 1)}
	for i, c := range src {
		if c == '\n' {
			m.starts = append(m.starts, i+1)
		}
	}
	return m
}

// place returns the line in the file and the column, in characters from 1, of
// the byte at offset.
func (m manuscript) place(offset int) (line, col int) {
	offset = min(max(offset, 0), len(m.src))
	i, found := slices.BinarySearch(m.starts, offset)
	if !found {
		i--
	}
	return m.first + i, 1 + utf8.RuneCount(m.src[m.starts[i]:offset])
}
