package main

import (
	"encoding/json"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"kaizen/generator/model"
)

// formats are the forms in which check can say what it found.
var formats = []string{"text", "json", "github", "gitlab", "sarif"}

// printAs writes problems for another program.
func (a *app) printAs(format string, list []model.Problem) error {
	switch format {
	case "json":
		return a.printJSON(list)
	case "github":
		return a.printGitHub(a.fromHere(list))
	case "gitlab":
		return a.printGitLab(a.fromHere(list))
	}
	return printSARIF(a.out, a.fromHere(list), a.messages())
}

// fromHere names files from the folder where the command runs, which in CI is
// the top of the repository: a code host looks for them there.
func (a *app) fromHere(list []model.Problem) []model.Problem {
	if !filepath.IsLocal(a.source) {
		return list
	}
	list = slices.Clone(list)
	for i, p := range list {
		if p.File != "" {
			list[i].File = path.Join(filepath.ToSlash(a.source), p.File)
		}
	}
	return list
}

// jsonProblem is a problem in --format json. Names are never changed, only added.
type jsonProblem struct {
	Level   string `json:"level"` // "error", "warning" or "note"
	Rule    string `json:"rule"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`   // from 1
	Column  int    `json:"column,omitempty"` // from 1, in characters
	Text    string `json:"text"`
	Hint    string `json:"hint,omitempty"`
	Fixable bool   `json:"fixable"` // by kaizen check --fix
}

func (a *app) printJSON(list []model.Problem) error {
	t := count(list)
	out := struct {
		Errors   int           `json:"errors"`
		Warnings int           `json:"warnings"`
		Notes    int           `json:"notes"`
		Problems []jsonProblem `json:"problems"`
	}{t.errors, t.warnings, t.notes, []jsonProblem{}}
	for _, p := range list {
		out.Problems = append(out.Problems, jsonProblem{
			p.Level.String(), p.Rule, p.File, p.Line, p.Col,
			p.Text.In(a.messages()), p.Hint.In(a.messages()), len(p.Edits) > 0})
	}
	return writeJSON(a.out, out)
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// printGitHub writes workflow commands, which GitHub shows beside the lines of
// a pull request.
func (a *app) printGitHub(list []model.Problem) error {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	command := map[model.Level]string{model.Error: "error", model.Warning: "warning", model.Note: "notice"}
	for _, p := range list {
		var at []string
		if p.File != "" {
			at = append(at, "file="+property.Replace(p.File))
		}
		if p.Line > 0 {
			at = append(at, fmt.Sprintf("line=%d", p.Line))
		}
		if p.Col > 0 {
			at = append(at, fmt.Sprintf("col=%d", p.Col))
		}
		at = append(at, "title="+property.Replace(p.Rule))
		text := p.Text.In(a.messages())
		if hint := p.Hint.In(a.messages()); hint != "" {
			text += "\n" + hint
		}
		if _, err := fmt.Fprintf(a.out, "::%s %s::%s\n", command[p.Level], strings.Join(at, ","), data.Replace(text)); err != nil {
			return err
		}
	}
	return nil
}
