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
		return broken(next)
	}
	return differing(inputSums(before), inputSums(next.Site))
}

// inputSums are the sums of all input files, by path or, for files that may
// lie in the binary, by where they were found.
func inputSums(s *model.Site) map[string]model.Sum {
	sums := make(map[string]model.Sum, len(s.Files)+len(s.Pictures)+len(s.Theme)+len(s.Templates))
	for _, f := range s.Files {
		sums[f.Path] = f.Sum
	}
	for name, p := range s.Pictures {
		sums[name] = p.Sum
	}
	for _, list := range [][]*model.Asset{s.Theme, s.Templates} {
		for _, a := range list {
			sums[a.Origin] = a.Sum
		}
	}
	return sums
}

// differing lists, sorted, the keys whose sums are not the same in both.
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
	slices.Sort(out)
	return out
}

// sourceIndex finds the files of records.
type sourceIndex map[model.RecordID][]string

func (v *view) sources() sourceIndex {
	index := sourceIndex{}
	for _, r := range v.site().Records {
		index[r.ID] = append(index[r.ID], r.Source.Path)
	}
	return index
}

func (x sourceIndex) of(ids []model.RecordID) []string {
	var out []string
	for _, id := range ids {
		out = append(out, x[id]...)
	}
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
	for _, f := range site.Files {
		if f.Path == name {
			return string(f.Data)
		}
	}
	return ""
}
