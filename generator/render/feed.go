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
// written once for all formats, and its item once for each, but for archives.
type feedWriter struct {
	articles recent[articleKey]
	items    recent[itemKey]
}

// How many bytes of both are remembered. Documents that have the same records are
// rendered one after the other.
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
	// begin writes a document as frame says, up to its items, and returns its end.
	begin func(b *bytes.Buffer, v *model.FeedView, frame *feeds.Feed) (end string, err error)
	// item writes the only item of base, which is it, as it stands in a document.
	item func(b *bytes.Buffer, v *model.FeedView, it *model.FeedItem, base *feeds.Feed) error
	// between stands between items.
	between string
}

var feedFormats = map[model.FeedFormat]feedFormat{
	model.RSS:  {beginRSS, rssItemOf, ""},
	model.Atom: {beginAtom, atomEntryOf, ""},
	model.JSON: {beginJSON, jsonItemOf, ",\n"},
}

// feed renders one document of a feed. The bytes depend on v and s alone:
// gorilla/feeds makes up ids and dates where it is given none, so every item must
// have both.
func (w *feedWriter) feed(b *bytes.Buffer, v *model.FeedView, s speech) ([]byte, error) {
	format, ok := feedFormats[v.Format]
	if !ok {
		return nil, fmt.Errorf("render: write feed: no format %q", v.Format)
	}
	end, err := format.begin(b, v, frame(v))
	if err != nil {
		return nil, fmt.Errorf("render: write feed: %w", err)
	}
	for i, it := range v.Items {
		if i > 0 {
			b.WriteString(format.between)
		}
		if err := w.item(b, format, v, it, s); err != nil {
			return nil, fmt.Errorf("render: write feed: %w", err)
		}
	}
	b.WriteString(end)
	return b.Bytes(), nil
}

// item writes an item. That of an archive seldom stands in another document of its
// format that is written soon after.
func (w *feedWriter) item(b *bytes.Buffer, format feedFormat, v *model.FeedView, it *model.FeedItem, s speech) error {
	write := func(b *bytes.Buffer) error {
		return format.item(b, v, it, &feeds.Feed{Link: &feeds.Link{}, Items: []*feeds.Item{w.common(v, it, s)}})
	}
	if isArchive(v) {
		return write(b)
	}
	key := itemKey{articleKey{it.Sum, v.Lang, v.Origin}, v.Format, v.Author, v.Named, v.SummaryOnly}
	text, err := w.items.get(key, func() (string, error) {
		own := scratch.Get().(*bytes.Buffer)
		defer scratch.Put(own)
		own.Reset()
		err := write(own)
		return own.String(), err
	})
	b.WriteString(text)
	return err
}

// scratch are buffers for what becomes a string of its own.
var scratch = sync.Pool{New: func() any { return new(bytes.Buffer) }}

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
// its own, and in it content, if there is any.
func element(b *bytes.Buffer, x any, depth int, c *content) error {
	w := elementWriters.Get().(*elementWriter)
	w.buf.Reset()
	w.Indent(strings.Repeat("  ", depth), "  ")
	if err := w.Encode(x); err != nil {
		return err // and w may be in the midst of something
	}
	defer elementWriters.Put(w)
	rest := bytes.TrimPrefix(w.buf.Bytes(), []byte("\n")) // which the first one of an encoder has not
	b.WriteByte('\n')
	if c != nil {
		at := bytes.LastIndexByte(rest, '\n') // where x ends
		if i := bytes.Index(rest, []byte(c.after)); c.after != "" && i >= 0 {
			at = i + len(c.after)
		}
		b.Write(rest[:at])
		rest = rest[at:]
		b.WriteString("\n" + strings.Repeat("  ", depth+1))
		c.write(b)
	}
	b.Write(rest)
	return nil
}

// content is an element with HTML, which is most of what there is to write of an item.
type content struct {
	name, attributes string
	html             string
	after            string // the end of the element that it follows; "": it comes last
}

// contentOf takes the article out of the only item of a feed: encoding/xml would copy it
// several times.
func contentOf(base *feeds.Feed, name, attributes, after string) *content {
	item := base.Items[0]
	html := item.Content
	if item.Content = ""; html == "" {
		return nil
	}
	return &content{name, attributes, html, after}
}

// write writes the HTML without escapes: shorter than with them, and easier on people
// who look at the source.
func (c *content) write(b *bytes.Buffer) {
	b.WriteString("<" + c.name + c.attributes + "><![CDATA[")
	for html, more := c.html, true; more; {
		var part string
		if part, html, more = strings.Cut(html, "]]>"); more {
			part += "]]]]><![CDATA[>"
		}
		b.WriteString(part)
	}
	b.WriteString("]]></" + c.name + ">")
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

// writeXML writes a document up to the end of its items, which mark begins, and returns
// that.
func writeXML(b *bytes.Buffer, x feeds.XmlFeed, mark string) (end string, err error) {
	if err := feeds.WriteXML(x, b); err != nil {
		return "", err
	}
	b.WriteByte('\n')
	if at := bytes.Index(b.Bytes(), []byte("?><")); at >= 0 { // the declaration gets a line of its own
		b.WriteByte('\n') // room for it
		after := b.Bytes()[at+len("?>"):]
		copy(after[1:], after)
		after[0] = '\n'
	}
	at := bytes.LastIndex(b.Bytes(), []byte(mark))
	end = string(b.Bytes()[at:])
	b.Truncate(at)
	return end, nil
}
