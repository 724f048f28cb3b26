package model

import "time"

// The views of files that are not HTML pages.

// FeedView is one document of a feed, in one format.
type FeedView struct {
	Format      FeedFormat
	ID          string // tag: URI, the same in every format and on every host
	Title       string
	Description string
	Lang        Lang
	Home        string // absolute URL of the page the feed belongs to
	Self        string // absolute URL of this document
	Current     string // of the living feed, in archive documents (RFC 5005, section 4); else ""
	PrevArchive string // of the next older archive document, or ""
	NextArchive string // of the next newer one, or ""
	Updated     time.Time
	Author      string // for items without one
	Icon        string // absolute, or ""
	Hub         string // WebSub hub, or ""
	SummaryOnly bool
	Named       bool        // items go by their Named titles
	Items       []*FeedItem // newest first
}

// FeedFormat is RSS 2.0, Atom 1.0 (RFC 4287) or JSON Feed 1.1.
type FeedFormat string

const (
	RSS  FeedFormat = "rss"
	Atom FeedFormat = "atom"
	JSON FeedFormat = "json"
)

// FeedItem is a record or a report in feeds. Items are shared between feeds.
type FeedItem struct {
	ID         string // tag: URI
	Title      string
	Named      string // Title with the name of the product, for feeds over several
	URL        string // absolute
	Lang       Lang   // of the words
	Summary    string // plain text
	Content    string // HTML with absolute URLs
	Published  time.Time
	Updated    time.Time // no two items of a feed have the same
	Authors    []string  // teams
	Categories []Category
	Image      *Img       // absolute URL, or nil
	Size       int        `key:"-"`   // upper bound of its bytes in any format
	Shows      []RecordID `key:"-"`   // the records behind it
	Sum        Sum        `key:"sum"` // of all the above
}

// Category is a product, kind or tag of an item. Scheme and Term together are
// the address of its page.
type Category struct {
	Term   string
	Label  string
	Scheme string // absolute URL
}

// SitemapView is sitemap.xml (sitemaps.org, version 0.9).
type SitemapView struct{ URLs []SitemapURL }

// SitemapURL is an entry of the sitemap.
type SitemapURL struct {
	Loc        string // absolute
	LastMod    Day
	Alternates []LangLink // absolute
}

// SearchShardView is a year of search entries.
type SearchShardView struct{ Entries []*SearchEntry }

// SearchEntry is a record as the search reads it. Its keys in the file are short
// because they repeat thousands of times.
type SearchEntry struct {
	URL      string `json:"u"`
	Title    string `json:"t"` // with U+200B where its lines may break
	Summary  string `json:"s,omitempty"`
	Products string `json:"p"` // ids, separated by spaces
	Kind     string `json:"k"`
	Day      string `json:"d"`
	Folded   string `json:"x"` // folded text; see text.Fold
	Lang     string `json:"l,omitempty"`
	Sum      Sum    `json:"-" key:"sum"`
}

// OPMLView is the list of all feeds for feed readers (OPML 2.0).
type OPMLView struct {
	Title  string
	Lang   Lang
	Groups []FeedGroup
}

// TextView is a small text file made whole by the plan, such as robots.txt.
type TextView struct{ Text string }

// FileView is a file that passes through unchanged, such as a style sheet or
// icon of the theme.
type FileView struct {
	Data []byte `key:"-"`
	Sum  Sum
}

// PictureView is a picture of a record: cleaned of metadata, turned upright
// and, when Width is given, scaled down to it.
type PictureView struct {
	Data  []byte `key:"-"`
	Sum   Sum    // of Data
	Width int    // 0: as it is
	Type  string // media type of the source
}

func (FeedView) Template() string        { return "feed" }
func (SitemapView) Template() string     { return "sitemap" }
func (SearchShardView) Template() string { return "shard" }
func (OPMLView) Template() string        { return "opml" }
func (TextView) Template() string        { return "text" }
func (FileView) Template() string        { return "file" }
func (PictureView) Template() string     { return "picture" }
