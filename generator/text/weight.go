package text

import "strings"

// FeedWeight is how many bytes HTML takes in a feed of any format at most: JSON
// escapes quotes, backslashes, white space and two separators, and CDATA cannot
// hold its own end.
func FeedWeight(html string) int {
	n := len(html) + 16*strings.Count(html, "]]>") + 3*strings.Count(html, "\u2028") + 3*strings.Count(html, "\u2029")
	for i := range len(html) {
		n += int(jsonEscapes[html[i]])
	}
	return n
}

// jsonEscapes is how many bytes JSON writes before a byte.
var jsonEscapes = [256]uint8{'"': 1, '\\': 1, '\n': 1, '\t': 1, '\r': 1}
