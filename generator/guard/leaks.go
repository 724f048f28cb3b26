package guard

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// Kind says why a text must not be published.
type Kind int

const (
	Internal    Kind = iota // a value of internal:
	Unpublished             // title, summary or body of a draft, a scheduled or an expired record
)

// The rules under which leaks are reported.
const (
	internalRule    = "internal"
	unpublishedRule = "unpublished"
)

func (k Kind) rule() string { return [...]string{internalRule, unpublishedRule}[k] }

// Secret is a text that must not stand in any output.
type Secret struct {
	Kind  Kind
	Value string
	File  string // where the author wrote it
	Line  int
}

// Sha names the value in an allowance with the rule "internal".
func (s Secret) Sha() string {
	return Sha(strings.ToLower(strings.Join(strings.Fields(unwrap(s.Value, false).s), " ")))
}

// Public is what the outputs may say although a secret says it too.
type Public struct {
	Site    []string        // config and templates: a value that stands there, such as a product's name, is no secret
	Records []string        // sources of published records: they excuse the sentences of drafts, never values of internal:
	Allowed map[string]bool // hashes of values of internal: that a record allows
}

// Leaks finds secrets in outputs. It is immutable and safe for concurrent use.
type Leaks struct {
	secrets []Secret
	needles []needle
	short   *finder // needles of 4 to 7 bytes
	long    *finder
	skipped []Secret
}

// needle is one form of a secret or of one of its sentences.
type needle struct {
	text   string
	secret int
	whole  bool // only where no letter or digit touches it
}

// NewLeaks prepares the search for secrets.
//
// Values are compared in plain form, without case and white space, and also
// as the search index folds them. A value of fewer than four characters, a
// number of fewer than five digits, a date and a yes or no are not searched:
// they stand in every page by chance. Skipped returns them. Numbers and words
// of fewer than eight letters count only where no other letter or digit
// touches them. Of an unpublished record every piece of a sentence of 12
// characters or more is searched, unless a published record has it too.
func NewLeaks(secrets []Secret, public Public) *Leaks {
	l := &Leaks{secrets: secrets}
	for i, s := range secrets {
		if s.Kind == Internal && public.Allowed[s.Sha()] {
			continue
		}
		n := len(l.needles)
		for _, piece := range pieces(s) {
			l.addNeedles(i, piece)
		}
		if len(l.needles) == n && strings.TrimSpace(s.Value) != "" {
			l.skipped = append(l.skipped, s)
		}
	}
	l.index()
	l.excuse(public)
	return l
}

// Skipped returns the secrets that are too short or too common to search for.
func (l *Leaks) Skipped() []Secret { return l.skipped }

// pieces cuts a secret into what has to be found in one piece. Markup may
// stand between the pieces of a body.
func pieces(s Secret) []string {
	cut := regexpMarkup
	if s.Kind == Unpublished {
		cut = regexpSentence
	}
	return cut.Split(s.Value, -1)
}

var (
	regexpMarkup   = regexp.MustCompile(`[<>\n]+`)
	regexpSentence = regexp.MustCompile("[<>\\n。！？!?*_`\\[\\](){}#|~]+|\\. ")
)

// addNeedles adds the forms in which a piece may appear.
func (l *Leaks) addNeedles(secret int, piece string) {
	least := 4
	if l.secrets[secret].Kind == Unpublished {
		least = 12
	}
	seen := map[string]bool{}
	for _, form := range []string{unwrap(piece, false).s, text.NFKC(piece)} {
		form = strings.Trim(strings.ToLower(form), " \t\r\n")
		if utf8.RuneCountInString(form) < least || isCommon(form) || seen[form] {
			continue
		}
		seen[form] = true
		whole := len(form) < 8 && form == leading(form, "A-Za-z0-9_-") || strings.Trim(form, "0123456789") == ""
		l.needles = append(l.needles, needle{form, secret, whole})
	}
}

// isCommon reports whether a value stands in any page by chance.
func isCommon(v string) bool {
	return commonValue.MatchString(v)
}

var commonValue = regexp.MustCompile(`^(?:[0-9]{1,4}|true|false|null|none|[0-9]{4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?(?:[ t][0-9:+.z-]+)?|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)$`)

// index builds the finders.
func (l *Leaks) index() {
	all := make([]string, len(l.needles))
	short := make([]string, len(l.needles))
	for i, n := range l.needles {
		if all[i] = n.text; len(strings.Join(strings.Fields(n.text), "")) < 8 {
			all[i], short[i] = "", n.text
		}
	}
	l.long = newFinder(all, 8, foldSpace())
	l.short = newFinder(short, 4, foldSpace())
}

// find visits every needle in s that counts there.
func (l *Leaks) find(s string, visit func(found)) {
	for _, f := range []*finder{l.long, l.short} {
		f.find(s, func(at found) {
			if !l.needles[at.id].whole || !touched(s, at.start, at.end) {
				visit(at)
			}
		})
	}
}

// touched reports whether s[start:end] is part of a longer word or number.
func touched(s string, start, end int) bool {
	if start > 0 && (isWord(s[start-1]) || start > 1 && (s[start-1] == '.' || s[start-1] == ',') && isDigit(s[start-2])) {
		return true
	}
	if end == len(s) {
		return false
	}
	return isWord(s[end]) || end+1 < len(s) && (s[end] == '.' || s[end] == ',') && isDigit(s[end+1])
}

// excuse drops the needles that public texts hold.
func (l *Leaks) excuse(public Public) {
	excused := make([]bool, len(l.needles))
	mark := func(texts []string, kind Kind) {
		for _, t := range texts {
			l.find(unwrap(t, false).s, func(at found) {
				if l.secrets[l.needles[at.id].secret].Kind >= kind {
					excused[at.id] = true
				}
			})
		}
	}
	if len(l.needles) == 0 {
		return
	}
	mark(public.Site, Internal)
	mark(public.Records, Unpublished)
	var kept []needle
	for i, n := range l.needles {
		if !excused[i] {
			kept = append(kept, n)
		}
	}
	l.needles = kept
	l.index()
}

// Search returns a problem for each secret that stands in an output file or
// its path. The problem's place is the secret's; its text names the output.
func (l *Leaks) Search(p *Page) []model.Problem {
	if len(l.needles) == 0 {
		return nil
	}
	var ps []model.Problem
	var leaked []int
	var spans []Span
	seen := map[int]bool{}
	l.find(unwrap(p.path, false).s, func(at found) {
		if secret := l.needles[at.id].secret; !seen[secret] {
			seen[secret] = true
			ps = append(ps, l.secrets[secret].problem(p.path))
		}
	})
	l.find(p.text, func(at found) {
		if secret := l.needles[at.id].secret; !seen[secret] {
			seen[secret] = true
			leaked = append(leaked, secret)
			spans = append(spans, Span{at.start, at.end})
		}
	})
	for _, at := range p.places(spans) {
		where := fmt.Sprintf("%s:%d:%d", p.path, at.line, at.col)
		ps = append(ps, l.secrets[leaked[at.index]].problem(where))
	}
	return ps
}

func (s Secret) problem(where string) model.Problem {
	p := model.Problem{Level: model.Error, Rule: s.Kind.rule(), File: s.File, Line: s.Line}
	if s.Kind == Unpublished {
		p.Text = model.Text{
			"ja": "公開前（または公開を終えた）記録の文が " + where + " に出ています",
			"en": "a text of this unpublished record stands in " + where,
		}
		p.Hint = model.Text{
			"ja": "公開中の記録やページから、その文を消すか言い換えてください",
			"en": "remove or reword it where it is published",
		}
		return p
	}
	p.Text = model.Text{
		"ja": "internal: の値が " + where + " に出ています",
		"en": "a value of internal: stands in " + where,
	}
	p.Hint = model.Text{
		"ja": fmt.Sprintf(`公開する文から消してください。公開してよい言葉なら allow: [{rule: internal, sha: %s, reason: "…", by: …}]`, s.Sha()),
		"en": fmt.Sprintf(`remove it from what is published; if the word may be public: allow: [{rule: internal, sha: %s, reason: "…", by: …}]`, s.Sha()),
	}
	return p
}
