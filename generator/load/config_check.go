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
	"kaizen/generator/text"
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
	c.checkLanguages(r)
	c.named(r, &c.Title, "", c.Lines["title"])
	c.checkIDs(r)
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

// enter looks at the value of a key, "id" or "path", of the entry at a place.
func (r *register) enter(what, id string, form *regexp.Regexp, at model.Pos, key string) {
	place := r.within(at, key, "id")
	switch {
	case id == "":
		if !r.faulted(at) { // that it is no entry has been said
			r.say(model.Error, at, "missing-key", model.Says{JA: "idがありません", EN: "there is no id", HintJA: "「id: orders」のように、小文字の英数字の名前を付けてください", HintEN: "give it a name in lower-case letters and digits, such as id: orders"})
		}
	case !form.MatchString(id):
		s := model.Says{JA: fmt.Sprintf("%s「%s」に使えない文字があります", key, id), EN: fmt.Sprintf("the %s %q holds characters that URLs cannot have", key, id),
			HintJA: "使えるのは小文字の英数字とハイフンです", HintEN: "use lower-case letters, digits and hyphens"}
		if right := text.Slug(id); form.MatchString(right) {
			s.HintJA, s.HintEN = "「"+key+": "+right+"」と書いてください", "write "+key+": "+right
		}
		r.say(model.Error, place, "wrong-id", s)
	case r.seen[what+id]:
		r.say(model.Error, place, "duplicate-id", model.Says{JA: fmt.Sprintf("%s「%s」が2回あります", key, id), EN: fmt.Sprintf("the %s %q stands twice", key, id),
			HintJA: "どちらかの" + key + "を変えてください", HintEN: "change one of them"})
	}
	r.seen[what+id] = true
}

// within is where the value of the first of some keys stands that the entry at
// a place has, or the entry itself.
func (r *reader) within(at model.Pos, keys ...string) model.Pos {
	for _, key := range keys {
		if pos, ok := r.entries[at][key]; ok {
			return pos
		}
	}
	return at
}

func (c *settings) checkIDs(r *reader) {
	ids := register{r, map[string]bool{}}
	for _, p := range c.Products {
		ids.enter("product ", string(p.ID), idForm, p.Pos, "id")
		if slices.Contains(reserved, p.Path) || slices.Contains(c.Languages, model.Lang(p.Path)) || isYear(p.Path) {
			r.say(model.Error, r.within(p.Pos, "path", "id"), "reserved-path", model.Says{
				JA: fmt.Sprintf("URLの「/%s/」はサイトが使うので、プロダクトには使えません", p.Path), EN: fmt.Sprintf("the site itself uses the URL /%s/", p.Path),
				HintJA: fmt.Sprintf("「path: %s-product」のように別のpathを書いてください", p.Path), HintEN: fmt.Sprintf("give the product another path, such as path: %s-product", p.Path)})
		} else if _, written := r.entries[p.Pos]["path"]; written {
			ids.enter("path ", p.Path, idForm, p.Pos, "path")
		} else {
			ids.seen["path "+p.Path] = true // what is wrong with it is wrong with the id
		}
		c.named(r, &p.Name, string(p.ID), p.Pos)
	}
	for _, k := range c.Kinds {
		ids.enter("kind ", string(k.ID), idForm, k.Pos, "id")
		c.named(r, &k.Name, string(k.ID), k.Pos)
	}
	for _, t := range c.Tags {
		ids.enter("tag ", string(t.ID), tagForm, t.Pos, "id")
		c.named(r, &t.Name, string(t.ID), t.Pos)
	}
	for _, t := range c.Teams {
		ids.enter("team ", string(t.ID), idForm, t.Pos, "id")
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
			r.say(model.Warning, r.within(at, "name"), "missing-name", model.Says{
				JA: fmt.Sprintf("言語「%s」の名前がないので、「%s」と表示します", l, given), EN: fmt.Sprintf("there is no name in %q, so readers see %q", l, given),
				HintJA: fmt.Sprintf("「%s: …」を書き足してください", l), HintEN: fmt.Sprintf("add %s: and the name", l)})
		}
	}
}

// languageForm is as much of BCP 47 as sites need: "ja", "en-gb", "zh-hant".
var languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[a-z0-9]{2,8})*$`)

// checkLanguages holds the languages of texts against those of the site, which
// are then those that can be.
func (c *settings) checkLanguages(r *reader) {
	var known []string
	var good []model.Lang
	for i, l := range c.Languages {
		at := c.Lines["languages"]
		if i < len(c.tongues) {
			at = c.tongues[i]
		}
		meant := meantLanguage(string(l))
		if !languageForm.MatchString(string(l)) || meant != l && !strings.HasPrefix(string(l), string(meant)+"-") {
			s := model.Says{
				JA: fmt.Sprintf("「%s」は言語の記号ではありません", l), EN: fmt.Sprintf("%q is not the tag of a language", l),
				HintJA: "「ja」「en」のように書いてください", HintEN: "write tags such as ja or en"}
			if parts := strings.FieldsFunc(string(l), func(c rune) bool { return strings.ContainsRune(", 、，", c) }); len(parts) > 1 {
				s.HintJA, s.HintEN = "「["+strings.Join(parts, ", ")+"]」のように、かっこで囲んでください", "write them as a list: ["+strings.Join(parts, ", ")+"]"
			} else if meant != l && languageForm.MatchString(string(meant)) {
				s.HintJA, s.HintEN = fmt.Sprintf("「%s」のことですか", meant), fmt.Sprintf("did you mean %s?", meant)
			}
			r.say(model.Error, at, "unknown-language", s)
		} else if !slices.Contains(good, l) {
			good = append(good, l)
		}
		if slices.Contains(c.Languages[:i], l) {
			r.say(model.Error, at, "duplicate-id", model.Says{JA: fmt.Sprintf("言語「%s」が2回あります", l), EN: fmt.Sprintf("the language %q stands twice", l), HintJA: "1つにしてください", HintEN: "keep one of the two"})
		}
		known = append(known, string(l))
	}
	if len(good) > 0 {
		c.Languages = good
	}
	for _, at := range r.tongues {
		if slices.Contains(known, at.To) || at.To == "ja" || at.To == "en" {
			continue // a site may have its names ready before it speaks the other language
		}
		s := model.Says{
			JA: fmt.Sprintf("言語「%s」はこのサイトにありません", at.To), EN: fmt.Sprintf("the site has no language %q", at.To),
			HintJA: "languages に加えるか、この行を消してください", HintEN: "add it to languages, or remove this text"}
		near(&s, at.To, known)
		if l := meantLanguage(at.To); slices.Contains(known, string(l)) {
			s.HintJA, s.HintEN = fmt.Sprintf("「%s」のことですか", l), fmt.Sprintf("did you mean %s?", l)
		}
		r.say(model.Warning, at.Pos, "unknown-language", s)
	}
}

// own reads a list of what is the site's own to publish, and finds what can
// never be met with: it would let nothing pass, and nobody would know why.
func (r *reader) own(key string, n *yaml.Node) []string {
	var out []string
	for _, m := range r.mentions(n) {
		out = append(out, m.To)
		s := model.Says{JA: fmt.Sprintf("「%s」は、この一覧では何にも当たりません", m.To), EN: fmt.Sprintf("%q in this list matches nothing", m.To)}
		_, host, full := strings.Cut(m.To, "://")
		digits := strings.Map(func(c rune) rune {
			if '0' <= c && c <= '9' {
				return c
			}
			return -1
		}, text.NFKC(m.To))
		switch {
		case key == "domains" && (full || strings.ContainsAny(m.To, "/@ ") || !strings.Contains(m.To, ".") && m.To != "localhost"):
			s.HintJA, s.HintEN = "「example.com」のように、ドメイン名だけを書いてください", "write the name alone, like example.com"
			if host, _, _ = strings.Cut(host, "/"); full && host != "" {
				s.HintJA, s.HintEN = "「"+host+"」とだけ書いてください", "write "+host+" alone"
			}
		case key == "emails" && (strings.Count(m.To, "@") != 1 || strings.Contains(m.To, " ") || strings.HasPrefix(m.To, "mailto:")):
			s.HintJA, s.HintEN = "「support@example.com」のように書いてください", "write it like support@example.com"
		case key == "phones" && len(digits) < 8:
			s.HintJA, s.HintEN = "「03-1234-5678」のように書いてください", "write it like 03-1234-5678"
		default:
			continue
		}
		r.say(model.Error, m.Pos, "wrong-type", s)
	}
	return out
}

var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)

// placeholders of report titles.
var placeholders = []string{"year", "month", "monthname", "product", "n"}

// pattern says which {…} of a report title stand for nothing.
func (r *reader) pattern(n *yaml.Node) {
	if n.Kind == yaml.MappingNode {
		for _, k := range r.keys(n) {
			r.pattern(k.value)
		}
		return
	}
	for _, m := range placeholder.FindAllStringSubmatch(n.Value, -1) {
		if slices.Contains(placeholders, m[1]) {
			continue
		}
		s := model.Says{
			JA: fmt.Sprintf("{%s} に入るものはありません", m[1]), EN: fmt.Sprintf("nothing stands for {%s}", m[1]),
			HintJA: "使えるのは {" + strings.Join(placeholders, "} {") + "} です", HintEN: "use {" + strings.Join(placeholders, "} {") + "}"}
		if near, ok := text.Nearest(m[1], placeholders); ok {
			s.HintJA, s.HintEN = "「{"+near+"}」のことですか", "did you mean {"+near+"}?"
		}
		r.bad(n, "unknown-value", s)
	}
}

// authorityForm is RFC 4151: a domain or an address, and a date.
var authorityForm = regexp.MustCompile(`^([A-Za-z0-9._-]+@)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?,\d{4}(-\d\d(-\d\d)?)?$`)

func (r *reader) authority(n *yaml.Node) string {
	s := r.line(n)
	if s == "" || authorityForm.MatchString(s) {
		return s
	}
	r.bad(n, "wrong-type", model.Says{
		JA: fmt.Sprintf("「%s」はフィードのidの名義になりません", s), EN: fmt.Sprintf("%q cannot be the authority of feed ids", s),
		HintJA: "「example.com,2026」のように、ドメインと、それを持っていた年を書いてください", HintEN: "write a domain and a year in which it was yours, like example.com,2026"})
	return ""
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
	if item := strings.TrimLeft(got, "-・*"); item != got && slices.Contains(known, strings.TrimSpace(item)) {
		s.HintJA, s.HintEN = "「- "+item+"」のように、半角のハイフンと空白で始めてください", "begin the line with a hyphen and a space: - "+item
	}
	if list := text.Several(got, known); list != "" && en != "kind" && en != "theme" {
		s.HintJA, s.HintEN = "いくつかあるときは「["+list+"]」のように書いてください", "write several as a list: ["+list+"]"
	}
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
