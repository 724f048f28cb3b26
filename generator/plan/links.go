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
	headings := p.headings()
	seen := map[model.Pos]bool{}
	check := func(targets []model.Target) {
		for _, t := range targets {
			if !seen[t.Pos] {
				seen[t.Pos] = p.checkLink(t, headings)
			}
		}
	}
	for _, x := range p.editions {
		for _, e := range x.Entries {
			check(e.Targets)
			if strings.HasPrefix(e.Help, "/") {
				check([]model.Target{{Path: e.Help, Pos: e.Lines["help"]}})
			}
			if strings.HasPrefix(e.Action.Link, "/") {
				check([]model.Target{{Path: e.Action.Link, Pos: e.Lines["action.link"]}})
			}
		}
		for _, f := range x.Pages {
			check(f.Targets)
		}
		for _, r := range slices.Concat(x.Reports, x.Months) {
			check(r.Targets)
		}
	}
}

// headings are those of all texts, by output path.
func (p *planner) headings() map[string][]model.Heading {
	n := 0
	for _, x := range p.editions {
		n += len(x.Entries) + len(x.Pages)
	}
	out := make(map[string][]model.Heading, n)
	for _, x := range p.editions {
		for _, e := range x.Entries {
			out[outputPath(e.Path)] = e.Text.Headings
		}
		for _, f := range x.Pages {
			out[outputPath(f.Path)] = f.Text.Headings
		}
	}
	return out
}

// checkLink reports whether it found something wrong with a link. Links within
// a text have been checked when the text was read.
func (p *planner) checkLink(t model.Target, headings map[string][]model.Heading) bool {
	if t.Path == "" {
		return false
	}
	to, anchor, _ := strings.Cut(t.Path, "#")
	to, _, _ = strings.Cut(to, "?")
	out, err := url.PathUnescape(outputPath(to))
	if err != nil {
		out = outputPath(to)
	}
	if p.owners[out] == nil {
		if p.owners[strings.TrimSuffix(out, "/")+"/index.html"] != nil {
			return false // works, by way of the host's own redirect
		}
		p.broken(t, to)
		return true
	}
	if p.moved(t, out) {
		return true
	}
	known, isText := headings[out]
	if anchor == "" || !isText {
		return false
	}
	plain, err := url.PathUnescape(anchor)
	if err == nil && (slices.ContainsFunc(known, func(h model.Heading) bool { return h.ID == plain }) || strings.HasPrefix(plain, "fn")) {
		return false
	}
	s := model.Says{JA: fmt.Sprintf("リンク先に見出し「#%s」がありません", plain), EN: fmt.Sprintf("there is no heading #%s on the page", plain)}
	var ids []string
	for _, h := range known {
		ids = append(ids, h.ID)
	}
	slices.Sort(ids)
	if near, ok := text.Nearest(plain, ids); ok {
		s.HintJA, s.HintEN = "「#"+near+"」のことですか", "did you mean #"+near+"?"
	}
	p.problems = append(p.problems, model.NewProblem(model.Error, t.Pos, "broken-fragment", s))
	return true
}

// moved finds links to an old address: they work, by a detour.
func (p *planner) moved(t model.Target, out string) bool {
	view, ok := p.owners[out].View.(model.RedirectView)
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
	slices.Sort(known)
	s := model.Says{
		JA: fmt.Sprintf("サイトの中に「%s」がありません", to), EN: fmt.Sprintf("the site has no page %s", to),
		HintJA: "「/」から始まるパスは、サイトの一番上からの道順です", HintEN: "a path with a leading slash begins at the top of the site"}
	if near, ok := text.Nearest(to, known); ok {
		s.HintJA, s.HintEN = "「"+near+"」のことですか", "did you mean "+near+"?"
	}
	p.problems = append(p.problems, model.NewProblem(model.Error, t.Pos, "broken-link", s))
}
