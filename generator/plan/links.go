package plan

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// checkLinks holds every link that an author wrote to a path of the site
// against the pages that will exist.
func (p *planner) checkLinks() {
	c := linkCheck{planner: p, wrong: map[model.Pos]bool{}}
	before := len(p.problems)
	if p.leadsOn() {
		c.changed()
	} else {
		c.all()
	}
	p.memo.links = slices.Clone(p.problems[before:])
	for _, x := range p.editions { // each time anew: no plan compares them with those of the last
		for _, e := range x.Lost {
			eachLink(e, c.check)
		}
	}
}

// leadsOn reports whether links that have not changed lead where they did in
// the last plan: the same paths have pages, with the same headings.
func (p *planner) leadsOn() bool {
	u := p.unchanged
	for i, e := range u.changed {
		if !slices.EqualFunc(e.Text.Headings, u.was[i].Text.Headings, func(a, b model.Heading) bool { return a.ID == b.ID }) {
			return false
		}
	}
	return u.still && p.samePaths() && !slices.ContainsFunc(p.pages, func(page planned) bool {
		_, leads := page.View.(model.RedirectView)
		return leads && page.View != p.last.pages[p.last.index()[page.Path]].View
	})
}

// linkCheck is one pass over the links of a site.
type linkCheck struct {
	*planner
	wrong map[model.Pos]bool         // what has been said: editions share their links
	texts map[string][]model.Heading // by output path; nil until somebody asks
}

func (c *linkCheck) all() {
	for _, x := range c.editions {
		for _, e := range x.Entries {
			eachLink(e, c.check)
		}
		for _, f := range x.Pages {
			c.each(f.Targets)
		}
		for _, r := range slices.Concat(x.Reports, x.Months) {
			c.each(r.Targets)
		}
	}
}

// changed checks the links of the records that changed, and repeats what the
// last plan found in others.
func (c *linkCheck) changed() {
	old := map[model.Pos]bool{}
	for _, e := range c.unchanged.was {
		eachLink(e, func(t model.Target) { old[t.Pos] = true })
	}
	for _, problem := range c.last.links {
		if at := (model.Pos{File: problem.File, Line: problem.Line, Col: problem.Col}); !old[at] {
			c.wrong[at] = true
			c.problems = append(c.problems, problem)
		}
	}
	for _, e := range c.unchanged.changed {
		eachLink(e, c.check)
	}
}

// eachLink visits the links of a record, those in its front matter included.
func eachLink(e *model.Entry, visit func(model.Target)) {
	for _, t := range e.Targets {
		visit(t)
	}
	if strings.HasPrefix(e.Help, "/") {
		visit(model.Target{Path: e.Help, Pos: e.Lines["help"]})
	}
	if strings.HasPrefix(e.Action.Link, "/") {
		visit(model.Target{Path: e.Action.Link, Pos: e.Lines["action.link"]})
	}
}

func (c *linkCheck) each(targets []model.Target) {
	for _, t := range targets {
		c.check(t)
	}
}

func (c *linkCheck) check(t model.Target) {
	if t.Path != "" && !c.wrong[t.Pos] && c.isWrong(t) {
		c.wrong[t.Pos] = true
	}
}

// headings are those of a text, by the output path of its page. Other pages
// have none that a link could name.
func (c *linkCheck) headings(out string) (list []model.Heading, ok bool) {
	if c.texts == nil {
		c.texts = map[string][]model.Heading{}
		for _, x := range c.editions {
			for _, e := range x.Entries {
				c.texts[outputPath(e.Path)] = e.Text.Headings
			}
			for _, f := range x.Pages {
				c.texts[outputPath(f.Path)] = f.Text.Headings
			}
		}
	}
	list, ok = c.texts[out]
	return list, ok
}

// isWrong reports whether it found something wrong with a link. Links within
// a text have been checked when the text was read.
func (c *linkCheck) isWrong(t model.Target) bool {
	to, anchor, _ := strings.Cut(t.Path, "#")
	to, _, _ = strings.Cut(to, "?")
	out, err := url.PathUnescape(outputPath(to))
	if err != nil {
		out = outputPath(to)
	}
	if c.owner(out) == nil {
		if c.owner(strings.TrimSuffix(out, "/")+"/index.html") != nil {
			return false // works, by way of the host's own redirect
		}
		c.broken(t, to)
		return true
	}
	if c.moved(t, out) {
		return true
	}
	if anchor == "" {
		return false
	}
	known, isText := c.headings(out)
	if !isText {
		return false
	}
	plain, err := url.PathUnescape(anchor)
	if err == nil && (slices.ContainsFunc(known, func(h model.Heading) bool { return h.ID == plain }) || strings.HasPrefix(plain, "fn")) {
		return false
	}
	var ids []string
	for _, h := range known {
		ids = append(ids, h.ID)
	}
	slices.Sort(ids)
	s := model.Says{JA: fmt.Sprintf("リンク先に見出し「#%s」がありません", plain), EN: fmt.Sprintf("there is no heading #%s on the page", plain)}
	if near, ok := text.Nearest(plain, ids); ok {
		s.HintJA, s.HintEN = "「#"+near+"」のことですか", "did you mean #"+near+"?"
	}
	c.problems = append(c.problems, model.NewProblem(model.Error, t.Pos, "broken-fragment", s))
	return true
}

// moved finds links to an old address: they work, by a detour.
func (p *planner) moved(t model.Target, out string) bool {
	view, ok := p.owner(out).View.(model.RedirectView)
	if !ok {
		return false
	}
	now := "/" + strings.TrimPrefix(view.To, p.root)
	p.problems = append(p.problems, model.NewProblem(model.Warning, t.Pos, "moved-target", model.Says{
		JA: fmt.Sprintf("「/%s」は古いURLで、転送されます", urlOf(out)), EN: fmt.Sprintf("/%s is an old address and leads on", urlOf(out)),
		HintJA: "「" + now + "」と書いてください", HintEN: "write " + now}))
	return true
}

func (p *planner) broken(t model.Target, to string) {
	known := make([]string, 0, len(p.pages))
	for _, page := range p.pages {
		known = append(known, "/"+urlOf(page.Path))
	}
	p.eachKept(func(_ int, page *model.Page) { known = append(known, "/"+urlOf(page.Path)) })
	slices.Sort(known)
	s := model.Says{
		JA: fmt.Sprintf("サイトの中に「%s」がありません", to), EN: fmt.Sprintf("the site has no page %s", to),
		HintJA: "「/」から始まるパスは、サイトの一番上からの道順です", HintEN: "a path with a leading slash begins at the top of the site"}
	if near, ok := text.Nearest(to, known); ok {
		s.HintJA, s.HintEN = "「"+near+"」のことですか", "did you mean "+near+"?"
	}
	p.problems = append(p.problems, model.NewProblem(model.Error, t.Pos, "broken-link", s))
}
