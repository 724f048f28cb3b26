package assemble

import (
	"maps"
	"slices"
	"time"

	"kaizen/generator/model"
)

// Memo is what an assembled site keeps for the next one. It is immutable.
//
// It serves while every record keeps its place: its file, id, language, day
// and state. Then families are the same but for those of records that say
// something else, and what the others point at has the same address.
type Memo struct {
	src         *model.Sources
	options     Options
	from, until time.Time // in between, no record changes its state by itself
	unread      map[string]bool
	all         []*family
	families    []*family
	ids         map[model.RecordID]int
	paths       map[string]int
	of          []*family
	shown       [][]shown // by edition
}

func (a *assembler) remember(site *model.Site) *Memo {
	day := model.DayOf(a.now)
	m := &Memo{
		src: a.src, options: a.options, unread: a.unread,
		from: a.now, until: time.Date(day.Year, day.Month, day.Day+1, 0, 0, 0, 0, a.src.Config.Timezone),
		all: a.all, families: a.families, ids: a.ids, paths: a.paths, of: a.of, shown: a.shown,
	}
	if !site.Next.IsZero() && site.Next.Before(m.until) {
		m.until = site.Next
	}
	return m
}

// serves reports whether all but the records is as it was.
func (m *Memo) serves(a *assembler) bool {
	if m == nil {
		return false
	}
	was, is := m.src, a.src
	return was.Config == is.Config && was.Look == is.Look &&
		m.options.Drafts == a.options.Drafts && m.options.Future == a.options.Future &&
		!a.now.Before(m.from) && a.now.Before(m.until) &&
		len(was.Records) == len(is.Records) && !slices.Contains(m.of, nil) &&
		slices.Equal(was.Pages, is.Pages) && maps.Equal(was.Pictures, is.Pictures) && maps.Equal(m.unread, a.unread)
}

// recall takes the families of the last site, with those of changed records
// made anew, and reports whether that can be done.
func (a *assembler) recall(last *Memo) bool {
	if !last.serves(a) {
		return false
	}
	fresh := make([]bool, len(last.all))
	for i, r := range a.src.Records {
		if old := last.src.Records[i]; r != old {
			if !samePlace(r, old) {
				return false
			}
			fresh[last.of[i].n] = true
		}
	}
	a.ids, a.paths, a.all, a.of = last.ids, last.paths, slices.Clone(last.all), slices.Clone(last.of)
	for n, f := range last.all {
		if !fresh[n] {
			a.problems = append(a.problems, f.problems...)
			continue
		}
		again := &family{id: f.id, n: n, at: f.at}
		for _, i := range f.at {
			again.twins, a.of[i] = append(again.twins, a.src.Records[i]), again
		}
		a.all[n] = again
		if a.join(again); again.id != f.id {
			a.problems, a.said = nil, map[said]bool{}
			return false
		}
	}
	a.families = make([]*family, len(last.families))
	for i, f := range last.families {
		a.families[i] = a.all[f.n]
	}
	a.last, a.fresh = last, fresh
	return true
}

// samePlace reports whether two versions of a record stand in the same place.
func samePlace(a, b *model.Record) bool {
	return a.Source.Path == b.Source.Path && a.ID == b.ID && a.Lang == b.Lang && a.Key == b.Key &&
		a.Date.Equal(b.Date) && a.Expires.Equal(b.Expires) && a.Draft == b.Draft
}

// isFresh reports whether a family is made anew.
func (a *assembler) isFresh(f *family) bool { return a.last == nil || a.fresh[f.n] }

// show decides what an edition shows of a family. What a recalled entry points
// at is still that of the last site; see link.
func (a *assembler) show(e *model.Edition, f *family) shown {
	if a.last == nil {
		return shown{entry: a.entry(e, f)}
	}
	old := a.last.shown[len(a.shown)][f.n]
	if a.fresh[f.n] || old.entry == nil {
		entry := a.entry(e, f)
		if (entry == nil) != (old.entry == nil) || entry != nil && entry.Path != old.entry.Path {
			a.moved = true
		}
		return shown{entry: entry}
	}
	entry := *old.entry
	entry.Superseded = nil
	return shown{&entry, old.problems}
}
