package main

import (
	"cmp"
	"fmt"

	"kaizen/generator/model"
)

// gitLabIssue is a problem in the form that GitLab shows on a merge request
// (Code Quality reports, a part of the Code Climate specification).
type gitLabIssue struct {
	Description string         `json:"description"`
	Rule        string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitLabLocation `json:"location"`
}

type gitLabLocation struct {
	Path  string `json:"path"`
	Lines struct {
		Begin int `json:"begin"`
	} `json:"lines"`
}

// printGitLab writes problems as a Code Quality report. A fingerprint does not
// know the line, so that a problem which only moved is not a new one; equal
// problems of one file are told apart by their order.
func (a *app) printGitLab(list []model.Problem) error {
	severity := map[model.Level]string{model.Error: "critical", model.Warning: "minor", model.Note: "info"}
	issues := []gitLabIssue{}
	times := map[string]int{}
	for _, p := range list {
		text := p.Text.In(a.messages())
		key := p.Rule + "\n" + p.File + "\n" + cmp.Or(p.Same, text)
		times[key]++
		issue := gitLabIssue{
			Description: text, Rule: p.Rule, Severity: severity[p.Level],
			Fingerprint: model.SumOf(fmt.Appendf(nil, "%s\n%d", key, times[key])).String(),
			Location:    gitLabLocation{Path: p.File},
		}
		if hint := p.Hint.In(a.messages()); hint != "" {
			issue.Description += "\n" + hint
		}
		if issue.Location.Path == "" { // of the site as a whole; the report needs a file
			issue.Location.Path = a.fromHere([]model.Problem{{File: "kaizen.yaml"}})[0].File
		}
		issue.Location.Lines.Begin = max(p.Line, 1)
		issues = append(issues, issue)
	}
	return writeJSON(a.out, issues)
}
