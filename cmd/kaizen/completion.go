package main

import (
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"kaizen/generator/model"
	"kaizen/themes"
)

func (a *app) completionCommand() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   a.say("completion シェル", "completion SHELL"),
		Short: a.say("シェルの入力補完を有効にするスクリプトを表示する", "Print the script that completes commands in a shell"),
		Long: a.say(`コマンド、オプション、プロダクトや種類の名前を、Tabキーで補えるようにします。
シェルは `+strings.Join(shells, "、")+` から選びます。`,
			`Completes commands, options, and the names of products and kinds with the Tab key.
SHELL is one of `+strings.Join(shells, ", ")+`.`),
		Example: a.say(`  kaizen completion bash > ~/.local/share/bash-completion/completions/kaizen
  kaizen completion zsh > ~/.zfunc/_kaizen          ~/.zshrc に fpath+=~/.zfunc が必要です
  kaizen completion fish > ~/.config/fish/completions/kaizen.fish
  kaizen completion powershell >> $PROFILE`,
			`  kaizen completion bash > ~/.local/share/bash-completion/completions/kaizen
  kaizen completion zsh > ~/.zfunc/_kaizen          needs fpath+=~/.zfunc in ~/.zshrc
  kaizen completion fish > ~/.config/fish/completions/kaizen.fish
  kaizen completion powershell >> $PROFILE`),
		ValidArgs: shells,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				return oneOf("completion", args[0], shells)
			}
			return cobra.ExactArgs(1)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.out, true)
			case "zsh":
				return root.GenZshCompletion(a.out)
			case "fish":
				return root.GenFishCompletion(a.out, true)
			}
			return root.GenPowerShellCompletionWithDesc(a.out)
		},
	}
}

// completeFlags tells the shell what the values of options may be.
func (a *app) completeFlags(root *cobra.Command) {
	words := map[string]cobra.CompletionFunc{
		"source":   folders,
		"output":   folders,
		"lang":     cobra.FixedCompletions([]string{"ja", "en"}, cobra.ShellCompDirectiveNoFileComp),
		"state":    cobra.FixedCompletions(states(), cobra.ShellCompDirectiveNoFileComp),
		"ci":       cobra.FixedCompletions(ciNames(), cobra.ShellCompDirectiveNoFileComp),
		"compress": cobra.FixedCompletions([]string{"gz", "br", "gz,br"}, cobra.ShellCompDirectiveNoFileComp),
		"theme":    cobra.FixedCompletions(themeNames(), cobra.ShellCompDirectiveNoFileComp),
		"product":  a.complete(a.productWords),
		"kind":     a.complete(a.kindWords),
	}
	for _, cmd := range append(root.Commands(), root) {
		for name, f := range words {
			if cmd.LocalFlags().Lookup(name) == nil || cmd.Name() == "init" && name == "product" { // a new one
				continue
			}
			if err := cmd.RegisterFlagCompletionFunc(name, f); err != nil {
				panic(err)
			}
		}
	}
}

func folders(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

func (a *app) complete(words func() []string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return words(), cobra.ShellCompDirectiveNoFileComp
	}
}

// productWords lists the site's products with their names.
func (a *app) productWords() []string {
	var words []string
	if c := a.config(); c != nil {
		for _, p := range c.Products {
			words = append(words, string(p.ID)+"\t"+p.Name.In(a.messages()))
		}
	}
	return words
}

func (a *app) kindWords() []string {
	var words []string
	if c := a.config(); c != nil {
		for _, k := range c.Kinds {
			words = append(words, string(k.ID)+"\t"+k.Name.In(a.messages()))
		}
	}
	return words
}

// completeReport completes the product of `new report`, then the month: this one.
func (a *app) completeReport(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	switch len(args) {
	case 0:
		return a.productWords(), cobra.ShellCompDirectiveNoFileComp
	case 1:
		if now, err := a.now(); err == nil {
			month := model.DayOf(now).MonthOf()
			return []string{month.String(), month.Add(-1).String()}, cobra.ShellCompDirectiveNoFileComp
		}
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}

// themeNames lists the built-in themes.
func themeNames() []string {
	var names []string
	entries, err := fs.ReadDir(themes.FS, ".")
	if err != nil {
		return nil
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
