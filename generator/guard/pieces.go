package guard

import (
	"bytes"
	"encoding/json"
	"slices"
)

// Piece is a part of an output file that can be read by itself.
type Piece struct {
	Name string // an ending that tells Read of which format it is
	Data []byte
}

// Pieces cuts a page before its sections and the records in its lists, and a
// feed before each of its items and around the HTML in them, which in JSON is left
// to Parts. What rules find in the pieces is what they find in the file: no value
// reaches from one section or item into the next, or from the HTML of an item to what
// stands beside it. Of a leak that a template divides between two of them, each has a
// part.
//
// Most of a page stands on others too, the HTML of a record is equal in the feeds
// of all formats, and the rest of its item in those of one, so who remembers a
// piece need not look at it again.
func Pieces(name string, file []byte, visit func(Piece)) {
	format := Format(name)
	c := cutter{name: format, rest: file, visit: visit}
	switch format {
	case ".html":
		c.cutHTML()
	case ".xml":
		c.cutXML()
	case ".json":
		c.cutJSON()
	}
	c.take(len(c.rest))
}

// cutter takes pieces from the beginning of what is left.
type cutter struct {
	name  string // of the pieces
	rest  []byte
	visit func(Piece)
}

func (c *cutter) take(n int) {
	if n > 0 {
		c.visit(Piece{c.name, c.rest[:n]})
		c.rest = c.rest[n:]
	}
}

// cutHTML cuts before the elements that divide a page, and before list items
// with a class, which are the records of lists.
func (c *cutter) cutHTML() {
	for at := 0; ; at++ {
		tag := bytes.IndexByte(c.rest[at:], '<')
		if tag < 0 {
			return
		}
		if at += tag; divides(c.rest[at+1:]) {
			c.take(at)
			at = 0
		}
	}
}

// divides reports whether what follows a "<" begins a new part of a page.
func divides(tag []byte) bool {
	if len(tag) < len("section ") {
		return false
	}
	switch tag[0] {
	case 's':
		return string(tag[:len("section ")]) == "section "
	case 'l':
		return string(tag[:len("li class")]) == "li class"
	case 'h':
		return string(tag[:len("header ")]) == "header "
	case 'm':
		return string(tag[:len("main ")]) == "main "
	case 'f':
		return string(tag[:len("footer ")]) == "footer "
	}
	return false
}

// cutXML cuts before RSS items and Atom entries, and around CDATA sections.
func (c *cutter) cutXML() {
	items, entries, sections := seeker{mark: "\n    <item"}, seeker{mark: "\n  <entry"}, seeker{mark: "<![CDATA["}
	for {
		item := min(items.in(c.rest), entries.in(c.rest))
		section := sections.in(c.rest)
		switch {
		case section < item:
			c.take(section)
			end := bytes.Index(c.rest, []byte("]]>"))
			if end < 0 {
				return
			}
			c.take(end + len("]]>"))
		case item < len(c.rest):
			c.take(item)
			c.take(1) // the line feed, or the same item would be found again
		default:
			return
		}
	}
}

// seeker seeks a mark in what is left of a file. It remembers where the next one
// stands, by how much is left behind it: no part of a long file is searched twice.
type seeker struct {
	mark  string
	left  int
	known bool
}

// in is where in rest the mark stands next, or the length of rest.
func (s *seeker) in(rest []byte) int {
	if !s.known || s.left > len(rest) {
		s.known, s.left = true, 0
		if i := bytes.Index(rest, []byte(s.mark)); i >= 0 {
			s.left = len(rest) - i
		}
	}
	return len(rest) - s.left
}

// cutJSON cuts around the lines of items. No string of JSON holds a line feed, but a
// theme's file may be no JSON: an item that its line does not end goes on.
func (c *cutter) cutJSON() {
	for {
		line := bytes.Index(c.rest, []byte("\n{"))
		if line < 0 {
			return
		}
		c.take(line + 1)
		end := bytes.IndexByte(c.rest, '\n')
		if end < 0 {
			return
		}
		item := bytes.TrimSuffix(c.rest[:end], []byte(",")) // which the last item has not
		if bytes.HasSuffix(item, []byte("}")) {
			c.take(len(item))
		}
	}
}

// Parts cuts an item of a JSON feed around its HTML, which it takes out of its
// quotes, as an XML feed has it. Other pieces have no parts.
func (p Piece) Parts() []Piece {
	const key = `,"content_html":`
	if p.Name != ".json" {
		return nil
	}
	at := bytes.Index(p.Data, []byte(key))
	if at < 0 {
		return nil
	}
	at += len(key)
	value := quoted(p.Data[at:]) // none has a quotation mark without a backslash
	section := section("<![CDATA[")
	if len(value) == 0 || value[0] != '"' || json.Unmarshal(value, &section) != nil || bytes.Contains(section, []byte("]]>")) {
		return nil
	}
	return []Piece{
		{p.Name, p.Data[:at]},
		{p.Name, p.Data[at+len(value):]},
		{".xml", append(section, "]]>"...)},
	}
}

// section is a CDATA section, to which a string of JSON is added without its quotes.
type section []byte

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *section) UnmarshalText(text []byte) error {
	*s = append(slices.Grow(*s, len(text)+len("]]>")), text...)
	return nil
}

// quoted is the string of JSON that s begins with, or what there is of one.
func quoted(s []byte) []byte {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return s[:i+1]
		}
	}
	return s
}
