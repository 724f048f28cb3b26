package guard

import (
	"bytes"
	"encoding/json"
	"path"
	"strings"
)

// Piece is a part of a feed that can be read by itself.
type Piece struct {
	Name string // tells Read of which format it is
	Data []byte
}

// Pieces cuts a feed before each of its items and around the HTML in them. What
// is found in the pieces is what is found in the feed: no value reaches from one
// item into the next, or from the HTML to what stands beside it. The HTML of a
// record is equal in the feeds of all formats, and the rest of its item in those
// of one, so who remembers a piece need not look at it again.
func Pieces(name string, feed []byte) []Piece {
	c := cutter{name: name, rest: feed}
	switch strings.ToLower(path.Ext(name)) {
	case ".xml":
		c.cutXML()
	case ".json":
		c.cutJSON()
	}
	c.take(len(c.rest))
	return c.pieces
}

// cutter takes pieces from the beginning of what is left.
type cutter struct {
	name   string
	rest   []byte
	pieces []Piece
}

func (c *cutter) take(n int) {
	if n > 0 {
		c.pieces = append(c.pieces, Piece{c.name, c.rest[:n]})
		c.rest = c.rest[n:]
	}
}

// cutXML cuts before RSS items and Atom entries, and around CDATA sections.
func (c *cutter) cutXML() {
	for {
		item := firstOf(c.rest, "\n    <item", "\n  <entry")
		section := bytes.Index(c.rest, []byte("<![CDATA["))
		switch {
		case section >= 0 && (item < 0 || section < item):
			c.take(section)
			end := bytes.Index(c.rest, []byte("]]>"))
			if end < 0 {
				return
			}
			c.take(end + len("]]>"))
		case item >= 0:
			c.take(item)
			c.take(1) // the line feed, or the same item would be found again
		default:
			return
		}
	}
}

func firstOf(s []byte, marks ...string) int {
	first := -1
	for _, mark := range marks {
		if i := bytes.Index(s, []byte(mark)); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	return first
}

// cutJSON cuts at the lines with which items begin, and takes their HTML out of
// its quotes, as an XML feed has it. No string of JSON holds a line feed.
func (c *cutter) cutJSON() {
	const item, html = "    {", `      "content_html": `
	at := 0
	for at < len(c.rest) {
		line, _, _ := bytes.Cut(c.rest[at:], []byte("\n"))
		next := min(at+len(line)+1, len(c.rest))
		switch value, isHTML := bytes.CutPrefix(line, []byte(html)); {
		case string(line) == item:
			c.take(at)
			next -= at
		case isHTML:
			var text string
			if json.Unmarshal(bytes.TrimSuffix(value, []byte(",")), &text) != nil || strings.Contains(text, "]]>") {
				break
			}
			c.take(at)
			c.rest = c.rest[next-at:]
			c.pieces = append(c.pieces, Piece{"item.xml", []byte("<![CDATA[" + text + "]]>")})
			next = 0
		}
		at = next
	}
}
