package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// misuse is a mistake in the arguments, with what to do instead.
type misuse struct{ text, hint model.Text }

func (m *misuse) Error() string { return m.text.In("en") }

func wrong(s model.Says) error {
	return &misuse{model.Text{"ja": s.JA, "en": s.EN}, model.Text{"ja": s.HintJA, "en": s.HintEN}}
}

// langIn finds the value of --lang before the arguments are parsed, for help
// is written before.
func langIn(args []string) string {
	for i, arg := range args {
		if arg == "--" {
			break
		}
		if lang, ok := strings.CutPrefix(arg, "--lang="); ok {
			return lang
		}
		if arg == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
	}
	return ""
}

// teach makes every command below root speak our words, never the library's.
func (a *app) teach(root *cobra.Command) {
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { a.help(cmd) })
	root.SetFlagErrorFunc(a.flagError)
	root.SetHelpCommand(a.helpCommand(root))
	var each func(cmd *cobra.Command)
	each = func(cmd *cobra.Command) {
		if accept := cmd.Args; accept != nil {
			cmd.Args = func(cmd *cobra.Command, args []string) error { return a.argsError(cmd, args, accept(cmd, args)) }
		}
		for _, sub := range cmd.Commands() {
			each(sub)
		}
	}
	each(root)
}

func (a *app) argsError(cmd *cobra.Command, args []string, err error) error {
	var said *misuse
	if err == nil || errors.As(err, &said) {
		return err
	}
	line := cmd.CommandPath() + " " + strings.Join(args, " ")
	return wrong(model.Says{
		JA: "引数が正しくありません: " + line, EN: "wrong arguments: " + line,
		HintJA: "書き方は「" + a.usageLine(cmd) + "」です", HintEN: "write " + a.usageLine(cmd)})
}

// unknownCommand is said when a word is none of the commands of cmd.
func (a *app) unknownCommand(cmd *cobra.Command, word string) error {
	var names []string
	for _, sub := range cmd.Commands() {
		if !sub.Hidden {
			names = append(names, sub.Name())
		}
	}
	s := model.Says{
		JA: "「" + word + "」というコマンドはありません", EN: fmt.Sprintf("there is no command %q", word),
		HintJA: "使えるのは " + strings.Join(names, "、") + " です", HintEN: "use one of " + strings.Join(names, ", ")}
	if near, ok := text.Nearest(word, names); ok {
		s.HintJA, s.HintEN = "「"+cmd.CommandPath()+" "+near+"」のことですか", "did you mean "+cmd.CommandPath()+" "+near+"?"
	}
	return wrong(s)
}

// flagError translates what the parser of flags has to say.
func (a *app) flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var value *pflag.InvalidValueError
	s := model.Says{
		JA: "オプションの書き方が正しくありません", EN: "the options cannot be read",
		HintJA: "「" + cmd.CommandPath() + " --help」で使い方を見られます", HintEN: "run " + cmd.CommandPath() + " --help"}
	switch {
	case errors.As(err, &unknown):
		name := "--" + unknown.GetSpecifiedName()
		if short := unknown.GetSpecifiedShortnames(); short != "" {
			name = "-" + unknown.GetSpecifiedName()
		}
		s.JA, s.EN = fmt.Sprintf("「%s」というオプションはありません", name), "there is no option "+name
		if near, ok := text.Nearest(unknown.GetSpecifiedName(), flagNames(cmd)); ok {
			s.HintJA, s.HintEN = "「--"+near+"」のことですか", "did you mean --"+near+"?"
		}
	case errors.As(err, &bare):
		name := "--" + bare.GetFlag().Name
		s.JA, s.EN = fmt.Sprintf("「%s」に値がありません", name), name+" needs a value"
	case errors.As(err, &value):
		name := "--" + value.GetFlag().Name
		s.JA, s.EN = fmt.Sprintf("「%s」に「%s」は使えません", name, value.GetValue()), fmt.Sprintf("%s cannot be %q", name, value.GetValue())
	}
	return wrong(s)
}

func flagNames(cmd *cobra.Command) []string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}

// oneOf checks the value of an option that takes one of a few words.
func oneOf(option, value string, words []string) error {
	if slices.Contains(words, value) {
		return nil
	}
	return wrong(nearest(value, words, model.Says{
		JA: fmt.Sprintf("「%s」に「%s」は使えません", option, value), EN: fmt.Sprintf("%s cannot be %q", option, value),
		HintJA: "使えるのは " + strings.Join(words, "、") + " です", HintEN: "use one of " + strings.Join(words, ", ")}))
}

func (a *app) helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   a.say("help [コマンド]", "help [COMMAND]"),
		Short: a.say("使い方を表示する", "Explain a command"),
		Args:  cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || cmd == root && len(rest) > 0 {
				return a.unknownCommand(root, args[0])
			}
			a.help(cmd)
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			cmd, _, err := root.Find(args)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var names []string
			for _, sub := range cmd.Commands() {
				names = append(names, sub.Name()+"\t"+sub.Short)
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// help writes what a command does, how to call it, examples and options.
func (a *app) help(cmd *cobra.Command) {
	w := a.out
	fmt.Fprintf(w, "%s\n\n%s\n  %s\n", cmp.Or(cmd.Long, cmd.Short), a.say("使い方", "Usage"), a.usageLine(cmd))
	if cmd.Example != "" {
		fmt.Fprintf(w, "\n%s\n%s\n", a.say("例", "Examples"), cmd.Example)
	}
	var rows [][2]string
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			rows = append(rows, [2]string{sub.Name(), sub.Short})
		}
	}
	table(w, a.say("コマンド", "Commands"), rows)
	table(w, a.say("オプション", "Options"), a.flagRows(cmd.LocalNonPersistentFlags()))
	table(w, a.say("どのコマンドにも使えるオプション", "Options of every command"), a.flagRows(cmd.Root().PersistentFlags()))
}

func (a *app) usageLine(cmd *cobra.Command) string {
	line := cmd.CommandPath()
	if _, args, ok := strings.Cut(cmd.Use, " "); ok {
		line += " " + args
	}
	if cmd.HasAvailableSubCommands() && !cmd.HasParent() {
		line += a.say(" コマンド", " COMMAND")
	}
	return line + a.say(" [オプション]", " [OPTIONS]")
}

// flagRows lists flags with their values, which their usage puts in backquotes.
func (a *app) flagRows(flags *pflag.FlagSet) [][2]string {
	var rows [][2]string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		switch {
		case f.Value.Type() == "bool":
		case value == f.Value.Type():
			name += " " + strings.ToUpper(f.Name)
		default:
			name += " " + value
		}
		rows = append(rows, [2]string{name, usage})
	})
	return rows
}

// table writes two columns, the second one aligned on terminals where
// Japanese characters are two columns wide.
func table(w io.Writer, title string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", title)
	widest := 0
	for _, r := range rows {
		widest = max(widest, text.Columns(r[0]))
	}
	for _, r := range rows {
		fmt.Fprintf(w, "  %s%s  %s\n", r[0], strings.Repeat(" ", widest-text.Columns(r[0])), r[1])
	}
}
