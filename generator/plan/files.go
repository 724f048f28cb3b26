package plan

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"kaizen/generator/model"
)

// contentPolicy allows the site itself and nothing else.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// files plans what is neither page nor picture.
func (p *planner) files() {
	p.sitemap()
	p.add("/robots.txt", "", model.TextView{Text: "User-agent: *\nAllow: /\n\nSitemap: " + p.abs("/sitemap.xml") + "\n"}, nil)
	p.add("/_headers", "", model.TextView{Text: p.headers()}, nil)
}

func (p *planner) headers() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s*\n  Content-Security-Policy: %s\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n", p.root, contentPolicy)
	for _, dir := range []string{"assets", "media"} {
		fmt.Fprintf(&b, "\n%s%s/*\n  Cache-Control: public, max-age=31536000, immutable\n", p.root, dir)
	}
	return b.String()
}

// sitemapMade is what stands in the sitemap for each page: no address where it
// does not list the page, no day for those that have none of their own.
type sitemapMade struct {
	latest model.Day
	urls   []model.SitemapURL // by index of the page
	listed int                // of urls, that have an address
}

// sitemap lists the HTML pages that search engines may show.
func (p *planner) sitemap() {
	now, last := &p.memo.sitemap, p.last.sitemap
	now.latest = p.latest()
	same := last.latest == now.latest
	for _, page := range p.pages {
		if page.url.Loc != "" {
			now.listed++
			if same {
				i, ok := p.last.index()[page.Path]
				same = ok && reflect.DeepEqual(page.url, last.urls[i])
			}
		}
	}
	p.eachKept(func(i int, _ *model.Page) {
		if last.urls[i].Loc != "" {
			now.listed++
		}
	})
	same = same && now.listed == last.listed
	if i, ok := p.last.index()["sitemap.xml"]; ok && same && p.put(i) {
		return
	}
	p.add("/sitemap.xml", "", p.sitemapView(), nil)
}

func (p *planner) sitemapView() model.SitemapView {
	v := model.SitemapView{URLs: make([]model.SitemapURL, 0, p.memo.sitemap.listed)}
	list := func(u model.SitemapURL) {
		if u.LastMod.IsZero() {
			u.LastMod = p.memo.sitemap.latest // the page's frame names the newest report
		}
		if u.Loc != "" {
			v.URLs = append(v.URLs, u)
		}
	}
	for _, page := range p.pages {
		list(page.url)
	}
	p.eachKept(func(i int, _ *model.Page) { list(p.last.sitemap.urls[i]) })
	slices.SortFunc(v.URLs, func(a, b model.SitemapURL) int { return cmp.Compare(a.Loc, b.Loc) })
	return v
}

// sitemapURL is what the sitemap says of a page whose records last changed on a
// day.
func (p *planner) sitemapURL(page *model.Page, newest model.Day) model.SitemapURL {
	base, at := baseOf(page.View)
	if base == nil || base.Head.NoIndex || base.Head.Canonical != p.abs("/"+urlOf(page.Path)) {
		return model.SitemapURL{}
	}
	if at.IsZero() {
		at = newest
	}
	return model.SitemapURL{Loc: base.Head.Canonical, LastMod: at, Alternates: base.Head.Alternates}
}

// latest is the day of the last change of any record.
func (p *planner) latest() model.Day {
	var day model.Day
	for _, x := range p.editions {
		for _, e := range x.Entries {
			if e.Modified.Compare(day) > 0 {
				day = e.Modified
			}
		}
	}
	return day
}

// baseOf returns what an HTML view shares with others, or nil, and the day of
// its last change when the view knows it.
func baseOf(v model.View) (*model.Base, model.Day) {
	switch v := v.(type) {
	case model.HomeView:
		return &v.Base, model.Day{}
	case model.ReportView:
		return &v.Base, model.Day{}
	case model.MonthView:
		return &v.Base, model.Day{}
	case model.YearView:
		return &v.Base, model.Day{}
	case model.ProductView:
		return &v.Base, model.Day{}
	case model.ArchiveView:
		return &v.Base, model.Day{}
	case model.ListView:
		return &v.Base, model.Day{}
	case model.RecordView:
		if !v.Card.Updated.IsZero() {
			return &v.Base, v.Card.Updated
		}
		return &v.Base, v.Card.Day
	case model.ActionView:
		return &v.Base, model.Day{}
	case model.SearchView:
		return &v.Base, model.Day{}
	case model.SubscribeView:
		return &v.Base, model.Day{}
	case model.FreeView:
		return &v.Base, model.Day{}
	}
	return nil, model.Day{}
}
