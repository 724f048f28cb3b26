package plan

import (
	"slices"
	"strings"
	"sync"

	"kaizen/generator/model"
)

// A page of the last plan is kept when planning it anew would come to the same.
// Two things decide what stands on a page: where records stand, and what they
// say. While every record stands where it did (see samePlace), a page differs
// only if a record differs that it shows. Page.Shows must therefore name every
// record that a page takes a word or a number from.

// maxChanged bounds how many records may differ for pages to be kept: with more
// of them, telling pages apart is no longer quicker than planning them.
const maxChanged = 32

// unchanged tells which pages of the last plan may stay, and which do.
type unchanged struct {
	still   bool           // every record stands where it did
	changed []*model.Entry // that say something else
	was     []*model.Entry // the same in the last plan
	touched []bool         // pages of the last plan that show one of them
	kept    []bool         // pages of the last plan that are in this one
}

// findUnchanged is called when all editions are prepared and no page is planned.
func (p *planner) findUnchanged() {
	u := &p.unchanged
	if !p.isStill() {
		return
	}
	u.still = true
	u.touched = make([]bool, len(p.last.pages))
	for _, e := range u.changed {
		m := maskOf(e.ID)
		for i, page := range p.last.pages {
			if p.last.shows[i]&m == m && !u.touched[i] {
				_, u.touched[i] = slices.BinarySearch(page.Shows, e.ID)
			}
		}
	}
}

// mask is a set of records that may hold more of them than it should.
type mask uint64

// maskOf is the mask of one record: a bit, by the FNV-1a hash of its id.
func maskOf(id model.RecordID) mask {
	h := uint32(2166136261)
	for i := range len(id) {
		h = (h ^ uint32(id[i])) * 16777619
	}
	return 1 << (h >> 26)
}

func masksOf(ids []model.RecordID) (m mask) {
	for _, id := range ids {
		m |= maskOf(id)
	}
	return m
}

// isStill lists the records that differ from those of the last plan, and
// reports whether everything stands where it did.
func (p *planner) isStill() bool {
	u := &p.unchanged
	if len(p.editions) != len(p.last.editions) {
		return false
	}
	for _, x := range p.editions {
		if !x.sameFrame() {
			return false
		}
		for i, e := range x.Entries {
			switch was := x.old.entries[i]; {
			case x.made[i] == x.old.made[i]: // recalled, so it is the same entry
			case samePlace(was, e) && len(u.changed) < maxChanged:
				u.changed, u.was = append(u.changed, e), append(u.was, was)
			default:
				return false
			}
		}
	}
	return true
}

// sameFrame compares what an edition has beside its records.
func (x *edition) sameFrame() bool {
	now, old := x.remember(), x.old
	return now.lang == old.lang && now.chrome == old.chrome && len(now.entries) == len(old.entries) &&
		slices.EqualFunc(now.reports, old.reports, sameReport) && slices.EqualFunc(now.pages, old.pages, sameFree)
}

// sameReport compares a report but for its records. Words are equal when they
// are the same in memory: load reuses those that did not change.
func sameReport(a, b *model.Report) bool {
	return a.Path == b.Path && a.Month == b.Month && a.Vol == b.Vol && len(a.Entries) == len(b.Entries) &&
		a.Preface == b.Preface && slices.Equal(a.Targets, b.Targets)
}

func sameFree(a, b *model.FreeEntry) bool {
	return a.FreePage == b.FreePage && a.Path == b.Path && a.Fallback == b.Fallback && slices.Equal(a.Targets, b.Targets)
}

// samePlace compares all that decides which pages show a record, where on them,
// and under which address.
func samePlace(a, b *model.Entry) bool {
	return a.ID == b.ID && a.Path == b.Path && a.Date.Equal(b.Date) && a.Day == b.Day && a.Month == b.Month &&
		a.Lang == b.Lang && a.Fallback == b.Fallback && a.Unlisted == b.Unlisted && a.State == b.State &&
		a.Kind.ID == b.Kind.ID && slices.Equal(a.Record.Products, b.Record.Products) && slices.Equal(a.Tags, b.Tags) &&
		a.Action == b.Action && a.Highlight == b.Highlight
}

// keeps reports whether a page may be kept, and where in the last plan it is.
func (p *planner) keeps(path string) (i int, ok bool) {
	if !p.unchanged.still {
		return 0, false
	}
	i, ok = p.last.index()[outputPath(path)]
	return i, ok && !p.unchanged.touched[i]
}

// sameAt reports whether same says of the view at a path in the last plan that
// it may be kept, and where it is.
func (p *planner) sameAt(path string, same func(old model.View) bool) (i int, ok bool) {
	i, ok = p.last.index()[outputPath(path)]
	return i, ok && same(p.last.pages[i].View)
}

// put adds a page of the last plan, unless another one stands there already, and
// reports whether it has.
func (p *planner) put(i int) bool {
	if p.unchanged.kept[i] || p.owners[p.last.pages[i].Path] != nil {
		return false
	}
	p.unchanged.kept[i] = true
	return true
}

// eachKept visits the pages of the last plan that are in this one.
func (p *planner) eachKept(visit func(i int, page *model.Page)) {
	for i, kept := range p.unchanged.kept {
		if kept {
			visit(i, p.last.pages[i])
		}
	}
}

// settle lays the pages of both plans together, by path.
func (p *planner) settle() {
	slices.SortFunc(p.pages, func(a, b planned) int { return strings.Compare(a.Path, b.Path) })
	if p.samePaths() {
		p.replace()
	} else {
		p.merge()
	}
}

// samePaths reports whether this plan has a page wherever the last one had one,
// and nowhere else.
func (p *planner) samePaths() bool {
	n := len(p.pages)
	p.eachKept(func(int, *model.Page) { n++ })
	return n == len(p.last.pages) && !slices.ContainsFunc(p.pages, func(page planned) bool { _, ok := p.last.index()[page.Path]; return !ok })
}

// replace puts the pages that are planned anew in the places of the old ones.
func (p *planner) replace() {
	m := p.memo
	m.index = p.last.index
	m.pages, m.shows, m.sitemap.urls = slices.Clone(p.last.pages), slices.Clone(p.last.shows), slices.Clone(p.last.sitemap.urls)
	for _, page := range p.pages {
		i := m.index()[page.Path]
		m.pages[i], m.shows[i], m.sitemap.urls[i] = page.Page, page.shows, page.url
	}
}

func (p *planner) merge() {
	m, fresh := p.memo, p.pages
	n := len(p.last.pages) + len(fresh)
	m.pages, m.shows, m.sitemap.urls = make([]*model.Page, 0, n), make([]mask, 0, n), make([]model.SitemapURL, 0, n)
	add := func(page *model.Page, shows mask, url model.SitemapURL) {
		m.pages, m.shows, m.sitemap.urls = append(m.pages, page), append(m.shows, shows), append(m.sitemap.urls, url)
	}
	addFresh := func() {
		add(fresh[0].Page, fresh[0].shows, fresh[0].url)
		fresh = fresh[1:]
	}
	p.eachKept(func(i int, page *model.Page) {
		for len(fresh) > 0 && fresh[0].Path < page.Path {
			addFresh()
		}
		add(page, p.last.shows[i], p.last.sitemap.urls[i])
	})
	for len(fresh) > 0 {
		addFresh()
	}
	m.index = indexOf(m.pages)
}

// indexOf tells where a path is among pages. Only the next plan asks.
func indexOf(pages []*model.Page) func() map[string]int {
	return sync.OnceValue(func() map[string]int {
		index := make(map[string]int, len(pages))
		for i, page := range pages {
			index[page.Path] = i
		}
		return index
	})
}
