package guard

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// Kind says why a text must not be published.
type Kind int

const (
	Internal    Kind = iota // a value of internal:
	Unpublished             // summary or body of a draft, a scheduled or an expired record
	Title                   // its title
)

// The rules under which leaks are reported.
const (
	internalRule    = "internal"
	unpublishedRule = "unpublished"
	shortRule       = "internal-short"
)

// Secret is a text that must not stand in any output.
type Secret struct {
	Kind  Kind
	Value string
	File  string // where the author wrote it
	Line  int
}

// Sha names the value in an allowance with the rule "internal".
func (s Secret) Sha() string { return shaOf(s.Value) }

// shaOf is the hash of a text, whatever its case and white space.
func shaOf(text string) string {
	return Sha(strings.ToLower(strings.Join(strings.Fields(unwrap(text, false).s), " ")))
}

// Told names a sentence of an unpublished record in file that may be said
// before the record is, by its hash.
type Told struct{ File, Sha string }

// Public is what the outputs may say although a secret says it too.
type Public struct {
	Site    []string        // names of the config and built-in words: a value that stands there, such as a product's name, is no secret
	Own     []string        // the site's own templates and its config as written: they excuse short words, such as an attribute's value
	Titles  []string        // of all that is published: they excuse titles of drafts
	Records []string        // texts of all that is published: they excuse sentences of drafts, never titles or values of internal:
	Allowed map[string]bool // hashes of values of internal: that a record allows
	Told    map[Told]bool   // sentences of drafts that the draft itself allows
}

// Leaks finds secrets in outputs. It is immutable and safe for concurrent use.
type Leaks struct {
	secrets []Secret
	needles []needle
	finders []*finder     // of the needles, longest windows first
	shared  func() []bool // which needles published texts have too; asked only when a draft's is found
	short   []Secret
}

// needle is one form in which a secret, or one of its sentences, may appear.
type needle struct {
	kind   Kind
	text   string
	secret int    // the first one that has it
	sha    string // names the value, or the sentence, in an allowance
	whole  bool   // counts only where no letter or digit touches it
}

// NewLeaks prepares the search for secrets.
//
// They are compared in plain form, without case and white space, and also as
// the search index folds them. Values of internal: with fewer than four
// characters, numbers of fewer than five digits, dates, times, yes and no are
// not searched: they stand in any page by chance. Numbers and words of fewer
// than eight letters count only where no other letter or digit touches them.
// Of unpublished records every sentence of 12 characters or more is searched,
// or the whole text if it is one of 8 or more, unless something published
// says the same. Their titles of 12 characters or more are excused by other
// titles only: who tells them in a text tells what is to come.
func NewLeaks(secrets []Secret, public Public) *Leaks {
	l := &Leaks{secrets: secrets}
	seen := map[needle]bool{} // without secret and sha
	for i, s := range secrets {
		if s.Kind == Internal && public.Allowed[s.Sha()] {
			continue
		}
		forms := s.needles()
		if len(forms) == 0 && s.isShortWord() {
			l.short = append(l.short, s)
		}
		for _, n := range forms {
			form := needle{kind: n.kind, text: n.text, whole: n.whole}
			if !seen[form] && !public.Told[Told{s.File, n.sha}] {
				seen[form] = true
				n.secret = i
				l.needles = append(l.needles, n)
			}
		}
	}
	l.index()
	site, own, titles := l.holds(public.Site), l.holds(public.Own), l.holds(public.Titles)
	for i, n := range l.needles {
		site[i] = site[i] || own[i] && n.isShortWord() || titles[i] && n.kind == Title
	}
	l.drop(site)
	l.shared = sync.OnceValue(func() []bool { return l.holds(public.Records) })
	return l
}

var (
	markup   = regexp.MustCompile(`[<>\n]+`) // a tag may stand in the value, and then takes a part of it away
	sentence = regexp.MustCompile("[<>\\n。！？!?*_`\\[\\](){}#|~]+|\\. ")
)

// isShortWord reports whether a needle is a word such as markup is made of.
func (n needle) isShortWord() bool {
	return n.kind == Internal && n.whole && strings.Trim(n.text, "0123456789") != ""
}

// fullSentence is the number of characters from which a sentence is unlikely
// to be said twice.
const fullSentence = 12

// needles returns the forms in which the parts of a secret may appear.
func (s Secret) needles() (ns []needle) {
	parts, least := s.parts()
	for _, part := range parts {
		sha := s.Sha()
		if s.Kind != Internal {
			sha = shaOf(part)
		}
		forms := []string{unwrap(part, false).s, text.NFKC(part)}
		if folded := text.Fold(part); strings.ContainsFunc(folded, unicode.IsLetter) || len(folded) >= 8 {
			forms = append(forms, folded)
		}
		for _, form := range forms {
			form = strings.ToLower(strings.Join(strings.Fields(form), ""))
			if utf8.RuneCountInString(form) >= least && !isCommon(form) {
				n := needle{kind: s.Kind, text: form, whole: isFragile(form), sha: sha}
				if n.kind == Title && utf8.RuneCountInString(form) < fullSentence {
					n.kind = Unpublished // texts say by chance what is so short
				}
				ns = append(ns, n)
			}
		}
	}
	return ns
}

// parts are the pieces of a secret that tell it: a value between tags, or a
// sentence. Those with fewer than least characters tell nothing.
func (s Secret) parts() (parts []string, least int) {
	cut, least := markup, 4
	if s.Kind != Internal {
		cut, least = sentence, fullSentence
	}
	parts = cut.Split(strings.Trim(s.Value, " \n。.!?！？"), -1)
	if s.Kind != Internal && len(parts) == 1 {
		least = 8
	}
	return parts, least
}

// isCommon reports whether a value without its white space stands in any page
// by chance.
var isCommon = regexp.MustCompile(`^(?:[0-9]{1,4}|true|false|null|none|` +
	`[0-9]{4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?t?(?:[0-9]{1,2}:[0-9]{2}[0-9:+.z-]*)?|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)$`).MatchString

// isFragile reports whether a value may be part of another number or word.
func isFragile(v string) bool {
	return strings.Trim(v, "0123456789") == "" || len(v) < 8 && strings.Trim(v, "abcdefghijklmnopqrstuvwxyz0123456789-_") == ""
}

// isShortWord reports whether a value is too short to be searched although it
// may mean somebody.
func (s Secret) isShortWord() bool {
	v := strings.TrimSpace(s.Value)
	return s.Kind == Internal && utf8.RuneCountInString(v) < 4 && strings.ContainsFunc(v, unicode.IsLetter) &&
		v != "yes" && v != "no" && v != "on" && v != "off"
}

// index builds the finders.
func (l *Leaks) index() {
	long, short := make([]string, len(l.needles)), make([]string, len(l.needles))
	for i, n := range l.needles {
		if len(n.text) >= 8 {
			long[i] = n.text
		} else {
			short[i] = n.text
		}
	}
	l.finders = []*finder{newFinder(long, 8, foldSpace()), newFinder(short, 4, foldSpace())}
}

// find visits every needle in s that counts there.
func (l *Leaks) find(s string, visit func(found)) {
	for _, f := range l.finders {
		f.find(s, func(at found) {
			if !l.needles[at.id].whole || !touched(s, at.start, at.end) {
				visit(at)
			}
		})
	}
}

// touched reports whether s[start:end] is part of a longer word or number.
func touched(s string, start, end int) bool {
	before, after := s[:start], s[end:]
	if n := len(before); n > 0 && (isWord(before[n-1]) || n > 1 && isPoint(before[n-1]) && isDigit(before[n-2])) {
		return true
	}
	return after != "" && (isWord(after[0]) || len(after) > 1 && isPoint(after[0]) && isDigit(after[1]))
}

func isPoint(b byte) bool { return b == '.' || b == ',' }

// holds reports for each needle whether one of the texts has it.
func (l *Leaks) holds(texts []string) []bool {
	has := make([]bool, len(l.needles))
	if len(has) == 0 {
		return has
	}
	for _, t := range texts {
		for _, form := range []string{unwrap(t, false).s, text.Fold(t)} { // as pages and as the search index say it
			l.find(form, func(at found) { has[at.id] = true })
		}
	}
	return has
}

// drop forgets the needles for which it says so.
func (l *Leaks) drop(needless []bool) {
	var kept []needle
	for i, n := range l.needles {
		if !needless[i] {
			kept = append(kept, n)
		}
	}
	l.needles = kept
	l.index()
}

// Search returns where secrets stand in an output file or its path: each value
// of internal: and each sentence of an unpublished record once.
func (l *Leaks) Search(p *Page) []Sighting {
	var seen []Sighting
	var leaked []needle
	var spans []Span
	type value struct {
		secret int
		sha    string
	}
	known := map[value]bool{}
	isNew := func(at found) bool {
		n := l.needles[at.id]
		if v := (value{n.secret, n.sha}); known[v] || n.kind == Unpublished && l.shared()[at.id] {
			return false
		} else {
			known[v] = true
		}
		return true
	}
	sight := func(n needle, line, col int) {
		secret := &l.secrets[n.secret]
		seen = append(seen, Sighting{Rule: secret.rule(), output: p.path, line: line, col: col, sha: n.sha, secret: secret})
	}
	l.find(unwrap(p.path, false).s, func(at found) {
		if isNew(at) {
			sight(l.needles[at.id], 0, 0)
		}
	})
	l.find(p.text, func(at found) {
		if isNew(at) {
			leaked = append(leaked, l.needles[at.id])
			spans = append(spans, Span{at.start, at.end})
		}
	})
	for _, at := range p.origins(spans) {
		sight(leaked[at.span], at.line, at.col)
	}
	return seen
}

func (s Secret) rule() string {
	if s.Kind == Internal {
		return internalRule
	}
	return unpublishedRule
}

// leak is the problem of a secret that stands in outputs, which its text names
// at "%s". sha is that of the value, or of the sentence.
func (s Secret) leak(sha string) model.Problem {
	p := model.Problem{Level: model.Error, Rule: s.rule(), File: s.File, Line: s.Line}
	allow := allowLine(p.Rule, sha)
	if s.Kind == Internal {
		p.Text = model.Text{"ja": "internal: の値が %s に出ています", "en": "a value of internal: stands in %s"}
		p.Hint = model.Text{
			"ja": "公開する文から消してください。公開してよい言葉なら、記録に " + allow,
			"en": "remove it from what is published; if it is a word that may be public, put into the record: " + allow,
		}
		return p
	}
	p.Text = model.Text{"ja": "公開していない記録の文が %s に出ています", "en": "a text of this unpublished record stands in %s"}
	p.Hint = model.Text{
		"ja": "公開中の記録やページから、その文を消すか言い換えてください。先に出してよい文なら、この記録に " + allow,
		"en": "remove or reword it where it is published; if it may be said before the record is, put into this record: " + allow,
	}
	return p
}

// Short returns notes about the values of internal: that may mean somebody
// but are too short to be searched in the outputs.
func (l *Leaks) Short() []model.Problem {
	var ps []model.Problem
	for _, s := range l.short {
		ps = append(ps, model.Problem{
			Level: model.Note, Rule: shortRule, File: s.File, Line: s.Line,
			Text: model.Text{"ja": "internal: の値が短すぎて、出力に漏れていないか確かめられません", "en": "a value of internal: is too short to search the output for it"},
			Hint: model.Text{"ja": "4文字以上で書くと確かめられます", "en": "values of four characters or more are searched"},
		})
	}
	return ps
}
