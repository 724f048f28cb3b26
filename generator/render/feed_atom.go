package render

import (
	"bytes"
	"encoding/xml"
	"time"

	"github.com/gorilla/feeds"

	"kaizen/generator/model"
)

// atomDoc is Atom 1.0 (RFC 4287) with RFC 5005's mark of an archive. As in
// rssChannel, our fields win over gorilla's of the same name.
type atomDoc struct {
	XMLName xml.Name `xml:"feed"`
	Lang    string   `xml:"xml:lang,attr"`
	History string   `xml:"xmlns:fh,attr,omitempty"`
	*feeds.AtomFeed
	Title     *plainText `xml:"title"`
	Subtitle  *plainText `xml:"subtitle"`
	Generator string     `xml:"generator"`
	Link      []atomLink `xml:"link"`
	Archive   *empty     `xml:"fh:archive"`
}

// FeedXml makes atomDoc what feeds.WriteXML takes; see rssDoc.
func (d *atomDoc) FeedXml() any { return d }

type atomEntry struct {
	XMLName xml.Name   `xml:"entry"`
	Lang    string     `xml:"xml:lang,attr,omitempty"`
	Title   *plainText `xml:"title"`
	*feeds.AtomEntry
	Authors    []atomAuthor   `xml:"author"`
	Categories []atomCategory `xml:"category"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomCategory struct {
	Term   string `xml:"term,attr"`
	Scheme string `xml:"scheme,attr,omitempty"`
	Label  string `xml:"label,attr,omitempty"`
}

func beginAtom(b *bytes.Buffer, v *model.FeedView, frame *feeds.Feed) (end string, err error) {
	f := (&feeds.Atom{Feed: frame}).AtomFeed()
	f.Id = v.ID
	f.Updated = v.Updated.Format(time.RFC3339Nano)
	f.Icon = v.Icon
	f.Author = &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: clean(v.Author)}}
	doc := &atomDoc{
		Lang:      string(v.Lang),
		AtomFeed:  f,
		Title:     plain(f.Title),
		Generator: generatorName,
		Link:      append(feedLinks(v, "application/atom+xml"), atomLink{"alternate", "text/html", v.Home}),
	}
	if f.Subtitle != "" {
		doc.Subtitle = plain(f.Subtitle)
	}
	doc.Archive, doc.History = archiveMark(v)
	return writeXML(b, doc, "\n</feed>")
}

func atomEntryOf(b *bytes.Buffer, v *model.FeedView, it *model.FeedItem, base *feeds.Feed) error {
	content := contentOf(base, "content", ` type="html"`, "")
	return element(b, entry(v, it, (&feeds.Atom{Feed: base}).AtomFeed().Entries[0]), 1, content)
}

// entry completes gorilla's entry of an item.
func entry(v *model.FeedView, it *model.FeedItem, base *feeds.AtomEntry) *atomEntry {
	base.Published = it.Published.Format(time.RFC3339)
	base.Updated = it.Updated.Format(time.RFC3339Nano) // a fraction keeps items of one day apart
	e := &atomEntry{Lang: itemLang(v, it), Title: plain(base.Title), AtomEntry: base}
	for _, name := range it.Authors {
		if name = clean(name); name != "" {
			e.Authors = append(e.Authors, atomAuthor{name})
		}
	}
	for _, c := range it.Categories {
		e.Categories = append(e.Categories, atomCategory{c.Term, c.Scheme, clean(c.Label)})
	}
	return e
}
