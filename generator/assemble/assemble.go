// Package assemble makes one Site of all that was loaded: it decides what is
// public, joins language twins, groups records by product and month, numbers
// reports and resolves links. Everything that one file cannot tell alone is
// checked here.
//
// The package is pure: it knows no disk, network or clock. The same sources
// and options give the same Site.
package assemble

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// Options say what counts as public.
type Options struct {
	Now    time.Time
	Drafts bool // show drafts too
	Future bool // show scheduled records too
}

// Assemble builds the site. Problems are those between files. prev may be nil;
// with the memo of an earlier site the result is the same, and sooner there.
func Assemble(src *model.Sources, o Options, prev *Memo) (*model.Site, []model.Problem, *Memo) {
	a := &assembler{src: src, options: o, now: o.Now.In(src.Config.Timezone), said: map[said]bool{}, late: map[int]model.Problem{}}
	site := &model.Site{Sources: *src, Today: model.DayOf(a.now)}
	a.findUnread()
	if !a.recall(prev) {
		a.twins()
	}
	for i, lang := range src.Config.Languages {
		e := &model.Edition{Lang: lang, Catalog: src.Catalogs[lang]}
		if i > 0 {
			e.Prefix = "/" + string(lang)
		}
		a.edition(e)
		site.Editions = append(site.Editions, e)
	}
	if a.moved {
		return Assemble(src, o, nil)
	}
	a.leftOut(site)
	for _, e := range site.Editions {
		a.highlights(e)
	}
	a.replacements()
	return site, a.problems, a.remember(site)
}

// assembler gathers what the steps share.
type assembler struct {
	src       *model.Sources
	options   Options
	now       time.Time
	all       []*family              // by number
	families  []*family              // the same, newest first
	ids       map[model.RecordID]int // numbers of families by the ids of their records
	paths     map[string]int         // and by their source paths
	of        []*family              // of each record of src; nil for one whose id another has
	last      *Memo                  // nil: everything is assembled anew
	fresh     []bool                 // families by number that are made anew all the same
	moved     bool                   // last was no use: a record has a page, or an address, that it did not have
	shown     [][]shown              // what each edition shows, by number of the family
	placeless []*model.Record        // that have no page for a mistake in them; their links are checked all the same
	unread    map[string]bool        // source files beyond reading, by path and by file name without ending
	problems  []model.Problem
	said      map[said]bool
	late      map[int]model.Problem // what is said of records without their measured effect, by days
}

// findUnread lists the files whose own mistakes keep them from being anything:
// that links to them lead nowhere is no mistake of others.
func (a *assembler) findUnread() {
	a.unread = map[string]bool{}
	for _, f := range a.src.Files {
		if f.Unread && strings.HasPrefix(f.Path, "content/") {
			name := text.NFC(f.Path)
			a.unread[name], a.unread[path.Base(a.stem(name))] = true, true
		}
	}
}

// family is a record in all its languages.
type family struct {
	id    model.RecordID
	n     int             // its number, in the order of files
	at    []int           // where its records are among all
	lead  *model.Record   // in the default language, or the first there is: its facts hold for all
	twins []*model.Record // one in each language that it has

	problems []model.Problem // between its twins
}

// byID returns the family with a record of that id, or nil.
func (a *assembler) byID(id model.RecordID) *family {
	if n, ok := a.ids[id]; ok {
		return a.all[n]
	}
	return nil
}

// byPath returns the family with that source file, or nil.
func (a *assembler) byPath(name string) *family {
	if n, ok := a.paths[name]; ok {
		return a.all[n]
	}
	return nil
}

// in returns the record in a language, or nil.
func (f *family) in(lang model.Lang) *model.Record {
	for _, r := range f.twins {
		if r.Lang == lang {
			return r
		}
	}
	return nil
}

// twins joins the files that are one record: the same id, the same key, or the
// same path but for the language.
func (a *assembler) twins() {
	n := len(a.src.Records)
	a.ids, a.paths = make(map[model.RecordID]int, n), make(map[string]int, n)
	a.of = make([]*family, n)
	keys, stems := map[string]*family{}, make(map[string]*family, n)
	for i, r := range a.src.Records {
		stem := a.stem(r.Source.Path)
		f := a.byID(r.ID)
		if f == nil && r.Key != "" {
			f = keys[r.Key]
		}
		if f == nil && stems[stem] != nil && stems[stem].in(r.Lang) == nil {
			f = stems[stem]
		}
		if f == nil {
			f = &family{id: r.ID, n: len(a.all)}
			a.all = append(a.all, f)
		}
		if other := f.in(r.Lang); other != nil {
			a.sameID(r, other)
			continue
		}
		f.twins, f.at = append(f.twins, r), append(f.at, i)
		a.ids[r.ID], a.paths[r.Source.Path], stems[stem], a.of[i] = f.n, f.n, f, f
		if r.Key != "" {
			keys[r.Key] = f
		}
	}
	for _, f := range a.all {
		a.join(f)
	}
	a.families = slices.Clone(a.all)
	slices.SortFunc(a.families, func(x, y *family) int {
		return cmp.Or(y.lead.Date.Compare(x.lead.Date), cmp.Compare(x.id, y.id))
	})
}

// join decides what the twins of a family have in common.
func (a *assembler) join(f *family) {
	for _, lang := range a.src.Config.Languages {
		if f.lead == nil {
			f.lead = f.in(lang)
		}
	}
	before := len(a.problems)
	a.name(f)
	a.inStep(f)
	a.measured(f)
	f.problems = slices.Clone(a.problems[before:])
}

// stem is the path of a source file without language and ending.
func (a *assembler) stem(name string) string {
	name = strings.TrimSuffix(name, ".md")
	for _, lang := range a.src.Config.Languages {
		if s, ok := strings.CutSuffix(name, "."+string(lang)); ok {
			return s
		}
	}
	return name
}

// name decides the id of a family: the one that somebody wrote, in the lead if
// there is one.
func (a *assembler) name(f *family) {
	f.id = f.lead.ID
	if _, written := f.lead.Lines["id"]; !written {
		for _, lang := range a.src.Config.Languages {
			if r := f.in(lang); r != nil && r.Lines["id"].Line > 0 {
				f.id = r.ID
			}
		}
	}
	for _, lang := range a.src.Config.Languages {
		if r := f.in(lang); r != nil && r.Lines["id"].Line == 0 {
			a.missingID(r, f.id)
		}
	}
}

// state is the one predicate that says what is public.
func (a *assembler) state(f *family, r *model.Record) model.State {
	switch {
	case r.Draft || f.lead.Draft:
		return model.Drafted
	case !f.lead.Expires.IsZero() && !f.lead.Expires.After(a.now):
		return model.Expired
	case f.lead.Date.After(a.now):
		return model.Scheduled
	}
	return model.Published
}

func (a *assembler) isShown(s model.State) bool {
	return s == model.Published || s == model.Drafted && a.options.Drafts || s == model.Scheduled && a.options.Future
}

// leftOut lists what is not public, and when that changes by itself.
func (a *assembler) leftOut(site *model.Site) {
	soonest := func(t time.Time) {
		if t.After(a.now) && (site.Next.IsZero() || t.Before(site.Next)) {
			site.Next = t
		}
	}
	for i, r := range a.src.Records {
		f := a.of[i]
		if f == nil {
			continue
		}
		out := model.LeftOut{ID: f.id, Lang: r.Lang, File: r.Source.Path, Title: r.Title, State: a.state(f, r)}
		switch out.State {
		case model.Scheduled:
			out.When = f.lead.Date
			soonest(out.When)
		case model.Published:
			soonest(f.lead.Expires)
		}
		if out.State != model.Published {
			site.Left = append(site.Left, out)
		}
	}
	for i, r := range a.src.Records {
		if f := a.of[i]; f != nil && f.lead == r && r.Action.Needed && !r.Action.Until.IsZero() {
			// the day after the deadline the record moves to the past ones
			u := r.Action.Until
			soonest(time.Date(u.Year, u.Month, u.Day+1, 0, 0, 0, 0, a.src.Config.Timezone))
		}
	}
}
