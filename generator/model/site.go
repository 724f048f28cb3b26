package model

import "time"

// Site is the whole site as data: what assemble makes of the sources and plan
// turns into pages. It is immutable.
type Site struct {
	Sources
	Today    Day
	Editions []*Edition // one for each language, the default first
	Left     []LeftOut
	Next     time.Time // when the next record appears or expires by itself; zero: never
}

// LeftOut is a record that is not public now.
type LeftOut struct {
	ID    RecordID
	Lang  Lang
	File  string
	Title string
	State State
	When  time.Time // when that changes by itself; zero: never
}

// State says whether a record is public.
type State string

const (
	Published State = "published"
	Scheduled State = "scheduled"
	Drafted   State = "draft"
	Expired   State = "expired"
)

// Edition is the site in one language.
type Edition struct {
	Lang     Lang
	Prefix   string   // of paths: "" for the default language, else "/en"
	Entries  []*Entry // all of them, newest first, unlisted ones included
	Listed   []*Entry // those that lists, feeds and search show
	Reports  []*Report
	Months   []*Report // over all products
	Pages    []*FreeEntry
	Lost     []*Entry // without a page for a mistake in them: only their links count
	Catalog  Catalog
	Products []*Shelf // in the order of the config
}

// Shelf is what one product has in an edition.
type Shelf struct {
	Product *Product
	Entries []*Entry  // newest first
	Reports []*Report // newest first
}

// Entry is a record as one edition shows it: its words may be in another
// language when there is no twin.
type Entry struct {
	*Record
	Index      int        // in Edition.Entries
	From       [2]*Record // the file of its words, and the one whose facts hold for all languages
	Path       string     // of its page on the site, "/hinata/2026/10/slug/"
	Day        Day
	Month      Month // of the report that lists it
	Products   []*Product
	Kind       *Kind
	Fallback   bool // its words are not in the edition's language
	Late       bool // listed in a report older than its date
	State      State
	Targets    []Target // of Text.Links, by index
	Related    []*Entry
	Supersedes []*Entry
	Superseded []*Entry // by these newer ones
	BeforePic  *Asset
	AfterPic   *Asset
	Cover      *Asset
	Modified   Day // of the last update, or Day
}

// FreeEntry is a free page as one edition shows it.
type FreeEntry struct {
	*FreePage
	Path     string
	Fallback bool
	Targets  []Target
}

// Report is the round-up of one product's month, or of a month over all
// products (Product is nil).
type Report struct {
	Product *Product
	Month   Month
	Vol     int // 0 when it has no number
	Path    string
	Entries []*Entry // newest first
	Preface *Preface // nil when nobody wrote one
	Targets []Target // of Preface.Text.Links
}

// Target is where a link of the author leads. One of the fields is set.
type Target struct {
	URL     string // of another site, mailto and the like
	Path    string // of this site, with "#fragment" percent-encoded
	Picture *Asset
	Anchor  string // of the same page: percent-encoded, without "#"
	Pos     Pos
}
