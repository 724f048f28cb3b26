package plan

import (
	"slices"
	"sync"

	"kaizen/generator/model"
)

// Memo is what a plan keeps for the next one: what it made of each record and
// of each month's digest, and its pages. It is immutable once Plan has
// returned it.
type Memo struct {
	look     model.Sum // of the config and words that all of it was made with
	today    model.Day
	editions []editionMade
	digests  map[string]*model.FeedItem // of months, by id
	feeds    map[string]feedsMade       // by site path of the channel's page
	theme    bundleMade
	pages    []*model.Page         // by path
	index    func() map[string]int // of pages, by output path
	shows    []mask                // of pages
	sitemap  sitemapMade
	links    []model.Problem // found by checkLinks
	collided bool            // two pages wanted one path
}

// bundleMade is a bundle with the key of what it was made from.
type bundleMade struct {
	key    model.Sum
	bundle Bundle
}

// made is what lists, feeds and search show of a record.
type made struct {
	card   *model.Card
	story  *model.Story
	item   *model.FeedItem    // nil for unlisted records
	search *model.SearchEntry // nil for unlisted records
}

// editionMade is what a plan has to remember of an edition to tell whether the
// next one differs.
type editionMade struct {
	lang    model.Lang
	chrome  model.Sum
	entries []*model.Entry
	made    []*made         // of entries
	reports []*model.Report // over all products too
	pages   []*model.FreeEntry
	find    func() map[model.RecordID]int // where in entries a record is
}

func (x *edition) remember() editionMade {
	entries := x.Entries
	find := sync.OnceValue(func() map[model.RecordID]int {
		at := make(map[model.RecordID]int, len(entries))
		for i, e := range entries {
			at[e.ID] = i
		}
		return at
	})
	return editionMade{x.Lang, x.chrome.Sum, entries, x.made, slices.Concat(x.Reports, x.Months), x.Pages, find}
}

func newMemo(site *model.Site) *Memo {
	return &Memo{look: site.Look, today: site.Today, digests: map[string]*model.FeedItem{}, feeds: map[string]feedsMade{}, index: indexOf(nil)}
}

// usable returns m if what it holds may serve for site, else an empty memo. Of
// two pages that wanted one path it would know one only.
func (m *Memo) usable(site *model.Site) *Memo {
	if m == nil || m.look != site.Look || m.today != site.Today || m.collided {
		return newMemo(site)
	}
	return m
}

// edition is what the last plan made of the i-th edition.
func (m *Memo) edition(i int, lang model.Lang) editionMade {
	if i < len(m.editions) && m.editions[i].lang == lang {
		return m.editions[i]
	}
	return editionMade{}
}

// recall returns what the last plan made of an entry, or nil when the entry is
// new or anything that shows in lists, feeds or search has changed.
func (x *edition) recall(e *model.Entry) *made {
	i, old := e.Index, x.old
	if i >= len(old.entries) || old.entries[i].ID != e.ID {
		if len(old.entries) == 0 {
			return nil
		}
		var ok bool
		if i, ok = old.find()[e.ID]; !ok {
			return nil
		}
	}
	if sameEntry(old.entries[i], e) {
		return old.made[i]
	}
	return nil
}

// sameEntry compares all that makes an entry. Records and pictures are equal
// when they are the same in memory: load reuses those that did not change.
func sameEntry(a, b *model.Entry) bool {
	return a.From == b.From && a.Path == b.Path && a.Day == b.Day && a.Month == b.Month &&
		a.Fallback == b.Fallback && a.Late == b.Late && a.State == b.State && a.Modified == b.Modified &&
		a.BeforePic == b.BeforePic && a.AfterPic == b.AfterPic && a.Cover == b.Cover &&
		slices.Equal(a.Targets, b.Targets) &&
		slices.EqualFunc(a.Superseded, b.Superseded, func(x, y *model.Entry) bool { return x.Path == y.Path && x.Title == y.Title })
}
