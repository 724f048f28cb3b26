package render

import (
	"encoding/xml"
	"fmt"

	"kaizen/generator/model"
)

// urlset is a site map (sitemaps.org, protocol 0.9) with the translations of
// each page as search engines read them.
type urlset struct {
	XMLName xml.Name     `xml:"urlset"`
	NS      string       `xml:"xmlns,attr"`
	XHTML   string       `xml:"xmlns:xhtml,attr"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc        string      `xml:"loc"`
	LastMod    string      `xml:"lastmod,omitempty"`
	Alternates []alternate `xml:"xhtml:link"`
}

type alternate struct {
	Rel      string `xml:"rel,attr"`
	HrefLang string `xml:"hreflang,attr"`
	Href     string `xml:"href,attr"`
}

func sitemap(v *model.SitemapView) ([]byte, error) {
	set := urlset{NS: "http://www.sitemaps.org/schemas/sitemap/0.9", XHTML: "http://www.w3.org/1999/xhtml"}
	for _, u := range v.URLs {
		entry := sitemapURL{Loc: u.Loc}
		if !u.LastMod.IsZero() {
			entry.LastMod = u.LastMod.String()
		}
		for _, a := range u.Alternates {
			entry.Alternates = append(entry.Alternates, alternate{"alternate", string(a.Lang), a.URL})
		}
		set.URLs = append(set.URLs, entry)
	}
	return marshalXML("sitemap", set)
}

// marshalXML is a whole XML file, indented, with a newline at its end.
func marshalXML(what string, x any) ([]byte, error) {
	b, err := xml.MarshalIndent(x, "", " ")
	if err != nil {
		return nil, fmt.Errorf("render: write %s: %w", what, err)
	}
	return append([]byte(xml.Header), append(b, '\n')...), nil
}
