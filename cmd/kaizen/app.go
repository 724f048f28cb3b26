package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kaizen/generator"
	"kaizen/generator/model"
	"kaizen/generator/publish"
	"kaizen/templates"
	"kaizen/themes"
)

// Exit codes (PRODUCT, section 8).
const (
	fine     = 0
	problems = 1 // in the content
	usage    = 2
	machine  = 3 // disk, permission, network
)

// console is where a command reads and writes.
type console struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	tty      bool // a person sits at in
}

// app holds what all commands share.
type app struct {
	console
	source, output string
	clock          string
	lang           string
	quiet          bool
	drafts, future bool
	cache          func() model.Cache // of the preview; else nil
}

// exit ends a command with a code; what there is to say has been said.
type exit int

func (e exit) Error() string { return "exit " + strconv.Itoa(int(e)) }

// run is the program; it returns the exit code.
func run(ctx context.Context, args []string, c console) int {
	a := &app{console: c, lang: langIn(args)}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(c.in)
	root.SetOut(c.out)
	root.SetErr(c.err)
	err := root.ExecuteContext(ctx)
	return a.exitCode(root, err)
}

func (a *app) exitCode(root *cobra.Command, err error) int {
	var code exit
	var misused *misuse
	var unpublished *publish.Error
	switch {
	case err == nil:
		return fine
	case errors.As(err, &code):
		return int(code)
	case errors.Is(err, context.Canceled):
		return 130
	case errors.As(err, &misused):
		a.complain(misused)
		return usage
	case errors.As(err, &unpublished) && unpublished.Refused():
		a.failure(err)
		return usage
	}
	a.failure(err)
	return machine
}

func (a *app) complain(m *misuse) {
	fmt.Fprintf(a.err, "kaizen: %s\n", m.text.In(a.messages()))
	if hint := m.hint.In(a.messages()); hint != "" {
		fmt.Fprintf(a.err, "hint: %s\n", hint)
	}
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "kaizen",
		Short:         a.say("改善の記録から、公開サイトとフィードと月次レポートを作ります", "Publish improvement records as a site with feeds and monthly reports"),
		Long:          a.say(helpJa, helpEn),
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(*cobra.Command, []string) error {
			if a.lang == "" {
				return nil
			}
			return oneOf("--lang", a.lang, []string{"ja", "en"})
		},
	}
	root.Args = func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return a.unknownCommand(root, args[0])
		}
		return nil
	}
	asked := root.Flags().Bool("version", false, a.say("バージョンを表示する", "print the version"))
	root.RunE = func(*cobra.Command, []string) error {
		if *asked {
			return a.version()
		}
		a.help(root)
		return nil
	}
	f := root.PersistentFlags()
	f.StringVar(&a.source, "source", ".", a.say("サイトの`フォルダー`（kaizen.yamlのある場所。省くとここ）", "the site's `FOLDER`, with kaizen.yaml (default: this one)"))
	f.StringVar(&a.output, "output", "", a.say("出力先の`フォルダー`（省くとサイトの public/）", "`FOLDER` to write to (default: public/ of the site)"))
	f.StringVar(&a.clock, "clock", "", a.say("「今」とみなす`日時`（2026-10-31、RFC 3339）", "the `TIME` that counts as now (2026-10-31 or RFC 3339)"))
	f.StringVar(&a.lang, "lang", a.lang, a.say("メッセージの`言語`（ja、en）", "`LANGUAGE` of messages (ja, en)"))
	f.BoolVar(&a.quiet, "quiet", false, a.say("問題のほかは何も表示しない", "print problems only"))
	f.BoolP("help", "h", false, a.say("使い方を表示する", "explain the command"))
	root.AddCommand(a.initCommand(), a.newCommand(), a.buildCommand(), a.serveCommand(), a.checkCommand(), a.explainCommand(), a.diffCommand(), a.listCommand(), a.themeCommand(),
		a.schemaCommand(), a.completionCommand(), a.versionCommand())
	root.CompletionOptions.DisableDefaultCmd = true
	a.completeFlags(root)
	a.teach(root)
	return root
}

// messages is the language of messages: --lang, else that of the locale.
func (a *app) messages() model.Lang {
	if a.lang != "" {
		return model.Lang(a.lang)
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := a.env(name); v != "" {
			if strings.HasPrefix(v, "ja") {
				return "ja"
			}
			return "en"
		}
	}
	return "en"
}

func (a *app) say(ja, en string) string { return model.Text{"ja": ja, "en": en}.In(a.messages()) }

// now is --clock, else SOURCE_DATE_EPOCH, else the clock of the machine.
func (a *app) now() (time.Time, error) {
	if a.clock != "" {
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04", "2006-01-02"} {
			if t, err := time.ParseInLocation(layout, a.clock, tokyo()); err == nil {
				return t, nil
			}
		}
		return time.Time{}, &misuse{
			text: model.Text{"ja": "--clock " + a.clock + " は日時として読めません", "en": "cannot read --clock " + a.clock},
			hint: model.Text{"ja": "「2026-10-31」か「2026-10-31T10:00:00+09:00」のように書いてください", "en": "write it like 2026-10-31 or 2026-10-31T10:00:00+09:00"}}
	}
	if s := a.env("SOURCE_DATE_EPOCH"); s != "" {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return time.Unix(n, 0), nil
		}
	}
	return time.Now(), nil
}

// tokyo is the zone of a --clock without one: the default zone of sites.
func tokyo() *time.Location {
	zone, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		return time.UTC
	}
	return zone
}

// inputs opens the site for a command that builds once.
func (a *app) inputs() (generator.Inputs, error) {
	in, _, err := a.open()
	return in, err
}

// open opens the site. The root confines every read to it: no link leads out.
// release closes it.
func (a *app) open() (in generator.Inputs, release func(), err error) {
	now, err := a.now()
	if err != nil {
		return in, nil, err
	}
	info, err := os.Stat(a.source)
	if err != nil || !info.IsDir() {
		return in, nil, &misuse{
			text: model.Text{"ja": "フォルダー「" + a.source + "」がありません", "en": "there is no folder " + a.source},
			hint: model.Text{"ja": "サイトのフォルダーを --source で指定してください", "en": "name the folder of the site with --source"}}
	}
	root, err := os.OpenRoot(a.source)
	if err != nil {
		return in, nil, fmt.Errorf("open %s: %w", a.source, err)
	}
	site := newSiteFS(root)
	return generator.Inputs{
		Site: site, Templates: templates.FS, Themes: themes.FS,
		Now: now, Drafts: a.drafts, Future: a.future, Search: true, Clock: time.Now,
	}, func() { site.Close() }, nil
}

func (a *app) outputDir() string {
	if a.output != "" {
		return a.output
	}
	return filepath.Join(a.source, "public")
}
