package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"

	"kaizen/generator/text"
)

// ruby is {漢字|かんじ}, or with one reading a character {東京|とう|きょう}.
type ruby struct {
	ast.BaseInline
	pairs []rubyPair
}

type rubyPair struct{ base, reading string }

var kindRuby = ast.NewNodeKind("Ruby")

// Kind implements ast.Node.
func (*ruby) Kind() ast.NodeKind { return kindRuby }

// Dump implements ast.Node.
func (n *ruby) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// rubyParser parses ruby. Braces without a CJK character in them stay as they
// are: they are code or a template more often than a reading.
type rubyParser struct{}

// Trigger implements parser.InlineParser.
func (rubyParser) Trigger() []byte { return []byte{'{'} }

// Parse implements parser.InlineParser.
func (rubyParser) Parse(_ ast.Node, block gtext.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	end := bytes.IndexByte(line, '}')
	if end < 0 || bytes.IndexByte(line[1:end], '{') >= 0 {
		return nil
	}
	pairs := rubyPairs(rubyFields(line[1:end]))
	if pairs == nil {
		return nil
	}
	block.Advance(end + 1)
	return &ruby{pairs: pairs}
}

// rubyFields splits at | and ｜. Inside a table the bar is written \|, because
// a bare one ends the cell.
func rubyFields(inner []byte) []string {
	s := strings.NewReplacer(`\|`, "|", "｜", "|").Replace(string(inner))
	fields := strings.Split(s, "|")
	for i, f := range fields {
		fields[i] = strings.TrimSpace(string(resolve([]byte(f))))
	}
	return fields
}

// rubyPairs pairs a base with its readings, or returns nil if fields are not
// a ruby: a reading for the whole base, or one for each of its characters.
func rubyPairs(fields []string) []rubyPair {
	if len(fields) < 2 || !strings.ContainsFunc(strings.Join(fields, ""), text.IsCJK) {
		return nil
	}
	for _, f := range fields {
		if f == "" {
			return nil
		}
	}
	base, readings := fields[0], fields[1:]
	if len(readings) == 1 {
		return []rubyPair{{base, readings[0]}}
	}
	if utf8.RuneCountInString(base) != len(readings) {
		return nil
	}
	var pairs []rubyPair
	for i, r := range []rune(base) {
		pairs = append(pairs, rubyPair{string(r), readings[i]})
	}
	return pairs
}

// base returns what the ruby says without its readings.
func (n *ruby) base() string { return n.join(func(p rubyPair) string { return p.base }) }

// reading returns the readings in one.
func (n *ruby) reading() string { return n.join(func(p rubyPair) string { return p.reading }) }

func (n *ruby) join(part func(rubyPair) string) string {
	var b strings.Builder
	for _, p := range n.pairs {
		b.WriteString(part(p))
	}
	return b.String()
}
