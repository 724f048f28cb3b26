package model

import (
	"html/template"
	"strings"
)

// The views of HTML pages. They are the contract with templates: every field
// here may be used by a theme, and nothing else can be. URLs are ready for
// attributes: percent-encoded, with the base path in front.

// Chrome is what every page of one language shows.
type Chrome struct {
	Lang        Lang
	Site        string // title of the site
	Description string
	Home        string
	Nav         []NavItem
	Search      string
	Subscribe   string
	Archive     string
	Footer      string
	FooterLinks []Ref
	Contact     string
	Assets      Assets
	ThemeColor  [2]string // light, dark
	Feed        FeedLink  // the RSS feed of everything
	Latest      *Ref      // the newest report
	Sum         Sum       `key:"sum"` // of all the above
}

// NavItem is an entry of the main navigation. Section equals Base.Section on
// the pages that lie under it.
type NavItem struct {
	Ref
	Section string
}

// Assets are the URLs of the theme's files, with their hashes in the names.
type Assets struct {
	Style   string
	Scripts map[string]string // by module name, such as "search"
	Files   map[string]string // by path in the theme, such as "icon.svg"
	Logo    string            // or "" for the theme's own mark
	LogoW   int               // of the logo when it is 28 px high, or 0
	Card    string            // absolute URL of the picture for social networks, or ""
	CardAlt string
	CardW   int
	CardH   int
}

// Base is embedded in the view of every HTML page.
type Base struct {
	Chrome  *Chrome
	Head    Head
	Section string // of the navigation: "months", "products", "archive", or a page's slug
	Crumbs  []Ref  // from the home page down; the last one is the page itself, without URL
	Others  []LangLink
	Notice  string // one sentence about the page as a whole, such as a missing translation
}

// Head is what search engines, feed readers and social networks read.
type Head struct {
	Title       string // of the <title>, with the site's name
	Short       string // the same without the site's name
	Description string
	Canonical   string // absolute
	Type        string // og:type
	Image       *Img   // the page's own picture, absolute, or nil
	Published   string // RFC 3339, of records
	Modified    string
	Alternates  []LangLink // absolute, with x-default, when the page has translations
	Feeds       []FeedLink
	Author      string // team that wrote the record
	Words       Lang   // language of the text, when it is not the page's; else ""
	NoIndex     bool
	Series      string // of numbered reports: what the number counts
	Volume      int    // of numbered reports; else 0
}

// LangLink leads to the same page in another language.
type LangLink struct {
	Lang Lang // "x-default" in Head.Alternates
	Name string
	URL  string
}

// Ref is a link: words and where they lead.
type Ref struct {
	Title string
	URL   string
}

// FeedLink is a feed that a page offers.
type FeedLink struct {
	Title string // with the name of the format
	Name  string // without it
	URL   string // under the base path
	Abs   string
	Type  string // media type
	Short string // the path as shown to people, such as "/feed.xml"
}

// Card is a record as lists show it. Cards are shared between pages.
type Card struct {
	ID       RecordID
	URL      string
	Lang     Lang // of its words, when it is not the page's; else ""
	Title    string
	Heading  template.HTML // Title with <wbr> between phrases
	Short    string        // Title without its politeness, for narrow lists
	Day      Day
	Kind     KindTag
	Products []ProductTag
	Summary  string
	Pair     *Pair
	Help     *Ref
	Action   *Todo
	Late     bool   // published after its month was over
	Updated  Day    // of the last correction, or zero
	Gone     bool   // withdrawn
	Draft    string // preview only: why it is not public yet; else ""
	Sum      Sum    `key:"sum"` // of all the above
}

// KindTag, ProductTag and TagRef are how pages name kinds, products and tags.
type KindTag struct {
	ID    KindID
	Name  string
	URL   string
	Class string // sets the hue, such as "k-fix"
	Icon  string
}

type ProductTag struct {
	ID    ProductID
	Name  string
	URL   string
	Class string // "p-hinata"
}

type TagRef struct {
	ID    TagID
	Name  string
	URL   string
	Count int
}

// Pair is before and after, in one of three forms.
type Pair struct {
	Before, After Half
	Form          string // "text", "number", "picture" or "mixed"
}

// Half is one side of a Pair.
type Half struct {
	Text    string
	Value   string // a number as people read it, "8.2"
	Unit    string
	Percent string // of the larger of both numbers, "13.4"; "" for texts
	Picture *Img
}

// Img is a picture with all that an img element needs.
type Img struct {
	URL     string
	Srcset  string
	Sizes   string
	Width   int
	Height  int
	Alt     string
	Caption string
	Type    string // media type
	Bytes   int    // size of the file behind URL
	Lazy    bool
}

// Todo is what customers have to do.
type Todo struct {
	Needed bool
	Until  Day
	Past   bool // Until is over
	Text   string
	Link   string
}

// Figure is a number with its meaning.
type Figure struct {
	Label string
	Value string
	Unit  string
	Note  string // from how many records, or how it was counted
}

// Chart is a row of bars that is its own data table.
type Chart struct {
	Title string
	Sub   string
	Bars  []Bar
}

// Bar is one bar; Percent is its height against the highest.
type Bar struct {
	Label   string
	Unit    string // after the label on wide screens
	Value   int
	Percent int
	Current bool
	URL     string
}

// Chip is a link that narrows a list to a kind or product.
type Chip struct {
	Ref
	Count   int
	Current bool
}

// Volume is a report as lists of reports show it.
type Volume struct {
	Month   Month
	Label   string // "2026年10月"
	URL     string
	Vol     int
	Count   int
	Tint    int // 0-4, by count
	Current bool
	Future  bool // the month has not come yet, or lies before the first report
}

// Group is a run of cards under one heading.
type Group struct {
	ID    string // anchor
	Title string
	URL   string
	Count int
	Class string // hue, or ""
	Month Month  // of month groups
	Cards []*Card
}

// Prose is rendered Markdown in place: a body whose slots are filled when the
// page is rendered, not before.
type Prose struct {
	Body    func() Body `key:"-"` // nil: there is nothing to show
	Weight  int         `key:"-"` // of prose in feeds: bytes of Body in any format, at most
	Targets []string    // by index of Slot
	Prefix  string      // of ids
	Lang    Lang        // of the words, when it is not the page's; else ""
	Sum     Sum         // of the source of Body
}

// IsZero reports whether there is nothing to show.
func (p Prose) IsZero() bool { return p.Body == nil }

// HTML is the body with its targets.
func (p Prose) HTML() template.HTML {
	var b strings.Builder
	p.Write(&b)
	return template.HTML(b.String())
}

// Write writes the HTML to b.
func (p Prose) Write(b *strings.Builder) {
	if p.Body != nil {
		p.Body().Write(b, p.Targets, p.Prefix)
	}
}

// Pager leads to the neighbours of a page.
type Pager struct {
	Prev, Next           *Ref
	PrevLabel, NextLabel string
	PrevNone, NextNone   string // said when there is no neighbour
}
