package render

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gorilla/feeds"

	"kaizen/generator/model"
)

// feed renders one document of a feed. The bytes depend on v and s alone:
// gorilla/feeds makes up ids and dates where it is given none, so every item must
// have both.
func feed(v *model.FeedView, s speech) ([]byte, error) {
	f := common(v, s)
	switch v.Format {
	case model.RSS:
		return rssFeed(v, f)
	case model.Atom:
		return atomFeed(v, f)
	case model.JSON:
		return jsonFeed(v, f)
	}
	return nil, fmt.Errorf("render: write feed: no format %q", v.Format)
}

// isArchive reports whether v is an archive document, which never changes, and
// not the living feed (RFC 5005, section 4).
func isArchive(v *model.FeedView) bool { return v.Current != "" }

// common is what gorilla/feeds can say by itself; each format completes it.
// Summaries count as HTML in RSS and Atom, so common escapes them.
func common(v *model.FeedView, s speech) *feeds.Feed {
	f := &feeds.Feed{
		Title:       clean(v.Title),
		Link:        &feeds.Link{Href: v.Home},
		Description: clean(v.Description),
		Updated:     v.Updated,
	}
	for _, it := range v.Items {
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
			item.Content = clean(s.article(it, v.Origin))
		}
		if img := it.Image; img != nil && img.Bytes > 0 {
			item.Enclosure = &feeds.Enclosure{Url: img.URL, Length: strconv.Itoa(img.Bytes), Type: img.Type}
		}
		f.Add(item)
	}
	return f
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

func writeXML(x feeds.XmlFeed) ([]byte, error) {
	var b bytes.Buffer
	if err := feeds.WriteXML(x, &b); err != nil {
		return nil, fmt.Errorf("render: write feed: %w", err)
	}
	b.WriteByte('\n')
	return bytes.Replace(b.Bytes(), []byte("?><"), []byte("?>\n<"), 1), nil
}
