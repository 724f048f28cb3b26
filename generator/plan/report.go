package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"kaizen/generator/model"
)

// reportTitle is the title that somebody wrote, or that of the pattern.
func (x *edition) reportTitle(r *model.Report) string {
	if r.Preface != nil && r.Preface.Title != "" && r.Preface.Lang == x.Lang {
		return r.Preface.Title
	}
	args := []any{"year", r.Month.Year, "month", int(r.Month.Month), "monthname", x.dates.Months[r.Month.Month-1], "n", r.Vol}
	if r.Product == nil {
		return x.t("month.title", args...)
	}
	args = append(args, "product", x.shelf[r.Product.ID].Name)
	if own := r.Product.ReportTitle.In(x.Lang); own != "" {
		return model.Catalog{"": own}.T("", args...)
	}
	return x.t("report.title", args...)
}

func (x *edition) series(p *model.Product) string {
	return cmp.Or(p.Series.In(x.Lang), x.t("report.series"))
}

func (x *edition) reportHead(r *model.Report) model.ReportHead {
	title := x.reportTitle(r)
	h := model.ReportHead{Vol: r.Vol, Title: title, Heading: heading(title), Month: r.Month, URL: x.href(r.Path), Figures: x.figures(r.Entries)}
	if r.Product != nil {
		h.Product = x.shelf[r.Product.ID]
		h.Series = x.series(r.Product)
	}
	if r.Preface != nil {
		h.Lead = r.Preface.Lead
	}
	return h
}

func (x *edition) reportPage(s *model.Shelf, i int, r *model.Report) {
	if x.keep(r.Path) {
		return
	}
	tag := x.shelf[s.Product.ID]
	dir := x.Prefix + "/" + s.Product.Path + "/"
	head := x.reportHead(r)
	feeds := x.feedsOf(dir)
	v := model.ReportView{
		Top:     head,
		Action:  x.cardsOf(x.toDo(r.Entries)),
		Chips:   x.reportChips(r),
		Records: x.cardsOf(r.Entries),
		Chart:   x.chartOf(s.Reports, r.Month, tag.Name),
		Volumes: x.volumesAround(s.Reports, i),
		Feeds:   feeds,
	}
	v.Base = x.page(page{
		path: r.Path, title: head.Title, section: inMonths, feeds: feeds,
		description: x.reportDescription(r),
		crumbs: []model.Ref{
			{Title: tag.Name, URL: tag.URL},
			{Title: x.yearName(r.Month.Year), URL: x.href(fmt.Sprintf("%s%04d/", dir, r.Month.Year))}},
	})
	v.Head.Title = x.reportName(head)
	v.Head.Series, v.Head.Volume = tag.Name+head.Series, head.Vol
	if r.Preface != nil {
		v.Intro = x.prose(r.Preface.Text, r.Targets, "", r.Preface.Lang)
		v.Thanks, v.Outlook = r.Preface.Thanks, r.Preface.Outlook
	}
	v.Highlights = x.cardsOf(x.highlights(r))
	v.Pager = x.reportPager(s.Reports, i, "report")
	x.add(r.Path, v, prefaceFile(r), r.Entries...)
}

// reportName is the title of a report with the product and number: what tells
// it from all others.
func (x *edition) reportName(h model.ReportHead) string {
	if h.Vol == 0 {
		return h.Title + x.t("title.join") + h.Product.Name
	}
	return h.Title + x.t("title.join") + x.t("report.name", "product", h.Product.Name, "series", h.Series, "n", h.Vol)
}

// reportDescription is the lead that somebody wrote, or one that counts.
func (x *edition) reportDescription(r *model.Report) string {
	if r.Preface != nil && r.Preface.Lead != "" {
		return r.Preface.Lead
	}
	args := []any{"year", r.Month.Year, "month", int(r.Month.Month), "monthname", x.dates.Months[r.Month.Month-1], "n", len(r.Entries)}
	if r.Product == nil {
		return x.t("month.description", args...)
	}
	return x.t("report.description", append(args, "product", x.shelf[r.Product.ID].Name)...)
}

func prefaceFile(r *model.Report) []string {
	if r.Preface == nil {
		return nil
	}
	return []string{r.Preface.Source.Path}
}

// highlights are the records that the preface names, or those that call
// themselves highlights.
func (x *edition) highlights(r *model.Report) []*model.Entry {
	var out []*model.Entry
	if r.Preface != nil {
		for _, m := range r.Preface.Highlights {
			if i := slices.IndexFunc(r.Entries, func(e *model.Entry) bool { return string(e.ID) == m.To }); i >= 0 {
				out = append(out, r.Entries[i])
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, e := range r.Entries {
		if e.Highlight > 0 {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b *model.Entry) int { return cmp.Compare(a.Highlight, b.Highlight) })
	return out
}

// reportChips lead from a report to the pages of its kinds.
func (x *edition) reportChips(r *model.Report) []model.Chip {
	kinds := x.kindChips(r.Entries)
	if len(kinds) < 2 {
		return nil
	}
	return append([]model.Chip{{Ref: model.Ref{Title: x.t("chips.all"), URL: x.href(r.Path)}, Count: len(r.Entries), Current: true}}, kinds...)
}

// volumesAround are the reports near the i-th, newest first.
func (x *edition) volumesAround(reports []*model.Report, i int) []model.Volume {
	var out []model.Volume
	for j := max(0, i-volumesAround); j < min(len(reports), i+volumesAround+1); j++ {
		r := reports[j]
		out = append(out, model.Volume{Month: r.Month, Label: x.monthName(r.Month), URL: x.href(r.Path), Vol: r.Vol, Count: len(r.Entries), Current: j == i})
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// reportPager links the reports before and after the i-th; reports are newest first.
func (x *edition) reportPager(reports []*model.Report, i int, words string) model.Pager {
	p := model.Pager{PrevNone: x.t("pager." + words + ".first"), NextNone: x.t("pager." + words + ".last")}
	if i+1 < len(reports) {
		r := reports[i+1]
		p.Prev = &model.Ref{Title: x.reportTitle(r), URL: x.href(r.Path)}
		p.PrevLabel = x.pagerLabel(words+".prev", r)
	}
	if i > 0 {
		r := reports[i-1]
		p.Next = &model.Ref{Title: x.reportTitle(r), URL: x.href(r.Path)}
		p.NextLabel = x.pagerLabel(words+".next", r)
	}
	return p
}

func (x *edition) pagerLabel(key string, r *model.Report) string {
	if r.Product != nil && r.Vol == 0 {
		return x.monthName(r.Month)
	}
	return x.t("pager."+key, "n", strconv.Itoa(r.Vol))
}

// monthPage is a month over all products, grouped by product.
func (x *edition) monthPage(i int) {
	r := x.Months[i]
	if x.keep(r.Path) {
		return
	}
	head := x.reportHead(r)
	feeds := x.feedsOf(x.Prefix + "/")
	v := model.MonthView{
		Top:    head,
		Action: x.cardsOf(x.toDo(r.Entries)),
		Chips:  x.reportChips(r),
		Chart:  x.chartOf(x.Months, r.Month, x.t("chart.all")),
		Pager:  x.reportPager(x.Months, i, "month"),
		Feeds:  feeds,
	}
	for _, s := range x.Edition.Products {
		g := x.productGroup(s.Product, r)
		if len(g.Cards) == 0 {
			continue
		}
		v.Products = append(v.Products, g)
		v.Volumes = append(v.Volumes, model.Ref{Title: g.Title, URL: g.URL})
	}
	v.Base = x.page(page{
		path: r.Path, title: head.Title, section: inMonths, feeds: feeds,
		description: x.reportDescription(r),
		crumbs:      []model.Ref{{Title: x.yearName(r.Month.Year), URL: x.url(fmt.Sprintf("/%04d/", r.Month.Year))}},
	})
	if r.Preface != nil {
		v.Intro = x.prose(r.Preface.Text, r.Targets, "", r.Preface.Lang)
	}
	x.add(r.Path, v, prefaceFile(r), r.Entries...)
}

// productGroup holds the month's records that a product owns; a record of
// several products stands under its first one only.
func (x *edition) productGroup(p *model.Product, r *model.Report) model.Group {
	tag := x.shelf[p.ID]
	g := model.Group{ID: string(p.ID), Title: tag.Name, URL: x.url("/" + p.Path + "/" + r.Month.Path() + "/"), Class: tag.Class, Month: r.Month}
	for _, e := range r.Entries {
		if e.Products[0] == p {
			g.Cards = append(g.Cards, x.card(e))
		}
	}
	g.Count = len(g.Cards)
	return g
}
