package generator

import (
	"bytes"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// DeadLinks follows every link of the rendered pages: to files that do not
// exist, and to places that no page has. What authors wrote is reported on
// their line, everything else with the template that wrote it. While records
// have errors, pages are missing for that reason, and templates are not judged.
func (s *Snapshot) DeadLinks() []model.Problem {
	if s.Site == nil {
		return nil
	}
	c := crawl{snapshot: s, root: s.Site.Config.BasePath(), origin: s.Site.Config.Origin(), files: map[string]*marks{}, authors: map[string]bool{}, said: map[string]bool{}}
	pages := make([]*marks, len(s.Outputs))
	model.Each(len(s.Outputs), func(i int) { pages[i] = read(s.Outputs[i]) })
	for i, o := range s.Outputs {
		c.files[o.Path] = pages[i]
	}
	c.written()
	if len(s.Site.Records) == 0 || model.HasErrors(s.Problems) {
		return c.problems
	}
	views := map[string]model.View{}
	for _, p := range s.Pages {
		views[p.Path] = p.View
	}
	for i, o := range s.Outputs {
		for _, link := range pages[i].links {
			c.follow(o.Path, link, views[o.Path])
		}
	}
	return c.problems
}

// marks are what the links of a site meet in one file.
type marks struct {
	ids   map[string]bool
	links []string // as written, without character references
}

// read finds the ids and links of a page. Templates write attributes in
// quotes; in text, quotation marks are escaped.
func read(o model.Output) *marks {
	m := &marks{}
	if !strings.HasSuffix(o.Path, ".html") {
		return m
	}
	m.ids = map[string]bool{}
	values(o.Data, " id=", func(v string) { m.ids[v] = true })
	for _, name := range []string{" href=", " src="} {
		values(o.Data, name, func(v string) { m.links = append(m.links, v) })
	}
	values(o.Data, " srcset=", func(v string) {
		for part := range strings.SplitSeq(v, ",") {
			if link, _, _ := strings.Cut(strings.TrimSpace(part), " "); link != "" {
				m.links = append(m.links, link)
			}
		}
	})
	return m
}

// values calls f for each value of an attribute.
func values(page []byte, name string, f func(string)) {
	for {
		i := bytes.Index(page, []byte(name))
		if i < 0 {
			return
		}
		page = page[i+len(name):]
		if len(page) == 0 || page[0] != '"' && page[0] != '\'' {
			continue
		}
		end := bytes.IndexByte(page[1:], page[0])
		if end < 0 {
			return
		}
		f(html.UnescapeString(string(page[1 : 1+end])))
		page = page[1+end:]
	}
}

// crawl is one walk over all links.
type crawl struct {
	snapshot     *Snapshot
	root, origin string
	files        map[string]*marks
	authors      map[string]bool // hrefs that authors wrote: checked on their line
	said         map[string]bool
	problems     []model.Problem
}

// written checks the places that authors point at on pages whose headings no
// text tells, such as the records in a report.
func (c *crawl) written() {
	check := func(targets []model.Target) {
		for _, t := range targets {
			if t.Path == "" {
				continue
			}
			href := c.root + t.Path[1:]
			c.authors[href] = true
			page, fragment := c.resolve("", href)
			if m := c.files[page]; m != nil && m.ids != nil && fragment != "" && !m.ids[fragment] {
				c.say(t.Pos, "broken-fragment", model.Error, nearest(fragment, m.ids, model.Says{
					JA: fmt.Sprintf("リンク先に「#%s」がありません", fragment), EN: fmt.Sprintf("there is no #%s on the page", fragment)}))
			}
		}
	}
	for _, e := range c.snapshot.Site.Editions {
		for _, entry := range e.Entries {
			check(entry.Targets)
			check([]model.Target{{Path: sitePath(entry.Help), Pos: entry.Lines["help"]}, {Path: sitePath(entry.Action.Link), Pos: entry.Lines["action.link"]}})
		}
		for _, p := range e.Pages {
			check(p.Targets)
		}
		for _, r := range slices.Concat(e.Reports, e.Months) {
			check(r.Targets)
		}
	}
}

func sitePath(dest string) string {
	if strings.HasPrefix(dest, "/") {
		return dest
	}
	return ""
}

// follow reports a link of a page that leads nowhere.
func (c *crawl) follow(from, link string, view model.View) {
	if c.authors[link] || view == nil {
		return
	}
	to, fragment := c.resolve(from, link)
	if to == "" {
		return
	}
	m, exists := c.files[to]
	if exists && (fragment == "" || m.ids == nil || m.ids[fragment] || fragment == "top") {
		return
	}
	template := "templates/" + view.Template() + ".html"
	for _, a := range c.snapshot.Site.Templates {
		if a.Name == view.Template()+".html" {
			template = a.Origin
		}
	}
	c.say(model.Pos{File: template}, "dead-link", model.Error, model.Says{
		JA: fmt.Sprintf("このテンプレートのページ %s のリンク「%s」は、どこにも着きません", from, link), EN: fmt.Sprintf("the link %s of the page %s leads nowhere", link, from),
		HintJA: "テンプレートか、テンプレートに渡る値を直してください", HintEN: "mend the template, or the value that it is given"})
}

// resolve returns the file that a link of a page leads to, and the place in
// it; no file for links to other sites.
func (c *crawl) resolve(from, link string) (file, fragment string) {
	if rest, ok := strings.CutPrefix(link, c.origin+c.root); ok {
		link = c.root + rest
	}
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "" || u.Host != "" {
		return "", ""
	}
	base := &url.URL{Path: c.root + from}
	to := base.ResolveReference(u)
	if u.Path == "" {
		return from, text.NFC(u.Fragment)
	}
	rest, ok := strings.CutPrefix(to.Path, c.root)
	if !ok {
		return strings.TrimPrefix(to.Path, "/"), "" // outside the base path: no file of ours
	}
	if rest == "" || strings.HasSuffix(rest, "/") {
		rest += "index.html"
	}
	return rest, text.NFC(u.Fragment)
}

func (c *crawl) say(at model.Pos, rule string, level model.Level, s model.Says) {
	key := fmt.Sprint(at, rule, s.EN)
	if at.Line == 0 {
		key = at.File + rule // of one template, one example will do
	}
	if !c.said[key] {
		c.said[key] = true
		c.problems = append(c.problems, model.NewProblem(level, at, rule, s))
	}
}

// nearest adds to a message the place that was meant.
func nearest(fragment string, ids map[string]bool, s model.Says) model.Says {
	known := make([]string, 0, len(ids))
	for id := range ids {
		known = append(known, id)
	}
	slices.Sort(known)
	if near, ok := text.Nearest(fragment, known); ok {
		s.HintJA, s.HintEN = "「#"+near+"」のことですか", "did you mean #"+near+"?"
	}
	return s
}
