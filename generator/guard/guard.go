// Package guard keeps what is private off the public site: personal data and
// secrets in sources and outputs, and values of internal: and the texts of
// unpublished records in outputs.
//
// Everything is searched in its plain form (see Read): however a page, feed
// or JSON file wraps a phone number, a rule sees "090-1234-5678". Rules are
// written by hand around anchors (a digit, an "@", a word like 注文番号), each
// looking only a few characters around it, so that reading a file takes time
// in proportion to its size whatever it holds.
//
// Rules of level error ("deny") are meant to be right: the files
// testdata/private*.txt and testdata/innocent*.txt show what they find and what
// they leave alone. A value that may be public after all is allowed per
// record, by the hash of its normal form, with a reason and a name.
package guard

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sort"
	"strings"

	"kaizen/generator/model"
)

// Policy is what a site says about its own data, from privacy: in
// kaizen.yaml. Values are compared in their normal form: case, width and
// separators do not matter.
type Policy struct {
	Domains  []string // host names that may be named, with everything below them
	Phones   []string // phone numbers that are ours to publish
	Emails   []string // addresses, or "@example.com" for all of a host
	Names    []string // companies, people and @handles that may be named
	IDLabels []string // words of three bytes or more, besides the usual ones (注文番号, order number, …), that a customer's number follows
}

// Finding is a place in a text that a rule objects to.
type Finding struct {
	rule       ruleID
	Rule       string
	Level      model.Level
	Start, End int    // bytes of the text
	Masked     string // the value, unreadable but recognisable
	Sha        string // of the value's normal form: 16 hexadecimal digits
}

// Scanner searches texts for personal data and secrets. It is safe for
// concurrent use.
type Scanner struct {
	anchors *finder
	checks  []check // by id of the anchor
	hosts   []string
	ours    map[string]bool // normal forms of phones, emails and names
	names   map[string]bool // surnames, see surnames.txt
}

// check looks at the text around an anchor that stands at [start, end).
type check func(c *scan, start, end int)

// New returns a scanner for a site with policy p.
func New(p Policy) *Scanner {
	s := &Scanner{ours: map[string]bool{}, names: readSurnames()}
	for _, d := range p.Domains {
		s.hosts = append(s.hosts, strings.ToLower(d))
	}
	for _, v := range p.Phones {
		s.ours[nationalNumber(unwrap(v, false).s)] = true
	}
	for _, v := range slices.Concat(p.Emails, p.Names) {
		s.ours[strings.ToLower(unwrap(v, false).s)] = true
	}
	var words []string
	for _, a := range anchors(p) {
		for _, w := range a.words {
			words = append(words, unwrap(w, false).s)
			s.checks = append(s.checks, a.check)
		}
	}
	s.anchors = newFinder(words, 3, foldCase())
	return s
}

// anchor is a list of words of at least three bytes, and what to look for
// where one of them stands, in any case.
type anchor struct {
	words []string
	check check
}

func anchors(p Policy) []anchor {
	return slices.Concat(
		secretAnchors(),
		[]anchor{
			{slices.Concat(idLabels, p.IDLabels), (*scan).customerID},
			{accountKinds, (*scan).bankAccount},
			{birthLabels, (*scan).birthDate},
			{bornWords, (*scan).bornOn},
			{honorifics, (*scan).honoredName},
			{nameLabels, (*scan).labelledName},
			{titles, (*scan).titledName},
			{[]string{"-san", "-sama"}, (*scan).romanName},
			{companyForms, (*scan).company},
			{[]string{"丁目"}, (*scan).block},
			{[]string{"番"}, (*scan).lot},
			{streets, (*scan).street},
			{spelledAt, (*scan).spelledEmail},
		},
	)
}

// scan is one pass over one plain text.
type scan struct {
	*Scanner
	t     string
	hints bool // also warn
	found []match
}

// match is a place in the plain text and the normal form of the value there.
type match struct {
	rule       ruleID
	start, end int
	value      string
}

func (c *scan) add(rule ruleID, start, end int, value string) {
	c.found = append(c.found, match{rule, start, end, value})
}

// deny applies the rules whose findings are errors.
func (s *Scanner) deny(t string) []match {
	c := scan{Scanner: s, t: t}
	return c.run()
}

// all applies every rule.
func (s *Scanner) all(t string) []match {
	c := scan{Scanner: s, t: t, hints: true}
	c.domains()
	c.handles()
	return c.run()
}

func (c *scan) run() []match {
	c.emails()
	c.numbers()
	c.anchors.find(c.t, func(f found) { c.checks[f.id](c, f.start, f.end) })
	return distinct(c.found)
}

// distinct sorts matches by place and drops those that lie inside another, so
// that one value is one finding; where two rules cover the same bytes, the
// one that comes first in the table stays. An error outdoes every warning
// that it touches.
func distinct(ms []match) []match {
	var errors, warnings []match
	for _, m := range ms {
		if m.rule.level() == model.Error {
			errors = append(errors, m)
		} else {
			warnings = append(warnings, m)
		}
	}
	errors, warnings = outermost(errors), outermost(warnings)
	kept := errors
	for _, m := range warnings {
		i := sort.Search(len(errors), func(i int) bool { return errors[i].end > m.start })
		if i == len(errors) || errors[i].start >= m.end {
			kept = append(kept, m)
		}
	}
	slices.SortStableFunc(kept, byPlace)
	return kept
}

func outermost(ms []match) []match {
	slices.SortStableFunc(ms, byPlace)
	end := 0
	return slices.DeleteFunc(ms, func(m match) bool {
		inside := m.end <= end
		end = max(end, m.end)
		return inside
	})
}

func byPlace(a, b match) int {
	return cmp.Or(cmp.Compare(a.start, b.start), -cmp.Compare(a.end, b.end), cmp.Compare(a.rule, b.rule))
}

// Scan returns what every rule finds in src, by place.
func (s *Scanner) Scan(src string) []Finding {
	r := rooms.Get().(*room)
	defer r.leave()
	ms := s.all(r.unwrap(src, false).s)
	if len(ms) == 0 {
		return nil
	}
	p := unwrap(src, true)
	var fs []Finding
	for _, m := range ms {
		v := m.finding()
		v.Start, v.End = p.span(m.start, m.end)
		fs = append(fs, v)
	}
	return fs
}

// finding returns a match without its place.
func (m match) finding() Finding {
	return Finding{rule: m.rule, Rule: m.rule.String(), Level: m.rule.level(), Masked: mask(m), Sha: Sha(m.value)}
}

// shaSize is the length of a hash that names a value.
const shaSize = 16

// Sha returns the first 16 hexadecimal digits of the SHA-256 of a value in
// its normal form. It names the value in an allowance. It does not hide it:
// whoever guesses a phone number can check the guess.
func Sha(value string) string {
	sum := sha256.Sum256([]byte(value))
	return hex.EncodeToString(sum[:shaSize/2])
}
