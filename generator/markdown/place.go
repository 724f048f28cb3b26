package markdown

import (
	"bytes"
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
	starts := make([]int, 1, 1+bytes.Count(src, []byte{'\n'}))
	for at := 0; ; {
		n := bytes.IndexByte(src[at:], '\n')
		if n < 0 {
			return manuscript{src: src, starts: starts, first: max(first, 1)}
		}
		at += n + 1
		starts = append(starts, at)
	}
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
