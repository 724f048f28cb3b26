package plan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"kaizen/generator/model"
)

// items makes a feed's items, newest first, of random sizes up to size.
func items(r *rand.Rand, n, size int) []*model.FeedItem {
	var list []*model.FeedItem
	for i := range n {
		list = append(list, &model.FeedItem{ID: fmt.Sprint(n - i), Size: r.IntN(size)})
	}
	return list
}

func TestCut(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 0))
		limit := 1 + r.IntN(60)
		list := items(r, r.IntN(400), 1+r.IntN(itemsMax/2))
		living, archives := cut(list, limit)
		checkDocument(t, living, max(limit, 2), itemsMax)
		for _, a := range archives {
			checkDocument(t, a, limit, itemsMax/2)
		}
		if len(archives) == 1 {
			t.Errorf("seed %d: a lone archive has no other to name", seed)
		}
		checkComplete(t, list, living, archives)

		// A new item leaves every archive as it was.
		longer := append([]*model.FeedItem{{ID: "new", Size: 100}}, list...)
		_, later := cut(longer, limit)
		for i, a := range archives {
			if !slices.Equal(a, later[i]) {
				t.Errorf("seed %d: archive %d changed", seed, i+1)
			}
		}
	}
}

func checkDocument(t *testing.T, doc []*model.FeedItem, limit, size int) {
	t.Helper()
	sum := 0
	for _, it := range doc {
		sum += it.Size
	}
	if len(doc) > limit || sum > size && len(doc) > 1 {
		t.Errorf("document of %d items and %d bytes, allowed are %d and %d", len(doc), sum, limit, size)
	}
}

// checkComplete demands that living document and archives hold all items.
func checkComplete(t *testing.T, all, living []*model.FeedItem, archives [][]*model.FeedItem) {
	t.Helper()
	have := map[*model.FeedItem]bool{}
	for _, doc := range append(archives, living) {
		for _, it := range doc {
			have[it] = true
		}
	}
	if len(have) != len(all) {
		t.Errorf("%d of %d items in %d archives and a living document of %d", len(have), len(all), len(archives), len(living))
	}
	if !slices.Equal(living, all[:len(living)]) {
		t.Error("the living document does not hold the newest items")
	}
}
