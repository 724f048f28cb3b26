package main

import (
	"io"
	"net/url"
	"slices"

	"kaizen/generator/model"
	"kaizen/generator/rules"
)

// The part of SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format)
// that code hosts read.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool struct {
			Driver sarifDriver `json:"driver"`
		} `json:"tool"`
		Columns string        `json:"columnKind"`
		Results []sarifResult `json:"results"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID   string    `json:"id"`
		Full sarifText `json:"fullDescription"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifLocation struct {
		Physical struct {
			Artifact struct {
				URI string `json:"uri"`
			} `json:"artifactLocation"`
			Region *sarifRegion `json:"region,omitempty"`
		} `json:"physicalLocation"`
	}
	sarifRegion struct {
		Line   int `json:"startLine"`
		Column int `json:"startColumn,omitempty"`
	}
)

// printSARIF writes problems as one run of one tool.
func printSARIF(w io.Writer, list []model.Problem, lang model.Lang) error {
	run := sarifRun{Columns: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "kaizen", Version: version, Rules: []sarifRule{}}
	for _, r := range rules.All() {
		if slices.ContainsFunc(list, func(p model.Problem) bool { return p.Rule == r.Name }) {
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{r.Name, sarifText{r.Why.In(lang)}})
		}
	}
	for _, p := range list {
		index := slices.IndexFunc(run.Tool.Driver.Rules, func(r sarifRule) bool { return r.ID == p.Rule })
		result := sarifResult{RuleID: p.Rule, RuleIndex: index, Level: p.Level.String(), Message: sarifText{p.Text.In(lang)}}
		if hint := p.Hint.In(lang); hint != "" {
			result.Message.Text += "\n" + hint
		}
		if p.File != "" {
			var at sarifLocation
			at.Physical.Artifact.URI = (&url.URL{Path: p.File}).String()
			if p.Line > 0 {
				at.Physical.Region = &sarifRegion{p.Line, p.Col}
			}
			result.Locations = []sarifLocation{at}
		}
		run.Results = append(run.Results, result)
	}
	return writeJSON(w, sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}
