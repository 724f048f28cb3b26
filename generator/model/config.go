package model

import (
	"net/url"
	"strings"
	"time"
)

type (
	ProductID string
	KindID    string
	TagID     string
	TeamID    string
)

// Config is kaizen.yaml, checked and with its defaults filled in. It is never
// changed after loading.
type Config struct {
	Title       Text
	Description Text
	BaseURL     string // with a slash at its end; see Abs
	Languages   []Lang // the first is the default
	Timezone    *time.Location
	Theme       string
	Authority   string // of the tag: URIs of feeds (RFC 4151), such as "kaizen.example.com,2026"
	Products    []*Product
	Kinds       []*Kind
	Tags        []*Tag // declared ones, or nil when any tag is allowed
	Teams       []*Team
	FrontMatter FrontMatter
	Feeds       FeedConfig
	Privacy     Privacy
	Require     map[KindID][]string // front matter keys that records of a kind must have
	Severity    map[string]Level    // by rule; problems of other rules keep their own level
	Numbering   Numbering
	Look        Look
	Words       map[Lang]map[string]string // the site's own wording, by key of the word catalog
	Contact     string                     // URL or mailto: for the footer and the record pages' feedback links
	Footer      Text
	Editor      string // link that opens a source file in the preview, with {file} and {line}
	Synonyms    [][]string
	Era         bool           // Japanese dates with the era beside the year
	Lines       map[string]Pos // where each top-level key stands, for problems found later
}

// Numbering says how a product's reports are counted.
type Numbering string

const (
	ByMonth     Numbering = "months"    // months since first_report
	ByPublished Numbering = "published" // months with records, pinned in the months' files
)

// Product is what customers use; it owns numbering, hue and feeds.
type Product struct {
	ID          ProductID
	Name        Text
	Description Text
	Yomi        string // reading, for sorting
	Hue         int    // 0-359
	FirstReport Month  // zero: the month of the first record
	Series      Text   // name of the report series
	ReportTitle Text   // pattern of report titles, with {year} {month} {product} {n}
	Path        string // URL segment
	URL         string // the product's own site
	Pos         Pos
}

// Kind is what sort of record.
type Kind struct {
	ID   KindID
	Name Text
	Hue  int
	Icon string // name of an icon of the theme
	Pos  Pos
}

// Tag is a subject that records share.
type Tag struct {
	ID   TagID
	Name Text
	Yomi string
	Pos  Pos
}

// Team is a group of people who made an improvement; never a person.
type Team struct {
	ID   TeamID
	Name Text
	Pos  Pos
}

// FrontMatter says what to do with keys of other tools.
type FrontMatter struct {
	Ignore []string
	Map    map[string]string // their key → ours
}

// FeedConfig bounds the feeds.
type FeedConfig struct {
	Limit       int // items per document
	SummaryOnly bool
	Hub         string // WebSub hub, or ""
}

// Privacy lists what is the site's own to publish.
type Privacy struct {
	Domains, Phones, Emails, Names, IDLabels []string
}

// Look holds the design tokens a site may set without touching a template.
type Look struct {
	Hue    int    // of the brand colour; -1: the theme's
	Radius int    // corner radius of boxes in px; -1: the theme's
	Logo   string // path of an SVG or PNG below content/, or ""
	Font   string // font family list, or ""
	Card   string // path of the picture that social networks show, or ""
}

// Pos is a place in a source file.
type Pos struct {
	File      string
	Line, Col int // 1-based, columns in characters
}

// DefaultLang is the language of URLs without a prefix.
func (c *Config) DefaultLang() Lang { return c.Languages[0] }

// BasePath is the path of BaseURL: it begins and ends with a slash.
func (c *Config) BasePath() string {
	u, err := url.Parse(c.BaseURL)
	if err != nil || u.Path == "" {
		return "/"
	}
	return strings.TrimSuffix(u.EscapedPath(), "/") + "/"
}

// Origin is scheme and host of BaseURL without a slash at the end.
func (c *Config) Origin() string {
	u, err := url.Parse(c.BaseURL)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// Host is the host name of BaseURL.
func (c *Config) Host() string {
	u, err := url.Parse(c.BaseURL)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// Href turns a path of the site ("/hinata/") into one that links can use
// under any base path ("/help/hinata/").
func (c *Config) Href(path string) string { return c.BasePath() + strings.TrimPrefix(path, "/") }

// Abs turns a path of the site into a full URL.
func (c *Config) Abs(path string) string { return c.Origin() + c.Href(path) }

func (c *Config) Product(id ProductID) *Product {
	return find(c.Products, func(p *Product) bool { return p.ID == id })
}
func (c *Config) Kind(id KindID) *Kind {
	return find(c.Kinds, func(k *Kind) bool { return k.ID == id })
}
func (c *Config) Team(id TeamID) *Team {
	return find(c.Teams, func(t *Team) bool { return t.ID == id })
}

func find[T any](list []*T, is func(*T) bool) *T {
	for _, x := range list {
		if is(x) {
			return x
		}
	}
	return nil
}
