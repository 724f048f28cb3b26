package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"kaizen/generator"
	"kaizen/generator/diff"
	"kaizen/generator/model"
)

func (a *app) diffCommand() *cobra.Command {
	var format, baseURL string
	var fix bool
	cmd := &cobra.Command{
		Use:   a.say("diff [公開中のサイト]", "diff [SITE]"),
		Short: a.say("公開したときに、購読者とリンクに何が起きるかを表示する", "Show what publishing would do to subscribers and links"),
		Long: a.say(`公開中のサイトと、今のcontent/から作るサイトを比べます。何も書き出しません。
サイトは、URL（省くとbase_url）、フォルダー、.zip、.tar.gz のどれかで指定します。
なくなるURL、変わるid、ずれる号数があれば、エラーにします（終了コード1）。`,
			`Compares the published site with the one that content/ would make now, and writes
nothing. SITE is a URL (default: base_url), a folder, a .zip or a .tar.gz.
Addresses that would vanish, ids that would change and numbers of reports that
would move are errors (exit code 1).`),
		Example: "  kaizen diff\n  kaizen diff public\n  kaizen diff --fix\n  kaizen diff https://kaizen.example.com/ --format markdown",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("--format", format, diffFormats()); err != nil {
				return err
			}
			site := ""
			if len(args) == 1 {
				site = args[0]
			}
			if err := checkBaseURL(baseURL); err != nil {
				return err
			}
			report, err := a.compare(cmd.Context(), site, baseURL, fix)
			if err != nil {
				return err
			}
			if err := a.printDiff(report, format); err != nil {
				return err
			}
			if blocked(report.Problems, false) {
				return exit(problems)
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&format, "format", "text", a.say("出力の`形式`（text、json、markdown）", "`FORMAT` of the output (text, json, markdown)"))
	f.StringVar(&baseURL, "base-url", "", a.say("base_urlの代わりに使う`URL`（buildと同じもの）", "`URL` in place of base_url, the same as for build"))
	f.BoolVar(&fix, "fix", false, a.say("移った記録のaliasesに、古いURLを書き加える", "write the old address of records that moved into their aliases"))
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(diffFormats(), cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

func diffFormats() []string { return []string{"text", "json", "markdown"} }

// compare builds the site and compares it with the published one. With fix, it
// writes the aliases that are missing and compares again.
func (a *app) compare(ctx context.Context, at, baseURL string, fix bool) (*diff.Report, error) {
	next, done, err := a.nextSite(ctx, baseURL)
	if err != nil {
		return nil, err
	}
	defer func() { done() }()
	if at == "" {
		at = next.base
	}
	old, release, err := published(ctx, at)
	switch {
	case errors.Is(err, errNothingPublished):
		if !a.quiet {
			fmt.Fprintf(a.err, a.say("%s には、まだ何も公開されていません\n", "nothing is published at %s yet\n"), at)
		}
		return diff.Compare(diff.Files{}, next.Next) // all pages are new, and no feed has subscribers
	case errors.Is(err, fs.ErrNotExist):
		return nil, wrong(model.Says{
			JA: "公開中のサイト「" + at + "」がありません", EN: "there is no published site " + at,
			HintJA: "URL、フォルダー、.zip、.tar.gz のどれかを指定してください", HintEN: "name a URL, a folder, a .zip or a .tar.gz"})
	case err != nil:
		return nil, fmt.Errorf("published site %s: %w", at, err)
	}
	defer release()
	report, err := diff.Compare(old, next.Next)
	if err != nil || !fix || len(report.Moves) == 0 {
		return report, err
	}
	if err := a.writeAliases(report.Moves); err != nil {
		return nil, err
	}
	done()
	if next, done, err = a.nextSite(ctx, baseURL); err != nil {
		return nil, err
	}
	return diff.Compare(old, next.Next)
}

// built is a site that could be published.
type built struct {
	diff.Next
	base string // base_url
}

// nextSite builds the site. done removes what it keeps on disk.
func (a *app) nextSite(ctx context.Context, baseURL string) (b built, done func() error, err error) {
	in, release, err := a.open()
	if err != nil {
		return b, nil, err
	}
	defer release()
	store, err := newSpool()
	if err != nil {
		return b, nil, err
	}
	in.Store, in.BaseURL = store, baseURL
	s, err := generator.Build(ctx, in, nil)
	if err != nil {
		return b, nil, errors.Join(err, store.close())
	}
	if blocked(s.Problems, false) {
		a.printProblems(s.Problems)
		return b, nil, errors.Join(exit(problems), store.close())
	}
	b.Sums = make(map[string]model.Sum, len(s.Outputs))
	for _, o := range s.Outputs {
		b.Sums[o.Path] = o.Sum
	}
	b.Read = func(path string) ([]byte, error) { return store.Get(path, nil) }
	b.Pages, b.Left, b.base = s.Pages, s.Site.Left, s.Site.Config.BaseURL
	return b, store.close, nil
}

// writeAliases adds the old address of each page that moved to the front
// matter of its file.
func (a *app) writeAliases(moves []diff.Move) error {
	root, err := os.OpenRoot(a.source)
	if err != nil {
		return fmt.Errorf("open %s: %w", a.source, err)
	}
	defer root.Close()
	for _, m := range moves {
		if m.File == "" {
			continue
		}
		info, err := root.Stat(m.File)
		if err != nil {
			return err
		}
		data, err := root.ReadFile(m.File)
		if err != nil {
			return err
		}
		fixed, ok := addAlias(data, m.From)
		if !ok {
			fmt.Fprintf(a.err, a.say("%s: aliasesの書き方が込み入っているので、「%s」を書き加えられませんでした\n", "%s: cannot add %s to the aliases, they are written in an unusual way\n"), m.File, m.From)
			continue
		}
		if err := replaceFile(root, m.File, fixed, info.Mode().Perm()); err != nil {
			return fmt.Errorf("write %s: %w", m.File, err)
		}
		if !a.quiet {
			fmt.Fprintf(a.err, "%s: aliases + %s\n", m.File, m.From)
		}
	}
	return nil
}

func (a *app) printDiff(r *diff.Report, format string) error {
	switch format {
	case "json":
		return a.diffJSON(r)
	case "markdown":
		a.diffMarkdown(r)
	default:
		a.printSome(r.Problems, 0)
		a.diffText(r)
	}
	return nil
}

func (a *app) diffJSON(r *diff.Report) error {
	type problem struct {
		Level string `json:"level"`
		Rule  string `json:"rule"`
		File  string `json:"file,omitempty"`
		Text  string `json:"text"`
		Hint  string `json:"hint,omitempty"`
	}
	out := struct {
		*diff.Report
		Problems []problem `json:"problems"`
	}{r, []problem{}}
	for _, p := range r.Problems {
		out.Problems = append(out.Problems, problem{p.Level.String(), p.Rule, p.File, p.Text.In(a.messages()), p.Hint.In(a.messages())})
	}
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}
