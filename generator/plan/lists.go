package plan

import (
	"fmt"
	"strconv"

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
		x.add(path, x.Lang, v, nil, entries...)
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
		x.add(path, x.Lang, v, nil, entries...)
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
		out[i].Cards = append(out[i].Cards, x.cards[e])
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
	for _, s := range x.Edition.Products {
		if len(s.Entries) > 0 {
			tag := x.shelf[s.Product.ID]
			v.Groups = append(v.Groups, model.Chip{Ref: model.Ref{Title: tag.Name, URL: tag.URL}, Count: len(s.Entries)})
		}
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
	x.add(path, x.Lang, v, nil, shows...)
}

// list plans the page of a kind or tag. A long one shows its newest records
// and leads to a page for each year.
func (x *edition) list(f *facet) {
	years := x.byYear(f)
	x.listPage(f, f.dir, "", years)
	if len(f.entries) <= listWhole {
		return
	}
	for _, g := range years {
		only := g
		only.URL = ""
		x.listPage(f, fmt.Sprintf("%s%s/", f.dir, g.ID[1:]), g.Title, []model.Group{only})
	}
}

// yearID is the anchor of a record's year in lists.
func yearID(e *model.Entry) string { return "y" + strconv.Itoa(e.Day.Year) }

func (x *edition) byYear(f *facet) []model.Group {
	var out []model.Group
	for i, e := range f.entries {
		if i == 0 || f.entries[i-1].Day.Year != e.Day.Year {
			out = append(out, model.Group{ID: yearID(e), Title: x.yearName(e.Day.Year)})
		}
		g := &out[len(out)-1]
		g.Cards = append(g.Cards, x.cards[e])
		g.Count++
	}
	if len(f.entries) > listWhole {
		for i := range out {
			out[i].URL = x.href(fmt.Sprintf("%s%s/", f.dir, out[i].ID[1:]))
		}
	}
	return out
}

func (x *edition) listPage(f *facet, path, year string, groups []model.Group) {
	if x.keep(path) {
		return
	}
	titleKey, descKey, word := "tags.title", "tags.description", "tag"
	if f.kind != nil {
		titleKey, descKey, word = "kinds.title", "kinds.description", "kind"
	}
	title := x.t(titleKey, word, f.name)
	p := page{path: path, title: title, section: inArchive, feeds: x.feedsOf(f.dir),
		description: x.t(descKey, word, f.name, "n", len(f.entries)),
		crumbs:      []model.Ref{{Title: x.t("archive.title"), URL: x.url("/archive/")}}}
	if year != "" {
		p.crumbs = append(p.crumbs, model.Ref{Title: title, URL: x.href(f.dir)})
		p.title = title + " " + year
		p.description = year + x.t("title.join") + x.t(descKey, word, f.name, "n", groups[0].Count)
	}
	v := model.ListView{Title: p.title, Kind: f.kind, Count: len(f.entries), Feeds: p.feeds}
	if year != "" {
		v.Count = groups[0].Count
	}
	if year == "" {
		v.Chips = x.listChips(f)
	}
	left := listWhole
	var shows []*model.Entry
	for _, g := range groups {
		if year == "" && len(f.entries) > listWhole {
			g.Cards = g.Cards[:min(left, len(g.Cards))]
			left -= len(g.Cards)
		}
		v.Years = append(v.Years, g)
	}
	for _, e := range f.entries {
		if year == "" || groups[0].ID == yearID(e) {
			shows = append(shows, e)
		}
	}
	if f.kind == nil {
		v.Related = x.neighbours(f)
	}
	v.Base = x.page(p)
	x.add(path, x.Lang, v, nil, shows...)
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
	counts := map[*facet]int{}
	for _, e := range f.entries {
		for _, id := range e.Tags {
			if other := x.byTag[id]; other != f {
				counts[other]++
			}
		}
	}
	var out []model.TagRef
	for len(out) < 8 && len(counts) > 0 {
		var best *facet
		for _, t := range x.tags {
			if counts[t] > 0 && (best == nil || counts[t] > counts[best]) {
				best = t
			}
		}
		out = append(out, x.tagRef(best))
		delete(counts, best)
	}
	return out
}
