package render

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/gorilla/feeds"

	"kaizen/generator/model"
)

// feedWriter renders feeds. A record stands in dozens of documents: its article is
// written once for all formats, and its item once for each.
type feedWriter struct {
	articles recent[articleKey]
	items    recent[itemKey]
}

// How many bytes of both are remembered. The documents of a channel are rendered
// one after the other, and channels begin with the newest records: four times as much
// spares one item of twenty.
const (
	articlesKept = 2 << 20
	itemsKept    = 4 << 20
)

func newFeedWriter() *feedWriter {
	return &feedWriter{recent[articleKey]{max: articlesKept}, recent[itemKey]{max: itemsKept}}
}

// articleKey names all that an article depends on.
type articleKey struct {
	item   model.Sum
	lang   model.Lang // of the feed
	origin string
}

// itemKey names all that an item in a document depends on.
type itemKey struct {
	articleKey
	format         model.FeedFormat
	author         string
	named, summary bool
}

// feedFormat writes the items and documents of one format.
type feedFormat struct {
	// item writes the only item of base, which is it, as it stands in a document.
	item func(v *model.FeedView, it *model.FeedItem, base *feeds.Feed) (string, error)
	// document writes a document that begins as frame says, with items.
	document func(b *bytes.Buffer, v *model.FeedView, frame *feeds.Feed, items []string) error
}

var feedFormats = map[model.FeedFormat]feedFormat{
	model.RSS:  {rssItemOf, rssFeed},
	model.Atom: {atomEntryOf, atomFeed},
	model.JSON: {jsonItemOf, jsonFeed},
}

// feed renders one document of a feed. The bytes depend on v and s alone:
// gorilla/feeds makes up ids and dates where it is given none, so every item must
// have both.
func (w *feedWriter) feed(b *bytes.Buffer, v *model.FeedView, s speech) ([]byte, error) {
	format, ok := feedFormats[v.Format]
	if !ok {
		return nil, fmt.Errorf("render: write feed: no format %q", v.Format)
	}
	items := make([]string, len(v.Items))
	for i, it := range v.Items {
		key := itemKey{articleKey{it.Sum, v.Lang, v.Origin}, v.Format, v.Author, v.Named, v.SummaryOnly}
		var err error
		items[i], err = w.items.get(key, func() (string, error) {
			base := &feeds.Feed{Link: &feeds.Link{}, Items: []*feeds.Item{w.common(v, it, s)}}
			return format.item(v, it, base)
		})
		if err != nil {
			return nil, fmt.Errorf("render: write feed: %w", err)
		}
	}
	if err := format.document(b, v, frame(v), items); err != nil {
		return nil, fmt.Errorf("render: write feed: %w", err)
	}
	return b.Bytes(), nil
}

// isArchive reports whether v is an archive document, which never changes, and
// not the living feed (RFC 5005, section 4).
func isArchive(v *model.FeedView) bool { return v.Current != "" }

// frame is what gorilla/feeds can say of a document by itself; each format
// completes it.
func frame(v *model.FeedView) *feeds.Feed {
	return &feeds.Feed{
		Title:       clean(v.Title),
		Link:        &feeds.Link{Href: v.Home},
		Description: clean(v.Description),
		Updated:     v.Updated,
	}
}

// common is what gorilla/feeds can say of an item by itself. Summaries count as
// HTML in RSS and Atom, so common escapes them.
func (w *feedWriter) common(v *model.FeedView, it *model.FeedItem, s speech) *feeds.Item {
	item := &feeds.Item{
		Id:          it.ID,
		IsPermaLink: "false",
		Title:       itemTitle(v, it),
		Link:        &feeds.Link{Href: it.URL},
		Description: escapeText.Replace(summary(it)),
		Created:     it.Published,
		Updated:     it.Updated,
	}
	if !v.SummaryOnly {
		item.Content, _ = w.articles.get(articleKey{it.Sum, v.Lang, v.Origin}, func() (string, error) {
			return clean(s.article(it, v.Origin)), nil
		})
	}
	if img := it.Image; img != nil && img.Bytes > 0 {
		item.Enclosure = &feeds.Enclosure{Url: img.URL, Length: strconv.Itoa(img.Bytes), Type: img.Type}
	}
	return item
}

func itemTitle(v *model.FeedView, it *model.FeedItem) string {
	if v.Named && it.Named != "" {
		return clean(it.Named)
	}
	return clean(it.Title)
}

// summary is never empty: readers that show no content show the title twice
// rather than nothing.
func summary(it *model.FeedItem) string {
	if it.Summary == "" {
		return clean(it.Title)
	}
	return clean(it.Summary)
}

// itemLang is the language of it where it differs from that of the feed.
func itemLang(v *model.FeedView, it *model.FeedItem) string {
	if it.Lang == v.Lang {
		return ""
	}
	return string(it.Lang)
}

// plainText is the content of an XML element that half of all readers take for
// plain text and the other half for HTML, such as the title of an RSS item.
type plainText struct {
	XML string `xml:",innerxml"`
}

// plain writes s so that both halves show the same: what one of them would
// take for a tag or a character reference gets full-width brackets, and the
// rest is escaped in hexadecimal, the form that the RSS Advisory Board found
// to work everywhere (RSS Best Practices Profile, "Character data").
func plain(s string) *plainText {
	s = clean(s)
	s = looksLikeTag.ReplaceAllString(s, "＜$1＞")
	s = looksLikeTagStart.ReplaceAllString(s, "＜$1")
	s = looksLikeReference.ReplaceAllString(s, "＆$1")
	return &plainText{escapeHex.Replace(s)}
}

var (
	looksLikeTag       = regexp.MustCompile(`<([/!?A-Za-z][^<>]*)>`)
	looksLikeTagStart  = regexp.MustCompile(`<([/!?A-Za-z])`)
	looksLikeReference = regexp.MustCompile(`&(#?[0-9A-Za-z]+;)`)

	escapeHex  = strings.NewReplacer("&", "&#x26;", "<", "&#x3C;", ">", "&#x3E;", "\r", "&#xD;")
	escapeText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
)

// clean drops what XML has no place for (1.0, production 2: pasted text brings
// U+0008 and U+000B), what is not UTF-8, and what XML allows but every consumer
// of feeds warns about: control characters of Latin-1, the mark of a broken
// character, and code points that Unicode keeps for internal use.
func clean(s string) string {
	if strings.IndexFunc(s, unfit) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unfit(r) {
			return -1
		}
		return r
	}, s)
}

func unfit(r rune) bool {
	switch {
	case r < ' ':
		return r != '\t' && r != '\n' && r != '\r'
	case r < 0x7F:
		return false
	}
	return r <= 0x9F || r == utf8.RuneError || 0xFDD0 <= r && r <= 0xFDEF || r&0xFFFE == 0xFFFE
}

// cdata is text of an element, written without escapes: shorter than those,
// and easier on people who look at the source.
type cdata struct {
	Type string `xml:"type,attr,omitempty"`
	Text string `xml:",cdata"`
}

// atomLink is a link of Atom, also inside RSS, where its name has a prefix.
type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

// feedLinks are the links between documents: itself, the hub, and the chain of
// archives that holds every item there ever was.
func feedLinks(v *model.FeedView, mediaType string) []atomLink {
	links := []atomLink{{"self", mediaType, v.Self}}
	for _, l := range []atomLink{
		{"hub", "", v.Hub},
		{"current", mediaType, v.Current},
		{"prev-archive", mediaType, v.PrevArchive},
		{"next-archive", mediaType, v.NextArchive},
	} {
		if l.Href != "" {
			links = append(links, l)
		}
	}
	return links
}

// empty is an element without content, or null.
type empty struct{}

// archiveMark is the fh:archive element of archive documents and the namespace
// of its prefix.
func archiveMark(v *model.FeedView) (mark *empty, namespace string) {
	if isArchive(v) {
		return &empty{}, "http://purl.org/syndication/history/1.0"
	}
	return nil, ""
}

// element writes an element as it stands at a depth of its document, on a line of
// its own.
func element(x any, depth int) (string, error) {
	w := elementWriters.Get().(*elementWriter)
	w.buf.Reset()
	w.Indent(strings.Repeat("  ", depth), "  ")
	if err := w.Encode(x); err != nil {
		return "", err // and w may be in the midst of something
	}
	defer elementWriters.Put(w)
	if s := w.buf.String(); strings.HasPrefix(s, "\n") {
		return s, nil
	} else {
		return "\n" + s, nil // the first one of an encoder
	}
}

// elementWriter writes one element after the other: an encoder has a buffer of its
// own, which is larger than most of what it writes.
type elementWriter struct {
	*xml.Encoder
	buf bytes.Buffer
}

var elementWriters = sync.Pool{New: func() any {
	w := new(elementWriter)
	w.Encoder = xml.NewEncoder(&w.buf)
	return w
}}

func writeXML(b *bytes.Buffer, x feeds.XmlFeed) error {
	if err := feeds.WriteXML(x, b); err != nil {
		return err
	}
	b.WriteByte('\n')
	if at := bytes.Index(b.Bytes(), []byte("?><")); at >= 0 { // the declaration gets a line of its own
		b.WriteByte('\n') // room for it
		after := b.Bytes()[at+len("?>"):]
		copy(after[1:], after)
		after[0] = '\n'
	}
	return nil
}
