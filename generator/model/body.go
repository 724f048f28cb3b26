package model

import "strings"

// Write writes the body to s, with targets (by Slot.Index) and the id prefix in its slots.
func (b Body) Write(s *strings.Builder, targets []string, prefix string) {
	n := 0
	for _, p := range b.Parts {
		n += len(p)
	}
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
}
