package load

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"kaizen/generator/markdown"
	"kaizen/generator/model"
	"kaizen/generator/text"
)

// parser turns files into records, prefaces and pages. It is shared by
// goroutines and never changes.
type parser struct {
	config   *model.Config
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
}

// read parses one file, taking rendered Markdown from prev when its text is the same.
func (p *parser) read(f *file, prev *parsed) *parsed {
	out := &parsed{file: f}
	doc, problems := split(f.path, f.data)
	if problems != nil {
		out.problems = problems
		return out
	}
	r := &reader{file: f.path, before: 1}
	switch place := strings.Split(strings.TrimPrefix(f.nfc(), "content/"), "/"); {
	case place[0] == "reports" && len(place) == 3:
		p.preface(r, out, doc, prev)
	case place[0] == "pages" && len(place) == 2:
		p.page(r, out, doc, prev)
	default:
		p.record(r, out, doc, prev)
	}
	out.problems = append(r.problems, out.marks...)
	return out
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
	d.Source = model.Source{Path: name, Sum: out.file.sum}
	if d.Lang == "" {
		d.Lang = lang
	}
	p.language(r, &d)
	if d.Slug == "" {
		d.Slug = datedStem.ReplaceAllString(stem, "")
	}
	if d.ID == "" {
		d.ID = model.RecordID(path.Join(strings.TrimPrefix(path.Dir(name), "content/"), stem))
		r.note(d.Lines, "id", "missing-id", model.Says{
			JA: "idがないので、ファイルの場所をidにします。ファイルを動かすと購読者に新着として届きます", EN: "there is no id, so the file's path serves; moving the file will show it to subscribers again",
			HintJA: "「id: " + stem + "」のように、変わらないidを書いてください", HintEN: "write a permanent one, such as id: " + stem})
	}
	d.Heading = text.PhrasesHTML(d.Title)
	if d.breaks != "" {
		d.Heading = text.JoinHTML(text.SplitBreaks(d.breaks))
	}
	p.resolve(r, &d, name)
	p.validate(r, &d)
	out.markup, out.markSum = p.render(out, doc, d.Lang, prev)
	d.Text = out.markup
	out.record, out.secrets = &d.Record, d.secrets
}

// note adds a warning at a key, or at the top when the key is missing.
func (r *reader) note(lines map[string]model.Pos, key, rule string, s model.Says) {
	r.problems = append(r.problems, model.NewProblem(model.Warning, r.at(lines, key), rule, s))
}

func (r *reader) fault(lines map[string]model.Pos, key, rule string, s model.Says) {
	r.problems = append(r.problems, model.NewProblem(model.Error, r.at(lines, key), rule, s))
}

func (r *reader) at(lines map[string]model.Pos, key string) model.Pos {
	if pos, ok := lines[key]; ok {
		return pos
	}
	return model.Pos{File: r.file, Line: 1, Col: 1}
}

func (p *parser) language(r *reader, d *draft) {
	d.Lang = model.Lang(strings.ToLower(string(d.Lang)))
	if slices.Contains(p.config.Languages, d.Lang) {
		return
	}
	r.fault(d.Lines, "lang", "unknown-language", model.Says{
		JA: fmt.Sprintf("言語「%s」はこのサイトにありません", d.Lang), EN: fmt.Sprintf("the site has no language %q", d.Lang),
		HintJA: "kaizen.yaml の languages に加えてください", HintEN: "add it to languages in kaizen.yaml"})
	d.Lang = p.config.DefaultLang()
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
	r.problems = append(r.problems, model.NewProblem(model.Error, m.Pos, rule, unknown(ja, en, m.To, list)))
	return "", false
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

// validate holds a record against what every record needs.
func (p *parser) validate(r *reader, d *draft) {
	missing := func(key, ja, en string) {
		if _, ok := d.Lines[key]; ok {
			return // written, and wrong: that has been said
		}
		r.fault(d.Lines, key, "missing-key", model.Says{
			JA: key + "がありません", EN: "there is no " + key, HintJA: ja, HintEN: en})
	}
	if d.Title == "" {
		missing("title", "「title: …できるようになりました」のように書いてください", "say in one sentence what changed")
		if _, ok := d.Lines["title"]; ok {
			r.fault(d.Lines, "title", "missing-key", model.Says{JA: "titleが空です", EN: "the title is empty"})
		}
	}
	if d.Date.IsZero() {
		missing("date", "「date: 2026-10-31」のように書いてください", "write it like date: 2026-10-31")
	}
	if d.Kind == "" {
		missing("kind", "「kind: "+string(p.config.Kinds[0].ID)+"」のように書いてください", "write kind: "+string(p.config.Kinds[0].ID)+", or another")
	}
	if len(d.Products) == 0 {
		missing("product", "「product: "+p.anyProduct()+"」のように書いてください", "write product: "+p.anyProduct())
	}
	for _, key := range p.config.Require[d.Kind] {
		if _, ok := d.Lines[key]; !ok && key != "" {
			missing(key, "kaizen.yaml の require が、この種類に求めています", "require in kaizen.yaml asks for it for this kind")
		}
	}
	if !text.IsSlug(d.Slug) {
		r.fault(d.Lines, "slug", "wrong-slug", model.Says{
			JA: fmt.Sprintf("「%s」はURLに使えません", d.Slug), EN: fmt.Sprintf("%q cannot stand in a URL", d.Slug),
			HintJA: "「slug: csv-encoding」のように、小文字の英数字とハイフンで書いてください", HintEN: "write slug: with lower-case letters, digits and hyphens"})
	}
	if text.Graphemes(d.Title) > 70 {
		r.note(d.Lines, "title", "long-title", model.Says{
			JA: fmt.Sprintf("titleが%d文字あります", text.Graphemes(d.Title)), EN: fmt.Sprintf("the title has %d characters", text.Graphemes(d.Title)),
			HintJA: "70文字までにすると、一覧や検索結果で途切れません", HintEN: "up to 70 characters are shown whole in lists and search results"})
	}
	if !d.FirstSeen.IsZero() && !d.Date.IsZero() && model.DayOf(d.Date).Compare(d.FirstSeen) < 0 {
		r.fault(d.Lines, "first_seen", "contrary-dates", model.Says{
			JA: "first_seenがdateより後です", EN: "first_seen is later than date"})
	}
}

func (p *parser) anyProduct() string {
	if len(p.config.Products) == 0 {
		return "shop"
	}
	return string(p.config.Products[0].ID)
}
