package load

import "kaizen/generator/model"

// says is the wording of a problem in both languages of the messages.
type says struct {
	ja, en         string
	hintJa, hintEn string
}

func problem(at model.Pos, level model.Level, rule string, s says) model.Problem {
	p := model.Problem{
		Level: level, Rule: rule, File: at.File, Line: at.Line, Col: at.Col,
		Text: model.Text{"ja": s.ja, "en": s.en},
	}
	if s.hintJa != "" {
		p.Hint = model.Text{"ja": s.hintJa, "en": s.hintEn}
	}
	return p
}
