// Package plan decides every file that will exist, with exactly the data that
// it shows. What a page depends on is therefore a list that can be printed,
// and "has it changed" is a comparison of two hashes.
//
// The package is pure: it knows no disk, network or clock. The same Site gives
// the same pages.
package plan

import (
	"fmt"
	"slices"
	"strings"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// Result is a plan: all pages, sorted by path, and the problems that only show
// when every path is known, such as two sources for one path.
type Result struct {
	Pages    []*model.Page
	Problems []model.Problem
	Memo     *Memo // for the next plan
}

// Plan plans the site. prev may be nil; with the memo of an earlier plan the
// result is the same, and sooner there.
func Plan(site *model.Site, prev *Memo) Result {
	p := &planner{
		site:   site,
		config: site.Config,
		root:   site.Config.BasePath(),
		origin: site.Config.Origin(),
		owners: map[string]*model.Page{},
		media:  map[*model.Asset]*model.Img{},
		keys:   &model.Keys{},
		last:   prev.usable(site),
		memo:   newMemo(site),
	}
	p.unchanged.kept = make([]bool, len(p.last.pages))
	p.assets()
	for _, e := range site.Editions {
		p.editions = append(p.editions, p.edition(e))
	}
	p.findUnchanged()
	for _, x := range p.editions {
		x.makeItems()
		x.run(slices.Concat(x.pages(), x.feeds()))
	}
	p.redirects()
	p.files()
	p.checkLinks()
	p.settle()
	return Result{p.memo.pages, p.problems, p.memo}
}

// planner gathers the pages of all editions.
type planner struct {
	site     *model.Site
	config   *model.Config
	root     string // of paths in links: the base path
	origin   string // of absolute URLs
	editions []*edition
	pages    []planned
	owners   map[string]*model.Page // the same by output path
	media    map[*model.Asset]*model.Img
	theme    model.Assets
	keys     *model.Keys
	last     *Memo
	memo     *Memo
	problems []model.Problem

	unchanged unchanged
}

// edition is the plan of one language.
type edition struct {
	*planner
	*model.Edition
	dates  text.DateStyle
	short  text.DateStyle
	chrome *model.Chrome
	made   []*made     // by Entry.Index
	old    editionMade // of the last plan
	kinds  map[model.KindID]model.KindTag
	shelf  map[model.ProductID]model.ProductTag
	tags   []*facet
	byTag  map[model.TagID]*facet
	byKind []*facet
	feed   channels
	batch  *batch // takes the pages that are being planned
}

// facet is a kind or tag with its records.
type facet struct {
	id      string
	name    string
	dir     string // site path of its page
	entries []*model.Entry
	kind    *model.KindTag
	place   int // of a tag among all
}

// href makes a site path ready for links: "/hinata/" below the base path.
func (p *planner) href(path string) string { return p.root + path[1:] }

// abs makes a site path a full URL.
func (p *planner) abs(path string) string { return p.origin + p.root + path[1:] }

// add puts a page at a site path that shows no record.
func (p *planner) add(path string, lang model.Lang, view model.View, from []string) {
	p.addPage(p.newPage(path, lang, view, from, nil))
}

// addPage puts a page in its place. Two pages at one path are a problem that
// names where both come from.
func (p *planner) addPage(page planned) {
	if other := p.owner(page.Path); other != nil {
		p.collision(page.Page, other)
		return
	}
	p.owners[page.Path] = page.Page
	p.pages = append(p.pages, page)
}

// owner is the page at an output path, or nil.
func (p *planner) owner(path string) *model.Page {
	if page := p.owners[path]; page != nil {
		return page
	}
	if i, ok := p.last.index()[path]; ok && p.unchanged.kept[i] {
		return p.last.pages[i]
	}
	return nil
}

// outputPath is the file that answers for a site path.
func outputPath(path string) string {
	if strings.HasSuffix(path, "/") {
		path += "index.html"
	}
	return path[1:]
}

func (p *planner) collision(page, other *model.Page) {
	p.memo.collided = true
	at := model.Pos{}
	if len(page.From) > 0 {
		at = model.Pos{File: page.From[0], Line: 1, Col: 1}
	}
	p.problems = append(p.problems, model.NewProblem(model.Error, at, "duplicate-url", model.Says{
		JA:     fmt.Sprintf("URL「/%s」が2つのものに使われています（%s、%s）", urlOf(page.Path), origin(page), origin(other)),
		EN:     fmt.Sprintf("two sources claim the URL /%s (%s, %s)", urlOf(page.Path), origin(page), origin(other)),
		HintJA: "どちらかに別のslugを書いてください", HintEN: "give one of them another slug"}))
}

func urlOf(path string) string { return strings.TrimSuffix(path, "index.html") }

func origin(p *model.Page) string {
	if len(p.From) == 0 {
		return "kaizen: " + p.View.Template()
	}
	return strings.Join(p.From, " ")
}
