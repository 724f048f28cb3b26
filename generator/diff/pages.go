package diff

import (
	"slices"
	"strings"

	"kaizen/generator/model"
)

// differences lists the HTML pages that differ, with the records that differ
// and show on them.
func (c *comparison) differences() {
	differ := c.differing()
	isPage := func(p string) bool { return strings.HasSuffix(p, ".html") }
	for _, p := range c.was.sorted(isPage) {
		now, ok := c.is.Sums[p]
		switch {
		case !ok:
			c.report.Pages = append(c.report.Pages, Page{sitePath(p), Removed, differ.gone[sitePath(p)]})
		case now != c.was.Sums[p]:
			c.report.Pages = append(c.report.Pages, Page{sitePath(p), Changed, c.reasons(p, differ)})
		}
	}
	for _, p := range c.is.sorted(isPage) {
		if _, ok := c.was.Sums[p]; !ok {
			c.report.Pages = append(c.report.Pages, Page{sitePath(p), Added, c.reasons(p, differ)})
		}
	}
	slices.SortFunc(c.report.Pages, func(a, b Page) int { return strings.Compare(a.Path, b.Path) })
}

// differing are the records that feeds tell otherwise than before, and those
// that are gone or have moved, by the address that their page had.
type differing struct {
	records map[model.RecordID]bool
	gone    map[string][]model.RecordID
}

func (c *comparison) differing() differing {
	d := differing{map[model.RecordID]bool{}, map[string][]model.RecordID{}}
	for id, it := range c.is.records {
		if c.was.records[id].sum != it.sum {
			d.records[model.RecordID(recordOf(id))] = true
		}
	}
	for path, it := range c.was.byPath() {
		d.gone[path] = []model.RecordID{model.RecordID(recordOf(it.ID))}
	}
	return d
}

func (c *comparison) reasons(p string, d differing) []model.RecordID {
	var out []model.RecordID
	if page := c.pages[p]; page != nil {
		for _, id := range page.Shows {
			if d.records[id] {
				out = append(out, id)
			}
		}
	}
	return out
}
