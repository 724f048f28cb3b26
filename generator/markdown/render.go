package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"
)

// Renderer renders texts. It is safe for concurrent use.
type Renderer struct {
	parser parser.Parser
	code   *highlighter
	jobs   sync.Pool // of *job
}

// New returns a Renderer.
func New() *Renderer {
	return &Renderer{
		parser: newParser(unusedNotes{}),
		code:   newHighlighter(),
		jobs:   sync.Pool{New: func() any { return &job{} }},
	}
}

// Render renders one text, without front matter. It always returns a Doc that
// can be shown: what it does not understand or does not allow, it shows as
// text and reports as a Problem.
func (r *Renderer) Render(src []byte, o Options) Doc {
	j := r.jobs.Get().(*job)
	defer r.jobs.Put(j)
	j.start(r, clean(src), o)
	j.checkCharacters()
	if !j.withinLimits() {
		return j.verbatim()
	}
	pc := parser.NewContext()
	root := r.parser.Parse(gtext.NewReader(j.src), parser.WithContext(pc))
	if deeper(root, maxDepth) {
		j.problem(0, tooDeep())
		return j.verbatim()
	}
	unused, _ := pc.Get(unusedKey).([]*extast.Footnote)
	j.checkNotes(unused)
	j.prepare(root)
	j.blocks(root)
	return j.doc()
}

// clean returns src with the line ends and the encoding that the parser wants.
// Every line stays where it is.
func clean(src []byte) []byte {
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	if !utf8.Valid(src) {
		src = bytes.ToValidUTF8(src, []byte("\uFFFD"))
	}
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
		src = bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
	}
	return src
}

// job is the rendering of one text. It writes both fragments and the plain
// text in one walk over the tree.
type job struct {
	manuscript
	code   *highlighter
	o      Options
	labels Labels

	pages, feeds               builder // serve one text after the other: nothing of them is in a Doc
	page, feed                 *builder
	text                       []byte
	rest                       []byte   // of text, without some of its parts
	asides                     []span   // readings within text, which interrupt a sentence
	beside                     []span   // parts of text that are no sentences
	readings                   []string // of ruby
	readingStart, readingDepth int      // of the reading being written
	muted                      bool     // inside <rp>, whose text is for the page alone

	ids       ids
	addresses bool                 // whether the text may hold any that are no links yet
	targets   []target             // what links within the text point to
	html      map[ast.Node][]piece // raw HTML
	refused   map[string]bool      // elements shown as text already
	captions  map[ast.Node]string  // of tables, by table and by the paragraph they were
	figures   map[*ast.Image]bool  // whose title is a caption
	breaks    []int                // where a line of the heading being written may break
	said      int                  // how much of it is written; breaks count in the same bytes
	outline   bool                 // writing Heading.HTML: no links, no notes, no plain text
	level     int                  // of the last heading
	colored   int                  // bytes of code in languages
	colorWork int                  // sum of the squared sizes of its blocks

	result Doc
}

// span is a part of a string, from start to before end.
type span struct{ start, end int }

// start makes j ready for a text, with the memory of the one before.
func (j *job) start(r *Renderer, src []byte, o Options) {
	j.pages.reset()
	j.feeds.reset()
	*j = job{
		manuscript: newManuscript(src, o.FirstLine),
		code:       r.code,
		o:          o,
		labels:     o.labels(),
		pages:      j.pages,
		feeds:      j.feeds,
		page:       &j.pages,
		feed:       &j.feeds,
		text:       j.text[:0],
		rest:       j.rest[:0],
		beside:     j.beside[:0],
		addresses:  mayHoldAddress(src),
	}
}

// doc finishes the Doc.
func (j *job) doc() Doc {
	j.checkTargets()
	d := j.result
	d.Page, d.Feed = j.page.fragment(), j.feed.fragment()
	d.Text = string(bytes.TrimSpace(j.text))
	d.Prose, d.Search = d.Text, d.Text
	if len(j.beside) > 0 {
		d.Prose = string(bytes.TrimSpace(j.without(j.beside)))
	}
	if len(j.readings) > 0 {
		d.Search = j.searchText()
	}
	slices.SortStableFunc(d.Problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	return d
}

// searchText returns the text with each ruby's base alone in its sentence, and
// the readings at the end, so that both are found.
func (j *job) searchText() string {
	return string(bytes.TrimSpace(j.without(j.asides))) + "\n" + strings.Join(j.readings, " ")
}

// without returns the text without the given parts, which are in order. The next call
// writes over it.
func (j *job) without(parts []span) []byte {
	b := j.rest[:0]
	at := 0
	for _, s := range parts {
		if s.start >= at { // else it lies within one before
			b = append(b, j.text[at:s.start]...)
			at = s.end
		}
	}
	j.rest = append(b, j.text[at:]...)
	return j.rest
}

// aside notes that what was written of the text since start is no sentence.
func (j *job) aside(start int) {
	for len(j.beside) > 0 && j.beside[len(j.beside)-1].start >= start {
		j.beside = j.beside[:len(j.beside)-1]
	}
	j.beside = append(j.beside, span{start, len(j.text)})
}

// verbatim returns the text as it is, for what is too large or too deep to be
// understood.
func (j *job) verbatim() Doc {
	j.both("<pre>")
	j.bytes(j.src)
	j.both("</pre>\n")
	return j.doc()
}
