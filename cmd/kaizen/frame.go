package main

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kaizen/generator/model"
	"kaizen/generator/rules"
	"kaizen/generator/text"
)

// frameWidth is how many columns of a line a frame shows.
const frameWidth = 72

// frames cut the lines that problems are about from the files of the site.
type frames struct {
	root  *os.Root // nil when the site cannot be opened
	files map[string][]string
	veil  map[model.Pos]bool // lines that hold what must not be printed
}

// frames prepares frames for a list of problems. What the privacy rules found
// is masked in their messages; no frame of any problem may show it either.
func (a *app) frames(list []model.Problem) *frames {
	f := &frames{files: map[string][]string{}, veil: map[model.Pos]bool{}}
	f.root, _ = os.OpenRoot(a.source) // without it, messages have no frames
	for _, p := range list {
		if rules.Private(p.Rule) {
			f.veil[model.Pos{File: p.File, Line: p.Line}] = true
		}
	}
	return f
}

func (f *frames) close() {
	if f.root != nil {
		f.root.Close()
	}
}

// frameLine is one line of a frame.
type frameLine struct {
	number string // "" below the line that a problem is about
	text   string
	caret  bool // text is blanks and a caret
}

func (i ink) line(l frameLine) string {
	if l.caret {
		return i.faint("      | ") + i.red(l.text)
	}
	return i.faint(fmt.Sprintf("%5s | ", l.number)) + l.text
}

// around is the line before a problem, its line, and a caret below the place;
// nothing for what is missing from a whole file.
func (f *frames) around(p model.Problem) []frameLine {
	if p.Line == 0 || p.Col == 0 || p.File == "" || p.Line == 1 && p.Col == 1 && strings.HasPrefix(p.Rule, "missing-") {
		return nil
	}
	lines := f.lines(p.File)
	if p.Line > len(lines) || f.veiled(p.File, p.Line) {
		return nil
	}
	line, col := lines[p.Line-1], p.Col
	if line == "---" || col > utf8.RuneCountInString(line)+1 {
		return nil
	}
	cut := window(line, col)
	var out []frameLine
	if p.Line > 1 && strings.TrimSpace(lines[p.Line-2]) != "" && !f.veiled(p.File, p.Line-1) {
		out = append(out, frameLine{number: fmt.Sprint(p.Line - 1), text: window(lines[p.Line-2], 1).text})
	}
	return append(out,
		frameLine{number: fmt.Sprint(p.Line), text: cut.text},
		frameLine{text: strings.Repeat(" ", cut.before) + "^", caret: true})
}

// lines reads a file of the site.
func (f *frames) lines(name string) []string {
	if lines, ok := f.files[name]; ok {
		return lines
	}
	var lines []string
	if f.root != nil {
		if data, err := fs.ReadFile(f.root.FS(), name); err == nil && utf8.Valid(data) {
			s := strings.TrimPrefix(string(data), "\ufeff")
			lines = strings.Split(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"), "\n")
		}
	}
	f.files[name] = lines
	return lines
}

// veiled reports whether a line holds a private value, or belongs to internal:.
func (f *frames) veiled(name string, n int) bool {
	if f.veil[model.Pos{File: name, Line: n}] {
		return true
	}
	for _, line := range slices.Backward(f.lines(name)[:n]) {
		if strings.HasPrefix(line, "internal:") {
			return true
		}
		if line != "" && !strings.ContainsRune(" \t-#}]", rune(line[0])) || line == "---" {
			return false
		}
	}
	return false
}

// cut is what a frame shows of a line.
type cut struct {
	text   string
	before int // columns before the place
}

// window cuts a line to the width of a frame around a column in characters.
func window(line string, col int) cut {
	runes := []rune(visible(line))
	at := min(col-1, len(runes))
	from := at
	for width := 0; from > 0 && width < frameWidth/2; from-- {
		width += text.Columns(string(runes[from-1]))
	}
	to, width := from, 0
	for to < len(runes) && width < frameWidth {
		width += text.Columns(string(runes[to]))
		to++
	}
	c := cut{text: string(runes[from:to]), before: text.Columns(string(runes[from:at]))}
	if from > 0 {
		c.text, c.before = "…"+c.text, c.before+text.Columns("…")
	}
	if to < len(runes) {
		c.text += "…"
	}
	return c
}

// visible replaces what would move the cursor or turn the line around, each
// character by one: file names and source lines are not to be trusted.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case unicode.IsControl(r), 0x202A <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069, r == 0x200B, r == 0x200E, r == 0x200F, r == 0xFEFF, r == 0x2028, r == 0x2029:
			return '\uFFFD'
		}
		return r
	}, s)
}
