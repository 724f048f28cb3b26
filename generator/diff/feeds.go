package diff

import (
	"errors"
	"path"

	"kaizen/generator/model"
)

// feeds compares the living documents of all published feeds. Atom stands for
// all formats: they have the same items.
func (c *comparison) feeds() error {
	paths := c.was.sorted(func(p string) bool {
		return path.Base(p) == "atom.xml" && !archive.MatchString(p) && c.was.Sums[p] != c.is.Sums[p]
	})
	found := make([]Feed, len(paths))
	errs := make([]error, len(paths))
	model.Each(len(paths), func(i int) { found[i], errs[i] = c.feed(paths[i]) })
	for _, f := range found {
		if len(f.New)+len(f.Returned)+len(f.Changed)+len(f.Gone) > 0 {
			c.report.Feeds = append(c.report.Feeds, f)
		}
	}
	return errors.Join(errs...)
}

func (c *comparison) feed(p string) (Feed, error) {
	old, err := c.was.document(p)
	if err != nil {
		return Feed{}, err
	}
	now := &document{path: p}
	if _, ok := c.is.Sums[p]; ok {
		if now, err = c.is.document(p); err != nil {
			return Feed{}, err
		}
	}
	f := Feed{Path: p, Title: old.title}
	read := map[string]item{}
	for _, it := range old.items {
		read[it.ID] = it
		if !c.is.holds(now, it) {
			f.Gone = append(f.Gone, it.Item)
		}
	}
	for _, it := range now.items {
		before, ok := read[it.ID]
		switch {
		case ok && before.updated != it.updated:
			f.Changed = append(f.Changed, it.Item)
		case ok:
		case c.was.holds(old, it):
			f.Returned = append(f.Returned, it.Item)
		default:
			f.New = append(f.New, it.Item)
		}
	}
	return f, nil
}
