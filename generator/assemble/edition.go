package assemble

import (
	"cmp"
	"slices"

	"kaizen/generator/model"
)

// shown is a family as an edition shows it.
type shown struct {
	entry    *model.Entry    // nil: it does not
	problems []model.Problem // with what the entry points at
}

// edition fills in one language of the site.
func (a *assembler) edition(e *model.Edition) {
	n := len(a.families)
	all := make([]shown, n)
	e.Entries, e.Listed = make([]*model.Entry, 0, n), make([]*model.Entry, 0, n)
	for _, f := range a.families {
		s := a.show(e, f)
		all[f.n] = s
		if s.entry == nil {
			continue
		}
		s.entry.Index = len(e.Entries)
		e.Entries = append(e.Entries, s.entry)
		if !s.entry.Unlisted {
			e.Listed = append(e.Listed, s.entry)
		}
	}
	if a.moved {
		return
	}
	a.pages(e)
	l := linker{a: a, edition: e, entries: all}
	for _, f := range a.families {
		if s := &all[f.n]; s.entry != nil {
			l.link(s, f)
		}
	}
	for _, entry := range e.Entries {
		for _, old := range entry.Supersedes {
			old.Superseded = append(old.Superseded, entry)
		}
	}
	for _, r := range a.placeless {
		lost := &model.Entry{Record: r}
		l.look(lost)
		e.Lost = append(e.Lost, lost)
	}
	a.shelves(e)
	a.months(e)
	a.prefaces(e, &l)
	a.shown = append(a.shown, all)
}

// link finds what an entry points at, or finds again what it pointed at before.
func (l *linker) link(s *shown, f *family) {
	if l.a.isFresh(f) {
		before := len(l.a.problems)
		l.look(s.entry)
		s.problems = slices.Clone(l.a.problems[before:])
		return
	}
	s.entry.Related = l.again(s.entry.Related)
	s.entry.Supersedes = l.again(s.entry.Supersedes)
	l.a.problems = append(l.a.problems, s.problems...)
}

// again are the entries of this site that stand where those of the last one did.
func (l *linker) again(last []*model.Entry) []*model.Entry {
	if last == nil {
		return nil
	}
	out := make([]*model.Entry, len(last))
	for i, e := range last {
		out[i] = l.edition.Entries[e.Index]
	}
	return out
}

// entry returns the record of a family as the edition shows it, or nil.
func (a *assembler) entry(e *model.Edition, f *family) *model.Entry {
	r, lead := a.choose(f, e.Lang), f.lead
	if r == nil {
		return nil
	}
	c := a.src.Config
	entry := &model.Entry{Record: r, From: [2]*model.Record{r, lead}, Fallback: r.Lang != e.Lang, State: a.state(f, r)}
	for _, id := range lead.Products {
		entry.Products = append(entry.Products, c.Product(id))
	}
	entry.Record = withFacts(r, lead)
	entry.Kind = c.Kind(lead.Kind)
	if len(entry.Products) == 0 || entry.Kind == nil || lead.Date.IsZero() {
		if a.isShown(entry.State) && !slices.Contains(a.placeless, r) {
			a.placeless = append(a.placeless, r)
		}
		return nil // said as a problem when it was loaded
	}
	entry.Day = model.DayOf(lead.Date)
	entry.Month = entry.Day.MonthOf()
	if !lead.Report.IsZero() {
		entry.Late = lead.Report.Compare(entry.Month) < 0
		entry.Month = lead.Report
	}
	entry.Path = e.Prefix + "/" + entry.Products[0].Path + "/" + entry.Day.MonthOf().Path() + "/" + lead.Slug + "/"
	entry.Modified = entry.Day
	for _, u := range r.Updated {
		if d := model.DayOf(u.Date); d.Compare(entry.Modified) > 0 {
			entry.Modified = d
		}
	}
	return entry
}

// choose returns the words of a family for a language: its own, else the
// lead's, else any that may be shown.
func (a *assembler) choose(f *family, lang model.Lang) *model.Record {
	try := []model.Lang{lang, f.lead.Lang}
	for _, l := range append(try, a.src.Config.Languages...) {
		if r := f.in(l); r != nil && a.isShown(a.state(f, r)) {
			return r
		}
	}
	return nil
}

// withFacts returns r with what all languages share taken from the lead, so
// that twins cannot disagree on the page.
func withFacts(r, lead *model.Record) *model.Record {
	if r == lead {
		return r
	}
	t := *r
	t.ID, t.Date, t.HasClock = lead.ID, lead.Date, lead.HasClock
	t.Slug, t.Report, t.Expires, t.Unlisted, t.Highlight, t.Imported = lead.Slug, lead.Report, lead.Expires, lead.Unlisted, lead.Highlight, lead.Imported
	t.Products, t.Kind, t.Tags, t.Teams = lead.Products, lead.Kind, lead.Tags, lead.Teams
	t.FoundBy, t.FirstSeen, t.Inquiries, t.MeasuredOn = lead.FoundBy, lead.FirstSeen, lead.Inquiries, lead.MeasuredOn
	return &t
}

// shelves sorts entries and reports by product.
func (a *assembler) shelves(e *model.Edition) {
	for _, p := range a.src.Config.Products {
		s := &model.Shelf{Product: p}
		months := map[model.Month]*model.Report{}
		for _, entry := range e.Listed {
			if !slices.Contains(entry.Products, p) {
				continue
			}
			s.Entries = append(s.Entries, entry)
			a.report(months, p, e, entry.Month).Entries = append(months[entry.Month].Entries, entry)
		}
		for _, pre := range a.src.Prefaces {
			if pre.Product == p.ID && (!pre.Draft || a.options.Drafts) && !pre.Month.IsZero() && pre.Month.Compare(model.DayOf(a.now).MonthOf()) <= 0 {
				a.report(months, p, e, pre.Month)
			}
		}
		for _, r := range months {
			s.Reports = append(s.Reports, r)
		}
		newestFirst(s.Reports)
		a.number(p, s)
		e.Reports = append(e.Reports, s.Reports...)
		e.Products = append(e.Products, s)
	}
	newestFirst(e.Reports)
}

func (a *assembler) report(months map[model.Month]*model.Report, p *model.Product, e *model.Edition, m model.Month) *model.Report {
	r := months[m]
	if r == nil {
		path := e.Prefix + "/"
		if p != nil {
			path += p.Path + "/"
		}
		r = &model.Report{Product: p, Month: m, Path: path + m.Path() + "/"}
		months[m] = r
	}
	return r
}

// months makes the reports over all products.
func (a *assembler) months(e *model.Edition) {
	months := map[model.Month]*model.Report{}
	for _, entry := range e.Listed {
		r := a.report(months, nil, e, entry.Month)
		r.Entries = append(r.Entries, entry)
	}
	for _, r := range months {
		e.Months = append(e.Months, r)
	}
	newestFirst(e.Months)
}

func newestFirst(reports []*model.Report) {
	slices.SortStableFunc(reports, func(x, y *model.Report) int {
		product := func(r *model.Report) string {
			if r.Product == nil {
				return ""
			}
			return string(r.Product.ID)
		}
		return cmp.Or(y.Month.Compare(x.Month), cmp.Compare(product(x), product(y)))
	})
}

// pages adds the free pages, each in the edition's language if there is one.
func (a *assembler) pages(e *model.Edition) {
	bySlug := map[string]*model.FreePage{}
	var slugs []string
	for _, p := range a.src.Pages {
		if p.Draft && !a.options.Drafts {
			continue
		}
		old := bySlug[p.Slug]
		if old == nil {
			slugs = append(slugs, p.Slug)
		}
		if old == nil || p.Lang == e.Lang || old.Lang != e.Lang && p.Lang == a.src.Config.DefaultLang() {
			bySlug[p.Slug] = p
		}
	}
	for _, slug := range slugs {
		p := bySlug[slug]
		e.Pages = append(e.Pages, &model.FreeEntry{FreePage: p, Path: e.Prefix + "/" + slug + "/", Fallback: p.Lang != e.Lang})
	}
	slices.SortStableFunc(e.Pages, func(x, y *model.FreeEntry) int {
		return cmp.Or(cmp.Compare(x.Order, y.Order), cmp.Compare(x.Slug, y.Slug))
	})
}

// prefaces gives reports the words that somebody wrote for them, in the
// edition's language or else in the default one.
func (a *assembler) prefaces(e *model.Edition, l *linker) {
	type key struct {
		product model.ProductID
		month   model.Month
	}
	best := map[key]*model.Preface{}
	for _, pre := range a.src.Prefaces {
		if pre.Draft && !a.options.Drafts {
			continue
		}
		k := key{pre.Product, pre.Month}
		if old := best[k]; old == nil || pre.Lang == e.Lang {
			best[k] = pre
		}
	}
	for _, r := range slices.Concat(e.Reports, e.Months) {
		k := key{month: r.Month}
		if r.Product != nil {
			k.product = r.Product.ID
		}
		if pre := best[k]; pre != nil {
			r.Preface = pre
			r.Targets = l.targets(pre.Text.Links, pre.Source.Path, nil)
		}
	}
	for _, p := range e.Pages {
		p.Targets = l.targets(p.Text.Links, p.Source.Path, nil)
	}
}
