package plan

import (
	"slices"

	"kaizen/generator/model"
)

// The bounds of a feed document in bytes. head is what everything but the items
// may take.
const (
	documentMax = 512 << 10
	headMax     = 16 << 10
	itemsMax    = documentMax - headMax
)

// cut divides the items of a feed, newest first, into the living document
// and archives, oldest first. Each document has at most limit items and
// itemsMax bytes.
//
// Archives are counted from the oldest item, so that a new one changes no
// archive that exists (RFC 5005, section 4). They hold half of what the living
// document may hold: then those who read the living document and all archives
// miss nothing, and as soon as there is one archive there are two, which can
// name each other. The newest chunk is not full and no archive yet.
func cut(items []*model.FeedItem, limit int) (living []*model.FeedItem, archives [][]*model.FeedItem) {
	limit = max(limit, 2)
	living = items[:fit(slices.Values(items), limit, itemsMax)]
	if len(living) == len(items) {
		return living, nil
	}
	for rest := items; len(rest) > 0; {
		n := fit(backward(rest), limit/2, itemsMax/2)
		if n == len(rest) {
			break
		}
		archives = append(archives, rest[len(rest)-n:])
		rest = rest[:len(rest)-n]
	}
	return living, archives
}

// fit returns how many items fit into count and size. One always does: items
// that are too big were cut when they were made.
func fit(items func(func(*model.FeedItem) bool), count, size int) int {
	n := 0
	for it := range items {
		size -= it.Size
		if n == count || n > 0 && size < 0 {
			break
		}
		n++
	}
	return n
}

func backward(items []*model.FeedItem) func(func(*model.FeedItem) bool) {
	return func(yield func(*model.FeedItem) bool) {
		for _, it := range slices.Backward(items) {
			if !yield(it) {
				return
			}
		}
	}
}
