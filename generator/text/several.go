package text

import (
	"slices"
	"strings"
)

// Several returns the members of known that got lists, separated by commas,
// or "" if it is not a list of two or more of them.
func Several(got string, known []string) string {
	parts := strings.FieldsFunc(strings.Trim(got, "()（）「」[]"), func(c rune) bool { return strings.ContainsRune(",、，;・/ \u3000", c) })
	if len(parts) < 2 {
		return ""
	}
	for _, part := range parts {
		if !slices.Contains(known, part) {
			return ""
		}
	}
	return strings.Join(parts, ", ")
}
