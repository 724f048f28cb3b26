package plan

import (
	"cmp"
	"slices"

	"kaizen/generator/model"
)

// Sections of the main navigation.
const (
	inMonths   = "months"
	inProducts = "products"
	inArchive  = "archive"
)

func (x *edition) makeChrome() *model.Chrome {
	c := &model.Chrome{
		Lang:        x.Lang,
		Site:        x.config.Title.In(x.Lang),
		Description: x.config.Description.In(x.Lang),
		Home:        x.url("/"),
		Search:      x.url("/search/"),
		Subscribe:   x.url("/subscribe/"),
		Archive:     x.url("/archive/"),
		Footer:      cmp.Or(x.config.Footer.In(x.Lang), x.t("footer.about", "site", x.config.Title.In(x.Lang))),
		Contact:     x.config.Contact,
		Assets:      x.theme,
		ThemeColor:  [2]string{"#fbfaf7", "#15120f"},
		Feed:        x.feedsOf(x.Prefix + "/")[0],
	}
	if len(x.Months) > 0 {
		c.Nav = append(c.Nav, model.NavItem{Ref: model.Ref{Title: x.t("nav.months"), URL: x.href(x.Months[0].Path)}, Section: inMonths})
	}
	products := model.Ref{Title: x.t("nav.products"), URL: x.productsURL()}
	if shown := x.shown(); len(shown) == 1 {
		products = model.Ref{Title: shown[0].Title, URL: shown[0].URL}
	}
	c.Nav = append(c.Nav,
		model.NavItem{Ref: products, Section: inProducts},
		model.NavItem{Ref: model.Ref{Title: x.t("nav.archive"), URL: x.url("/archive/")}, Section: inArchive})
	for _, page := range x.Pages {
		ref := model.Ref{Title: page.Title, URL: x.href(page.Path)}
		if page.Nav || page.Slug == "about" {
			c.Nav = append(c.Nav, model.NavItem{Ref: ref, Section: page.Slug})
		} else {
			c.FooterLinks = append(c.FooterLinks, ref)
		}
	}
	if i := slices.IndexFunc(x.Reports, func(r *model.Report) bool { return len(r.Entries) > 0 }); i >= 0 {
		c.Latest = &model.Ref{Title: x.reportTitle(x.Reports[i]), URL: x.href(x.Reports[i].Path)}
	}
	c.Sum = model.KeyOf(*c)
	return c
}

// page is what makeBase needs to know about a page.
type page struct {
	path        string // of the site, with the edition's prefix
	title       string
	description string
	section     string
	crumbs      []model.Ref // between home and the page
	feeds       []model.FeedLink
	noindex     bool
	notice      string
	single      bool // exists in this edition only
}

// base fills in what all pages of an edition have in common.
func (x *edition) page(p page) model.Base {
	b := model.Base{Chrome: x.chrome, Section: p.section, Notice: p.notice}
	bare := p.path[len(x.Prefix):]
	b.Head = model.Head{
		Title:       p.title + x.t("title.join") + x.chrome.Site,
		Short:       p.title,
		Description: cmp.Or(p.description, x.chrome.Description, x.chrome.Site),
		Canonical:   x.abs(p.path),
		Type:        "website",
		Feeds:       p.feeds,
		NoIndex:     p.noindex,
	}
	if p.title == "" || bare == "/" {
		b.Head.Title, b.Head.Short = x.chrome.Site, x.chrome.Site
	}
	if bare != "/" {
		b.Crumbs = append(append([]model.Ref{{Title: x.chrome.Site, URL: x.url("/")}}, p.crumbs...), model.Ref{Title: p.title})
	}
	if main := x.chrome.Feed; !slices.Contains(b.Head.Feeds, main) {
		b.Head.Feeds = append(slices.Clone(b.Head.Feeds), main)
	}
	if !p.single {
		x.languages(&b, bare)
	}
	return b
}

// languages links the page to itself in the other editions.
func (x *edition) languages(b *model.Base, bare string) {
	if len(x.site.Editions) < 2 {
		return
	}
	for _, e := range x.site.Editions {
		name := e.Catalog.T("lang.name")
		b.Head.Alternates = append(b.Head.Alternates, model.LangLink{Lang: e.Lang, Name: name, URL: x.abs(e.Prefix + bare)})
		if e.Lang != x.Lang {
			b.Others = append(b.Others, model.LangLink{Lang: e.Lang, Name: name, URL: x.href(e.Prefix + bare)})
		}
	}
	b.Head.Alternates = append(b.Head.Alternates, model.LangLink{Lang: "x-default", URL: x.abs(bare)})
}

// productsURL leads to the list of all products.
func (x *edition) productsURL() string { return x.url("/") + "#products" }
