package load

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"kaizen/generator/model"
)

// field is one key of a mapping and how its value is read into a T. The tables
// of fields are the schema: validation, hints, `kaizen schema` and the
// reference all come from them.
type field[T any] struct {
	key    string
	shape  Shape
	ja, en string // help: one short sentence, for schema, reference and templates
	set    func(r *reader, n *yaml.Node, into *T)
}

// Shape describes the values of a key for people and for JSON Schema.
type Shape struct {
	Type   string // "text", "list", "day", "instant", "month", "flag", "whole", "number", "object", "localized", "address"
	Values []string
	Items  *Shape  // of a list
	Fields []Field // of an object
}

// Field is one key of an object, as documentation shows it.
type Field struct {
	Key   string
	Shape Shape
	Help  model.Text
}

func describe[T any](fields []field[T]) []Field {
	out := make([]Field, len(fields))
	for i, f := range fields {
		out[i] = Field{f.key, f.shape, model.Text{"ja": f.ja, "en": f.en}}
	}
	return out
}

// lenience says which keys outside the schema pass.
type lenience struct {
	ignore []string
	rename map[string]string
}

// object reads a mapping by its table. Keys that the table lacks are errors,
// except those of other tools that lax lets pass.
func object[T any](r *reader, n *yaml.Node, fields []field[T], lax lenience, into *T) map[string]model.Pos {
	if n.Kind != yaml.MappingNode {
		r.mappingExpected(n)
		return nil
	}
	at := map[string]model.Pos{}
	var unknown []key
	outer := r.example
	defer func() { r.example = outer }()
	above := key{}
	for _, k := range r.keys(n) {
		name := k.name
		i := slices.IndexFunc(fields, func(f field[T]) bool { return f.key == name })
		if to, ok := lax.rename[name]; ok {
			name = to
			i = slices.IndexFunc(fields, func(f field[T]) bool { return f.key == name })
		}
		if i < 0 {
			if !strings.HasPrefix(name, "x_") && !slices.Contains(lax.ignore, name) {
				k.below = above.name
				unknown = append(unknown, k)
			}
			continue
		}
		if above = (key{}); k.value.Tag == "!!null" && fields[i].shape.Type != "text" {
			above = k
		}
		r.example = ""
		if s := fields[i].shape; s.Type == "object" || s.Type == "map" || s.Type == "list" && s.Items.Type == "object" {
			if r.example = examples[name]; r.example != "" {
				r.example = name + ": " + r.example
			}
		}
		at[name] = r.pos(k.value)
		if r.unread[k.name] && k.value.Tag == "!!null" {
			continue // that it could not be read has been said
		}
		fields[i].set(r, k.value, into)
	}
	for _, k := range unknown {
		r.unknownKey(k, names(fields), at)
	}
	return at
}

func names[T any](fields []field[T]) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.key
	}
	return out
}

func (r *reader) unknownKey(k key, known []string, taken map[string]model.Pos) {
	if name, _, ok := strings.Cut(k.name, "："); ok && k.node.Style == 0 {
		r.fullWidthColon(k.node, name)
		return
	}
	s := model.Says{
		JA: fmt.Sprintf("「%s」というキーはありません", k.name), EN: fmt.Sprintf("there is no key %q", k.name),
		HintJA: "ほかのツールのキーなら kaizen.yaml の front_matter.ignore に加えます。自由なキーは x_ で始めます",
		HintEN: "list keys of other tools under front_matter.ignore in kaizen.yaml; keys of your own begin with x_"}
	r.elsewhere(&s, k)
	near(&s, k.name, known)
	free := slices.DeleteFunc(slices.Clone(known), func(name string) bool { return taken[name].Line > 0 })
	certain := near(&s, k.name, free) // a key that is still free is the likelier one
	if to := otherNames[nameKey(k.name)]; slices.Contains(free, to) {
		s.HintJA, s.HintEN = "「"+to+"」のことですか", "did you mean "+to+"?"
		if r.meant[to] = r.meant[to] || k.node.Column == 1; !isASCII(k.name) {
			certain = to
		}
	}
	p := r.bad(k.node, "unknown-key", s)
	if certain != "" {
		p.Edits = r.instead(k.node, certain)
	}
	if certain != "" && k.node.Column == 1 {
		r.meant[certain] = true
	}
}

// elsewhere hints at where a key belongs that does not belong where it stands.
func (r *reader) elsewhere(s *model.Says, k key) {
	switch {
	case k.below != "" && k.node.Column == 1:
		s.HintJA, s.HintEN = fmt.Sprintf("「%s」の中のキーなら、行の先頭に半角の空白を2つ入れてください", k.below), fmt.Sprintf("if it belongs to %s, indent the line with two spaces", k.below)
	case digitsOnly.MatchString(k.name) && k.value.Tag == "!!null":
		s.HintJA, s.HintEN = "数には桁区切りの「,」を入れないでください。小数点は「.」です", "write numbers without commas; the decimal mark is a point"
	case k.node.Column == 1 && r.topKeys[k.name] && r.file != configFile:
		s.HintJA, s.HintEN = "記録や設定のキーで、このファイルには書けません。消してください", "it is a key of records or of the config, and has no place in this file: remove it"
	}
}

var digitsOnly = regexp.MustCompile(`^[0-9]+$`)

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return c > 127 }) < 0
}

// fullWidthColon is what became of "{needed：true}".
func (r *reader) fullWidthColon(n *yaml.Node, name string) {
	at := r.pos(n)
	at.Col += utf8.RuneCountInString(name)
	p := r.say(model.Error, at, "full-width-colon", fullWidthColon)
	p.Edits = []model.Edit{at.Edit(1, ": ")}
}

var fullWidthColon = model.Says{
	JA: "コロンが全角です", EN: "the colon is a full-width character",
	HintJA: "半角の「: 」に直してください", HintEN: "use an ordinary colon and a space"}

var missingSpace = model.Says{
	JA: "コロンの後に空白がありません", EN: "there is no space after the colon",
	HintJA: "「: 」のように、半角の空白を入れてください", HintEN: "put a space after the colon"}

var fullWidthBrackets = model.Says{
	JA: "かっこが全角です", EN: "the brackets are full-width characters",
	HintJA: "半角の [ ] に直してください", HintEN: "use ordinary brackets, [ and ]"}

var fullWidthBraces = model.Says{
	JA: "かっこが全角です", EN: "the brackets are full-width characters",
	HintJA: "半角の { } に直してください", HintEN: "use ordinary brackets, { and }"}

func (r *reader) mappingExpected(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && n.Style == 0 && strings.HasPrefix(n.Value, "｛") && strings.HasSuffix(n.Value, "｝") {
		r.bad(n, "full-width-bracket", fullWidthBraces).Edits = r.instead(n, ordinary(n.Value))
		return
	}
	r.shape(n, "キーと値の組", "a mapping of keys to values")
}
