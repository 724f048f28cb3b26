package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"kaizen/generator"
)

func (a *app) checkCommand() *cobra.Command {
	var strict bool
	cmd := &cobra.Command{
		Use:     "check",
		Short:   a.say("直すところをすべて表示する", "Show everything that is to mend"),
		Example: "  kaizen check\n  kaizen check --strict",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			in, err := a.inputs()
			if err != nil {
				return err
			}
			in.Drafts, in.Future = true, true
			s, err := generator.Build(cmd.Context(), in, nil)
			if err != nil {
				return err
			}
			a.printProblems(s.Problems)
			if blocked(s.Problems, strict) {
				return exit(problems)
			}
			if !a.quiet {
				fmt.Fprintf(a.out, a.say("問題はありません（記録 %d件）\n", "no problems in %d records\n"), len(s.Site.Records))
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&strict, "strict", false, a.say("警告もエラーとして扱う", "treat warnings as errors"))
	return cmd
}
