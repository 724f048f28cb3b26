package model

import "strings"

// Join puts targets (by Slot.Index) and the id prefix into the body's slots.
func (b Body) Join(targets []string, prefix string) string {
	if len(b.Slots) == 0 {
		return strings.Join(b.Parts, "")
	}
	n := 0
	for _, p := range b.Parts {
		n += len(p)
	}
	var s strings.Builder
	s.Grow(n + 64*len(b.Slots))
	for i, p := range b.Parts {
		s.WriteString(p)
		if i == len(b.Slots) {
			break
		}
		switch slot := b.Slots[i]; slot.Kind {
		case PrefixSlot:
			s.WriteString(prefix)
		default:
			s.WriteString(targets[slot.Index])
		}
	}
	return s.String()
}
