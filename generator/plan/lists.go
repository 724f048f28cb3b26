package plan

import (
	"fmt"
	"sort"
	"strconv"
	"sync"

	"kaizen/generator/model"
)

// years plans a page for every year over all products.
func (x *edition) years() {
	all := x.volumeYears(x.Months, func(y int) string { return fmt.Sprintf("%s/%04d/", x.Prefix, y) })
	for i, y := range all {
		path := fmt.Sprintf("%s/%04d/", x.Prefix, y.Year)
		if x.keep(path) {
			continue
		}
		entries := inYear(x.Listed, y.Year)
		title := x.t("year.title", "year", y.Year)
		feeds := x.feedsOf(x.Prefix + "/")
		v := model.YearView{
			Base: x.page(page{path: path, title: title, section: inArchive, feeds: feeds,
				description: x.t("year.description", "year", y.Year, "n", len(entries)),
				crumbs:      []model.Ref{{Title: x.t("archive.title"), URL: x.url("/archive/")}}}),
			Year: y.Year, Title: title, Volumes: y.Volumes, Figures: x.figures(entries),
			Kinds: x.kindChips(entries), Groups: x.byReportMonth(entries), Pager: x.yearPager(all, i), Feeds: feeds,
			Chart: x.yearChart(x.Months, y.Year, x.t("chart.all")),
		}
		x.add(path, v, nil, entries...)
	}
}

// reviews plans the yearly reviews of a product.
func (x *edition) reviews(s *model.Shelf) {
	tag := x.shelf[s.Product.ID]
	dir := x.Prefix + "/" + s.Product.Path + "/"
	all := x.volumeYears(s.Reports, func(y int) string { return fmt.Sprintf("%s%04d/", dir, y) })
	for i, y := range all {
		path := fmt.Sprintf("%s%04d/", dir, y.Year)
		if x.keep(path) {
			continue
		}
		entries := inYear(s.Entries, y.Year)
		title := x.t("product.review.title", "product", tag.Name, "year", y.Year)
		feeds := x.feedsOf(dir)
		v := model.YearView{
			Base: x.page(page{path: path, title: title, section: inProducts, feeds: feeds,
				description: x.t("product.review.description", "product", tag.Name, "year", y.Year, "n", len(entries)),
				crumbs:      []model.Ref{{Title: tag.Name, URL: tag.URL}}}),
			Product: &tag, Year: y.Year, Title: title, Volumes: y.Volumes, Figures: x.figures(entries),
			Kinds: x.kindChips(entries), Groups: x.byReportMonth(entries), Pager: x.yearPager(all, i), Feeds: feeds,
			Chart: x.yearChart(s.Reports, y.Year, tag.Name),
		}
		for j := range v.Groups {
			v.Groups[j].URL = x.href(dir + v.Groups[j].Month.Path() + "/")
		}
		x.add(path, v, nil, entries...)
	}
}

// byReportMonth groups records under the months of their reports.
func (x *edition) byReportMonth(entries []*model.Entry) []model.Group {
	var out []model.Group
	at := map[model.Month]int{}
	for _, e := range entries {
		i, ok := at[e.Month]
		if !ok {
			i = len(out)
			at[e.Month] = i
			out = append(out, model.Group{ID: "m" + e.Month.String(), Title: x.monthName(e.Month), URL: x.url("/" + e.Month.Path() + "/"), Month: e.Month})
		}
		out[i].Cards = append(out[i].Cards, x.card(e))
		out[i].Count++
	}
	return out
}

func (x *edition) yearPager(years []model.VolumeYear, i int) model.Pager {
	p := model.Pager{PrevNone: x.t("pager.year.first"), NextNone: x.t("pager.year.last")}
	if i+1 < len(years) {
		p.Prev, p.PrevLabel = &model.Ref{Title: x.yearName(years[i+1].Year), URL: years[i+1].URL}, x.t("pager.year.prev")
	}
	if i > 0 {
		p.Next, p.NextLabel = &model.Ref{Title: x.yearName(years[i-1].Year), URL: years[i-1].URL}, x.t("pager.year.next")
	}
	return p
}

// archive is everything by year: what a browser can search without script.
func (x *edition) archive() {
	path := x.Prefix + "/archive/"
	if x.keep(path) {
		return
	}
	feeds := x.feedsOf(x.Prefix + "/")
	v := model.ArchiveView{
		Base:  x.page(page{path: path, title: x.t("archive.title"), section: inArchive, description: x.t("archive.description"), feeds: feeds}),
		Count: len(x.Listed), Kinds: x.kindChips(x.Listed),
	}
	for _, f := range x.tags {
		v.Tags = append(v.Tags, x.tagRef(f))
	}
	if products := x.shown(); len(products) > 1 && v.Count > 0 {
		v.Groups = products
	}
	shown := 0
	var shows []*model.Entry
	for _, y := range x.volumeYears(x.Months, func(y int) string { return fmt.Sprintf("%s/%04d/", x.Prefix, y) }) {
		year := model.ArchiveYear{VolumeYear: y}
		if entries := inYear(x.Listed, y.Year); shown == 0 || shown+len(entries) <= archiveRecords {
			year.Cards = x.cardsOf(entries)
			shown += len(entries)
			shows = append(shows, entries...)
		}
		v.Years = append(v.Years, year)
	}
	x.add(path, v, nil, shows...)
}

// list plans the page of a kind or tag. A long one shows its newest records
// and leads to a page for each year.
func (x *edition) list(f *facet) {
	related := sync.OnceValue(func() []model.TagRef { return x.neighbours(f) })
	if !x.keep(f.dir) {
		x.listPage(f, f.dir, nil, related)
	}
	if len(f.entries) <= listWhole {
		return
	}
	for _, year := range byYear(f.entries) {
		if path := f.dir + yearSegment(year[0].Day.Year) + "/"; !x.keep(path) {
			x.listPage(f, path, year, related)
		}
	}
}

// byYear divides entries, newest first, by the years of their days.
func byYear(entries []*model.Entry) [][]*model.Entry {
	var out [][]*model.Entry
	for len(entries) > 0 {
		year := entries[0].Day.Year
		n := sort.Search(len(entries), func(i int) bool { return entries[i].Day.Year < year })
		out = append(out, entries[:n])
		entries = entries[n:]
	}
	return out
}

// listPage plans the page of a facet, or of one of its years; related are the
// neighbours of a tag.
func (x *edition) listPage(f *facet, path string, year []*model.Entry, related func() []model.TagRef) {
	titleKey, descKey, word := "tags.title", "tags.description", "tag"
	if f.kind != nil {
		titleKey, descKey, word = "kinds.title", "kinds.description", "kind"
	}
	title := x.t(titleKey, word, f.name)
	p := page{path: path, title: title, section: inArchive, feeds: x.feedsOf(f.dir),
		description: x.t(descKey, word, f.name, "n", len(f.entries)),
		crumbs:      []model.Ref{{Title: x.t("archive.title"), URL: x.url("/archive/")}}}
	v := model.ListView{Kind: f.kind, Count: len(f.entries), Feeds: p.feeds}
	shows := f.entries
	if year != nil {
		name := x.yearName(year[0].Day.Year)
		p.crumbs = append(p.crumbs, model.Ref{Title: title, URL: x.href(f.dir)})
		p.title = title + " " + name
		p.description = name + x.t("title.join") + x.t(descKey, word, f.name, "n", len(year))
		v.Count = len(year)
		v.Years = []model.Group{x.yearGroup(year, len(year))}
		shows = year
	} else {
		v.Chips = x.listChips(f)
		v.Years = x.yearGroups(f)
	}
	v.Title = p.title
	if f.kind == nil {
		v.Related = related()
	}
	v.Base = x.page(p)
	x.add(path, v, nil, shows...)
}

// yearGroups are the years of a facet: with all records, or with the newest
// ones and links to the pages of the years.
func (x *edition) yearGroups(f *facet) []model.Group {
	var out []model.Group
	left := len(f.entries)
	if left > listWhole {
		left = listWhole
	}
	for _, year := range byYear(f.entries) {
		n := min(left, len(year))
		left -= n
		g := x.yearGroup(year, n)
		if len(f.entries) > listWhole {
			g.URL = x.href(f.dir + yearSegment(year[0].Day.Year) + "/")
		}
		out = append(out, g)
	}
	return out
}

// yearGroup is a year with n of its records.
func (x *edition) yearGroup(year []*model.Entry, n int) model.Group {
	y := year[0].Day.Year
	return model.Group{ID: "y" + strconv.Itoa(y), Title: x.yearName(y), Count: len(year), Cards: x.cardsOf(year[:n])}
}

// listChips are the other kinds beside a kind, and the products of a tag.
func (x *edition) listChips(f *facet) []model.Chip {
	var out []model.Chip
	if f.kind == nil {
		return nil
	}
	for _, k := range x.byKind {
		out = append(out, model.Chip{Ref: model.Ref{Title: k.name, URL: x.href(k.dir)}, Count: len(k.entries), Current: k == f})
	}
	return out
}

// neighbours are the tags that occur most often beside a tag.
func (x *edition) neighbours(f *facet) []model.TagRef {
	counts := make([]int, len(x.tags))
	for _, e := range f.entries {
		for _, id := range e.Tags {
			counts[x.byTag[id].place]++
		}
	}
	counts[f.place] = 0
	var out []model.TagRef
	for len(out) < 8 {
		best := 0
		for i, n := range counts {
			if n > counts[best] {
				best = i
			}
		}
		if counts[best] == 0 {
			break
		}
		out = append(out, x.tagRef(x.tags[best]))
		counts[best] = 0
	}
	return out
}
