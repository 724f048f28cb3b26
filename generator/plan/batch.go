package plan

import (
	"maps"
	"slices"

	"kaizen/generator/model"
)

// A batch is the pages that one goroutine plans, in their order. What is to be
// known of the pages of all is left to flush, which takes one batch after the
// other: so the plan does not depend on which of them was ready first.
type batch struct {
	pages   []batched
	digests map[string]*model.FeedItem // of months, by id
	feeds   map[string]feedsMade       // by site path of the channel's page
}

// planned is a page that is planned anew, with what the plan notes of it.
type planned struct {
	*model.Page
	shows mask
	url   model.SitemapURL // without an address where the sitemap does not list it
}

// batched is a page that is planned anew, or one of the last plan.
type batched struct {
	planned
	kept int // in the last plan, when there is no Page
}

// task plans some pages of an edition.
type task func(x *edition)

// run runs tasks beside each other.
func (x *edition) run(tasks []task) {
	batches := make([]batch, len(tasks))
	model.Each(len(tasks), func(i int) {
		own := *x
		own.batch = &batches[i]
		tasks[i](&own)
	})
	for _, b := range batches {
		x.flush(b)
	}
}

// flush puts the pages of a batch in their places.
func (p *planner) flush(b batch) {
	for _, s := range b.pages {
		switch {
		case s.Page != nil:
			p.addPage(s.planned)
		case !p.put(s.kept):
			page := p.last.pages[s.kept]
			p.collision(page, p.owner(page.Path))
		}
	}
	maps.Copy(p.memo.digests, b.digests)
	maps.Copy(p.memo.feeds, b.feeds)
}

func (b *batch) add(page planned) { b.pages = append(b.pages, batched{planned: page}) }

// add plans a page at a site path.
func (x *edition) add(path string, view model.View, from []string, shows ...*model.Entry) {
	x.batch.add(x.newPage(path, x.Lang, view, from, shows))
}

// keep takes a page over from the last plan, if that is what planning it anew
// would come to, and reports whether it has.
func (x *edition) keep(path string) bool {
	i, ok := x.keeps(path)
	if ok {
		x.batch.pages = append(x.batch.pages, batched{kept: i})
	}
	return ok
}

// keepSame takes the page at a path over from the last plan if same says so of
// its view, and reports whether it has.
func (x *edition) keepSame(path string, same func(old model.View) bool) bool {
	i, ok := x.sameAt(path, same)
	if ok {
		x.batch.pages = append(x.batch.pages, batched{kept: i})
	}
	return ok
}

// keepDigest remembers the item of a month.
func (x *edition) keepDigest(id string, it *model.FeedItem) {
	if x.batch.digests == nil {
		x.batch.digests = map[string]*model.FeedItem{}
	}
	x.batch.digests[id] = it
}

// newPage makes a page that shows some records. It may run on many goroutines.
func (p *planner) newPage(path string, lang model.Lang, view model.View, from []string, shows []*model.Entry) planned {
	page := &model.Page{Path: outputPath(path), Lang: lang, View: view, From: from}
	var newest model.Day
	if len(shows) > 0 {
		page.Shows = make([]model.RecordID, len(shows))
	}
	for i, e := range shows {
		page.Shows[i] = e.ID
		if e.Modified.Compare(newest) > 0 {
			newest = e.Modified
		}
	}
	return p.note(page, newest)
}

// note completes a page whose records last changed on a day.
func (p *planner) note(page *model.Page, newest model.Day) planned {
	slices.Sort(page.Shows)
	page.Shows = slices.Compact(page.Shows)
	page.Keys = p.keys
	return planned{page, masksOf(page.Shows), p.sitemapURL(page, newest)}
}
