package guard

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"kaizen/generator/model"
)

// Allowance is an author's word that a value may be public, one entry of
// allow: in a record.
type Allowance struct {
	Rule, Sha, Reason, By string
	Line, Col             int // where it stands, for problems
}

// Span is the bytes [Start, End) of a text.
type Span struct{ Start, End int }

// File is a source file as its author wrote it.
type File struct {
	Path     string // slash-separated path below the site's root
	Data     []byte
	Private  []Span   // never published, such as internal:; personal data may stand there, secrets may not
	Internal []string // the values of internal:, for allowances of the rule "internal"
	Texts    []string // title, summary and body of a record, for those of the rule "unpublished"
	Allow    []Allowance
}

// Source returns the problems of a source file, its name included: what the
// rules find and no allowance covers, and what is wrong with the allowances.
func (s *Scanner) Source(f File) []model.Problem {
	var ps []model.Problem
	used := make([]bool, len(f.Allow))
	allowed := func(rule, sha string) bool {
		ok := false
		for i, a := range f.Allow {
			if a.Rule == rule && a.Sha == sha {
				used[i], ok = true, true
			}
		}
		return ok
	}
	text := view(f.Data)
	pos := position{text: text, line: 1, col: 1}
	for _, v := range s.Scan(f.Path) {
		if !allowed(v.Rule, v.Sha) {
			ps = append(ps, v.problem(f.Path, 0, 0))
		}
	}
	for _, v := range s.Scan(text) {
		if !allowed(v.Rule, v.Sha) && !f.keeps(v) {
			line, col := pos.at(v.Start)
			ps = append(ps, v.problem(f.Path, line, col))
		}
	}
	for _, v := range f.Internal {
		allowed(internalRule, Secret{Value: v}.Sha())
	}
	// A record that is published meanwhile still has the sentence: on the day
	// it goes public, nobody is there to remove an allowance.
	for _, text := range f.Texts {
		parts, _ := Secret{Kind: Unpublished, Value: text}.parts()
		for _, part := range parts {
			allowed(unpublishedRule, shaOf(part))
		}
	}
	return append(ps, f.checkAllowances(used)...)
}

// keeps reports whether a finding may stand in the private part of the file.
func (f File) keeps(v Finding) bool {
	if v.Rule == secretRule.String() || v.Rule == passwordRule.String() {
		return false
	}
	for _, p := range f.Private {
		if p.Start <= v.Start && v.End <= p.End {
			return true
		}
	}
	return false
}

// checkAllowances wants each allowance used, reasoned and signed.
func (f File) checkAllowances(used []bool) []model.Problem {
	var ps []model.Problem
	for i, a := range f.Allow {
		problem := func(text, hint model.Text) {
			ps = append(ps, model.Problem{
				Level: model.Error, Rule: "allowance", File: f.Path, Line: a.Line, Col: a.Col, Text: text, Hint: hint,
			})
		}
		if len(a.Sha) != shaSize {
			problem(model.Text{"ja": fmt.Sprintf("allow の sha %q は%d桁ではありません", a.Sha, shaSize), "en": fmt.Sprintf("allow: sha %q has not %d digits", a.Sha, shaSize)},
				model.Text{"ja": "メッセージにある値をそのまま書いてください", "en": "copy it from the message"})
		} else if !used[i] {
			problem(model.Text{"ja": fmt.Sprintf("allow の %s %s に当たる値はもうありません", a.Rule, a.Sha), "en": fmt.Sprintf("nothing here needs the allowance %s %s", a.Rule, a.Sha)},
				model.Text{"ja": "この行を消してください", "en": "remove it"})
		}
		if utf8.RuneCountInString(strings.TrimSpace(a.Reason)) < 10 {
			problem(model.Text{"ja": "allow の reason が10文字に足りません", "en": "the reason of an allowance needs 10 characters or more"},
				model.Text{"ja": "なぜ公開してよいのかを、あとから読む人に分かるように書いてください", "en": "say why this may be public, for whoever reads it in a year"})
		}
		if strings.TrimSpace(a.By) == "" {
			problem(model.Text{"ja": "allow に by がありません", "en": "an allowance needs by:"},
				model.Text{"ja": "確かめた人かチームの名前を書いてください", "en": "name the person or team who checked it"})
		}
	}
	return ps
}

// position turns rising byte offsets into lines and columns.
type position struct {
	text      string
	pos       int
	line, col int
}

func (p *position) at(offset int) (line, col int) {
	passed := p.text[p.pos:offset]
	if i := strings.LastIndexByte(passed, '\n'); i >= 0 {
		p.line += strings.Count(passed, "\n")
		p.col = 1
		passed = passed[i+1:]
	}
	p.col += utf8.RuneCountInString(passed)
	p.pos = offset
	return p.line, p.col
}

// problem says what was found, where, and what can be done.
func (v Finding) problem(file string, line, col int) model.Problem {
	r := rules[v.rule]
	seems := model.Text{"ja": "%sのように見えます: %s", "en": "this looks like %s: %s"}
	allow := allowLine(v.Rule, v.Sha)
	hint := model.Text{
		"ja": fmt.Sprintf("%s。公開してよい値なら、記録に %s", r.instead["ja"], allow),
		"en": fmt.Sprintf("%s; if it may be public, put into the record: %s", r.instead["en"], allow),
	}
	if r.settable != "" {
		hint["ja"] += fmt.Sprintf("、または kaizen.yaml の privacy.%s に書く", r.settable)
		hint["en"] += fmt.Sprintf(", or list it in kaizen.yaml under privacy.%s", r.settable)
	}
	return model.Problem{
		Level: v.Level, Rule: v.Rule, File: file, Line: line, Col: col,
		Text: model.Text{"ja": fmt.Sprintf(seems["ja"], r.what["ja"], v.Masked), "en": fmt.Sprintf(seems["en"], r.what["en"], v.Masked)},
		Hint: hint,
	}
}

// allowLine is what an author pastes into a record to allow a value.
func allowLine(rule, sha string) string {
	return fmt.Sprintf(`allow: [{rule: %s, sha: %s, reason: "…", by: …}]`, rule, sha)
}

// mask makes a value unreadable: logs of a build are public too.
func mask(m match) string {
	switch m.rule {
	case passwordRule:
		return "***"
	case emailRule:
		local, host, _ := strings.Cut(m.value, "@")
		return string(firstRune(local)) + "***@" + string(firstRune(host)) + "***" + host[strings.LastIndexByte(host, '.'):]
	case domainRule:
		return string(firstRune(m.value)) + "***" + m.value[strings.LastIndexByte(m.value, '.'):]
	case secretRule:
		if len(m.value) > 16 {
			return m.value[:4] + "***"
		}
	}
	return string(firstRune(m.value)) + "***"
}
