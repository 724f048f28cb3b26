package preview

import (
	"slices"
	"strings"
	"time"

	"kaizen/generator"
	"kaizen/generator/model"
)

// reason is why a page last changed: sources that it shows, or, when none of
// those was edited, all that were.
type reason struct {
	At    time.Time `json:"at"`
	Files []string  `json:"files"`
}

// sourcesEdited lists what was edited between two builds. A build that could
// not read the config knows no sources: then its problems name the files.
func sourcesEdited(prev *generator.Snapshot, old *view, next *generator.Snapshot) []string {
	before := old.site()
	if prev != nil && prev.Site != nil {
		before = prev.Site
	}
	if before == nil {
		return nil
	}
	if next.Site == nil {
		return broken(next, old)
	}
	return unique(slices.Concat(
		filesEdited(before.Files, next.Site.Files),
		picturesEdited(before.Pictures, next.Site.Pictures),
		assetsEdited(before.Theme, next.Site.Theme),
		assetsEdited(before.Templates, next.Site.Templates),
	))
}

// filesEdited lists the sources that are not the same in both lists. Mostly
// that is one in the midst of many, so what is the same at both ends is left
// out first.
func filesEdited(old, new []model.SourceFile) []string {
	same := func(a, b model.SourceFile) bool { return a.Path == b.Path && a.Sum == b.Sum }
	for len(old) > 0 && len(new) > 0 && same(old[0], new[0]) {
		old, new = old[1:], new[1:]
	}
	for len(old) > 0 && len(new) > 0 && same(old[len(old)-1], new[len(new)-1]) {
		old, new = old[:len(old)-1], new[:len(new)-1]
	}
	was, is := map[string]model.Sum{}, map[string]model.Sum{}
	for _, f := range old {
		was[f.Path] = f.Sum
	}
	for _, f := range new {
		is[f.Path] = f.Sum
	}
	return differing(was, is)
}

func picturesEdited(old, new map[string]*model.Asset) []string {
	was, is := map[string]model.Sum{}, map[string]model.Sum{}
	for name, a := range old {
		if new[name] != a { // the same in memory are the same on disk
			was[name] = a.Sum
		}
	}
	for name, a := range new {
		if old[name] != a {
			is[name] = a.Sum
		}
	}
	return differing(was, is)
}

// assetsEdited names files that may lie in the binary by where they were found.
func assetsEdited(old, new []*model.Asset) []string {
	was, is := map[string]model.Sum{}, map[string]model.Sum{}
	for _, a := range old {
		was[a.Origin] = a.Sum
	}
	for _, a := range new {
		is[a.Origin] = a.Sum
	}
	return differing(was, is)
}

// differing lists the keys whose sums are not the same in both.
func differing(old, new map[string]model.Sum) []string {
	var out []string
	for name, sum := range new {
		if was, ok := old[name]; !ok || was != sum {
			out = append(out, name)
		}
	}
	for name := range old {
		if _, ok := new[name]; !ok {
			out = append(out, name)
		}
	}
	return out
}

// edits are files that were edited, each with the records that are in it.
type edits map[string][]model.RecordID

func (v *view) recordsIn(files []string) edits {
	x := edits{}
	for _, name := range files {
		x[name] = nil
	}
	for _, r := range v.site().Records {
		if ids, ok := x[r.Source.Path]; ok {
			x[r.Source.Path] = append(ids, r.ID)
		}
	}
	return x
}

// on lists, sorted, the files that a page is made from or shows records of.
func (x edits) on(page *model.Page) []string {
	var out []string
	for name, ids := range x {
		shows := func(id model.RecordID) bool { _, ok := slices.BinarySearch(page.Shows, id); return ok }
		if slices.Contains(page.From, name) || slices.ContainsFunc(ids, shows) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// unique sorts a list and drops what it says twice.
func unique(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// place is where the one record that was edited is shown: the URL of its page
// and the last heading before the edit. Otherwise it is where it was.
func (v *view) place(old *view, b built) string {
	if len(b.files) != 1 || v.site() == nil || old.site() == nil {
		return old.edited
	}
	name := b.files[0]
	for _, e := range v.site().Editions {
		for _, entry := range e.Entries {
			if entry.Source.Path == name && !entry.Fallback {
				return v.site().Config.Href(entry.Path) + fragment(entry.Text.Headings, firstEdit(name, old.site(), v.site()))
			}
		}
	}
	return old.edited
}

// fragment leads to the last heading at or above a line.
func fragment(headings []model.Heading, line int) string {
	id := ""
	for _, h := range headings {
		if h.Line <= line && h.ID != "" {
			id = "#" + h.ID
		}
	}
	return id
}

// firstEdit is the line at which a source differs between two sites, or 0.
func firstEdit(name string, old, new *model.Site) int {
	was, is := textOf(old, name), textOf(new, name)
	line := 1
	for {
		a, restA, okA := strings.Cut(was, "\n")
		b, restB, okB := strings.Cut(is, "\n")
		if a != b || !okA || !okB {
			return line
		}
		was, is, line = restA, restB, line+1
	}
}

func textOf(site *model.Site, name string) string {
	if f := sourceFile(site, name); f != nil {
		return string(f.Data)
	}
	return ""
}
