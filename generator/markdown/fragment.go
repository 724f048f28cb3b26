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
	LinkURL  SlotKind = iota // the address of a link, escaped for a double-quoted attribute
	Picture                  // a whole <img> element
	IDPrefix                 // what makes ids of several records on one page differ, escaped likewise; often ""
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
