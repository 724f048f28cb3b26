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

// batched is a page that is planned anew, or one of the last plan.
type batched struct {
	page   *model.Page
	newest model.Day
	kept   int // in the last plan, when page is nil
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
		case s.page != nil:
			p.newest[s.page] = s.newest
			p.addPage(s.page)
		case !p.put(s.kept):
			page := p.last.pages[s.kept]
			p.collision(page, p.owner(page.Path))
		}
	}
	maps.Copy(p.memo.digests, b.digests)
	maps.Copy(p.memo.feeds, b.feeds)
}

// add plans a page at a site path.
func (x *edition) add(path string, view model.View, from []string, shows ...*model.Entry) {
	page, newest := newPage(path, x.Lang, view, from, shows)
	x.batch.pages = append(x.batch.pages, batched{page: page, newest: newest})
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

// newPage makes a page, and finds the last change of a record that it shows.
func newPage(path string, lang model.Lang, view model.View, from []string, shows []*model.Entry) (*model.Page, model.Day) {
	page := &model.Page{Path: outputPath(path), Lang: lang, View: view, From: from}
	var newest model.Day
	for _, e := range shows {
		page.Shows = append(page.Shows, e.ID)
		if e.Modified.Compare(newest) > 0 {
			newest = e.Modified
		}
	}
	sortShows(page)
	return page, newest
}

func sortShows(page *model.Page) {
	slices.Sort(page.Shows)
	page.Shows = slices.Compact(page.Shows)
}
