package plan

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"kaizen/generator/model"
)

// alias is an old address and where it leads now.
type alias struct {
	from, to string // site paths
	title    string
	lang     model.Lang
	file     string
	pos      model.Pos
}

// redirects plans a page at every old address, and the list of all of them
// that hosting services read.
func (p *planner) redirects() {
	var list []alias
	for _, x := range p.editions {
		for _, e := range x.Entries {
			for _, m := range e.Aliases {
				if e.Fallback && x.Lang != p.config.DefaultLang() {
					continue
				}
				list = append(list, alias{m.To, e.Path, e.Title, x.Lang, e.Source.Path, m.Pos})
			}
		}
		for _, f := range x.Pages {
			for _, m := range f.Aliases {
				if !f.Fallback {
					list = append(list, alias{m.To, f.Path, f.Title, x.Lang, f.Source.Path, m.Pos})
				}
			}
		}
	}
	var rows []string
	for _, a := range list {
		from, ok := p.aliasPath(a)
		if !ok {
			continue
		}
		if p.owners[outputPath(from)] != nil {
			p.aliasTaken(a, from)
			continue
		}
		p.add(from, a.lang, model.RedirectView{Lang: a.lang, To: p.href(a.to), Abs: p.abs(a.to), Title: a.title, Script: p.theme.Scripts["redirect"]}, []string{a.file})
		rows = append(rows, fmt.Sprintf("%s %s 301", p.href(from), p.href(a.to)))
	}
	if len(rows) > 0 {
		slices.Sort(rows)
		p.add("/_redirects", "", model.TextView{Text: strings.Join(rows, "\n") + "\n"}, nil)
	}
}

// aliasPath checks an old address and gives it the form of a site path.
func (p *planner) aliasPath(a alias) (string, bool) {
	u, err := url.Parse(a.from)
	if err != nil || !strings.HasPrefix(a.from, "/") || strings.HasPrefix(a.from, "//") || u.RawQuery != "" || u.Fragment != "" || path.Clean(u.Path) != strings.TrimSuffix(u.Path, "/") && u.Path != "/" {
		p.problems = append(p.problems, model.NewProblem(model.Error, a.pos, "wrong-alias", model.Says{
			JA: fmt.Sprintf("「%s」は古いURLとして使えません", a.from), EN: fmt.Sprintf("%q cannot be an old address", a.from),
			HintJA: "「/hinata/2025/09/old-name/」のように、サイトの中のパスを書いてください", HintEN: "write a path of the site, such as /hinata/2025/09/old-name/"}))
		return "", false
	}
	from := a.from
	if path.Ext(from) == "" && !strings.HasSuffix(from, "/") {
		from += "/"
	}
	return from, true
}

func (p *planner) aliasTaken(a alias, from string) {
	other := p.owners[outputPath(from)]
	p.problems = append(p.problems, model.NewProblem(model.Error, a.pos, "duplicate-url", model.Says{
		JA: fmt.Sprintf("古いURL「%s」には別のページがあります（%s）", a.from, origin(other)), EN: fmt.Sprintf("another page stands at the old address %s (%s)", a.from, origin(other)),
		HintJA: "このaliasを消すか、もう一方を直してください", HintEN: "remove this alias, or change the other one"}))
}
