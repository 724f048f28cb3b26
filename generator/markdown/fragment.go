package markdown

import "strings"

// Fragment is HTML with slots for what only the caller knows. Slot i stands
// between Parts[i] and Parts[i+1]; a Fragment without HTML has one empty part.
type Fragment struct {
	Parts []string
	Slots []Slot
}

// Slot is a hole in a Fragment.
type Slot struct {
	Kind  SlotKind
	Index int // into Doc.Links; 0 for IDPrefix
}

// SlotKind says what belongs into a Slot.
type SlotKind int

const (
	// LinkURL is the address of a link, escaped for a double-quoted attribute.
	// In feeds, #id has one too: there it leads to the page of the record.
	LinkURL  SlotKind = iota
	Picture           // a whole <img> element
	IDPrefix          // what makes ids of several records on one page differ, escaped likewise; often ""
)

// Join returns the HTML with every slot filled.
func (f Fragment) Join(fill func(Slot) string) string {
	var b strings.Builder
	for i, part := range f.Parts {
		b.WriteString(part)
		if i < len(f.Slots) {
			b.WriteString(fill(f.Slots[i]))
		}
	}
	return b.String()
}

// builder makes a Fragment from front to back.
type builder struct {
	html  []byte
	slots []Slot
	at    []int // offsets of slots in html
}

func (b *builder) str(s string) { b.html = append(b.html, s...) }

func (b *builder) text(s string) { b.html = appendEscaped(b.html, s) }

func (b *builder) slot(kind SlotKind, index int) {
	b.slots = append(b.slots, Slot{kind, index})
	b.at = append(b.at, len(b.html))
}

// id writes an attribute that holds the prefix and then id; before is what
// stands in front of the prefix, such as ` id="`.
func (b *builder) id(before, id string) {
	b.str(before)
	b.slot(IDPrefix, 0)
	b.text(id)
	b.str(`"`)
}

// reset empties b, but keeps the memory for the HTML of the next text.
func (b *builder) reset() { *b = builder{html: b.html[:0], at: b.at[:0]} }

func (b *builder) fragment() Fragment {
	html, parts, start := string(b.html), make([]string, 0, len(b.at)+1), 0
	for _, at := range b.at {
		parts = append(parts, html[start:at])
		start = at
	}
	return Fragment{Parts: append(parts, html[start:]), Slots: b.slots}
}
