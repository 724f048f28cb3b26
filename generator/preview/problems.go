package preview

import (
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"kaizen/generator"
	"kaizen/generator/model"
	"kaizen/generator/text"
)

// problem is a problem as the client shows it.
type problem struct {
	Level   string       `json:"level"`
	Rule    string       `json:"rule"`
	Private bool         `json:"private,omitempty"` // about what must not be published
	File    string       `json:"file,omitempty"`
	Line    int          `json:"line,omitempty"`
	Col     int          `json:"col,omitempty"`
	Text    string       `json:"text"`
	Hint    string       `json:"hint,omitempty"`
	Frame   []string     `json:"frame,omitempty"`  // the lines around the place, with a caret below it
	Editor  template.URL `json:"editor,omitempty"` // link that opens the place
}

// problems are those of a build.
type problems struct {
	list             []problem // the gravest first
	omitted          int       // that are not in the list
	errors, warnings int       // of all
}

// maxFrames bounds how many problems come with the lines around them, and
// maxListed how many are told at all: every open page asks for the list at
// every save.
const (
	maxFrames = 50
	maxListed = 200
)

// present puts problems into words: those about private data first, then
// errors, then the rest, each in the order of the files. lines are those of
// sources that are as they were; those of others are added.
func (s *Server) present(files fs.FS, lines map[string][]string, site *model.Site, all []model.Problem) problems {
	out := problems{list: []problem{}}
	list := gravest(all, maxListed)
	f := framer{files: files, site: site, hidden: hiddenLines(all), lines: lines}
	for i, p := range list {
		o := problem{
			Level: p.Level.String(), Rule: p.Rule, Private: generator.Private(p.Rule), File: p.File, Line: p.Line, Col: p.Col,
			Text: p.Text.In(s.options.Lang), Hint: p.Hint.In(s.options.Lang), Editor: s.editor(site, p.File, p.Line),
		}
		if i < maxFrames && p.File != "" && p.Line > 0 {
			o.Frame = f.frame(p)
		}
		out.list = append(out.list, o)
	}
	out.omitted = len(all) - len(list)
	for _, p := range all {
		switch p.Level {
		case model.Error:
			out.errors++
		case model.Warning:
			out.warnings++
		}
	}
	return out
}

// gravest returns the first n problems in order of weight.
func gravest(all []model.Problem, n int) []model.Problem {
	byWeight := make([][]model.Problem, maxWeight+1)
	for _, p := range all {
		if w := weight(p); len(byWeight[w]) < n {
			byWeight[w] = append(byWeight[w], p)
		}
	}
	slices.Reverse(byWeight)
	list := slices.Concat(byWeight...)
	return list[:min(n, len(list))]
}

// maxWeight is that of an error about private data.
var maxWeight = int(model.Error) + 10

func weight(p model.Problem) int {
	w := int(p.Level)
	if generator.Private(p.Rule) {
		w += 10
	}
	return w
}

// hiddenLines are the places of private data: no frame may show them.
func hiddenLines(list []model.Problem) map[model.Pos]bool {
	hidden := map[model.Pos]bool{}
	for _, p := range list {
		if generator.Private(p.Rule) {
			hidden[model.Pos{File: p.File, Line: p.Line}] = true
		}
	}
	return hidden
}

// framer cuts the lines around problems from the sources.
type framer struct {
	files  fs.FS
	site   *model.Site
	hidden map[model.Pos]bool
	lines  map[string][]string // of sources
}

// linesLeft are the lines of an earlier build's sources that were not edited since.
func linesLeft(lines map[string][]string, edited []string) map[string][]string {
	left := maps.Clone(lines)
	for _, name := range edited {
		delete(left, name)
	}
	return left
}

// frame shows a problem's line with one more on each side. A caret marks the
// column: below full-width characters stand full-width spaces, so that it is
// right in any font.
func (f *framer) frame(p model.Problem) []string {
	lines := f.read(p.File)
	if p.Line > len(lines) || f.hidden[model.Pos{File: p.File, Line: p.Line}] {
		return nil
	}
	var out []string
	for n := max(1, p.Line-1); n <= min(len(lines), p.Line+1); n++ {
		line, from := lines[n-1], 0
		if n == p.Line {
			from = windowStart(p.Col)
		}
		if f.hidden[model.Pos{File: p.File, Line: n}] {
			line = "…"
		}
		gutter := fmt.Sprintf("%4d | ", n)
		out = append(out, gutter+window(line, from))
		if n == p.Line && p.Col > 0 {
			out = append(out, strings.Repeat(" ", len(gutter))+blank(window(line, from), p.Col-1-from)+"^")
		}
	}
	return out
}

// frameWidth is how many characters of a line a frame shows.
const frameWidth = 100

// windowStart is the first character shown of a line with a problem at col.
func windowStart(col int) int {
	if col < frameWidth-10 {
		return 0
	}
	return col - frameWidth/2
}

func window(line string, from int) string {
	runes := []rune(line)
	from = min(from, len(runes))
	return string(runes[from:min(len(runes), from+frameWidth)])
}

// blank is as wide as the first n characters of s.
func blank(s string, n int) string {
	var b strings.Builder
	for i, r := range []rune(s) {
		if i >= n {
			break
		}
		if text.IsWide(r) {
			b.WriteRune('　')
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// read returns the lines of a source as the build saw it. Of other files, such
// as templates, it reads what is there now.
func (f *framer) read(name string) []string {
	if lines, ok := f.lines[name]; ok {
		return lines
	}
	var data []byte
	var err error
	source := sourceFile(f.site, name)
	if source != nil {
		data = source.Data
	} else if data, err = fs.ReadFile(f.files, name); err != nil {
		return nil // the file may be gone by now, or was never there
	}
	lines := strings.Split(strings.NewReplacer("\t", " ", "\r", "").Replace(strings.ToValidUTF8(string(data), "�")), "\n")
	if source != nil {
		f.lines[name] = lines
	}
	return lines
}

func sourceFile(site *model.Site, name string) *model.SourceFile {
	if site == nil {
		return nil
	}
	i := slices.IndexFunc(site.Files, func(f model.SourceFile) bool { return f.Path == name })
	if i < 0 {
		return nil
	}
	return &site.Files[i]
}
