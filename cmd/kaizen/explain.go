package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kaizen/generator/model"
	"kaizen/generator/rules"
	"kaizen/generator/text"
)

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "explain [RULE]",
		Short:             a.say("ルールの理由と例を表示する", "Say why a rule is there, with an example"),
		Example:           "  kaizen explain\n  kaizen explain unknown-key",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: cobra.FixedCompletions(rules.Names(), cobra.ShellCompDirectiveNoFileComp),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.listRules()
			}
			rule, ok := rules.Find(args[0])
			if !ok {
				return unknownRule(args[0])
			}
			a.explain(rule)
			return nil
		},
	}
}

func (a *app) listRules() error {
	for _, r := range rules.All() {
		first, _, _ := strings.Cut(r.Why.In(a.messages()), a.say("。", ". "))
		if _, err := fmt.Fprintf(a.out, "%-24s %s\n", r.Name, strings.TrimSuffix(first, ".")); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) explain(r rules.Rule) {
	fmt.Fprintf(a.out, "%s\n\n%s\n", r.Name, r.Why.In(a.messages()))
	example := func(title, lines string) {
		if lines != "" {
			fmt.Fprintf(a.out, "\n%s\n  %s\n", title, strings.ReplaceAll(lines, "\n", "\n  "))
		}
	}
	example(a.say("問題になる例", "wrong"), r.Wrong)
	example(a.say("正しい例", "right"), r.Right)
	if !r.Firm {
		fmt.Fprintf(a.out, a.say("\n重さは kaizen.yaml で変えられます: severity: {%s: note}\n", "\nIts level can be set in kaizen.yaml: severity: {%s: note}\n"), r.Name)
	}
}

func unknownRule(name string) error {
	m := &misuse{
		text: model.Text{"ja": "「" + name + "」というルールはありません", "en": "there is no rule " + name},
		hint: model.Text{"ja": "「kaizen explain」でルールの一覧を見られます", "en": "kaizen explain lists all rules"}}
	if near, ok := text.Nearest(name, rules.Names()); ok {
		m.hint = model.Text{"ja": "「" + near + "」のことですか", "en": "did you mean " + near + "?"}
	}
	return m
}
