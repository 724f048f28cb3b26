package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kaizen/generator"
	"kaizen/generator/model"
	"kaizen/generator/publish"
	"kaizen/generator/text"
)

type checkOptions struct {
	format                             string
	all, strict, fix, allows, external bool
}

func (a *app) checkCommand() *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:     "check",
		Short:   a.say("直すところをすべて表示する", "Show everything that is to mend"),
		Example: "  kaizen check\n  kaizen check --fix\n  kaizen check --strict --format github\n  kaizen check --external",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.check(cmd.Context(), o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.format, "format", "text", a.say("表示の形式（text、json、github、gitlab、sarif）", "form of the output (text, json, github, gitlab, sarif)"))
	f.BoolVar(&o.all, "all", false, a.say("問題を1件も省かずに表示する", "print every problem, however many"))
	f.BoolVar(&o.strict, "strict", false, a.say("警告もエラーとして扱う", "treat warnings as errors"))
	f.BoolVar(&o.fix, "fix", false, a.say("機械的に直せるところを直す", "mend what needs no decision"))
	f.BoolVar(&o.allows, "allowances", false, a.say("公開を許した値の一覧を表示する", "list what allowances let pass"))
	f.BoolVar(&o.external, "external", false, a.say("ほかのサイトへのリンクも確かめる（通信します）", "follow links to other sites too (uses the network)"))
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (a *app) check(ctx context.Context, o checkOptions) error {
	if !slices.Contains(formats, o.format) {
		return unknownFormat(o.format)
	}
	s, list, err := a.findings(ctx)
	if err != nil {
		return err
	}
	if o.fix {
		if s, list, err = a.mend(ctx, s, list); err != nil {
			return err
		}
	}
	if o.allows {
		return a.printAllowances(s, o.format)
	}
	if o.external && s.Site != nil {
		found, err := a.external(ctx, s)
		if err != nil {
			return err
		}
		list = settled(s, list, found)
	}
	if err := a.printFindings(s, list, o); err != nil {
		return err
	}
	if blocked(list, o.strict) {
		return exit(problems)
	}
	return nil
}

func (a *app) printFindings(s *generator.Snapshot, list []model.Problem, o checkOptions) error {
	if o.format != "text" {
		return a.printAs(o.format, list)
	}
	most := mostPrinted
	if o.all {
		most = 0
	}
	a.printSome(list, most)
	if t := count(list); t.errors+t.warnings == 0 && !a.quiet {
		fmt.Fprintf(a.out, a.say("問題はありません（記録 %d件）\n", "no problems in %d records\n"), len(s.Site.Records))
	}
	return nil
}

// findings builds the whole site, drafts and scheduled records included, and
// returns all that is wrong with it.
func (a *app) findings(ctx context.Context) (*generator.Snapshot, []model.Problem, error) {
	in, err := a.inputs()
	if err != nil {
		return nil, nil, err
	}
	in.Drafts, in.Future = true, true
	s, err := generator.Build(ctx, in, nil)
	if err != nil {
		return nil, nil, err
	}
	return s, settled(s, slices.Clone(s.Problems), append(s.DeadLinks(), collisions(s)...)), nil
}

// settled adds to the problems of a build those that only a check looks for,
// at their configured levels, and keeps one of those that two looks at the
// same place have found.
func settled(s *generator.Snapshot, list, more []model.Problem) []model.Problem {
	for _, p := range more {
		if s.Site != nil {
			if level, ok := s.Site.Config.Severity[p.Rule]; ok {
				p.Level = level
			}
		}
		list = append(list, p)
	}
	model.SortProblems(list)
	return slices.CompactFunc(list, func(a, b model.Problem) bool {
		return a.Line > 0 && a.File == b.File && a.Line == b.Line && a.Col == b.Col && a.Rule == b.Rule && a.Rule == "broken-fragment"
	})
}

// collisions are the output paths that some file systems cannot hold.
func collisions(s *generator.Snapshot) []model.Problem {
	paths := make([]string, len(s.Outputs))
	for i, o := range s.Outputs {
		paths[i] = o.Path
	}
	var out []model.Problem
	for _, c := range publish.CheckPaths(paths) {
		p := model.Problem{Level: model.Error, Rule: c.Rule, Text: c.Text, Hint: c.Hint}
		if files := sourcesOf(s, c.Paths); len(files) > 0 {
			p.File = files[0]
			for lang, text := range c.Text {
				p.Text[lang] = text + " (" + strings.Join(files, ", ") + ")"
			}
		}
		out = append(out, p)
	}
	return out
}

// sourcesOf returns a source of each of some outputs, or of the first output
// below it if it is a folder.
func sourcesOf(s *generator.Snapshot, paths []string) []string {
	var files []string
	for _, path := range paths {
		for _, p := range s.Pages {
			if len(p.From) > 0 && (p.Path == path || strings.HasPrefix(p.Path, path+"/")) {
				files = append(files, p.From[0])
				break
			}
		}
	}
	return files
}

func unknownFormat(name string) error {
	m := &misuse{
		text: model.Text{"ja": "「" + name + "」という形式はありません", "en": "there is no format " + name},
		hint: model.Text{"ja": "使えるのは " + strings.Join(formats, "、") + " です", "en": "use one of " + strings.Join(formats, ", ")}}
	if near, ok := text.Nearest(name, formats); ok {
		m.hint = model.Text{"ja": "「" + near + "」のことですか", "en": "did you mean " + near + "?"}
	}
	return m
}

// jsonAllowance is an entry of check --allowances --format json.
type jsonAllowance struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Rule   string `json:"rule"`
	Sha    string `json:"sha"`
	Reason string `json:"reason"`
	By     string `json:"by"`
}

// printAllowances lists what may be public although a rule found it: for the
// people who review that.
func (a *app) printAllowances(s *generator.Snapshot, format string) error {
	list := []jsonAllowance{}
	if s.Site != nil {
		for _, f := range s.Site.Files {
			for _, w := range f.Allow {
				list = append(list, jsonAllowance{f.Path, w.Pos.Line, w.Rule, w.Sha, w.Reason, w.By})
			}
		}
	}
	if format == "json" {
		return writeJSON(a.out, list)
	}
	for _, w := range list {
		fmt.Fprintf(a.out, a.say("%s:%d: %s %s\n  理由: %s（%s）\n", "%s:%d: %s %s\n  because: %s (%s)\n"), w.File, w.Line, w.Rule, w.Sha, visible(w.Reason), visible(w.By))
	}
	if !a.quiet {
		fmt.Fprintf(a.out, a.say("許可 %d件\n", "allowances: %d\n"), len(list))
	}
	return nil
}
