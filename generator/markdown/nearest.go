package markdown

import (
	"maps"
	"slices"
)

// nearest returns the key of known that is most like word, or "" if none is
// close. Of equals it is the first in order.
func nearest[V any](word string, known map[string]V) string {
	target := []rune(word)
	best, distance := "", len(target)/3+1
	for _, k := range slices.Sorted(maps.Keys(known)) {
		if d := edits(target, []rune(k), distance); d < distance || d == distance && best == "" {
			best, distance = k, d
		}
	}
	return best
}

// edits returns how many characters must be put in, taken out, replaced or
// swapped with their neighbour to make b of a; more than limit if it is more.
func edits(a, b []rune, limit int) int {
	if abs(len(a)-len(b)) > limit {
		return limit + 1
	}
	var older, old []int
	row := make([]int, len(b)+1)
	for i := range row {
		row[i] = i
	}
	for i := range a {
		older, old, row = old, row, make([]int, len(b)+1)
		row[0] = i + 1
		for k := range b {
			cost := 1
			if a[i] == b[k] {
				cost = 0
			}
			row[k+1] = min(old[k+1]+1, row[k]+1, old[k]+cost)
			if i > 0 && k > 0 && a[i] == b[k-1] && a[i-1] == b[k] {
				row[k+1] = min(row[k+1], older[k-1]+1)
			}
		}
	}
	return row[len(b)]
}

func abs(n int) int { return max(n, -n) }
