package load

import (
	"maps"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// A theme lies over the built-in templates, and the site over both; a file
// replaces the whole file of the same name below it. All layers are gathered
// here, so that later stages see one set of names.

// layers are the files of one kind by name; later layers replace earlier ones.
type layers map[string]*model.Asset

func (l layers) add(files []*file, root string) {
	for _, f := range files {
		if name, ok := strings.CutPrefix(f.path, root); ok {
			l[name] = &model.Asset{Name: name, Origin: f.path, Data: f.data, Sum: f.sum}
		}
	}
}

// standardTheme is where the theme lies that others may leave things out of.
const standardTheme = "themes/michi/"

// borrow fills what a theme lacks from the standard theme: scripts, icons and
// the card, but never its style or templates, which make a theme what it is.
func (l layers) borrow(built []*file) {
	standard := layers{}
	standard.add(built, standardTheme)
	for name, a := range standard {
		dir, _, _ := strings.Cut(name, "/")
		if l[name] == nil && dir != "css" && dir != "templates" {
			l[name] = a
		}
	}
}

func (l layers) sorted() []*model.Asset {
	out := make([]*model.Asset, 0, len(l))
	for _, a := range l {
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b *model.Asset) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// split takes what lies below dir/ out of l, with dir/ cut from the names.
func (l layers) split(dir string) layers {
	out := layers{}
	for name, a := range l {
		if rest, ok := strings.CutPrefix(name, dir+"/"); ok {
			moved := *a
			moved.Name = rest
			out[rest] = &moved
			delete(l, name)
		}
	}
	return out
}

func (l layers) lay(over layers) {
	for name, a := range over {
		l[name] = a
	}
}

// lookOf hashes the config and the words.
func lookOf(config model.Sum, words layers) model.Sum {
	all := config[:]
	for _, a := range words.sorted() {
		all = append(append(all, a.Name...), a.Sum[:]...)
	}
	return model.SumOf(all)
}

// catalogs reads the word files of all languages of the site and lays the
// wording of the config over them. Words a language lacks come from English.
func catalogs(c *model.Config, words layers) (map[model.Lang]model.Catalog, []model.Problem) {
	var problems []model.Problem
	read := map[string]model.Catalog{}
	var own []model.Mention // keys of the site's own files
	for _, a := range words.sorted() {
		if path.Ext(a.Name) != ".yaml" {
			continue
		}
		r := newReader(a.Origin, 0)
		catalog := model.Catalog{}
		if top := r.parse(string(normalise(a.Data))); top != nil {
			r.mapping(top, func(k key) {
				catalog[k.name] = r.phrase(k.value)
				if a.Own {
					own = append(own, model.Mention{To: k.name, Pos: r.pos(k.node)})
				}
			})
		}
		problems = append(problems, r.all()...)
		read[strings.TrimSuffix(a.Name, ".yaml")] = catalog
	}
	for _, m := range own {
		problems = append(problems, misworded(m.To, m.Pos, read["en"])...)
	}
	out := map[model.Lang]model.Catalog{}
	for _, lang := range c.Languages {
		catalog := model.Catalog{}
		for _, from := range []map[string]string{read["en"], read[string(lang)], c.Words[""], c.Words[lang]} {
			for k, v := range from {
				catalog[k] = v
				if _, ok := from[k+".one"]; !ok {
					delete(catalog, k+".one") // of other words, perhaps in another language
				}
			}
		}
		out[lang] = catalog
		for _, key := range slices.Sorted(maps.Keys(c.Words[lang])) {
			problems = append(problems, misworded(key, c.Lines["words."+string(lang)+"."+key], read["en"])...)
		}
		if read[string(lang)] == nil {
			problems = append(problems, model.NewProblem(model.Warning, model.Pos{File: configFile, Line: c.Lines["languages"].Line, Col: c.Lines["languages"].Col}, "missing-words", model.Says{
				JA: "言語「" + string(lang) + "」の文言がないので、英語で表示します", EN: "there are no words for the language " + string(lang) + ", so English is shown",
				HintJA: "templates/words/" + string(lang) + ".yaml を作ってください", HintEN: "write templates/words/" + string(lang) + ".yaml"}))
		}
	}
	return out, problems
}

// misworded finds a wording that changes nothing because its key is mistyped.
// A key that is like no other may be that of the site's own template.
func misworded(key string, at model.Pos, known model.Catalog) []model.Problem {
	if _, exists := known[key]; exists {
		return nil
	}
	nearest, ok := text.Nearest(key, slices.Sorted(maps.Keys(known)))
	if !ok {
		return nil
	}
	return []model.Problem{model.NewProblem(model.Warning, at, "unknown-word", model.Says{
		JA: "「" + key + "」という文言はありません", EN: "there is no wording for " + key,
		HintJA: "「" + nearest + "」のことですか", HintEN: "did you mean " + nearest + "?"})}
}

// phrase reads a text without trimming it: words may end in a space.
func (r *reader) phrase(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode {
		r.shape(n, "文字", "text")
		return ""
	}
	return n.Value
}

// synonyms reads search-synonyms.yaml: a list of lists of words.
func synonyms(f *file) ([][]string, []model.Problem) {
	if f == nil {
		return nil, nil
	}
	r := newReader(f.path, 0)
	r.problems = form(f)
	if p := encoding(f.path, f.data); p != nil {
		return nil, append(r.problems, *p)
	}
	src := string(normalise(f.data))
	src = r.slips(src)
	var doc yaml.Node
	if err := yaml.Load([]byte(src), &doc); err != nil {
		r.syntax(src, err, 0)
		return nil, r.problems
	}
	if len(doc.Content) == 0 || !r.plain(doc.Content[0], 0) {
		return nil, r.problems
	}
	var out [][]string
	for _, item := range r.items(doc.Content[0]) {
		words := r.texts(item)
		if len(words) > 1 {
			out = append(out, words)
			continue
		}
		r.say(model.Warning, r.pos(item), "missing-value", model.Says{
			JA: "1つの組には2つ以上の言葉が要ります", EN: "a group needs two words or more",
			HintJA: "「- [注文, 受注]」のように、半角の「, 」で区切って書いてください", HintEN: "write groups like - [order, purchase]"})
	}
	return out, r.problems
}
