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
	Origin      string      // scheme and host, which complete the URLs of what items show
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
// What it says in full is its Notice, Story and Body, or its Digest.
type FeedItem struct {
	ID         string // tag: URI
	Title      string
	Named      string  // Title with the name of the product, for feeds over several
	URL        string  // absolute
	Lang       Lang    // of the words
	Summary    string  // plain text
	Notice     string  // one sentence about the record as a whole, such as a missing translation
	Story      *Story  // of a record; else nil
	Body       Prose   // of a record, with absolute URLs
	Digest     *Digest // of a report; else nil
	Long       bool    // too long to stand in a document whole: Summary and a link stand for it
	Published  time.Time
	Updated    time.Time // no two items of a feed have the same
	Authors    []string  // teams
	Categories []Category
	Image      *Img       // absolute URL, or nil
	Size       int        `key:"-"`   // upper bound of its bytes in any format
	Shows      []RecordID `key:"-"`   // the records behind it
	Sum        Sum        `key:"sum"` // of all the above
}

// Digest is a month as mail shows it: a report that needs no click.
type Digest struct {
	Lead       string
	Intro      Prose // with absolute URLs
	Figures    []Figure
	Action     []*Card
	Highlights []*Card
	Sections   []DigestSection
	Thanks     string
	Outlook    string
}

// DigestSection is the records of one product.
type DigestSection struct {
	Title string // "" in a report of one product
	Cards []*Card
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

// SearchEntry is a record as the search reads it.
type SearchEntry struct {
	URL      string
	Title    string // with U+200B where its lines may break
	Summary  string
	Products string // ids, separated by spaces
	Kind     KindID
	Day      Day
	Words    []string      // that are searched beside Text
	Text     func() string `key:"-"` // folded; see text.Fold
	TextSum  Sum           // of what Text was made from
	Lang     Lang          // of the words, where it is not the page's; else ""
	Sum      Sum           `key:"sum"` // of all the above
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
