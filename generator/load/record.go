package load

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"kaizen/generator/markdown"
	"kaizen/generator/model"
	"kaizen/generator/text"
)

// parser turns files into records, prefaces and pages. It is shared by
// goroutines and never changes.
type parser struct {
	cache    model.Cache
	config   *model.Config
	sum      model.Sum // of config
	markdown *markdown.Renderer
	names    index
}

// index finds products, kinds, tags and teams by id or by name in any language.
type index struct {
	products, kinds, tags, teams map[string]string // folded id or name → id
}

// parsed is what one Markdown file became; exactly one of the pointers is set
// unless the file was beyond reading.
type parsed struct {
	file     *file
	record   *model.Record
	preface  *model.Preface
	page     *model.FreePage
	secrets  []model.Secret
	markup   model.Markup
	markSum  model.Sum // of what markup was made from
	marks    []model.Problem
	problems []model.Problem // all of them, marks included
	source   model.SourceFile
}

// read parses one file, taking rendered Markdown from prev when its text is the same.
func (p *parser) read(f *file, prev *parsed) *parsed {
	key := model.CacheKey("file\x00"+f.path, p.sum, f.sum)
	if out := p.recall(key, f); out != nil {
		return out
	}
	out := &parsed{file: f}
	p.parse(out, prev)
	out.source = sourceOf(f, out)
	p.keep(key, out)
	return out
}

func (p *parser) parse(out *parsed, prev *parsed) {
	f := out.file
	doc, problems := split(f.path, f.data)
	if doc.yaml == "" && problems != nil {
		out.problems = append(form(f), problems...)
		return
	}
	r := newReader(f.path, doc.before)
	switch place := strings.Split(strings.TrimPrefix(f.nfc(), "content/"), "/"); {
	case place[0] == "reports" && len(place) == 3:
		p.preface(r, out, doc, prev)
	case place[0] == "pages" && len(place) == 2:
		p.page(r, out, doc, prev)
	case place[0] == "reports" && p.config.Product("reports") == nil:
		p.misplaced(r)
	default:
		p.record(r, out, doc, prev)
	}
	out.problems = slices.Concat(form(f), problems, r.all(), conflicts(f.path, doc), out.marks)
}

// misplaced says where a month's file lies, when it is not at its place.
func (p *parser) misplaced(r *reader) {
	like := fmt.Sprintf("content/reports/%s/%s", p.anyProduct(), path.Base(r.file))
	r.say(model.Error, model.Pos{File: r.file}, "wrong-file-name", model.Says{
		JA: "月のファイルは content/reports/ のプロダクトのフォルダーに置きます", EN: "a month's file lies in the folder of a product below content/reports/",
		HintJA: "「" + like + "」のように置いてください", HintEN: "put it at a place like " + like})
}

// langOf cuts the language from a file's stem: "csv.en" is "csv" in English.
func (p *parser) langOf(stem string) (string, model.Lang) {
	if dot := strings.LastIndexByte(stem, '.'); dot > 0 {
		if l := model.Lang(strings.ToLower(stem[dot+1:])); slices.Contains(p.config.Languages, l) {
			return stem[:dot], l
		}
	}
	return stem, p.config.DefaultLang()
}

var datedStem = regexp.MustCompile(`^\d{4}-\d{2}(-\d{2})?-`)

func (p *parser) record(r *reader, out *parsed, doc document, prev *parsed) {
	top := r.parse(doc.yaml)
	if top == nil {
		return
	}
	name := out.file.nfc()
	stem, lang := p.langOf(strings.TrimSuffix(path.Base(name), ".md"))
	d := draft{zone: p.config.Timezone}
	d.Lines = object(r, top, recordFields, lenience{p.config.FrontMatter.Ignore, p.config.FrontMatter.Map}, &d)
	for key, at := range d.action {
		d.Lines["action."+key] = at
	}
	d.Source = model.Source{Path: name, Sum: out.file.sum}
	if d.Lang == "" {
		d.Lang = lang
	}
	p.language(r, &d)
	foreign := false
	if d.Slug == "" {
		d.Slug = datedStem.ReplaceAllString(stem, "")
		if foreign = p.fileLanguage(r, stem); foreign {
			d.Slug = text.Slug(d.Slug) // the file is to be renamed, and that has been said
		}
	}
	if d.ID == "" {
		d.ID = model.RecordID(path.Join(strings.TrimPrefix(path.Dir(name), "content/"), stem))
		if at, written := d.Lines["id"]; written && !r.unread["id"] && !r.faulted(at) {
			r.fault(d.Lines, "id", "missing-value", model.Says{JA: "idが空です", EN: "the value of id is empty", HintJA: "「id: " + stem + "」のように書いてください", HintEN: "write one, such as id: " + stem})
		}
	}
	d.Heading = text.PhrasesHTML(d.Title)
	if d.breaks != "" {
		d.Heading = text.JoinHTML(text.SplitBreaks(d.breaks))
	}
	p.resolve(r, &d, name)
	p.validate(r, &d)
	out.markup, out.markSum = p.render(out, doc, d.Lang, prev)
	d.Text = out.markup
	if out.secrets = d.secrets; !foreign {
		out.record = &d.Record
	}
}

func (p *parser) language(r *reader, d *draft) {
	d.Lang = model.Lang(strings.ToLower(string(d.Lang)))
	if slices.Contains(p.config.Languages, d.Lang) {
		return
	}
	s := model.Says{
		JA: fmt.Sprintf("言語「%s」はこのサイトにありません", d.Lang), EN: fmt.Sprintf("the site has no language %q", d.Lang),
		HintJA: "kaizen.yaml の languages に加えてください", HintEN: "add it to languages in kaizen.yaml"}
	if l := meantLanguage(string(d.Lang)); slices.Contains(p.config.Languages, l) {
		s.HintJA, s.HintEN = fmt.Sprintf("「%s」のことですか", l), fmt.Sprintf("did you mean %s?", l)
	}
	r.fault(d.Lines, "lang", "unknown-language", s)
	d.Lang = p.config.DefaultLang()
}

// langEnding matches a stem that ends in what looks like a language.
var langEnding = regexp.MustCompile(`^(.+)[._-]([A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?)$`)

// fileLanguage says that the name of a file ends in a language that the site
// does not have, and reports whether it does.
func (p *parser) fileLanguage(r *reader, stem string) bool {
	dot := strings.LastIndexByte(stem, '.')
	m := langEnding.FindStringSubmatch(stem)
	if dot < 0 || m == nil || m[1] != stem[:dot] {
		return false
	}
	ending := stem[dot:]
	known := make([]string, len(p.config.Languages))
	for i, l := range p.config.Languages {
		known[i] = string(l)
	}
	s := model.Says{
		JA: fmt.Sprintf("ファイル名の「%s」は、このサイトの言語ではありません", ending), EN: fmt.Sprintf("%s in the file name is no language of the site", ending),
		HintJA: fmt.Sprintf("言語は %s です。ほかの言語なら kaizen.yaml の languages に加えてください", strings.Join(known, "、")),
		HintEN: fmt.Sprintf("its languages are %s; add others to languages in kaizen.yaml", strings.Join(known, ", "))}
	if l := meantLanguage(m[2]); slices.Contains(p.config.Languages, l) {
		s.HintJA, s.HintEN = fmt.Sprintf("「%s.%s.md」という名前にしてください", m[1], l), fmt.Sprintf("name it %s.%s.md", m[1], l)
	}
	r.say(model.Error, model.Pos{File: r.file, Line: 1, Col: 1}, "unknown-language", s)
	return true
}

// meantLanguage is the language that a tag stands for which is none, or names
// more than the site tells apart: countries are often taken for languages. Of
// these only those that are no language, too: uk is Ukrainian.
func meantLanguage(tag string) model.Lang {
	tag = strings.ToLower(tag)
	countries := map[string]model.Lang{"jp": "ja", "us": "en", "gb": "en", "eng": "en", "jpn": "ja", "cn": "zh", "日本語": "ja", "英語": "en", "japanese": "ja", "english": "en"}
	if l, ok := countries[tag]; ok {
		return l
	}
	l, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	return model.Lang(l)
}

// resolve turns names of products, kinds, tags and teams into ids.
func (p *parser) resolve(r *reader, d *draft, name string) {
	if len(d.products) == 0 {
		if folder, _, ok := strings.Cut(strings.TrimPrefix(name, "content/"), "/"); ok && p.config.Product(model.ProductID(folder)) != nil {
			d.Products = []model.ProductID{model.ProductID(folder)}
		}
	}
	for _, m := range d.products {
		if id, ok := p.find(r, m, p.names.products, "unknown-product", "プロダクト", "product"); ok && !slices.Contains(d.Products, model.ProductID(id)) {
			d.Products = append(d.Products, model.ProductID(id))
		}
	}
	if d.kind.To != "" {
		id, _ := p.find(r, d.kind, p.names.kinds, "unknown-kind", "種類", "kind")
		d.Kind = model.KindID(id)
	}
	for _, m := range d.tags {
		if id, ok := p.tag(r, m); ok && !slices.Contains(d.Tags, id) {
			d.Tags = append(d.Tags, id)
		}
	}
	for _, m := range d.teams {
		if id, ok := p.find(r, m, p.names.teams, "unknown-team", "チーム", "team"); ok {
			d.Teams = append(d.Teams, model.TeamID(id))
		}
	}
	if d.author.To != "" {
		id, _ := p.find(r, d.author, p.names.teams, "unknown-team", "チーム", "team")
		d.Author = model.TeamID(id)
	}
}

func (p *parser) find(r *reader, m model.Mention, known map[string]string, rule, ja, en string) (string, bool) {
	if id, ok := known[nameKey(m.To)]; ok {
		return id, true
	}
	ids := map[string]bool{}
	for _, id := range known {
		ids[id] = true
	}
	list := make([]string, 0, len(ids))
	for id := range ids {
		list = append(list, id)
	}
	slices.Sort(list)
	s := unknown(ja, en, m.To, list)
	if _, ok := text.Nearest(m.To, list); !ok {
		if id := byName(m.To, known); id != "" {
			s.HintJA, s.HintEN = "「"+id+"」のことですか", "did you mean "+id+"?"
		}
	}
	r.problems = append(r.problems, model.NewProblem(model.Error, m.Pos, rule, s))
	return "", false
}

// byName is the only id one of whose names is nearly that typed, or holds it,
// or "".
func byName(typed string, known map[string]string) string {
	typed = nameKey(typed)
	if near, ok := text.Nearest(typed, slices.Sorted(maps.Keys(known))); ok {
		return known[near]
	}
	id := ""
	for name, of := range known {
		if utf8.RuneCountInString(typed) < 2 || !strings.Contains(name, typed) && (utf8.RuneCountInString(name) < 3 || !strings.Contains(typed, name)) {
			continue
		}
		if id != "" && id != of {
			return ""
		}
		id = of
	}
	return id
}

func (p *parser) tag(r *reader, m model.Mention) (model.TagID, bool) {
	if p.config.Tags != nil {
		id, ok := p.find(r, m, p.names.tags, "unknown-tag", "タグ", "tag")
		return model.TagID(id), ok
	}
	if tagForm.MatchString(m.To) {
		return model.TagID(m.To), true
	}
	r.problems = append(r.problems, model.NewProblem(model.Error, m.Pos, "wrong-tag", model.Says{
		JA: fmt.Sprintf("タグ「%s」はURLに使えません", m.To), EN: fmt.Sprintf("the tag %q cannot stand in a URL", m.To),
		HintJA: "kaizen.yaml の tags に {id: …, name: …} として加えるか、小文字の英数字で書いてください", HintEN: "declare it under tags in kaizen.yaml as {id: …, name: …}, or use lower-case letters and digits"}))
	return "", false
}
