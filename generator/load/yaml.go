package load

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// reader walks the YAML of one file and gathers what is wrong with it. The
// walk is our own, over nodes: that keeps the author's text as written (1.10
// stays 1.10) and the place of everything.
type reader struct {
	file     string
	before   int // lines of the file before the YAML
	problems []model.Problem
	tongues  []model.Mention                    // languages of texts, to be checked when those of the site are known
	mends    mends                              // of lines that were mistyped
	broken   []int                              // lines of the file that could not be read
	unread   map[string]bool                    // keys whose values could not be read
	meant    map[string]bool                    // keys of the file itself that stand there misspelt
	topKeys  map[string]bool                    // of all sorts of file
	entries  map[model.Pos]map[string]model.Pos // of lists in the config: where the values of their keys stand
	example  string                             // of the key whose value is read, if its form is not plain from its name
}

func newReader(file string, before int) *reader {
	return &reader{file: file, before: before, mends: mends{}, unread: map[string]bool{}, meant: map[string]bool{}, topKeys: topKeys, entries: map[model.Pos]map[string]model.Pos{}}
}

// parse returns the top mapping, or nil when there is none to work with. What
// is wrong with parts of it is a problem, and the rest is there.
func (r *reader) parse(src string) *yaml.Node {
	src = r.slips(src)
	if saysNothing(src) {
		return &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}
	}
	var doc yaml.Node
	if err := yaml.Load([]byte(src), &doc, yaml.WithUniqueKeys(false)); err != nil {
		top := r.rescue(src, err)
		r.refuse(top)
		return top
	}
	if len(doc.Content) == 0 {
		return &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}
	}
	top := doc.Content[0]
	if top.Kind != yaml.MappingNode {
		r.bad(top, "wrong-yaml", model.Says{
			JA: "「キー: 値」の形になっていません", EN: "this is not a list of keys and values",
			HintJA: "「title: …」のように書いてください", HintEN: "write lines such as title: …"})
		return nil
	}
	r.refuse(top)
	return top
}

// refuse takes the values that are not plain out of the top mapping.
func (r *reader) refuse(top *yaml.Node) {
	if top == nil {
		return
	}
	for i := 0; i+1 < len(top.Content); i += 2 {
		k, v := top.Content[i], top.Content[i+1]
		if !r.plain(k, 1) || !r.plain(v, 1) {
			r.unread[text.NFC(k.Value)] = true
			top.Content[i+1] = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Line: v.Line, Column: v.Column}
		}
	}
}

// saysNothing reports whether src holds nothing but blanks and comments.
func saysNothing(src string) bool {
	for line := range strings.Lines(src) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return false
		}
	}
	return true
}

// maxNesting bounds how deep lists and mappings may nest.
const maxNesting = 32

// plain refuses anchors, aliases, merge keys and tags: nobody needs them here,
// and they are how small files become large ones.
func (r *reader) plain(n *yaml.Node, depth int) bool {
	if depth > maxNesting {
		r.bad(n, "too-deep", model.Says{
			JA: fmt.Sprintf("リストとキーの入れ子が%d段を超えています", maxNesting), EN: fmt.Sprintf("lists and mappings nest deeper than %d levels", maxNesting)})
		return false
	}
	if n.Kind == yaml.AliasNode || n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 || n.Tag == "!!merge" {
		r.bad(n, "forbidden-yaml", model.Says{
			JA: "YAMLのアンカー・別名・タグ（& * <<: !）は使えません", EN: "YAML anchors, aliases and tags (& * <<: !) are not allowed here",
			HintJA: "値をそのまま書くか、引用符で囲んでください", HintEN: "write the value itself, or put it in quotes"})
		return false
	}
	for _, c := range n.Content {
		if !r.plain(c, depth+1) {
			return false
		}
	}
	return true
}

func (r *reader) pos(n *yaml.Node) model.Pos {
	at := model.Pos{File: r.file, Line: n.Line + r.before}
	at.Col, _ = r.mends.typed(at.Line, n.Column)
	return at
}

func (r *reader) bad(n *yaml.Node, rule string, s model.Says) *model.Problem {
	return r.say(model.Error, r.pos(n), rule, s)
}

// say adds a problem, and returns it for its edits.
func (r *reader) say(level model.Level, at model.Pos, rule string, s model.Says) *model.Problem {
	r.problems = append(r.problems, model.NewProblem(level, at, rule, s))
	return &r.problems[len(r.problems)-1]
}

// instead is the edit that puts right in the place of a value, or nil when the
// value is not written on one line as it is read.
func (r *reader) instead(n *yaml.Node, right string) []model.Edit {
	if n.Style != 0 || strings.Contains(n.Value, "\n") {
		return nil
	}
	return r.mends.edit(r.pos(n), n.Column, utf8.RuneCountInString(n.Value), right)
}

// syntax turns the parser's complaint about a text that begins behind so many
// lines into a problem, unless its line has one already, and returns the line
// of the file. The parser's wording is not stable, so only its place is used,
// with a guess at the usual cause.
func (r *reader) syntax(src string, err error, lines int) int {
	at := model.Pos{File: r.file, Line: 1 + lines + r.before, Col: 1}
	var list *yaml.LoadErrors
	var one *yaml.LoadError
	if errors.As(err, &list) && len(list.Errors) > 0 {
		one = list.Errors[0]
	} else {
		errors.As(err, &one)
	}
	rule, s := "wrong-yaml", model.Says{JA: "YAMLとして読めません", EN: "this is not valid YAML"}
	if one != nil {
		mark := one.Mark
		rule, s = unclosed(one)
		if rule != "wrong-yaml" {
			mark = one.ContextMark
		}
		if mark.Line > 0 {
			at.Line = mark.Line + lines + r.before
			at.Col, _ = r.mends.typed(at.Line, mark.Column)
		}
		if rule == "wrong-yaml" {
			guess(&s, lineOf(src, mark.Line))
		}
	}
	if !r.told(at.Line) {
		r.say(model.Error, at, rule, s)
	}
	return at.Line
}

// unclosed tells what was opened on one line and not closed on it from other
// mistakes: the line to mend is the one where it was opened.
func unclosed(e *yaml.LoadError) (rule string, s model.Says) {
	opened := e.ContextMark.Line > 0 && e.ContextMark.Line < e.Mark.Line
	switch {
	case opened && strings.Contains(e.ContextMsg, "quoted"):
		return "unclosed-quote", model.Says{
			JA: "引用符が閉じられていません", EN: "the quotation mark is never closed",
			HintJA: "値の終わりに引用符を書いてください", HintEN: "write a quotation mark at the end of the value"}
	case opened && strings.Contains(e.ContextMsg, "flow"):
		return "unclosed-bracket", model.Says{
			JA: "かっこが閉じられていません", EN: "the bracket is never closed",
			HintJA: "閉じかっこを書いてください", HintEN: "write the closing bracket"}
	}
	return "wrong-yaml", model.Says{JA: "YAMLとして読めません", EN: "this is not valid YAML"}
}

// textBehindBracket matches a text within braces that begins with some, such
// as {ja: {year}年}.
var textBehindBracket = regexp.MustCompile(`^\{[^"']*[{\[][^,:"']*[}\]][^\s,:}\]]`)

// guess hints at the usual cause of a line that is not YAML.
func guess(s *model.Says, line string) {
	key, value := "", strings.TrimSpace(line)
	if k, v, ok := strings.Cut(value, ":"); ok {
		key, value = strings.TrimLeft(k, "- "), strings.TrimSpace(v)
	}
	last := value
	if value != "" {
		last = value[len(value)-1:]
	}
	entries := strings.Count(value, ": ")
	switch {
	case strings.ContainsAny(value, "、，") && strings.ContainsAny(value, "[{") && strings.ContainsAny(last, "]}"):
		s.HintJA, s.HintEN = "区切りは半角の「, 」です", "separate values with an ordinary comma and a space"
	case strings.HasPrefix(value, "{") && last == "}" && entries > 1 && strings.Count(value, ",") < entries-1:
		s.HintJA, s.HintEN = "値と次のキーの間に、半角の「, 」を入れてください", "put a comma and a space between a value and the next key"
	case textBehindBracket.MatchString(value):
		s.HintJA, s.HintEN = "{ } や [ ] で始まる文は、引用符 \" で囲んでください", "a text that begins with a bracket must stand in quotes"
	case (strings.HasPrefix(value, "[") || strings.HasPrefix(value, "{")) && strings.ContainsAny(value, "]}") && !strings.ContainsAny(last, "]}"):
		s.HintJA, s.HintEN = "かっこで始まる文は、全体を引用符 \" で囲んでください", "a text that begins with a bracket must stand in quotes as a whole"
	case strings.HasPrefix(value, `"`) && last == `"` && strings.Contains(value, `\`):
		s.HintJA, s.HintEN = "\" で囲んだ値の \\ は特別な印です。値を ' で囲んでください", `a \ within " has a meaning of its own: put the value in ' instead`
	case strings.HasPrefix(value, `"`) || strings.HasPrefix(value, "'"):
		s.HintJA, s.HintEN = "引用符は値の全体を囲みます。文の中では「」を使うか、全体をもう一方の引用符（ ' か \" ）で囲んでください", `quotation marks enclose the whole value; put it all in the other sort, ' or ", to show them`
	case examples[key] != "" && entries > 0 && !strings.ContainsAny(value, "{["):
		s.HintJA, s.HintEN = "「"+key+": "+examples[key]+"」のように、{ } で囲んでください", "put braces around it, as in "+key+": "+examples[key]
	case strings.Contains(value, ": ") || strings.HasSuffix(value, ":"):
		s.HintJA, s.HintEN = "値に「: 」が入るときは、値を引用符 \" で囲んでください", "a value that holds \": \" must stand in quotes"
	case strings.HasPrefix(value, "[") || strings.HasPrefix(value, "{"):
		s.HintJA, s.HintEN = "かっこの組と、区切りの「, 」を確かめてください", "look at the brackets, and at the commas between values"
	case value != "" && strings.ContainsRune("@`%&*!|>#,", rune(value[0])) || strings.HasPrefix(value, "- ") || strings.HasPrefix(value, "? "):
		s.HintJA, s.HintEN = fmt.Sprintf("「%c」で始まる値は引用符 \" で囲んでください", value[0]), fmt.Sprintf("a value that begins with %c must stand in quotes", value[0])
	default:
		s.HintJA, s.HintEN = "この行と前の行の字下げ・引用符・コロンを確かめてください", "check indentation, quotes and colons of this line and the one before"
	}
}

func lineOf(src string, n int) string {
	for i, l := range strings.Split(src, "\n") {
		if i == n-1 {
			return l
		}
	}
	return ""
}

// key is a key of a mapping with its value.
type key struct {
	name  string
	node  *yaml.Node
	value *yaml.Node
	below string // the key above it, if that has no value
}

// keys returns the keys of a mapping in order, each once; a repeated one is a problem.
func (r *reader) keys(n *yaml.Node) []key {
	var keys []key
	first := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		name := text.NFC(k.Value)
		if line, ok := first[name]; ok {
			r.bad(k, "duplicate-key", model.Says{
				JA: fmt.Sprintf("キー「%s」が%d行目にもあります", name, line), EN: fmt.Sprintf("the key %q stands on line %d too", name, line),
				HintJA: "どちらか1つにしてください", HintEN: "keep one of the two"})
			continue
		}
		first[name] = r.pos(k).Line
		keys = append(keys, key{name: name, node: k, value: v})
	}
	return keys
}
