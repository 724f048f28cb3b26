package model

import (
	"cmp"
	"slices"
)

// Level says what a Problem stops: an error stops the build from publishing,
// a warning only with --strict, a note never.
type Level int

const (
	Note Level = iota
	Warning
	Error
)

func (l Level) String() string {
	return [...]string{"note", "warning", "error"}[l]
}

// Problem is an author's mistake: something a person can mend in a file.
// Failures of the machine are Go errors instead.
type Problem struct {
	Level Level
	Rule  string // stable name, for example "unknown-key"; see kaizen explain
	File  string // slash-separated path below the site's root; "" when no file is to blame
	Line  int    // 1-based; 0 when the whole file is meant
	Col   int    // 1-based, in characters (runes), not bytes; 0 when unknown
	Text  Text   // what is wrong
	Hint  Text   // what to do about it; may be empty
	Edits []Edit // that mend it without a decision of the author; may be nil
	Same  string // tells it from others of its rule and file in every run; "": Text does
}

// Edit replaces characters of one line of the file that a problem is about.
// Line 1, column 0 is the byte order mark. An edit of line 0 concerns the end
// of every line: all become New.
type Edit struct {
	Line, Col int    // 1-based, columns in characters
	Len       int    // characters taken out; within the line
	New       string // what stands there instead; may hold line feeds
}

// Edit returns the edit that replaces n characters at a place.
func (p Pos) Edit(n int, with string) Edit { return Edit{p.Line, p.Col, n, with} }

// Text is a message or name in several languages, keyed by language tag. The
// empty key holds what serves every language.
type Text map[Lang]string

// Lang is a BCP 47 language tag in lower case, such as "ja" or "en".
type Lang string

// In returns the text in lang, or the one for every language, or the English
// one, or "".
func (t Text) In(lang Lang) string {
	for _, l := range []Lang{lang, "", "en"} {
		if s, ok := t[l]; ok {
			return s
		}
	}
	return ""
}

// SortProblems orders problems by file, line, column and rule, the order in
// which people read them.
func SortProblems(ps []Problem) {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Col, b.Col),
			cmp.Compare(a.Rule, b.Rule),
		)
	})
}

// HasErrors reports whether any problem keeps the site from being published.
func HasErrors(ps []Problem) bool {
	return slices.ContainsFunc(ps, func(p Problem) bool { return p.Level == Error })
}

// Says is the wording of a problem in both languages of messages. An empty
// hint is none.
type Says struct {
	JA, EN         string
	HintJA, HintEN string
}

// NewProblem makes a problem at a place.
func NewProblem(level Level, at Pos, rule string, s Says) Problem {
	p := Problem{
		Level: level, Rule: rule, File: at.File, Line: at.Line, Col: at.Col,
		Text: Text{"ja": s.JA, "en": s.EN},
	}
	if s.HintJA != "" || s.HintEN != "" {
		p.Hint = Text{"ja": s.HintJA, "en": s.HintEN}
	}
	return p
}
