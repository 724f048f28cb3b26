package plan

import (
	"slices"

	"kaizen/generator/model"
)

// Memo is what a plan keeps for the next one: what it made of each record and
// of each month's digest. It is immutable once Plan has returned it.
type Memo struct {
	look    model.Sum // of the config and words that all of it was made with
	today   model.Day
	records map[place]*made
	digests map[string]digestMade // by id of the item
	theme   bundleMade

	editions []editionMade
	pages    map[string]*model.Page // by output path
	sitemap  sitemapMade
}

// bundleMade is a bundle with the key of what it was made from.
type bundleMade struct {
	key    model.Sum
	bundle Bundle
}

// place names a record in an edition.
type place struct {
	lang model.Lang
	id   model.RecordID
}

// made is what lists, feeds and search show of a record.
type made struct {
	entry  *model.Entry
	card   *model.Card
	item   *model.FeedItem    // nil for unlisted records
	search *model.SearchEntry // nil for unlisted records
}

type digestMade struct {
	key  model.Sum // of the digest
	item *model.FeedItem
}

func newMemo(site *model.Site) *Memo {
	return &Memo{look: site.Look, today: site.Today, records: map[place]*made{}, digests: map[string]digestMade{}}
}

// usable returns m if what it holds may serve for site, else an empty memo.
func (m *Memo) usable(site *model.Site) *Memo {
	if m == nil || m.look != site.Look || m.today != site.Today {
		return newMemo(site)
	}
	return m
}

// recall returns what the last plan made of an entry, or nil when the entry is
// new or anything that shows in lists, feeds or search has changed.
func (x *edition) recall(e *model.Entry) *made {
	if old := x.last.records[place{x.Lang, e.ID}]; old != nil && sameEntry(old.entry, e) {
		return old
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
