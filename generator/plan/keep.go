package plan

import (
	"slices"

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

// unchanged are the pages of the last plan that may be kept, by output path.
type unchanged struct {
	pages   map[string]*model.Page
	touched map[*model.Page]bool // that show a record which differs
}

// findUnchanged is called when all editions are prepared and no page is planned.
func (p *planner) findUnchanged() {
	changed, same := p.changed()
	if !same || len(changed) > maxChanged {
		return
	}
	p.unchanged = unchanged{p.last.pages, map[*model.Page]bool{}}
	for _, page := range p.last.pages {
		for _, id := range changed {
			if _, shown := slices.BinarySearch(page.Shows, id); shown {
				p.unchanged.touched[page] = true
				break
			}
		}
	}
}

// changed lists the records that differ from those of the last plan, and
// reports whether everything stands where it did.
func (p *planner) changed() (ids []model.RecordID, same bool) {
	if len(p.editions) != len(p.last.editions) {
		return nil, false
	}
	for i, x := range p.editions {
		old := p.last.editions[i]
		if !x.sameFrame(old) {
			return nil, false
		}
		for j, e := range x.Entries {
			switch was := old.entries[j]; {
			case sameEntry(was, e):
			case samePlace(was, e):
				ids = append(ids, e.ID)
			default:
				return nil, false
			}
		}
	}
	return ids, true
}

// editionMade is what a plan has to remember of an edition to tell whether the
// next one differs.
type editionMade struct {
	chrome  model.Sum
	entries []*model.Entry
	reports []*model.Report // over all products too
	pages   []*model.FreeEntry
}

func (x *edition) remember() editionMade {
	return editionMade{x.chrome.Sum, x.Entries, slices.Concat(x.Reports, x.Months), x.Pages}
}

// sameFrame compares what an edition has beside its records.
func (x *edition) sameFrame(old editionMade) bool {
	now := x.remember()
	return now.chrome == old.chrome && len(now.entries) == len(old.entries) &&
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

// keep takes a page over from the last plan, if that is what planning it anew
// would come to, and reports whether it has.
func (p *planner) keep(path string) bool {
	return p.keeps(path) && p.put(p.last.pages[outputPath(path)])
}

// keeps reports whether a page may be kept.
func (p *planner) keeps(path string) bool {
	old := p.unchanged.pages[outputPath(path)]
	return old != nil && !p.unchanged.touched[old]
}

// keepSame takes the page at a path over from the last plan if same says so of
// its view, and reports whether it has.
func (p *planner) keepSame(path string, same func(old model.View) bool) bool {
	old := p.last.pages[outputPath(path)]
	return old != nil && same(old.View) && p.put(old)
}

// put adds a page of the last plan, unless another one stands there already.
func (p *planner) put(old *model.Page) bool {
	if p.owners[old.Path] != nil {
		return false
	}
	p.owners[old.Path] = old
	p.pages = append(p.pages, old)
	return true
}
