package model

import "time"

// RecordID is permanent; feed ids and anchors hang on it, the URL does not.
type RecordID string

// Record is one Markdown file: one obstacle removed, or one improvement, in
// one language, as its author wrote it. Links in it are not resolved yet.
type Record struct {
	ID       RecordID
	Lang     Lang
	Key      string // joins language twins whose file names differ
	Source   Source
	Slug     string
	Title    string
	Heading  string // the title as HTML, with <wbr> where lines may break
	Date     time.Time
	HasClock bool // Date was given with a time of day
	Products []ProductID
	Kind     KindID
	Tags     []TagID
	Teams    []TeamID

	Summary, Goal, Obstacle string
	Before, After           Side
	FoundBy                 string
	FirstSeen               Day
	Inquiries               Inquiries
	Action                  Action
	Highlight               int // 1 is the first of the month's highlights; 0: none
	Effect                  string
	MeasuredOn              Day
	Numbers                 []Number
	Area, Audience          string
	Plans                   []string
	Image                   *Picture
	Help                    string
	Thanks                  string
	Author                  TeamID
	Origin                  string // URL of the text this record was made from

	Related, Supersedes []Mention
	Aliases             []Mention // old site paths
	Report              Month     // of the report that lists it; zero: that of its date
	Updated             []Update
	Withdrawn           Withdrawn
	Expires             time.Time
	Draft, Unlisted     bool
	Imported            bool // carries an id of another tool: never notifies
	Allow               []Allowance

	Text  Markup
	Lines map[string]Pos // where each front matter key stands, for problems found later
}

// Source is the file that something was read from.
type Source struct {
	Path string // slash-separated, below the site's root
	Sum  Sum    // of its bytes and of all options that the result depends on
}

// Markup is the rendered Markdown of a record, a report or a page.
type Markup struct {
	Excerpt  string
	Headings []Heading
	Links    []Link
	Empty    bool // there is nothing to show
	Weight   int  // bytes of its body in a feed of any format, at most
	Sum      Sum  // of what all of this was made from

	writing Writing
}

// Writing is the long parts of a Markup. They may have to be read from a cache: who
// needs them often keeps them. It may be used concurrently.
type Writing interface {
	Page() Body // on a page of its own
	Feed() Body
	Words() Words
}

// Words are the words of a Markup alone.
type Words struct {
	Plain  string
	Folded string // as search compares them; see text.Fold
}

// WithWriting returns m with its long parts.
func (m Markup) WithWriting(w Writing) Markup {
	m.writing = w
	return m
}

// IsEmpty reports whether there is nothing to show.
func (m *Markup) IsEmpty() bool { return m.writing == nil || m.Empty }

// Page is m on a page of its own.
func (m *Markup) Page() Body {
	if m.writing == nil {
		return Body{}
	}
	return m.writing.Page()
}

// Feed is m in a feed.
func (m *Markup) Feed() Body {
	if m.writing == nil {
		return Body{}
	}
	return m.writing.Feed()
}

// Words are those of m.
func (m *Markup) Words() Words {
	if m.writing == nil {
		return Words{}
	}
	return m.writing.Words()
}

// Body is HTML with slots for what only later stages know: link targets,
// pictures, and the prefix of ids. len(Parts) == len(Slots)+1, or both are 0.
type Body struct {
	Parts []string
	Slots []Slot
}

// Slot is a gap in a Body.
type Slot struct {
	Kind  SlotKind
	Index int // into Markup.Links, for links and pictures
}

// SlotKind says what fills a Slot.
type SlotKind int

const (
	LinkSlot    SlotKind = iota // the value of an href attribute
	PictureSlot                 // a whole img element
	PrefixSlot                  // the prefix of an id
)

// Heading is a heading inside a body.
type Heading struct {
	Level int
	ID    string
	Text  string
	Line  int
}

// Link is a link or picture in a body, as written.
type Link struct {
	Dest    string
	Picture bool
	Alt     string // of a picture
	Title   string
	Pos     Pos
}

// Side is one half of a before/after pair: a text, a number or a picture.
type Side struct {
	Text    string
	Value   float64
	Unit    string
	Number  bool // Value and Unit are given
	Picture *Picture
}

func (s Side) IsZero() bool { return s == Side{} }

// Picture is a picture named in front matter.
type Picture struct {
	Src, Alt, Caption string
	Pos               Pos
}

// Inquiries counts the inquiries about the obstacle in two windows of the same length.
type Inquiries struct {
	Before, After       int
	HasBefore, HasAfter bool
	Window              string
	Per1000             float64
	HasPer1000          bool
}

// Action is what customers have to do themselves.
type Action struct {
	Stated bool // the author said whether something is needed
	Needed bool
	Until  Day
	Text   string
	Link   string
}

// Number is one measured figure beside the before/after pair.
type Number struct {
	Label         string
	Before, After float64
	Unit          string
}

// Update is a later change of a published record.
type Update struct {
	Date   time.Time
	Text   string
	Notify bool // readers of feeds see the record again
}

// Withdrawn says that a record no longer holds; its page stays and says so.
type Withdrawn struct {
	Date Day
	Text string
}

// Mention is a reference in front matter to another record or path.
type Mention struct {
	To  string
	Pos Pos
}

// Allowance lets one finding of the privacy check pass.
type Allowance struct {
	Rule, Sha, Reason, By string
	Pos                   Pos
}

// Preface is the optional words of a writer for one product's month.
type Preface struct {
	Source     Source
	Lang       Lang
	Product    ProductID // "" for the month over all products
	Month      Month
	Title      string
	Number     int // pinned volume number; 0: counted
	Lead       string
	Highlights []Mention
	Thanks     string
	Outlook    string
	Draft      bool
	Text       Markup
	Lines      map[string]Pos
}

// FreePage is a page such as about or privacy.
type FreePage struct {
	Source  Source
	Lang    Lang
	Slug    string
	Title   string
	Lead    string
	Nav     bool // listed in the navigation
	Order   int
	Draft   bool
	Aliases []Mention
	Text    Markup
	Lines   map[string]Pos
}
