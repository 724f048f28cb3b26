package preview

import (
	"slices"

	"kaizen/generator/model"
)

// edited lists the sources that differ between two sites: what people wrote,
// pictures, and the site's own templates and theme files.
func edited(old, new *model.Site) []string {
	if old == nil {
		return nil
	}
	return differing(sources(old), sources(new))
}

// sources are the sums of all input files, by path or, for files that may lie
// in the binary, by where they were found.
func sources(s *model.Site) map[string]model.Sum {
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
