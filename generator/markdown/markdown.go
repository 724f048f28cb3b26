// Package markdown turns the Markdown of a record into HTML, plain text,
// headings and links. It is CommonMark with the extensions of GitHub and the
// rules that Japanese prose needs and CommonMark lacks: emphasis beside 「」,
// no gap where a Japanese line ends, links right after Japanese text, ids for
// Japanese headings, ruby.
//
// It is the only importer of goldmark and chroma. It reads no file and keeps
// no clock: the same bytes and options give the same Doc on every machine.
package markdown

// Options say how one text is rendered. The zero value renders in Japanese.
type Options struct {
	Lang       string                // of the text: "ja" or "en"; picks Labels when those are zero
	Labels     Labels                // words the renderer adds to the text
	Phrases    func(string) []string // splits a heading where a line may break; nil for no such breaks
	Style      bool                  // also note spaces typed between Japanese and Latin
	TopHeading int                   // level that the highest heading of the text gets, the others with it; 0 leaves them as written
	FirstLine  int                   // line of the file where the text begins, from 1, so that problems carry lines of the file
}

// Doc is one rendered text. It is immutable.
type Doc struct {
	Page Fragment // for pages: classes, ids, heading links, copy buttons
	Feed Fragment // the same tree for feeds and mail: plain elements only

	Text   string // words alone, a line a block; ruby as 漢字（かんじ）
	Prose  string // the sentences of Text: without headings, pictures, tables and code
	Search string // like Text, with the base of a ruby in the sentence and its readings at the end

	Headings  []Heading
	Links     []Link
	Languages []string // of the code blocks, by name, each once, in order of appearance
	Problems  []Problem
}

// Heading is one heading of the text.
type Heading struct {
	Level int    // 1 to 6
	ID    string // unique in the text; pages put the record's prefix before it
	Text  string
	HTML  string // inline HTML without links, with <wbr> between phrases
	Line  int
}

// LinkKind says how a link was written.
type LinkKind int

const (
	Hyperlink LinkKind = iota // [text](dest)
	Image                     // ![alt](dest)
	Autolink                  // <https://…>, or a bare address
)

// Link is one link or picture of the text, in document order.
type Link struct {
	Kind  LinkKind
	Dest  string // as written, with escapes and entities resolved, in NFC
	Text  string // of the link, or the alternative text of the picture
	Title string

	Figure bool // a picture whose title is shown as its caption
	Line   int
	Col    int
}
