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

// differing are the records that feeds tell otherwise than before: by language
// and id, and those that are gone by the address of their page.
type differing struct {
	records map[model.Lang]map[model.RecordID]bool
	gone    map[string][]model.RecordID
}

func (c *comparison) differing() differing {
	d := differing{map[model.Lang]map[model.RecordID]bool{}, map[string][]model.RecordID{}}
	for id, it := range c.is.records {
		if c.was.records[id].sum == it.sum {
			continue
		}
		if page := c.pages[outputPath(it.Path)]; page != nil {
			if d.records[page.Lang] == nil {
				d.records[page.Lang] = map[model.RecordID]bool{}
			}
			d.records[page.Lang][model.RecordID(recordOf(id))] = true
		}
	}
	for id, it := range c.was.records {
		if _, ok := c.is.records[id]; !ok || c.is.records[id].Path != it.Path {
			d.gone[it.Path] = []model.RecordID{model.RecordID(recordOf(id))}
		}
	}
	return d
}

func (c *comparison) reasons(p string, d differing) []model.RecordID {
	page := c.pages[p]
	if page == nil {
		return nil
	}
	var out []model.RecordID
	for _, id := range page.Shows {
		if d.records[page.Lang][id] {
			out = append(out, id)
		}
	}
	return out
}
