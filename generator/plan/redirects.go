package plan

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"kaizen/generator/model"
)

// alias is an old address and where it leads now. Aliases stand with the page
// that they lead to, so none leads to another one: a page that moves again
// takes all of its old addresses along.
type alias struct {
	from, to string // site paths
	title    string
	lang     model.Lang
	file     string
	pos      model.Pos
	implied  bool // nobody wrote it, so it gives way
}

// redirects plans a page at every old address, and lists of them for those
// who host the site.
func (p *planner) redirects() {
	var table redirectTable
	for _, a := range p.aliases() {
		from, ok := p.aliasPath(a)
		if !ok {
			continue
		}
		if p.owner(outputPath(from)) != nil {
			if !a.implied {
				p.aliasTaken(a, from)
			}
			continue
		}
		p.add(from, a.lang, model.RedirectView{Lang: a.lang, To: p.href(a.to), Abs: p.abs(a.to), Title: a.title, Script: p.theme.Scripts["redirect"]}, []string{a.file})
		table.add(p.href((&url.URL{Path: from}).EscapedPath()), p.href(a.to))
	}
	if len(table.services) > 0 {
		p.add("/_redirects", "", table.view(table.services), nil)
		p.add("/_redirects.nginx", "", table.view(table.nginx), nil)
		p.add("/_redirects.apache", "", table.view(table.apache), nil)
	}
}

// aliases lists the old addresses of all pages. A page without words of its
// own in a language moved there too when its only words did.
func (p *planner) aliases() []alias {
	var list []alias
	for _, x := range p.editions {
		for _, e := range x.Entries {
			list = x.appendAliases(list, alias{to: e.Path, title: e.Title, file: e.Source.Path, implied: e.Fallback && x.Prefix != ""}, e.Aliases)
		}
		for _, f := range x.Pages {
			list = x.appendAliases(list, alias{to: f.Path, title: f.Title, file: f.Source.Path, implied: f.Fallback && x.Prefix != ""}, f.Aliases)
		}
	}
	return list
}

// appendAliases adds a for each of the addresses that its page had.
func (x *edition) appendAliases(list []alias, a alias, from []model.Mention) []alias {
	a.lang = x.Lang
	for _, m := range from {
		a.from, a.pos = m.To, m.Pos
		if a.implied {
			if slices.ContainsFunc(x.editions, func(o *edition) bool { return o.Prefix != "" && strings.HasPrefix(m.To, o.Prefix+"/") }) {
				continue // of one language only
			}
			a.from = x.Prefix + m.To
		}
		list = append(list, a)
	}
	return list
}

// redirectTable is the same list in the words of several programs. Each keeps
// what follows "?" in a URL; browsers keep what follows "#".
type redirectTable struct {
	services []string // Netlify, Cloudflare Pages, GitLab Pages: from, to, status
	nginx    []string // inside a map block, for $uri
	apache   []string // mod_alias
}

func (t *redirectTable) add(from, to string) {
	plain := from
	if u, err := url.Parse(from); err == nil {
		plain, from = u.Path, u.EscapedPath()
	}
	t.services = append(t.services, fmt.Sprintf("%s %s 301", from, to))
	t.nginx = append(t.nginx, fmt.Sprintf("%s %s;", quote(plain), quote(to)))
	t.apache = append(t.apache, fmt.Sprintf("RedirectMatch 301 %s %s", quote("^"+regexp.QuoteMeta(plain)+"$"), quote(to)))
}

// quote writes a string as nginx and Apache read it.
func quote(s string) string { return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"` }

func (redirectTable) view(rows []string) model.TextView {
	slices.Sort(rows)
	return model.TextView{Text: strings.Join(rows, "\n") + "\n"}
}

// aliasPath checks an old address and gives it the form of a site path, in
// letters where it was copied with percent signs: that is what servers look for
// on the disk.
func (p *planner) aliasPath(a alias) (string, bool) {
	u, err := url.Parse(a.from)
	if err != nil || !strings.HasPrefix(a.from, "/") || strings.HasPrefix(a.from, "//") || u.RawQuery != "" || u.Fragment != "" || path.Clean(u.Path) != strings.TrimSuffix(u.Path, "/") && u.Path != "/" || slices.Contains(filesOfOurs, u.Path) || isOfOthers(u.Path) {
		if !a.implied {
			p.problems = append(p.problems, model.NewProblem(model.Error, a.pos, "wrong-alias", model.Says{
				JA: fmt.Sprintf("「%s」は古いURLとして使えません", a.from), EN: fmt.Sprintf("%q cannot be an old address", a.from),
				HintJA: "「/hinata/2025/09/old-name/」のように、サイトの中のパスを書いてください", HintEN: "write a path of the site, such as /hinata/2025/09/old-name/"}))
		}
		return "", false
	}
	from := u.Path
	if path.Ext(from) == "" && !strings.HasSuffix(from, "/") {
		from += "/"
	}
	return from, true
}

// isOfOthers reports whether a path belongs to the host of the site or to git:
// hidden files and folders, and CNAME; or could not be asked for by any browser.
func isOfOthers(path string) bool {
	return strings.Contains(path, "/.") || strings.TrimSuffix(path, "/") == "/CNAME" || strings.ContainsFunc(path, unicode.IsControl)
}

// filesOfOurs are planned after the redirects, which some of them list.
var filesOfOurs = []string{"/_redirects", "/_redirects.nginx", "/_redirects.apache", "/_headers", "/robots.txt", "/sitemap.xml"}

func (p *planner) aliasTaken(a alias, from string) {
	other := p.owner(outputPath(from))
	says := model.Says{
		JA: fmt.Sprintf("古いURL「%s」には別のページがあります（%s）", a.from, origin(other)), EN: fmt.Sprintf("another page stands at the old address %s (%s)", a.from, origin(other)),
		HintJA: "このaliasを消すか、もう一方を直してください", HintEN: "remove this alias, or change the other one"}
	switch _, leads := other.View.(model.RedirectView); {
	case from == a.to:
		says = model.Says{
			JA: fmt.Sprintf("「%s」は古いURLではなく、このページの今のURLです", a.from), EN: fmt.Sprintf("%s is no old address, but the one that this page has now", a.from),
			HintJA: "このaliasを消してください", HintEN: "remove this alias"}
	case leads && slices.Equal(other.From, []string{a.file}):
		says = model.Says{
			JA: fmt.Sprintf("古いURL「%s」が2回書かれています", a.from), EN: fmt.Sprintf("the old address %s is listed twice", a.from),
			HintJA: "このaliasを消してください", HintEN: "remove this alias"}
	case leads:
		says.JA = fmt.Sprintf("古いURL「%s」は別のページのaliasesにもあります（%s）", a.from, origin(other))
		says.EN = fmt.Sprintf("the old address %s is also among the aliases of another page (%s)", a.from, origin(other))
	}
	p.problems = append(p.problems, model.NewProblem(model.Error, a.pos, "duplicate-url", says))
}
