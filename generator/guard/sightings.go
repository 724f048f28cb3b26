package guard

import (
	"fmt"
	"strings"

	"kaizen/generator/model"
)

// Sighting is a value that stands in an output and must not: what a rule
// found, or a leak. A value that reaches one page reaches feeds and lists too,
// so Gather makes one problem of all its sightings.
type Sighting struct {
	Rule      string
	output    string // path of the file
	line, col int    // in it; 0: in its path
	sha       string // of the value
	finding   Finding
	secret    *Secret // that leaked; nil: a rule found it
}

// same is what sightings of one value have in common.
type same struct {
	rule, sha, file string
	line            int
}

func (s Sighting) same() same {
	if s.secret == nil {
		return same{rule: s.Rule, sha: s.sha}
	}
	return same{s.Rule, s.sha, s.secret.File, s.secret.Line}
}

// Gather makes one problem of each value and place in the sources, in the
// order of the first sightings. It names the first page that shows the value,
// or the first file where no page does, and how many more files do.
func Gather(all []Sighting) []model.Problem {
	type group struct {
		shown   Sighting
		outputs map[string]bool
	}
	var order []same
	groups := map[same]*group{}
	for _, s := range all {
		g := groups[s.same()]
		if g == nil {
			g = &group{s, map[string]bool{}}
			groups[s.same()] = g
			order = append(order, s.same())
		}
		if isPage(s.output) && !isPage(g.shown.output) {
			g.shown = s
		}
		g.outputs[s.output] = true
	}
	var ps []model.Problem
	for _, key := range order {
		g := groups[key]
		ps = append(ps, g.shown.problem(len(g.outputs)-1))
	}
	return ps
}

func isPage(output string) bool { return strings.HasSuffix(output, ".html") }

// problem says what was sighted, where, and in how many more files. A rule's
// finding stands in the output, a leak where its author wrote it.
func (s Sighting) problem(more int) model.Problem {
	var p model.Problem
	if s.secret == nil {
		p = s.finding.problem(s.output, s.line, s.col)
		if more > 0 {
			p.Text["ja"] += fmt.Sprintf("（ほか%d個のファイルにも）", more)
			p.Text["en"] += fmt.Sprintf(" (and in %s)", moreFiles(more))
		}
	} else {
		p = s.secret.leak(s.sha)
		where := s.output
		if s.line > 0 {
			where = fmt.Sprintf("%s:%d:%d", s.output, s.line, s.col)
		}
		ja, en := where, where
		if more > 0 {
			ja += fmt.Sprintf(" とほか%d個のファイル", more)
			en += " and in " + moreFiles(more)
		}
		p.Text["ja"] = fmt.Sprintf(p.Text["ja"], ja)
		p.Text["en"] = fmt.Sprintf(p.Text["en"], en)
	}
	p.Same = s.sha
	return p
}

func moreFiles(n int) string {
	if n == 1 {
		return "1 more file"
	}
	return fmt.Sprintf("%d more files", n)
}
