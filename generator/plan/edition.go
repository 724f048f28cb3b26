package plan

import (
	"cmp"
	"slices"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// edition prepares what all pages of a language share.
func (p *planner) edition(e *model.Edition) *edition {
	x := &edition{
		planner: p, Edition: e,
		dates: text.DatesOf(e.Catalog, p.config.Era),
		kinds: map[model.KindID]model.KindTag{},
		shelf: map[model.ProductID]model.ProductTag{},
		byTag: map[model.TagID]*facet{},
		made:  make([]*made, len(e.Entries)),
	}
	x.old = p.last.edition(len(p.editions), e.Lang)
	x.short = x.dates
	x.short.Months, x.short.Weekdays = text.ShortNames(e.Catalog)
	for _, k := range p.config.Kinds {
		x.kinds[k.ID] = model.KindTag{
			ID: k.ID, Name: k.Name.In(e.Lang), Class: "k-" + string(k.ID), Icon: k.Icon,
			URL: x.url("/kinds/" + string(k.ID) + "/")}
	}
	for _, s := range p.config.Products {
		x.shelf[s.ID] = model.ProductTag{
			ID: s.ID, Name: s.Name.In(e.Lang), Class: "p-" + string(s.ID), URL: x.url("/" + s.Path + "/")}
	}
	x.facets()
	x.channels()
	x.chrome = x.makeChrome()
	x.pictures()
	model.Each(len(e.Entries), func(i int) {
		if x.made[i] = x.recall(e.Entries[i]); x.made[i] == nil {
			x.made[i] = x.make(e.Entries[i])
		}
	})
	x.memo.editions = append(x.memo.editions, x.remember())
	return x
}

// url is a path of this edition, ready for links.
func (x *edition) url(path string) string { return x.href(x.Prefix + path) }

// t is a text of the interface.
func (x *edition) t(key string, args ...any) string { return x.Catalog.T(key, args...) }

// facets sorts the listed records by kind and tag.
func (x *edition) facets() {
	for _, k := range x.config.Kinds {
		tag := x.kinds[k.ID]
		x.byKind = append(x.byKind, &facet{id: string(k.ID), name: tag.Name, dir: x.Prefix + "/kinds/" + string(k.ID) + "/", kind: &tag})
	}
	yomi := map[*facet]string{}
	for _, entry := range x.Listed {
		for _, f := range x.byKind {
			if f.id == string(entry.Kind.ID) {
				f.entries = append(f.entries, entry)
			}
		}
		for _, id := range entry.Tags {
			f := x.byTag[id]
			if f == nil {
				f = &facet{id: string(id), name: string(id), dir: x.Prefix + "/tags/" + string(id) + "/"}
				for _, t := range x.config.Tags {
					if t.ID == id {
						f.name = t.Name.In(x.Lang)
						yomi[f] = t.Yomi
					}
				}
				x.byTag[id] = f
				x.tags = append(x.tags, f)
			}
			f.entries = append(f.entries, entry)
		}
	}
	x.byKind = slices.DeleteFunc(x.byKind, func(f *facet) bool { return len(f.entries) == 0 })
	keys := map[*facet]string{}
	for _, f := range x.tags {
		keys[f] = text.SortKey(f.name, yomi[f])
	}
	slices.SortFunc(x.tags, func(a, b *facet) int { return cmp.Or(cmp.Compare(keys[a], keys[b]), cmp.Compare(a.id, b.id)) })
	for i, f := range x.tags {
		f.place = i
	}
}

func (x *edition) tagRef(f *facet) model.TagRef {
	return model.TagRef{ID: model.TagID(f.id), Name: f.name, URL: x.href(f.dir), Count: len(f.entries)}
}

func (x *edition) card(e *model.Entry) *model.Card { return x.made[e.Index].card }

func (x *edition) cardsOf(entries []*model.Entry) []*model.Card {
	out := make([]*model.Card, len(entries))
	for i, e := range entries {
		out[i] = x.card(e)
	}
	return out
}

func (x *edition) monthName(m model.Month) string { return x.dates.FormatMonth(m.Year, int(m.Month)) }

func (x *edition) dayName(d model.Day) string {
	return x.dates.FormatDate(d.Year, int(d.Month), d.Day)
}

// foreign is the language of words that are not in the edition's language.
func (x *edition) foreign(lang model.Lang) model.Lang {
	if lang == x.Lang {
		return ""
	}
	return lang
}
