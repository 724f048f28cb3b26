package main

import (
	"fmt"

	"kaizen/generator/model"
)

// printProblems writes problems for people: place, text, and what to do.
func (a *app) printProblems(list []model.Problem) {
	errors, warnings := 0, 0
	for _, p := range list {
		switch p.Level {
		case model.Error:
			errors++
		case model.Warning:
			warnings++
		case model.Note:
			if a.quiet {
				continue
			}
		}
		a.printProblem(p)
	}
	if errors+warnings > 0 && !a.quiet {
		fmt.Fprintf(a.err, a.say("エラー %d件、警告 %d件\n", "%d errors, %d warnings\n"), errors, warnings)
	}
}

func (a *app) printProblem(p model.Problem) {
	level := map[model.Level]string{model.Error: a.say("エラー", "error"), model.Warning: a.say("警告", "warning"), model.Note: a.say("参考", "note")}[p.Level]
	fmt.Fprintf(a.err, "%s%s: %s [%s]\n", place(p), level, p.Text.In(a.messages()), p.Rule)
	if hint := p.Hint.In(a.messages()); hint != "" {
		fmt.Fprintf(a.err, "  hint: %s\n", hint)
	}
}

// place is "file:line:col: ", as far as it is known.
func place(p model.Problem) string {
	switch {
	case p.File == "":
		return ""
	case p.Line == 0:
		return p.File + ": "
	case p.Col == 0:
		return fmt.Sprintf("%s:%d: ", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d: ", p.File, p.Line, p.Col)
}
