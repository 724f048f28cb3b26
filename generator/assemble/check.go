package assemble

import (
	"fmt"

	"kaizen/generator/model"
)

// say adds a problem once: every edition comes across the same mistakes.
func (a *assembler) say(level model.Level, at model.Pos, rule string, s model.Says) {
	key := said{at, rule}
	if !a.said[key] {
		a.said[key] = true
		a.problems = append(a.problems, model.NewProblem(level, at, rule, s))
	}
}

// said is a problem that has been reported.
type said struct {
	at   model.Pos
	rule string
}

func (a *assembler) sameID(r, other *model.Record) {
	at := model.Pos{File: r.Source.Path, Line: 1, Col: 1}
	if pos, ok := r.Lines["id"]; ok {
		at = pos
	}
	a.say(model.Error, at, "duplicate-id", model.Says{
		JA: fmt.Sprintf("id「%s」は%sでも使われています", r.ID, other.Source.Path), EN: fmt.Sprintf("the id %q is also that of %s", r.ID, other.Source.Path),
		HintJA: "どちらかのidを変えてください。公開済みの記録のidは変えないでください", HintEN: "change one of them, not that of the record that is already public"})
}

// inStep holds language twins together: what all languages share must agree.
func (a *assembler) inStep(f *family) {
	for _, lang := range a.src.Config.Languages {
		r := f.twins[lang]
		if r == nil || r == f.lead {
			continue
		}
		differ := func(key, got, want string) {
			at, ok := r.Lines[key]
			if !ok || got == want {
				return
			}
			a.say(model.Warning, at, "differing-twin", model.Says{
				JA: fmt.Sprintf("%sが%sと違います（%s、%s）", key, f.lead.Source.Path, got, want), EN: fmt.Sprintf("%s differs from %s (%s, %s)", key, f.lead.Source.Path, got, want),
				HintJA: "同じ値にしてください。ページには" + want + "が使われます", HintEN: "make them the same; pages use " + want})
		}
		differ("date", model.DayOf(r.Date).String(), model.DayOf(f.lead.Date).String())
		differ("product", fmt.Sprint(r.Products), fmt.Sprint(f.lead.Products))
		differ("kind", string(r.Kind), string(f.lead.Kind))
		differ("slug", r.Slug, f.lead.Slug)
	}
}
