package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"kaizen/generator/model"
)

const (
	homeRecords    = 20   // records on the home and product pages
	homeActions    = 3    // things to do on the home page
	listWhole      = 100  // a facet with more records is cut by year
	archiveRecords = 1000 // lines of the archive; older years have pages of their own
	volumesAround  = 3    // reports named on each side of a report
)

// pages are the tasks that plan the HTML pages of an edition.
func (x *edition) pages() []task {
	tasks := []task{(*edition).home}
	for _, s := range x.Edition.Products {
		tasks = append(tasks, func(x *edition) { x.productPages(s) })
	}
	tasks = append(tasks, (*edition).months, (*edition).years, (*edition).archive)
	for _, f := range slices.Concat(x.byKind, x.tags) {
		tasks = append(tasks, func(x *edition) { x.list(f) })
	}
	return append(tasks, (*edition).records, (*edition).action, (*edition).search, (*edition).subscribe, (*edition).free, (*edition).notFound)
}

func (x *edition) productPages(s *model.Shelf) {
	x.product(s)
	for i, r := range s.Reports {
		x.reportPage(s, i, r)
	}
	x.reviews(s)
}

func (x *edition) months() {
	for i := range x.Months {
		x.monthPage(i)
	}
}

func (x *edition) free() {
	for _, p := range x.Pages {
		x.freePage(p)
	}
}

// records plans the pages of single records.
func (x *edition) records() {
	var fresh []*model.Entry
	for _, e := range x.Entries {
		if !x.keep(e.Path) {
			fresh = append(fresh, e)
		}
	}
	pages := make([]planned, len(fresh))
	model.Each(len(pages), func(i int) { pages[i] = x.record(fresh[i]) })
	for _, page := range pages {
		x.batch.add(page)
	}
}

func (x *edition) home() {
	if x.keep(x.Prefix + "/") {
		return
	}
	n := min(homeRecords, len(x.Listed))
	v := model.HomeView{
		Base:   x.page(page{path: x.Prefix + "/", description: x.chrome.Description, feeds: x.feedsOf(x.Prefix + "/")}),
		Months: x.byMonth(x.Listed[:n]),
		Feeds:  x.feedsOf(x.Prefix + "/"),
	}
	due := x.toDo(x.Listed)
	v.Action = x.cardsOf(due[:min(homeActions, len(due))])
	v.ActionPage = model.Ref{Title: x.t("action.all"), URL: x.url("/action/")}
	if i := slices.IndexFunc(x.Reports, func(r *model.Report) bool { return len(r.Entries) > 0 }); i >= 0 {
		head := x.reportHead(x.Reports[i])
		head.Figures = head.Figures[:min(3, len(head.Figures))]
		v.Report = &head
	}
	v.Products = x.shown()
	if len(v.Products) > 1 && n > 0 {
		v.Chips = append([]model.Chip{{Ref: model.Ref{Title: x.t("chips.all"), URL: x.url("/")}, Count: len(x.Listed), Current: true}}, v.Products...)
	}
	if n < len(x.Listed) {
		v.More = &model.Ref{Title: x.t("home.more"), URL: x.url("/archive/")}
	}
	shows := append(slices.Clone(x.Listed[:n]), due...)
	if v.Report != nil {
		shows = append(shows, x.reportOf(v.Report).Entries...)
	}
	x.add(x.Prefix+"/", v, nil, shows...)
}

// shown are the products that have records, or all of a site that has none yet.
func (x *edition) shown() []model.Chip {
	none := !slices.ContainsFunc(x.Edition.Products, func(s *model.Shelf) bool { return len(s.Entries) > 0 })
	var out []model.Chip
	for _, s := range x.Edition.Products {
		if none || len(s.Entries) > 0 {
			tag := x.shelf[s.Product.ID]
			out = append(out, model.Chip{Ref: model.Ref{Title: tag.Name, URL: tag.URL}, Count: len(s.Entries)})
		}
	}
	return out
}

func (x *edition) reportOf(head *model.ReportHead) *model.Report {
	return x.Reports[slices.IndexFunc(x.Reports, func(r *model.Report) bool { return x.href(r.Path) == head.URL })]
}

// byMonth groups records, which are in order, under the months of their reports.
func (x *edition) byMonth(entries []*model.Entry) []model.Group {
	var out []model.Group
	for _, e := range entries {
		m := e.Day.MonthOf()
		if len(out) == 0 || out[len(out)-1].Month != m {
			out = append(out, model.Group{ID: "m" + m.String(), Title: x.monthName(m), URL: x.url("/" + m.Path() + "/"), Month: m})
		}
		g := &out[len(out)-1]
		g.Cards = append(g.Cards, x.card(e))
		g.Count++
	}
	return out
}

// toDo returns the records that ask customers to do something, the nearest
// deadline first and those without one last.
func (x *edition) toDo(entries []*model.Entry) []*model.Entry {
	var out []*model.Entry
	for _, e := range entries {
		if e.Action.Needed && (e.Action.Until.IsZero() || e.Action.Until.Compare(x.site.Today) >= 0) {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b *model.Entry) int {
		if a.Action.Until.IsZero() != b.Action.Until.IsZero() {
			if a.Action.Until.IsZero() {
				return 1
			}
			return -1
		}
		return a.Action.Until.Compare(b.Action.Until)
	})
	return out
}

func (x *edition) product(s *model.Shelf) {
	tag := x.shelf[s.Product.ID]
	dir := x.Prefix + "/" + s.Product.Path + "/"
	if x.keep(dir) {
		return
	}
	n := min(homeRecords, len(s.Entries))
	feeds := x.feedsOf(dir)
	v := model.ProductView{
		Base: x.page(page{path: dir, title: x.t("product.title", "product", tag.Name), section: inProducts, feeds: feeds,
			description: cmp.Or(s.Product.Description.In(x.Lang), x.t("product.description", "product", tag.Name))}),
		Product: tag,
		Name:    tag.Name,
		Lead:    s.Product.Description.In(x.Lang),
		Site:    s.Product.URL,
		Months:  x.byMonth(s.Entries[:n]),
		Years:   x.volumeYears(s.Reports, func(y int) string { return fmt.Sprintf("%s%04d/", dir, y) }),
		Kinds:   x.kindChips(s.Entries),
		Feeds:   feeds,

		Siblings: x.siblings(s.Product),
	}
	if len(s.Entries) > 0 {
		year := s.Entries[0].Month.Year
		v.Figures = x.figures(inYear(s.Entries, year))
		v.Figures[0].Note = x.yearName(year) // all of them are of this year
	}
	if n < len(s.Entries) {
		v.More = &model.Ref{Title: x.t("home.more"), URL: x.href(fmt.Sprintf("%s%04d/", dir, s.Entries[n].Month.Year))}
	}
	x.add(dir, v, nil, s.Entries...)
}

// mostSiblings is how many other products a product's page names: with hundreds of
// them, pages of lists would be most of the site.
const mostSiblings = 20

// siblings are the other products in the order of the config. Of many they are those that
// follow, or the first ones at its end, and then the list of all. They have no counts,
// which would change every product's page with every record.
func (x *edition) siblings(p *model.Product) []model.Ref {
	all := x.config.Products
	at := slices.IndexFunc(all, func(other *model.Product) bool { return other.ID == p.ID })
	var near []int
	for i := range min(len(all)-1, mostSiblings) {
		near = append(near, (at+1+i)%len(all))
	}
	slices.Sort(near)
	var out []model.Ref
	for _, i := range near {
		tag := x.shelf[all[i].ID]
		out = append(out, model.Ref{Title: tag.Name, URL: tag.URL})
	}
	if len(near) < len(all)-1 {
		out = append(out, model.Ref{Title: x.t("products.all"), URL: x.productsURL()})
	}
	return out
}

func inYear(entries []*model.Entry, year int) []*model.Entry {
	var out []*model.Entry
	for _, e := range entries {
		if e.Month.Year == year {
			out = append(out, e)
		}
	}
	return out
}

// kindChips counts records by kind, in the order of the config.
func (x *edition) kindChips(entries []*model.Entry) []model.Chip {
	counts := map[model.KindID]int{}
	for _, e := range entries {
		counts[e.Kind.ID]++
	}
	var out []model.Chip
	for _, k := range x.config.Kinds {
		if n := counts[k.ID]; n > 0 {
			out = append(out, model.Chip{Ref: model.Ref{Title: x.kinds[k.ID].Name, URL: x.kinds[k.ID].URL}, Count: n})
		}
	}
	return out
}

// volumeYears lays reports out as years of twelve months, newest year first.
func (x *edition) volumeYears(reports []*model.Report, path func(year int) string) []model.VolumeYear {
	var out []model.VolumeYear
	byYear := map[int][]*model.Report{}
	var years []int
	for _, r := range reports {
		if byYear[r.Month.Year] == nil {
			years = append(years, r.Month.Year)
		}
		byYear[r.Month.Year] = append(byYear[r.Month.Year], r)
	}
	for _, y := range years {
		v := model.VolumeYear{Year: y, URL: x.href(path(y)), Volumes: x.volumes(y, byYear[y])}
		for _, r := range byYear[y] {
			v.Count += len(r.Entries)
		}
		out = append(out, v)
	}
	return out
}

// volumes are the twelve months of a year; those without a report have no URL.
func (x *edition) volumes(year int, reports []*model.Report) []model.Volume {
	out := make([]model.Volume, 12)
	for i := range out {
		m := model.Month{Year: year, Month: 1}.Add(i)
		out[i] = model.Volume{Month: m, Label: x.monthName(m), Future: m.Compare(x.site.Today.MonthOf()) > 0}
	}
	for _, r := range reports {
		v := &out[r.Month.Month-1]
		v.URL, v.Vol, v.Count = x.href(r.Path), r.Vol, len(r.Entries)
		v.Tint = tint(v.Count)
	}
	return out
}

// tint is how strongly a cell is coloured, 0 to 4.
func tint(count int) int {
	for i, low := range []int{1, 3, 6, 12} {
		if count < low {
			return i
		}
	}
	return 4
}

func (x *edition) yearName(y int) string { return x.t("year", "year", strconv.Itoa(y)) }
