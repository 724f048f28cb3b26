package plan

import (
	"slices"
	"strings"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// action lists what customers have to do, and had to.
func (x *edition) action() {
	path := x.Prefix + "/action/"
	if x.keep(path) {
		return
	}
	open := x.toDo(x.Listed)
	var past []*model.Entry
	for _, e := range x.Listed {
		if e.Action.Needed && !slices.Contains(open, e) {
			past = append(past, e)
		}
	}
	feeds := x.feedsOf(path)
	v := model.ActionView{
		Base: x.page(page{path: path, title: x.t("action.title"), description: x.t("action.description"), feeds: feeds}),
		Open: x.cardsOf(open), Past: x.cardsOf(past), Feeds: feeds,
	}
	x.add(path, v, nil, append(open, past...)...)
}

// search plans the search page and its entries: one file for each year, so
// that the newest results come before the oldest have loaded.
func (x *edition) search() {
	path := x.Prefix + "/search/"
	v := model.SearchView{Base: x.page(page{path: path, title: x.t("search.title"), description: x.t("search.description")})}
	for _, s := range x.Edition.Products {
		if len(s.Entries) > 0 {
			v.Products = append(v.Products, x.shelf[s.Product.ID])
		}
	}
	for _, f := range x.byKind {
		v.Kinds = append(v.Kinds, *f.kind)
	}
	for _, words := range x.config.Synonyms {
		folded := make([]string, len(words))
		for i, w := range words {
			folded[i] = text.Fold(w)
		}
		v.Synonyms = append(v.Synonyms, folded)
	}
	entries := make([]*model.SearchEntry, len(x.Listed))
	model.Each(len(x.Listed), func(i int) {
		m := x.made[x.Listed[i].Index]
		if m.search == nil {
			m.search = x.searchEntry(x.Listed[i])
		}
		entries[i] = m.search
	})
	for start := 0; start < len(entries); {
		year := x.Listed[start].Day.Year
		end := start
		for end < len(entries) && x.Listed[end].Day.Year == year {
			end++
		}
		name := path + yearSegment(year) + ".json"
		v.Shards = append(v.Shards, model.Shard{Year: year, URL: x.href(name), Count: end - start})
		x.shard(name, entries[start:end], x.Listed[start:end])
		start = end
	}
	x.add(path, v, nil)
}

// shard plans the search entries of a year.
func (x *edition) shard(name string, entries []*model.SearchEntry, shows []*model.Entry) {
	same := func(old model.View) bool {
		v, ok := old.(model.SearchShardView)
		return ok && slices.Equal(v.Entries, entries)
	}
	if !x.keepSame(name, same) {
		x.add(name, model.SearchShardView{Entries: entries}, nil, shows...)
	}
}

func (x *edition) searchEntry(e *model.Entry) *model.SearchEntry {
	var products []string
	words := []string{e.Title, e.Summary, e.Goal, e.Obstacle, e.Before.Text, e.After.Text, e.Area}
	for _, p := range e.Products {
		products = append(products, string(p.ID))
		words = append(words, p.Name.In(x.Lang))
	}
	for _, id := range e.Tags {
		words = append(words, x.tagOf(id).name)
	}
	long := e.Text // and not e, which would keep all that this build knows of the record
	s := &model.SearchEntry{
		URL: x.href(e.Path), Title: phrased.Replace(e.Heading), Summary: summary(e.Record), Products: strings.Join(products, " "),
		Kind: e.Kind.ID, Day: e.Day, Lang: x.foreign(e.Lang),
		Words: append(words, x.kinds[e.Kind.ID].Name), Text: func() string { return long.Words().Folded }, TextSum: e.Text.Sum,
	}
	s.Sum = x.keys.Of(*s)
	return s
}

// phrased makes plain text of a heading, with zero-width spaces where its lines
// may break.
var phrased = strings.NewReplacer("<wbr>", "\u200b", `<span class="nb">`, "", "</span>", "", "&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'", "&amp;", "&")

func yearSegment(y int) string { return model.Day{Year: y, Month: 1, Day: 1}.String()[:4] }

func (x *edition) freePage(f *model.FreeEntry) {
	if x.keep(f.Path) {
		return
	}
	v := model.FreeView{
		Title: f.Title, Heading: heading(f.Title), Lead: f.Lead,
		Body: x.prose(f.Text, f.Targets, "", f.Lang), TOC: toc(f.Text.Headings),
	}
	p := page{path: f.Path, title: f.Title, section: f.Slug, description: f.Lead}
	if p.description == "" {
		p.description = f.Text.Excerpt
	}
	if f.Fallback {
		p.notice = x.t("notice.fallback")
		p.noindex = true
	}
	v.Base = x.page(p)
	x.add(f.Path, v, []string{f.Source.Path})
}

// notFound plans the one page that hosts serve for every missing address. It
// speaks the default language and leads to the others.
func (x *edition) notFound() {
	if x.Prefix != "" {
		return
	}
	path := "/404.html"
	if x.keep(path) {
		return
	}
	recent := x.Listed[:min(3, len(x.Listed))]
	v := model.NotFoundView{
		Base:   x.page(page{path: path, title: x.t("notfound.title"), noindex: true, single: true}),
		Recent: x.cardsOf(recent),
	}
	for _, other := range x.editions[1:] {
		v.Also = append(v.Also, model.NotFoundNote{
			Lang: other.Lang, Title: other.t("notfound.title"), Lead: other.t("notfound.lead"),
			Home: model.Ref{Title: other.t("notfound.home"), URL: other.url("/")}})
	}
	x.add(path, v, nil, recent...)
}
