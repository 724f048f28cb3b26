package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"

	"golang.org/x/term"

	"kaizen/generator/model"
)

// What is printed before "and more": errors come first, and a warning that
// stands in every file must not bury the others.
const (
	mostPrinted = 50
	mostOfRule  = 3 // of warnings and notes
)

// tally counts problems by level.
type tally struct{ errors, warnings, notes int }

func count(list []model.Problem) tally {
	var t tally
	for _, p := range list {
		switch p.Level {
		case model.Error:
			t.errors++
		case model.Warning:
			t.warnings++
		default:
			t.notes++
		}
	}
	return t
}

// printProblems writes problems for people, the gravest first, and says how
// many it leaves out.
func (a *app) printProblems(list []model.Problem) {
	a.printSome(list, mostPrinted)
}

// printSome prints at most the given number of problems; all if it is 0.
func (a *app) printSome(list []model.Problem, most int) {
	if a.quiet {
		list = slices.DeleteFunc(slices.Clone(list), func(p model.Problem) bool { return p.Level == model.Note })
	}
	shown := list
	if most > 0 {
		shown = foremost(list, most)
	}
	frames := a.frames(list)
	defer frames.close()
	for _, p := range shown {
		a.printOne(p, frames)
	}
	t := count(list)
	if left := len(list) - len(shown); left > 0 {
		fmt.Fprintf(a.err, a.say("ほかに%d件あります。すべて見るには「kaizen check --all」\n", "%d more: kaizen check --all shows all\n"), left)
	}
	if t.errors+t.warnings > 0 && !a.quiet {
		fmt.Fprint(a.err, a.number(t.errors, "エラー %d件", "error"), a.say("、", ", "), a.number(t.warnings, "警告 %d件", "warning"))
		if fixable := mendable(list); fixable > 0 {
			fmt.Fprintf(a.err, a.say("（うち%d件は「kaizen check --fix」で直せます）", " (kaizen check --fix mends %d)"), fixable)
		}
		fmt.Fprintln(a.err)
	}
}

// number says how many there are of a thing, in Japanese by a format: English
// tells one from many.
func (a *app) number(n int, ja, en string) string {
	switch {
	case a.messages() == "ja":
		return fmt.Sprintf(ja, n)
	case n != 1:
		en += "s"
	}
	return fmt.Sprintf("%d %s", n, en)
}

func mendable(list []model.Problem) int {
	n := 0
	for _, p := range list {
		if len(p.Edits) > 0 {
			n++
		}
	}
	return n
}

// foremost are the problems to print: the gravest first, and few of a kind.
func foremost(list []model.Problem, most int) []model.Problem {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(x, y model.Problem) int { return cmp.Compare(y.Level, x.Level) })
	seen := map[string]int{}
	var out []model.Problem
	for _, p := range sorted {
		seen[p.Rule]++
		if len(out) < most && (p.Level == model.Error || seen[p.Rule] <= mostOfRule) {
			out = append(out, p)
		}
	}
	return out
}

// printProblem writes one problem: place, text, the line itself, and what to do.
func (a *app) printProblem(p model.Problem) {
	frames := a.frames([]model.Problem{p})
	defer frames.close()
	a.printOne(p, frames)
}

func (a *app) printOne(p model.Problem, f *frames) {
	ink := a.ink()
	level := map[model.Level]string{
		model.Error: ink.red(a.say("エラー", "error")), model.Warning: ink.yellow(a.say("警告", "warning")), model.Note: ink.blue(a.say("参考", "note")),
	}[p.Level]
	fmt.Fprintf(a.err, "%s%s: %s %s\n", ink.bold(place(p)), level, visible(p.Text.In(a.messages())), ink.faint("["+p.Rule+"]"))
	for _, line := range f.around(p) {
		fmt.Fprintln(a.err, ink.line(line))
	}
	if hint := p.Hint.In(a.messages()); hint != "" {
		fmt.Fprintf(a.err, "  %s %s\n", ink.green("hint:"), visible(hint))
	}
}

// place is "file:line:col: ", as far as it is known.
func place(p model.Problem) string {
	file := visible(p.File)
	switch {
	case p.File == "":
		return ""
	case p.Line == 0:
		return file + ": "
	case p.Col == 0:
		return fmt.Sprintf("%s:%d: ", file, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d: ", file, p.Line, p.Col)
}

// ink colours text on a terminal (SGR, ECMA-48); the zero value leaves it alone.
type ink struct{ on bool }

func (i ink) with(code, s string) string {
	if !i.on || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (i ink) red(s string) string    { return i.with("1;31", s) }
func (i ink) yellow(s string) string { return i.with("1;33", s) }
func (i ink) blue(s string) string   { return i.with("34", s) }
func (i ink) green(s string) string  { return i.with("32", s) }
func (i ink) bold(s string) string   { return i.with("1", s) }
func (i ink) faint(s string) string  { return i.with("2", s) }

// ink colours where a person looks on: NO_COLOR and CLICOLOR_FORCE decide, else
// whether messages go to a terminal.
func (a *app) ink() ink {
	if a.env("NO_COLOR") != "" {
		return ink{}
	}
	if force := a.env("CLICOLOR_FORCE"); force != "" && force != "0" {
		return ink{true}
	}
	return ink{a.onTerminal()}
}

// onTerminal reports whether messages go to a terminal that can do more than
// print.
func (a *app) onTerminal() bool {
	f, ok := a.err.(*os.File)
	return ok && a.env("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))
}
