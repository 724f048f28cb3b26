package load

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// One mistake must not hide the others of its file. What was mistyped is read
// as it was meant, and what cannot be read is left out, one entry at a time.
// Each is a problem of its own, so nothing of a file so read is published.

// mends are the changes made to lines before they were read, by the line of
// the file, each in terms of what the ones before had made of the line.
type mends map[int][]model.Edit

// make changes n characters of a line, and returns it.
func (m mends) make(number int, line string, at span, right string) string {
	from := utf8.RuneCountInString(line[:at.from]) + 1
	m[number] = append(m[number], model.Edit{Line: number, Col: from, Len: utf8.RuneCountInString(line[at.from:at.to]), New: right})
	return line[:at.from] + right + line[at.to:]
}

// typed returns the column that the author sees for one of the line that is
// read. It is not exact within what was changed.
func (m mends) typed(number, col int) (typed int, exact bool) {
	exact = true
	for _, e := range slices.Backward(m[number]) {
		n := utf8.RuneCountInString(e.New)
		switch {
		case col >= e.Col+n:
			col += e.Len - n
		case col > e.Col || n > 0 && e.Len > 0 && col == e.Col:
			col, exact = e.Col, col == e.Col
		}
	}
	return col, exact
}

// edit is the edit of the file that replaces n characters of the line that is
// read, or none where the line was changed already.
func (m mends) edit(at model.Pos, col, n int, right string) []model.Edit {
	from, first := m.typed(at.Line, col)
	to, last := m.typed(at.Line, col+n)
	if !first || !last || to-from != n {
		return nil
	}
	return []model.Edit{{Line: at.Line, Col: from, Len: n, New: right}}
}

// maxEntries bounds the search for what can be read in a broken text.
const maxEntries = 1000

// entry is a key at the margin with all that belongs to it.
type entry struct {
	line int // of the text, from 1
	key  string
	text string
}

var (
	entryKey = regexp.MustCompile(`^(?:"([^"]*)"|'([^']*)'|([^\s#\-\[\]{},&*!|>%@` + "`" + `"'][^:]*?)) *:(?:[ \t]|$)`)
	// What continues the entry above: indented lines, items, brackets.
	continued = regexp.MustCompile(`^(?:\s|$|#|- |-$|[\]}])`)
)

// entriesOf cuts a text into its entries. A line at the margin that is neither
// a key nor continues one is an entry without a key.
func entriesOf(src string) (list []entry) {
	for i, line := range strings.Split(src, "\n") {
		m := entryKey.FindStringSubmatch(line)
		if m == nil && (continued.MatchString(line) || len(list) > 0 && quotedOn(list[len(list)-1].text)) {
			if len(list) > 0 {
				list[len(list)-1].text += "\n" + line
			}
			continue
		}
		e := entry{line: i + 1, text: line}
		if m != nil {
			e.key = text.NFC(m[1] + m[2] + m[3])
		}
		list = append(list, e)
	}
	return list
}

// quotedOn reports whether the value of an entry is a quotation that goes on
// at the margin.
func quotedOn(text string) bool {
	_, v, _ := strings.Cut(text, ":")
	v = strings.TrimSpace(v)
	return len(v) > 1 && (v[0] == '"' || v[0] == '\'') && !closes(v[1:], v[0]) && strings.Count(text, "\n") < 2
}

// rescue reads what can be read of a text that is not YAML as a whole.
func (r *reader) rescue(src string, whole error) *yaml.Node {
	list := entriesOf(src)
	top := &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}
	if len(list) > maxEntries {
		r.syntax(src, whole, 0)
		return nil
	}
	for _, e := range list {
		if k, v := r.entry(e); k != nil {
			top.Content = append(top.Content, k, v)
		}
	}
	if len(r.broken) == 0 {
		r.syntax(src, whole, 0) // every part is right, but not all together
		return nil
	}
	return top
}

// entry reads one entry; of one with several lines, those that can be read.
func (r *reader) entry(e entry) (k, v *yaml.Node) {
	if e.key == "" && strings.TrimSpace(e.text) != "" {
		r.stray(e)
		return nil, nil
	}
	lines := strings.Split(e.text, "\n")
	for range lines {
		var doc yaml.Node
		src := strings.Join(lines, "\n") + "\n" // what is never closed goes on behind its line
		err := yaml.Load([]byte(src), &doc, yaml.WithUniqueKeys(false))
		if err == nil {
			if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode || len(doc.Content[0].Content) != 2 {
				break
			}
			move(doc.Content[0], e.line-1)
			return doc.Content[0].Content[0], doc.Content[0].Content[1]
		}
		at := r.syntax(e.text, err, e.line-1)
		r.broken = append(r.broken, at)
		bad := at - r.before - e.line
		if bad <= 0 || bad >= len(lines) || strings.TrimSpace(lines[bad]) == "" {
			break
		}
		lines[bad] = ""
	}
	r.unread[e.key] = true
	for i := range lines {
		r.broken = append(r.broken, e.line+i+r.before)
	}
	return r.guessed(e, lines)
}

// guessed is an entry that could not be read, with the text on its line as
// its value if it looks like one.
func (r *reader) guessed(e entry, lines []string) (k, v *yaml.Node) {
	k = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: e.key, Line: e.line, Column: 1, Style: yaml.LiteralStyle}
	v = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Line: e.line, Column: utf8.RuneCountInString(lines[0]) + 1}
	rest, _, _ := strings.Cut(strings.TrimPrefix(lines[0], e.key), " #")
	value := strings.Trim(strings.TrimPrefix(strings.TrimSpace(rest), ":"), " \"'")
	if value != "" && !strings.ContainsRune("[{|>&*!?", rune(value[0])) {
		v.Tag, v.Value, v.Style = "!!str", value, yaml.LiteralStyle
		before, _, _ := strings.Cut(lines[0], value)
		v.Column = utf8.RuneCountInString(before) + 1
		delete(r.unread, e.key)
	}
	return k, v
}

// misses reports whether the value of one of the keys could not be read.
func (r *reader) misses(keys []string) bool {
	return slices.ContainsFunc(keys, func(key string) bool { return r.unread[key] })
}

// stray says that a line is neither a key nor belongs to one.
func (r *reader) stray(e entry) {
	line, _, _ := strings.Cut(e.text, "\n")
	if r.told(e.line + r.before) {
		return
	}
	r.broken = append(r.broken, e.line+r.before)
	if word := keyName.FindString(line); topKeys[word] {
		r.meant[word] = true
	}
	r.say(model.Error, r.pos(&yaml.Node{Line: e.line, Column: 1}), "wrong-yaml", strayLine(line))
}

func strayLine(line string) model.Says {
	s := model.Says{JA: "「キー: 値」の形になっていません", EN: "this is not a key with its value",
		HintJA: "「title: …」のように書いてください。前の行の続きなら字下げします", HintEN: "write lines such as title: …, and indent what continues the line before"}
	switch word := keyName.FindString(line); {
	case topKeys[word]:
		s.HintJA, s.HintEN = "「"+word+": …」のように、コロンと半角の空白を入れてください", "put a colon and a space behind "+word
	case strings.HasPrefix(line, "//") || strings.HasPrefix(line, "<!--"):
		s.HintJA, s.HintEN = "メモの行は「# 」で始めてください", "begin a comment with # and a space"
	}
	return s
}

// told reports whether an error stands on a line already.
func (r *reader) told(line int) bool {
	return slices.ContainsFunc(r.problems, func(p model.Problem) bool { return p.Line == line && p.Level == model.Error })
}

// faulted reports whether an error stands at a place already.
func (r *reader) faulted(at model.Pos) bool {
	return slices.ContainsFunc(r.problems, func(p model.Problem) bool {
		return p.Line == at.Line && p.Col == at.Col && p.Level == model.Error
	})
}

// move adds to the lines of a node and of all below it.
func move(n *yaml.Node, lines int) {
	n.Line += lines
	for _, c := range n.Content {
		move(c, lines)
	}
}

// all are the problems of the file. Of a line that could not be read only the
// first error is true; what else is said of it follows from that.
func (r *reader) all() []model.Problem {
	broken, told := map[int]bool{}, map[int]bool{}
	for _, line := range r.broken {
		broken[line] = true
	}
	return slices.DeleteFunc(r.problems, func(p model.Problem) bool {
		again := broken[p.Line] && told[p.Line]
		told[p.Line] = told[p.Line] || p.Level == model.Error
		return again
	})
}
