package guard

import (
	"bytes"
	"path"
	"strings"
)

// Pieces cuts a feed before each of its items. What is found in the pieces, each
// read by itself, is what is found in the feed: no value reaches from one item
// into the next. Items of one record are equal in all feeds of a format, so who
// remembers a piece need not look at it again.
func Pieces(name string, feed []byte) [][]byte {
	var marks []string
	switch strings.ToLower(path.Ext(name)) {
	case ".xml":
		marks = []string{"\n    <item", "\n  <entry"}
	case ".json":
		marks = []string{"\n    {\n"} // no string of JSON holds a line feed
	}
	pieces := [][]byte{feed}
	for _, mark := range marks {
		if pieces = cutBefore(feed, []byte(mark)); len(pieces) > 1 {
			break
		}
	}
	return pieces
}

func cutBefore(s, mark []byte) [][]byte {
	var out [][]byte
	for {
		at := -1
		if len(s) > 0 {
			at = bytes.Index(s[1:], mark)
		}
		if at < 0 {
			return append(out, s)
		}
		out = append(out, s[:at+1])
		s = s[at+1:]
	}
}
