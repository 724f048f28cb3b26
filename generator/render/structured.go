package render

import (
	"cmp"
	"net/url"

	"kaizen/generator/model"
)

// The structured data of pages: the words of schema.org that search engines
// read, as JSON-LD.

type thing struct {
	Context string `json:"@context,omitempty"`
	Type    string `json:"@type"`
}

type webSite struct {
	thing
	Name        string     `json:"name"`
	Description string     `json:"description,omitempty"`
	URL         string     `json:"url"`
	InLanguage  model.Lang `json:"inLanguage"`
}

type organization struct {
	thing
	Name string `json:"name"`
	URL  string `json:"url"`
}

type article struct {
	thing
	Headline         string       `json:"headline"`
	Description      string       `json:"description,omitempty"`
	DatePublished    string       `json:"datePublished"`
	DateModified     string       `json:"dateModified"`
	InLanguage       model.Lang   `json:"inLanguage"`
	URL              string       `json:"url"`
	MainEntityOfPage string       `json:"mainEntityOfPage"`
	Image            string       `json:"image,omitempty"`
	Author           organization `json:"author"`
	Publisher        organization `json:"publisher"`
}

// issue is a numbered report. kaizen diff reads the number of a published one
// from here: words and templates of a page may be anything.
type issue struct {
	thing
	Name       string     `json:"name"`
	Number     int        `json:"issueNumber"`
	InLanguage model.Lang `json:"inLanguage"`
	URL        string     `json:"url"`
	PartOf     periodical `json:"isPartOf"`
}

type periodical struct {
	thing
	Name string `json:"name"`
}

type breadcrumbs struct {
	thing
	Items []listItem `json:"itemListElement"`
}

type listItem struct {
	thing
	Position int    `json:"position"`
	Name     string `json:"name"`
	Item     string `json:"item"`
}

const schemaOrg = "https://schema.org"

// structured is the JSON-LD of a page: the site on its home page, the way to
// the page on all others, the article on a record's own page and the issue on a report's.
func structured(h model.Head, crumbs []model.Ref, c *model.Chrome) []any {
	origin := originOf(h.Canonical)
	if len(crumbs) == 0 {
		return []any{webSite{thing{schemaOrg, "WebSite"}, c.Site, h.Description, h.Canonical, c.Lang}}
	}
	var out []any
	if h.Published != "" {
		out = append(out, articleOf(h, c, origin))
	}
	if h.Volume > 0 {
		out = append(out, issue{thing{schemaOrg, "PublicationIssue"}, h.Short, h.Volume, c.Lang, h.Canonical, periodical{thing{"", "Periodical"}, h.Series}})
	}
	way := breadcrumbs{thing: thing{schemaOrg, "BreadcrumbList"}}
	for i, ref := range crumbs {
		at := h.Canonical
		if ref.URL != "" {
			at = origin + ref.URL
		}
		way.Items = append(way.Items, listItem{thing{"", "ListItem"}, i + 1, ref.Title, at})
	}
	return append(out, way)
}

func articleOf(h model.Head, c *model.Chrome, origin string) article {
	a := article{
		thing: thing{schemaOrg, "Article"}, Headline: h.Short, Description: h.Description,
		DatePublished: h.Published, DateModified: h.Modified, InLanguage: cmp.Or(h.Words, c.Lang),
		URL: h.Canonical, MainEntityOfPage: h.Canonical, Image: c.Assets.Card,
		Author:    organization{thing{"", "Organization"}, h.Author, origin + c.Home},
		Publisher: organization{thing{"", "Organization"}, c.Site, origin + c.Home},
	}
	if h.Image != nil {
		a.Image = h.Image.URL
	}
	return a
}

// originOf is scheme and host of an absolute URL.
func originOf(abs string) string {
	u, err := url.Parse(abs)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
