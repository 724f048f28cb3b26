package render

import (
	"bytes"
	"encoding/xml"
	"path"
	"strings"

	"github.com/gorilla/feeds"

	"kaizen/generator/model"
)

// rssDoc is RSS 2.0 with the modules that readers know: atom (self, hub,
// archives), content (the whole text), dc (teams as authors: RSS's own author
// wants a mail address), media (pictures) and fh (RFC 5005).
type rssDoc struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Atom    string   `xml:"xmlns:atom,attr"`
	Content string   `xml:"xmlns:content,attr"`
	DC      string   `xml:"xmlns:dc,attr"`
	Media   string   `xml:"xmlns:media,attr"`
	History string   `xml:"xmlns:fh,attr,omitempty"`
	Channel rssChannel
}

// FeedXml makes rssDoc what feeds.WriteXML takes. Without it the method of an
// embedded type would be promoted, and everything of ours lost.
func (d *rssDoc) FeedXml() any { return d }

// rssChannel is gorilla's channel; where a field of ours has the name of one
// of theirs, encoding/xml writes ours. Items come last: metadata after an item
// is against the RSS profile.
type rssChannel struct {
	XMLName     xml.Name   `xml:"channel"`
	Title       *plainText `xml:"title"`
	Description *plainText `xml:"description"`
	*feeds.RssFeed
	Image   *rssImage  `xml:"image"`
	Links   []atomLink `xml:"atom:link"`
	Archive *empty     `xml:"fh:archive"`
}

type rssItem struct {
	XMLName xml.Name   `xml:"item"`
	Lang    string     `xml:"xml:lang,attr,omitempty"`
	Title   *plainText `xml:"title"`
	*feeds.RssItem
	Creators   []string      `xml:"dc:creator"`
	Categories []rssCategory `xml:"category"`
	Picture    *mediaContent `xml:"media:content"`
}

type rssCategory struct {
	Domain string `xml:"domain,attr,omitempty"`
	*plainText
}

// rssImage is the logo of a channel. Its title and link are the channel's.
type rssImage struct {
	URL   string     `xml:"url"`
	Title *plainText `xml:"title"`
	Link  string     `xml:"link"`
}

type mediaContent struct {
	URL    string     `xml:"url,attr"`
	Type   string     `xml:"type,attr,omitempty"`
	Medium string     `xml:"medium,attr"`
	Size   int        `xml:"fileSize,attr,omitempty"`
	Width  int        `xml:"width,attr,omitempty"`
	Height int        `xml:"height,attr,omitempty"`
	Alt    *plainText `xml:"media:description"`
}

func beginRSS(b *bytes.Buffer, v *model.FeedView, frame *feeds.Feed) (end string, err error) {
	f := (&feeds.Rss{Feed: frame}).RssFeed()
	f.PubDate = "" // gorilla puts the time of the last change here too
	f.Language = string(v.Lang)
	f.Generator = generatorName
	mark, history := archiveMark(v)
	return writeXML(b, &rssDoc{
		Version: "2.0",
		Atom:    "http://www.w3.org/2005/Atom",
		Content: "http://purl.org/rss/1.0/modules/content/",
		DC:      "http://purl.org/dc/elements/1.1/",
		Media:   "http://search.yahoo.com/mrss/",
		History: history,
		Channel: rssChannel{
			Title:       plain(f.Title),
			Description: plain(f.Description),
			RssFeed:     f,
			Image:       channelImage(v),
			Links:       feedLinks(v, "application/rss+xml"),
			Archive:     mark,
		},
	}, "\n  </channel>")
}

func rssItemOf(b *bytes.Buffer, v *model.FeedView, it *model.FeedItem, base *feeds.Feed) error {
	content := contentOf(base, "content:encoded", "", "</description>")
	item := (&feeds.Rss{Feed: base}).RssFeed().Items[0]
	return element(b, &rssItem{
		Lang:       itemLang(v, it),
		Title:      plain(item.Title),
		RssItem:    item,
		Creators:   authors(v, it),
		Categories: rssCategories(it),
		Picture:    picture(it.Image),
	}, 2, content)
}

// generatorName carries no version: a new kaizen alone changes no feed.
const generatorName = "kaizen"

// channelImage is the icon where RSS allows its format.
func channelImage(v *model.FeedView) *rssImage {
	switch strings.ToLower(path.Ext(v.Icon)) {
	case ".png", ".jpg", ".jpeg", ".gif":
		return &rssImage{URL: v.Icon, Title: plain(v.Title), Link: v.Home}
	}
	return nil
}

func rssCategories(it *model.FeedItem) []rssCategory {
	var list []rssCategory
	for _, c := range it.Categories {
		list = append(list, rssCategory{c.Scheme, plain(c.Label)})
	}
	return list
}

// authors are the teams behind an item, or the feed's own.
func authors(v *model.FeedView, it *model.FeedItem) []string {
	names := it.Authors
	if len(names) == 0 {
		names = []string{v.Author}
	}
	var list []string
	for _, n := range names {
		if n = clean(n); n != "" {
			list = append(list, n)
		}
	}
	return list
}

func picture(img *model.Img) *mediaContent {
	if img == nil {
		return nil
	}
	m := &mediaContent{
		URL: img.URL, Type: img.Type, Medium: "image", Size: img.Bytes,
		Width: img.Width, Height: img.Height,
	}
	if img.Alt != "" {
		m.Alt = plain(img.Alt)
	}
	return m
}
