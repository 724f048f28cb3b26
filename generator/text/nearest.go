package text

import (
	"slices"
	"strings"
)

// Nearest returns the member of known that the author of word most likely
// meant: equal but for case, width and surrounding spaces, or else the one
// with the fewest typing slips (a character too many, missing, wrong, or two
// swapped). Words of one or two characters allow no slip, up to five
// characters one, up to eight two, longer ones three; what is longer than 50
// is no word. Of equals the first in known wins.
func Nearest(word string, known []string) (nearest string, ok bool) {
	typed := plain(word)
	least := allowedSlips(len(typed)) + 1
	for _, k := range known {
		if d := slips(typed, plain(k), least-1); d < least {
			nearest, least, ok = k, d, true
		}
	}
	return nearest, ok
}

// Certain is Nearest where no other member of known is as near: what may be
// put in place of word without asking.
func Certain(word string, known []string) (string, bool) {
	near, ok := Nearest(word, known)
	if !ok {
		return "", false
	}
	typed := plain(word)
	least := slips(typed, plain(near), allowedSlips(len(typed)))
	for _, k := range known {
		if k != near && slips(typed, plain(k), least) <= least {
			return "", false
		}
	}
	return near, true
}

// plain returns s without what people mistype unseen.
func plain(s string) []rune {
	return []rune(strings.ToLower(strings.TrimSpace(NFKC(s))))
}

func allowedSlips(length int) int {
	switch {
	case length <= 2 || length > 50:
		return 0
	case length <= 5:
		return 1
	case length <= 8:
		return 2
	}
	return 3
}

// slips returns the Damerau-Levenshtein distance of a and b (restricted: no
// edits between two swapped characters), or something above limit if it is
// above limit.
func slips(a, b []rune, limit int) int {
	switch {
	case abs(len(a)-len(b)) > limit:
		return limit + 1
	case slices.Equal(a, b):
		return 0
	case limit <= 0:
		return 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before, last, row = last, row, before
		row[0] = i + 1
		least := row[0]
		for j := range b {
			d := last[j]
			if a[i] != b[j] {
				d = 1 + min(d, last[j+1], row[j])
			}
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, 1+before[j-1])
			}
			row[j+1] = d
			least = min(least, d)
		}
		if least > limit {
			return limit + 1
		}
	}
	return row[len(b)]
}

func abs(n int) int { return max(n, -n) }
