package load

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"kaizen/generator/model"
	"kaizen/generator/rules"
)

var (
	idForm  = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	tagForm = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)
)

// check looks at what single fields cannot see.
func (c *settings) check(r *reader) {
	top := model.Pos{File: r.file, Line: 1, Col: 1}
	if len(c.Title) == 0 && !r.unread["title"] && !r.meant["title"] {
		r.say(model.Error, top, "missing-key", model.Says{JA: "titleがありません", EN: "there is no title", HintJA: "「title: 改善レポート」のように書いてください", HintEN: "write title: and the name of the site"})
	}
	if len(c.Products) == 0 {
		r.say(model.Error, top, "missing-key", model.Says{JA: "productsがありません", EN: "there are no products", HintJA: "「products: [{id: shop, name: ショップ}]」のように書いてください", HintEN: "write products: [{id: shop, name: Shop}]"})
	}
	c.named(r, &c.Title, "", c.Lines["title"])
	c.checkIDs(r)
	c.checkLanguages(r)
	for kind, at := range c.required {
		if c.Kind(kind) == nil {
			r.say(model.Error, at, "unknown-kind", unknown("種類", "kind", string(kind), kindNames(&c.Config)))
		}
	}
}

// register holds what has an id: each once, in a form that URLs can have.
type register struct {
	*reader
	seen map[string]bool
}

func (r *register) enter(what, id string, form *regexp.Regexp, at model.Pos) {
	switch {
	case id == "":
		r.say(model.Error, at, "missing-key", model.Says{JA: "idがありません", EN: "there is no id"})
	case !form.MatchString(id):
		r.say(model.Error, at, "wrong-id", model.Says{JA: fmt.Sprintf("id「%s」に使えない文字があります", id), EN: fmt.Sprintf("the id %q holds characters that URLs cannot have", id),
			HintJA: "使えるのは小文字の英数字とハイフンです", HintEN: "use lower-case letters, digits and hyphens"})
	case r.seen[what+id]:
		r.say(model.Error, at, "duplicate-id", model.Says{JA: fmt.Sprintf("id「%s」が2回あります", id), EN: fmt.Sprintf("the id %q stands twice", id),
			HintJA: "どちらかのidを変えてください", HintEN: "change one of them"})
	}
	r.seen[what+id] = true
}

func (c *settings) checkIDs(r *reader) {
	ids := register{r, map[string]bool{}}
	for _, p := range c.Products {
		ids.enter("product ", string(p.ID), idForm, p.Pos)
		if slices.Contains(reserved, p.Path) || slices.Contains(c.Languages, model.Lang(p.Path)) || isYear(p.Path) {
			r.say(model.Error, p.Pos, "reserved-path", model.Says{
				JA: fmt.Sprintf("URLの「/%s/」はサイトが使うので、プロダクトには使えません", p.Path), EN: fmt.Sprintf("the site itself uses the URL /%s/", p.Path),
				HintJA: fmt.Sprintf("「path: %s-product」のように別のpathを書いてください", p.Path), HintEN: fmt.Sprintf("give the product another path, such as path: %s-product", p.Path)})
		} else if p.Path != string(p.ID) || idForm.MatchString(p.Path) { // what is wrong with both is said once
			ids.enter("path ", p.Path, idForm, p.Pos)
		}
		c.named(r, &p.Name, string(p.ID), p.Pos)
	}
	for _, k := range c.Kinds {
		ids.enter("kind ", string(k.ID), idForm, k.Pos)
		c.named(r, &k.Name, string(k.ID), k.Pos)
	}
	for _, t := range c.Tags {
		ids.enter("tag ", string(t.ID), tagForm, t.Pos)
		c.named(r, &t.Name, string(t.ID), t.Pos)
	}
	for _, t := range c.Teams {
		ids.enter("team ", string(t.ID), idForm, t.Pos)
		c.named(r, &t.Name, string(t.ID), t.Pos)
	}
}

// named gives a name to what lacks one in a language, and says so: readers see it.
func (c *settings) named(r *reader, name *model.Text, id string, at model.Pos) {
	if len(*name) == 0 && id != "" {
		*name = model.Text{"": id}
		r.say(model.Warning, at, "missing-name", model.Says{
			JA: fmt.Sprintf("nameがないので、「%s」と表示します", id), EN: fmt.Sprintf("there is no name, so readers see %q", id),
			HintJA: "読者に見える名前を「name: …」と書いてください", HintEN: "write name: and what readers should see"})
	}
	given := ""
	for _, l := range append([]model.Lang{"", "en"}, c.Languages...) { // English, as where words are missing
		given = cmp.Or(given, (*name)[l])
	}
	for _, l := range c.Languages {
		if (*name)[l] != "" || (*name)[""] != "" || given == "" {
			continue
		}
		(*name)[l] = given
		if at.Line > 0 { // not of a default
			r.say(model.Warning, at, "missing-name", model.Says{
				JA: fmt.Sprintf("言語「%s」の名前がないので、「%s」と表示します", l, given), EN: fmt.Sprintf("there is no name in %q, so readers see %q", l, given),
				HintJA: fmt.Sprintf("「%s: …」を書き足してください", l), HintEN: fmt.Sprintf("add %s: and the name", l)})
		}
	}
}

// languageForm is as much of BCP 47 as sites need: "ja", "en-gb", "zh-hant".
var languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[a-z0-9]{2,8})*$`)

// checkLanguages holds the languages of texts against those of the site.
func (c *settings) checkLanguages(r *reader) {
	var known []string
	for i, l := range c.Languages {
		if !languageForm.MatchString(string(l)) {
			r.say(model.Error, c.Lines["languages"], "unknown-language", model.Says{
				JA: fmt.Sprintf("「%s」は言語の記号ではありません", l), EN: fmt.Sprintf("%q is not the tag of a language", l),
				HintJA: "「ja」「en」のように書いてください", HintEN: "write tags such as ja or en"})
		}
		if slices.Contains(c.Languages[:i], l) {
			r.say(model.Error, c.Lines["languages"], "duplicate-id", model.Says{JA: fmt.Sprintf("言語「%s」が2回あります", l), EN: fmt.Sprintf("the language %q stands twice", l)})
		}
		known = append(known, string(l))
	}
	for _, at := range r.tongues {
		if slices.Contains(known, at.To) || at.To == "ja" || at.To == "en" {
			continue // a site may have its names ready before it speaks the other language
		}
		s := model.Says{
			JA: fmt.Sprintf("言語「%s」はこのサイトにありません", at.To), EN: fmt.Sprintf("the site has no language %q", at.To),
			HintJA: "languages に加えるか、この行を消してください", HintEN: "add it to languages, or remove this text"}
		near(&s, at.To, known)
		r.say(model.Warning, at.Pos, "unknown-language", s)
	}
}

func isYear(s string) bool { return len(s) == 4 && strings.Trim(s, "0123456789") == "" }

// unknown words a problem about an id or name that the config lacks.
func unknown(ja, en, got string, known []string) model.Says {
	s := model.Says{
		JA: fmt.Sprintf("「%s」という%sはありません", got, ja), EN: fmt.Sprintf("there is no %s %q", en, got),
		HintJA: "kaizen.yaml に加えてください", HintEN: "declare it in kaizen.yaml"}
	if len(known) > 0 {
		s.HintJA = "kaizen.yaml に加えるか、次のどれかにしてください: " + strings.Join(known[:min(len(known), 12)], "、")
		s.HintEN += ", or use one of " + strings.Join(known[:min(len(known), 12)], ", ")
	}
	if strings.ContainsAny(got, "、，") {
		s.HintJA, s.HintEN = "区切りは半角の「, 」です", "separate values with an ordinary comma and a space"
		return s
	}
	near(&s, got, known)
	return s
}

func kindNames(c *model.Config) []string {
	var out []string
	for _, k := range c.Kinds {
		out = append(out, string(k.ID))
	}
	return out
}

// severities reads the levels that the site gives to rules.
func (r *reader) severities(n *yaml.Node) map[string]model.Level {
	out := map[string]model.Level{}
	r.mapping(n, func(k key) {
		rule, ok := rules.Find(k.name)
		if !ok {
			s := model.Says{
				JA: fmt.Sprintf("「%s」というルールはありません", k.name), EN: fmt.Sprintf("there is no rule %q", k.name),
				HintJA: "「kaizen explain」でルールの一覧を見られます", HintEN: "kaizen explain lists all rules"}
			certain := near(&s, k.name, rules.Names())
			p := r.bad(k.node, "unknown-rule", s)
			if certain != "" {
				p.Edits = r.instead(k.node, certain)
			}
			return
		}
		level := model.Level(slices.Index(levels, r.oneOf(k.value, levels...)))
		switch {
		case level < model.Note:
		case rule.Firm:
			r.bad(k.value, "firm-rule", model.Says{
				JA: fmt.Sprintf("「%s」の重さは変えられません", k.name), EN: fmt.Sprintf("the level of %s cannot be changed", k.name),
				HintJA: "公開してよい値は、記録の allow か kaizen.yaml の privacy に書いてください", HintEN: "list what may be public under allow in the record, or under privacy in kaizen.yaml"})
		default:
			out[k.name] = level
		}
	})
	return out
}
