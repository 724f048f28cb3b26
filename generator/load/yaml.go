package load

import (
	"errors"
	"fmt"
	"strings"

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
}

// parse returns the top mapping, or nil when there is none to work with.
func (r *reader) parse(src string) *yaml.Node {
	if slips := r.slips(src); slips {
		return nil
	}
	if saysNothing(src) {
		return &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}
	}
	var doc yaml.Node
	if err := yaml.Load([]byte(src), &doc, yaml.WithUniqueKeys(false)); err != nil {
		r.syntax(src, err)
		return nil
	}
	if len(doc.Content) == 0 {
		return &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}
	}
	top := doc.Content[0]
	if !r.plain(top) {
		return nil
	}
	if top.Kind != yaml.MappingNode {
		r.bad(top, "wrong-yaml", model.Says{
			JA: "「キー: 値」の形になっていません", EN: "this is not a list of keys and values",
			HintJA: "「title: …」のように書いてください", HintEN: "write lines such as title: …"})
		return nil
	}
	return top
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

// plain refuses anchors, aliases, merge keys and tags: nobody needs them here,
// and they are how small files become large ones.
func (r *reader) plain(n *yaml.Node) bool {
	if n.Kind == yaml.AliasNode || n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 || n.Tag == "!!merge" {
		r.bad(n, "forbidden-yaml", model.Says{
			JA: "YAMLのアンカー・別名・タグ（& * <<: !）は使えません", EN: "YAML anchors, aliases and tags (& * <<: !) are not allowed here",
			HintJA: "値をそのまま書くか、引用符で囲んでください", HintEN: "write the value itself, or put it in quotes"})
		return false
	}
	for _, c := range n.Content {
		if !r.plain(c) {
			return false
		}
	}
	return true
}

func (r *reader) pos(n *yaml.Node) model.Pos {
	return model.Pos{File: r.file, Line: n.Line + r.before, Col: n.Column}
}

func (r *reader) bad(n *yaml.Node, rule string, s model.Says) {
	r.problems = append(r.problems, model.NewProblem(model.Error, r.pos(n), rule, s))
}

// syntax turns the parser's complaint into a problem. Its wording is not
// stable, so only its place is used, with a guess at the usual cause.
func (r *reader) syntax(src string, err error) {
	at := model.Pos{File: r.file, Line: 1 + r.before, Col: 1}
	var list *yaml.LoadErrors
	var one *yaml.LoadError
	if errors.As(err, &list) && len(list.Errors) > 0 {
		one = list.Errors[0]
	} else {
		errors.As(err, &one)
	}
	s := model.Says{JA: "YAMLとして読めません", EN: "this is not valid YAML"}
	if one != nil {
		mark := one.Mark
		if one.ContextMark.Line > 0 && strings.Contains(one.ContextMsg, "quoted") {
			mark = one.ContextMark
			s.JA, s.EN = "引用符が閉じられていません", "a quotation mark is never closed"
		}
		if mark.Line > 0 {
			at.Line, at.Col = mark.Line+r.before, mark.Column
			guess(&s, lineOf(src, mark.Line))
		}
	}
	r.problems = append(r.problems, model.NewProblem(model.Error, at, "wrong-yaml", s))
}

func guess(s *model.Says, line string) {
	value := strings.TrimSpace(line)
	if _, v, ok := strings.Cut(value, ":"); ok {
		value = strings.TrimSpace(v)
	}
	switch {
	case strings.HasPrefix(line, "\t"):
		s.HintJA, s.HintEN = "行の先頭のタブを空白に直してください", "indent with spaces, not tabs"
	case strings.Contains(value, ": ") || strings.HasSuffix(value, ":"):
		s.HintJA, s.HintEN = "値に「: 」が入るときは、値を引用符 \" で囲んでください", "a value that holds \": \" must stand in quotes"
	case strings.HasPrefix(value, "[") || strings.HasPrefix(value, "{"):
		s.HintJA, s.HintEN = "かっこの閉じ忘れがないか確かめてください", "look for a bracket that is not closed"
	case strings.HasPrefix(value, "<<<<<<<") || strings.HasPrefix(line, "=======") || strings.HasPrefix(line, ">>>>>>>"):
		s.HintJA, s.HintEN = "マージの衝突の印が残っています", "a merge conflict is left in the file"
	case value != "" && strings.ContainsRune("@`%&*!|>#,", rune(value[0])):
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

// slips finds what an input method leaves behind, before the parser stumbles
// over it in another place: full-width colons, spaces, hyphens and quotes.
func (r *reader) slips(src string) bool {
	seen := len(r.problems)
	block := -1 // indentation of a block scalar's key, or -1
	for i, line := range strings.Split(src, "\n") {
		indent := len(line) - len(strings.TrimLeft(line, " "))
		trimmed := strings.TrimSpace(line)
		if block >= 0 && (trimmed == "" || indent > block) {
			continue
		}
		block = -1
		if strings.HasSuffix(trimmed, "|") || strings.HasSuffix(trimmed, ">") || strings.HasSuffix(trimmed, "|-") || strings.HasSuffix(trimmed, ">-") {
			block = indent
		}
		r.slip(i+1+r.before, line)
	}
	return len(r.problems) > seen
}

func (r *reader) slip(line int, s string) {
	at := model.Pos{File: r.file, Line: line, Col: 1}
	trimmed := strings.TrimLeft(s, " ")
	at.Col += len(s) - len(trimmed)
	say := func(rule, ja, en, hintJA, hintEN string) {
		r.problems = append(r.problems, model.NewProblem(model.Error, at, rule, model.Says{JA: ja, EN: en, HintJA: hintJA, HintEN: hintEN}))
	}
	switch {
	case strings.HasPrefix(trimmed, "\u3000"):
		say("full-width-space", "行の先頭に全角の空白があります", "the line begins with a full-width space", "半角の空白に直してください", "use ASCII spaces")
		return
	case strings.HasPrefix(trimmed, "－") || strings.HasPrefix(trimmed, "ー "):
		say("full-width-dash", "箇条書きの印が全角です", "the list marker is a full-width character", "半角の「- 」に直してください", "use an ASCII hyphen and a space")
		return
	}
	if name, _, ok := strings.Cut(trimmed, "："); ok && isKey(text.NFKC(name)) {
		at.Col += len([]rune(name))
		say("full-width-colon", "コロンが全角です", "the colon is a full-width character", "半角の「: 」に直してください", "use an ASCII colon and a space")
	}
}

// isKey reports whether s could be the name of a key.
func isKey(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") == ""
}

// key is a key of a mapping with its value.
type key struct {
	name  string
	node  *yaml.Node
	value *yaml.Node
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
		keys = append(keys, key{name, k, v})
	}
	return keys
}
