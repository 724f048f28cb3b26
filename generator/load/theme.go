package load

import (
	"fmt"
	"maps"
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

// wordFile is a file of words with the places of its keys.
type wordFile struct {
	path   string
	words  model.Catalog
	places map[string]model.Pos
}

// wordFiles reads files of words, by language.
func wordFiles(files layers) (map[model.Lang]wordFile, []model.Problem) {
	var problems []model.Problem
	read := map[model.Lang]wordFile{}
	for _, a := range files.sorted() {
		name, ok := strings.CutSuffix(a.Name, ".yaml")
		if !ok {
			continue
		}
		r := newReader(a.Origin, 0)
		f := wordFile{a.Origin, model.Catalog{}, map[string]model.Pos{}}
		if top := r.parse(string(normalise(a.Data))); top != nil {
			r.mapping(top, func(k key) { f.words[k.name], f.places[k.name] = r.phrase(k.value), r.pos(k.node) })
		}
		problems = append(problems, r.all()...)
		read[model.Lang(name)] = f
	}
	return read, problems
}

// catalogs lays the words of the site over the built-in ones, and the wording
// of the config over both, for every language of the site. Words that a
// language lacks come from English.
func catalogs(c *model.Config, built, words layers) (map[model.Lang]model.Catalog, []model.Problem) {
	standard, _ := wordFiles(built)
	own, problems := wordFiles(words)
	known := standard["en"].words
	out := map[model.Lang]model.Catalog{}
	for _, lang := range c.Languages {
		catalog := model.Catalog{}
		for _, from := range []map[string]string{known, own["en"].words, standard[lang].words, own[lang].words, c.Words[""], c.Words[lang]} {
			for k, v := range from {
				catalog[k] = v
				if _, ok := from[k+".one"]; !ok {
					delete(catalog, k+".one") // of other words, perhaps in another language
				}
			}
		}
		out[lang] = catalog
		problems = append(problems, misworded(own[lang].words, func(key string) model.Pos { return own[lang].places[key] }, known)...)
		problems = append(problems, misworded(c.Words[lang], func(key string) model.Pos { return c.Lines["words."+string(lang)+"."+key] }, known)...)
		if standard[lang].words == nil {
			problems = append(problems, untranslated(c, lang, own[lang], known)...)
		}
	}
	return out, problems
}

// untranslated finds words of a language that is not built in which readers
// will see in English.
func untranslated(c *model.Config, lang model.Lang, own wordFile, known model.Catalog) []model.Problem {
	if own.words == nil {
		file := "templates/words/" + string(lang) + ".yaml"
		at := c.Lines["languages"]
		return []model.Problem{model.NewProblem(model.Warning, model.Pos{File: configFile, Line: at.Line, Col: at.Col}, "missing-words", model.Says{
			JA: "言語「" + string(lang) + "」の文言がないので、英語で表示します", EN: "there are no words for the language " + string(lang) + ", so English is shown",
			HintJA: file + " を作ってください。「kaizen theme eject words/en.yaml --print」が手本になります",
			HintEN: "write " + file + "; kaizen theme eject words/en.yaml --print shows what it holds"})}
	}
	var missing []string
	for _, key := range slices.Sorted(maps.Keys(known)) {
		_, ours := own.words[key]
		_, configured := c.Words[lang][key]
		if !ours && !configured && !strings.HasSuffix(key, ".one") {
			missing = append(missing, key)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	names := strings.Join(missing[:min(5, len(missing))], ", ")
	if len(missing) > 5 {
		names += ", …"
	}
	return []model.Problem{model.NewProblem(model.Warning, model.Pos{File: own.path, Line: 1, Col: 1}, "missing-words", model.Says{
		JA: fmt.Sprintf("文言が足りないので（%d個）、英語で表示します: %s", len(missing), names), EN: fmt.Sprintf("words are missing (%d), so English is shown: %s", len(missing), names),
		HintJA: "「kaizen theme eject words/en.yaml --print」にある項目を書き足してください", HintEN: "add them as they stand in kaizen theme eject words/en.yaml --print"})}
}

// misworded finds wordings that change nothing because their key is mistyped.
// A key that is like no other may be that of the site's own template.
func misworded(words map[string]string, at func(key string) model.Pos, known model.Catalog) []model.Problem {
	var problems []model.Problem
	keys := slices.Sorted(maps.Keys(known))
	for _, key := range slices.Sorted(maps.Keys(words)) {
		base := strings.TrimSuffix(key, ".one")
		if _, exists := known[base]; exists {
			continue
		}
		nearest, ok := text.Nearest(key, keys)
		if !ok {
			continue
		}
		problems = append(problems, model.NewProblem(model.Warning, at(key), "unknown-word", model.Says{
			JA: "「" + key + "」という文言はありません", EN: "there is no wording for " + key,
			HintJA: "「" + nearest + "」のことですか", HintEN: "did you mean " + nearest + "?"}))
	}
	return problems
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
