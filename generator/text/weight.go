package text

import "strings"

// FeedWeight is how many bytes HTML takes in a feed of any format at most: JSON
// escapes quotes, backslashes, white space and two separators, and CDATA cannot
// hold its own end.
func FeedWeight(html string) int {
	n := len(html) + 16*strings.Count(html, "]]>") + 3*strings.Count(html, "\u2028") + 3*strings.Count(html, "\u2029")
	for i := range len(html) {
		switch html[i] {
		case '"', '\\', '\n', '\t', '\r':
			n++
		}
	}
	return n
}
