// Package load reads a site from a file system: the config, records, words
// for reports, free pages, pictures, templates and the theme. It turns files
// into the types of package model and gathers what their authors got wrong.
//
// A file whose bytes are those of the previous run is not parsed again. The
// package knows an fs.FS and nothing else of the machine.
package load

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"kaizen/generator/markdown"
	"kaizen/generator/model"
	"kaizen/generator/text"
)

// Inputs are the file systems a site is made of. Site is the folder with
// kaizen.yaml; Templates and Themes are the built-in ones.
type Inputs struct {
	Site      fs.FS
	Templates fs.FS
	Themes    fs.FS
	Read      time.Time // when the reading begins, to tell whether file times can be trusted
	// BaseURL, an http or https URL, takes the place of base_url for this build:
	// for previews, say. Ids in feeds do not change with it. "" changes nothing.
	BaseURL string
	Cache   model.Cache // of texts and pictures; nil: none
	Stamps  model.Cache // of what Read found; it need not read again what these prove to be the same. nil: none

	// Around is given each Markdown file with what parses it, by several
	// goroutines, to count and time them; nil does neither.
	Around func(path string, parse func())
}

// Result is everything load read, and what it needs to be quick the next time.
// It is immutable, until LetGo.
type Result struct {
	model.Sources
	Problems []model.Problem
	Parsed   int // Markdown files that were parsed, not reused

	config   model.Sum
	source   configSource // of Config
	outfit   *outfit
	site     map[string]*file
	built    []*file // templates and themes of the binary
	parsed   map[string]*parsed
	kept     map[*file]*asset
	markdown *markdown.Renderer
}

// LetGo drops the bytes of the texts. What was made of them stays; should the cache fail
// to give it back, they are read again. Nothing else may use the result any more.
func (res *Result) LetGo() {
	for _, f := range res.site {
		if f.isText() {
			f.data = nil
		}
	}
}

// Load reads and parses the site; see Read and Parse.
func Load(ctx context.Context, in Inputs, prev *Result) (*Result, error) {
	files, err := Read(ctx, in, prev)
	if err != nil {
		return nil, err
	}
	return Parse(ctx, in, files, prev)
}

// Parse makes sources of files. The error is that of ctx; mistakes of authors
// are in Problems.
func Parse(ctx context.Context, in Inputs, read *Files, prev *Result) (*Result, error) {
	if prev == nil {
		prev = &Result{markdown: markdown.New()}
	}
	if err := read.complete(ctx); err != nil {
		return nil, err
	}
	res := &Result{markdown: prev.markdown, built: read.built}
	site, files := &read.site, read.list
	res.site, res.Problems = site.files, site.problems
	res.configure(in, prev)
	res.Problems = append(res.Problems, res.source.problems...)
	if res.Config == nil {
		return res, nil
	}
	for _, name := range []string{configFile, synonymFile} {
		if f := site.files[name]; f != nil {
			res.Files = append(res.Files, sourceOf(f, &parsed{}))
		}
	}
	if _, err := fs.Stat(in.Site, "content"); errors.Is(err, fs.ErrNotExist) {
		// building on would take every page off the published site
		res.Problems = append(res.Problems, model.NewProblem(model.Error, model.Pos{File: configFile}, "missing-content", model.Says{
			JA: "content/ がありません", EN: "there is no folder content/",
			HintJA: "記録は content/ の下に置きます。「kaizen new」で1つ目を作れます", HintEN: "records live below content/; kaizen new begins the first one"}))
	}
	res.dress(files, prev)
	res.content(ctx, in, files, prev)
	return res, ctx.Err()
}

const synonymFile = "search-synonyms.yaml"

// configSource is what the config was read from, and what was wrong there.
type configSource struct {
	from     [2]*file
	base     string
	problems []model.Problem
}

// configure takes the config of the previous run, or reads it anew.
func (res *Result) configure(in Inputs, prev *Result) {
	s := configSource{from: [2]*file{res.site[configFile], res.site[synonymFile]}, base: in.BaseURL}
	if prev.source.from == s.from && prev.source.base == s.base && prev.Config != nil {
		res.Config, res.config, res.source = prev.Config, prev.config, prev.source
		return
	}
	c, problems := config(s.from[0])
	if s.from[0] == nil {
		misnamed(in.Site, &problems[0])
	}
	if c != nil {
		res.config = s.from[0].sum
		if s.base != "" {
			c.BaseURL = strings.TrimRight(s.base, "/") + "/"
			res.config = model.SumOf([]byte(res.config.String() + c.BaseURL))
		}
		var more []model.Problem
		c.Synonyms, more = synonyms(s.from[1])
		problems = append(problems, more...)
	}
	res.Config, s.problems = c, problems
	res.source = s
}

// misnamed hints at a config that lies there under another name.
func misnamed(site fs.FS, p *model.Problem) {
	for _, name := range []string{"kaizen.yml", "kaizen.yaml.txt", "Kaizen.yaml", "kaizen.yaml.yaml", "config.yaml"} {
		if info, err := fs.Stat(site, name); err == nil && info.Mode().IsRegular() {
			p.Hint = model.Text{"ja": "「" + name + "」の名前を kaizen.yaml に変えてください", "en": "rename " + name + " to kaizen.yaml"}
			return
		}
	}
}

// outfit is the theme, the templates and the words of a site, with what they
// were made from.
type outfit struct {
	config model.Sum
	own    []*file // below templates/ and themes/

	look             model.Sum
	catalogs         map[model.Lang]model.Catalog
	theme, templates []*model.Asset
	problems         []model.Problem
}

// dress takes the outfit of the previous run, or makes it anew.
func (res *Result) dress(files []*file, prev *Result) {
	var own []*file
	for _, f := range files {
		if strings.HasPrefix(f.path, "templates/") || strings.HasPrefix(f.path, "themes/") {
			own = append(own, f)
		}
	}
	if res.outfit = prev.outfit; res.outfit == nil || res.outfit.config != res.config || !slices.Equal(res.outfit.own, own) {
		res.outfit = res.newOutfit(own)
	}
	o := res.outfit
	res.Look, res.Catalogs, res.Theme, res.Templates = o.look, o.catalogs, o.theme, o.templates
	res.Problems = append(res.Problems, o.problems...)
}

// newOutfit lays the theme and the site's own templates over the built-in ones.
func (res *Result) newOutfit(own []*file) *outfit {
	o := &outfit{config: res.config, own: own}
	root := "themes/" + res.Config.Theme + "/"
	theme, templates, laid := layers{}, layers{}, layers{}
	theme.add(res.built, root)
	theme.add(own, root)
	if len(theme) == 0 {
		o.problems = append(o.problems, model.NewProblem(model.Error, res.Config.Lines["theme"], "unknown-theme", unknown("テーマ", "theme", res.Config.Theme, res.themes(own))))
		theme.add(res.built, standardTheme)
	}
	o.problems = append(o.problems, res.outdated(own)...)
	theme.borrow(res.built)
	templates.add(res.built, "templates/")
	templates.lay(theme.split("templates"))
	laid.add(own, "templates/")
	for _, a := range laid {
		a.Own = true
	}
	templates.lay(laid)
	words, builtin := templates.split("words"), layers{}
	builtin.add(res.built, "templates/words/")
	o.look = lookOf(res.config, words)
	var problems []model.Problem
	o.catalogs, problems = catalogs(res.Config, builtin, words)
	o.problems = append(o.problems, problems...)
	for name := range templates {
		if path.Ext(name) != ".html" {
			delete(templates, name)
		}
	}
	o.theme, o.templates = theme.sorted(), templates.sorted()
	return o
}

func (res *Result) themes(files []*file) []string {
	var out []string
	seen := map[string]bool{}
	for _, f := range append(res.built, files...) {
		if rest, ok := strings.CutPrefix(f.path, "themes/"); ok {
			if name, _, ok := strings.Cut(rest, "/"); ok && !seen[name] {
				seen[name] = true
				out = append(out, name)
			}
		}
	}
	return out
}

// content parses the Markdown files and gathers the pictures.
func (res *Result) content(ctx context.Context, in Inputs, files []*file, prev *Result) {
	var sources, others []*file
	for _, f := range files {
		switch {
		case !strings.HasPrefix(f.path, "content/"):
		case f.isText():
			sources = append(sources, f)
		default:
			others = append(others, f)
		}
	}
	res.assets(in.Cache, others, prev)
	res.parsed = make(map[string]*parsed, len(sources))
	p := &parser{cache: in.Cache, config: res.Config, sum: res.config, markdown: res.markdown, names: namesOf(res.Config)}
	list := make([]*parsed, len(sources))
	around := in.Around
	if around == nil {
		around = func(_ string, parse func()) { parse() }
	}
	model.Each(len(sources), func(i int) {
		f := sources[i]
		old := prev.parsed[f.path]
		if old != nil && old.file.sum == f.sum && prev.config == res.config {
			list[i] = old
			return
		}
		if ctx.Err() == nil {
			around(f.path, func() { list[i] = p.read(f, old) })
		}
	})
	if ctx.Err() != nil {
		return
	}
	res.Files, res.Records = slices.Grow(res.Files, len(sources)), slices.Grow(res.Records, len(sources))
	for i, f := range sources {
		out := list[i]
		res.parsed[f.path] = out
		if out != prev.parsed[f.path] {
			res.Parsed++
		}
		res.take(out)
	}
}

func (res *Result) take(out *parsed) {
	res.Problems = append(res.Problems, out.problems...)
	res.Files = append(res.Files, out.source)
	res.Secrets = append(res.Secrets, out.secrets...)
	switch {
	case out.record != nil:
		res.Records = append(res.Records, out.record)
	case out.preface != nil:
		res.Prefaces = append(res.Prefaces, out.preface)
	case out.page != nil:
		res.Pages = append(res.Pages, out.page)
	}
}

func namesOf(c *model.Config) index {
	names := index{products: map[string]string{}, kinds: map[string]string{}, tags: map[string]string{}, teams: map[string]string{}}
	enter := func(m map[string]string, id string, name model.Text) {
		for _, s := range name {
			m[nameKey(s)] = id
		}
	}
	for _, p := range c.Products {
		enter(names.products, string(p.ID), p.Name)
	}
	for _, k := range c.Kinds {
		enter(names.kinds, string(k.ID), k.Name)
	}
	for _, t := range c.Tags {
		enter(names.tags, string(t.ID), t.Name)
	}
	for _, t := range c.Teams {
		enter(names.teams, string(t.ID), t.Name)
	}
	names.ids(c)
	return names
}

// ids enters the ids last, so that a name never hides the id of another.
func (x index) ids(c *model.Config) {
	for _, p := range c.Products {
		x.products[nameKey(string(p.ID))] = string(p.ID)
	}
	for _, k := range c.Kinds {
		x.kinds[nameKey(string(k.ID))] = string(k.ID)
	}
	for _, t := range c.Tags {
		x.tags[nameKey(string(t.ID))] = string(t.ID)
	}
	for _, t := range c.Teams {
		x.teams[nameKey(string(t.ID))] = string(t.ID)
	}
}

// nameKey makes names equal that differ in width or case only.
func nameKey(s string) string { return strings.ToLower(text.NFKC(s)) }
