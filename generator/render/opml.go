package render

import (
	"encoding/xml"

	"kaizen/generator/model"
)

// opmlDoc is a subscription list (OPML 2.0, opml.org/spec2.opml). Feed readers
// import it and make a folder of each facet.
type opmlDoc struct {
	XMLName xml.Name  `xml:"opml"`
	Version string    `xml:"version,attr"`
	Title   string    `xml:"head>title"`
	Body    []outline `xml:"body>outline"`
}

type outline struct {
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr,omitempty"`
	Type     string    `xml:"type,attr,omitempty"`
	Version  string    `xml:"version,attr,omitempty"`
	Feed     string    `xml:"xmlUrl,attr,omitempty"`
	Page     string    `xml:"htmlUrl,attr,omitempty"`
	Language string    `xml:"language,attr,omitempty"`
	Outlines []outline `xml:"outline"`
}

// opml lists each feed once, as RSS, which every importer knows: with all
// formats in it a reader would subscribe to everything three times.
func opml(v *model.OPMLView) ([]byte, error) {
	doc := opmlDoc{Version: "2.0", Title: clean(v.Title)}
	for _, g := range v.Groups {
		folder := outline{Text: clean(g.Title)}
		for _, feeds := range [][]model.FeedLink{g.Feeds, g.Month} {
			if len(feeds) == 0 {
				continue
			}
			title := clean(feeds[0].Name)
			folder.Outlines = append(folder.Outlines, outline{
				Text: title, Title: title, Type: "rss", Version: "RSS2",
				Feed: feeds[0].Abs, Page: g.Home, Language: string(v.Lang),
			})
		}
		doc.Body = append(doc.Body, folder)
	}
	return marshalXML("opml", doc)
}
