package model

import "html/template"

// HomeView is the first page.
type HomeView struct {
	Base
	Report     *ReportHead // the newest report, or nil
	Chips      []Chip      // products
	Months     []Group     // the newest records under their months
	More       *Ref        // to the older ones
	Products   []Chip
	Feeds      []FeedLink
	Action     []*Card // what customers have to do now
	ActionPage Ref     // to all of them, and to those that are past
}

// ReportHead is the block at the top of a report, also shown on the home page.
type ReportHead struct {
	Product ProductTag // zero for the month over all products
	Series  string
	Vol     int // 0 for the month over all products
	Title   string
	Heading template.HTML
	Lead    string
	Month   Month
	URL     string
	Figures []Figure
}

// ReportView is the numbered report of one product's month.
type ReportView struct {
	Base
	Top        ReportHead
	Intro      Prose
	Action     []*Card
	Highlights []*Card
	Chips      []Chip
	Records    []*Card
	Chart      *Chart
	Thanks     string
	Outlook    string
	Volumes    []Volume // the neighbouring reports, newest first
	Pager      Pager
	Feeds      []FeedLink
}

// MonthView is one month over all products.
type MonthView struct {
	Base
	Top      ReportHead
	Intro    Prose
	Action   []*Card
	Chips    []Chip
	Products []Group
	Volumes  []Ref // the products' reports
	Chart    *Chart
	Pager    Pager
	Feeds    []FeedLink
}

// YearView is one year over all products, or the yearly review of one.
type YearView struct {
	Base
	Product *ProductTag // nil over all products
	Year    int
	Title   string
	Lead    string
	Figures []Figure
	Volumes []Volume // twelve of them
	Chart   *Chart
	Kinds   []Chip
	Groups  []Group // by month, newest first
	Pager   Pager
	Feeds   []FeedLink
}

// ProductView is a product's own page.
type ProductView struct {
	Base
	Product  ProductTag
	Name     string
	Lead     string
	Site     string // the product's own site, or ""
	Siblings []Ref  // the other products
	Figures  []Figure
	Years    []VolumeYear
	Months   []Group
	More     *Ref
	Kinds    []Chip
	Feeds    []FeedLink
}

// VolumeYear is a year of reports, as a grid of twelve.
type VolumeYear struct {
	Year    int
	URL     string
	Count   int
	Volumes []Volume
}

// ArchiveView lists everything by year: the search for those without script.
type ArchiveView struct {
	Base
	Years  []ArchiveYear
	Count  int
	Kinds  []Chip
	Tags   []TagRef
	Groups []Chip // products
}

// ArchiveYear is a year of the archive.
type ArchiveYear struct {
	VolumeYear
	Cards []*Card
}

// ListView is a facet: all records of one kind or tag.
type ListView struct {
	Base
	Title   string
	Lead    string
	Kind    *KindTag // of kind pages
	Chips   []Chip   // the other kinds, or the products of a tag
	Years   []Group
	Count   int
	Feeds   []FeedLink
	Related []TagRef
}

// RecordView is a record's own page.
type RecordView struct {
	Base
	*Story
	Facts    []Fact
	Body     Prose
	TOC      []TOCItem
	Tags     []TagRef
	Teams    []string
	Replaces []Ref
	Related  []*Card
	Reports  []Volume // that list it
	Pager    Pager
	Origin   string
	Feedback string // where readers can say whether it helped, or ""
	Feeds    []FeedLink
}

// Story is what a record tells wherever it is shown whole: on its page and in
// feeds, which share it.
type Story struct {
	Card      *Card
	Lead      string
	Image     *Img
	Goal      string
	Obstacle  string
	Numbers   []NumberRow
	Effect    string
	Measured  Day
	Thanks    string
	Updates   []UpdateNote
	Withdrawn *UpdateNote
	Replaced  []Ref // by newer records
	Sum       Sum   `key:"sum"` // of all the above
}

// Fact is a short statement about a record: a label and words or a link.
type Fact struct {
	Label string
	Value string
	URL   string
	Lang  Lang // of Value, where it is not the page's
}

// NumberRow is a measured figure before and after.
type NumberRow struct {
	Label         string
	Before, After string
	Unit          string
	BeforePercent string // of the larger one
	AfterPercent  string
}

// TOCItem is a heading of the body.
type TOCItem struct {
	Level int
	Title string
	URL   string
}

// UpdateNote is a dated sentence about a later change.
type UpdateNote struct {
	Day  Day
	Text string
}

// ActionView lists what customers have to do.
type ActionView struct {
	Base
	Open  []*Card // newest deadline first
	Past  []*Card
	Feeds []FeedLink
}

// SearchView is the page with the search box; results come by script.
type SearchView struct {
	Base
	Shards   []Shard // newest first
	Products []ProductTag
	Kinds    []KindTag
	Synonyms [][]string // folded
}

// Shard is a file of search entries.
type Shard struct {
	Year  int
	URL   string
	Count int
}

// SubscribeView explains feeds and lists them all.
type SubscribeView struct {
	Base
	Feeds []FeedGroup
	OPML  string
}

// FeedGroup is the feeds of one facet in all formats.
type FeedGroup struct {
	Title string
	Home  string     // absolute URL of the facet's page
	Facet string     // "all", "action", "product", "kind", "tag"
	Class string     // hue, or ""
	Feeds []FeedLink // RSS, Atom, JSON
	Month []FeedLink // the monthly digest in the same order, or nil
}

// FreeView is a free page such as about.
type FreeView struct {
	Base
	Title   string
	Heading template.HTML
	Lead    string
	Body    Prose
	TOC     []TOCItem
}

// NotFoundView is 404.html.
type NotFoundView struct {
	Base
	Recent []*Card
	Also   []NotFoundNote // the same in the site's other languages
}

// NotFoundNote says in another language that a page is missing.
type NotFoundNote struct {
	Lang  Lang
	Title string
	Lead  string
	Home  Ref
}

// RedirectView is the page at an old address.
type RedirectView struct {
	Lang   Lang
	To     string // under the base path
	Abs    string
	Title  string
	Script string // URL of the theme's redirect.js, or ""
}

func (HomeView) Template() string      { return "home" }
func (ReportView) Template() string    { return "report" }
func (MonthView) Template() string     { return "month" }
func (YearView) Template() string      { return "year" }
func (ProductView) Template() string   { return "product" }
func (ArchiveView) Template() string   { return "archive" }
func (ListView) Template() string      { return "list" }
func (RecordView) Template() string    { return "record" }
func (ActionView) Template() string    { return "action" }
func (SearchView) Template() string    { return "search" }
func (SubscribeView) Template() string { return "subscribe" }
func (FreeView) Template() string      { return "page" }
func (NotFoundView) Template() string  { return "404" }
func (RedirectView) Template() string  { return "redirect" }
