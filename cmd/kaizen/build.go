package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"kaizen/generator"
	"kaizen/generator/model"
	"kaizen/generator/publish"
)

// buildOptions is what the command line says about a build.
type buildOptions struct {
	force, clean, inPlace   bool
	strict, timings, verify bool
	relative                bool
	baseURL, changed        string
	compress                []string
	cache                   cacheOptions
	profiles                profiles
}

func (a *app) buildCommand() *cobra.Command {
	var o buildOptions
	cmd := &cobra.Command{
		Use:   "build",
		Short: a.say("サイトを public/ に書き出す", "Write the site to public/"),
		Long: a.say(`content/ から public/ を作ります。問題があるときは何も書きません。
前と同じファイルには触れず、なくなったページは消します。kaizenが書いていないファイルはそのまま残します。`,
			`Makes public/ from content/. While a problem stands, nothing is written.
Files that stay the same are not touched, pages that are gone are removed, and
files that kaizen did not write are left alone.`),
		Example: "  kaizen build\n  kaizen build --clock 2026-12-01 --output /tmp/preview\n  kaizen build --base-url https://preview.example.com/12/ --output preview",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			stop, err := o.profiles.start()
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, stop()) }()
			return a.build(cmd.Context(), &o)
		},
	}
	f := cmd.Flags()
	o.profiles.flags(f)
	a.cacheFlags(f, &o.cache)
	f.BoolVar(&a.drafts, "drafts", false, a.say("下書きも含める", "include drafts"))
	f.BoolVar(&a.future, "future", false, a.say("公開予定の記録も含める", "include scheduled records"))
	f.BoolVar(&o.force, "force", false, a.say("ほかのファイルがある出力先にも書く", "write into a folder that holds other files"))
	f.BoolVar(&o.clean, "clean", false, a.say("kaizenが書いていないファイルも消す（隠しファイルとCNAMEは残す）", "remove files of others too, except hidden ones and CNAME"))
	f.BoolVar(&o.inPlace, "in-place", false, a.say("出力先のフォルダーを入れ替えず、ファイルごとに書く（コンテナーなどが開いているとき）", "write file by file instead of exchanging the folder, for a container that has it open"))
	f.BoolVar(&o.strict, "strict", false, a.say("警告もエラーとして扱う", "treat warnings as errors"))
	f.BoolVar(&o.verify, "verify", false, a.say("条件を変えてもう一度作り、1バイトも違わないことを確かめる", "build twice under other conditions, and compare every byte"))
	f.StringVar(&o.baseURL, "base-url", "", a.say("base_urlの代わりに使う`URL`", "`URL` in place of base_url"))
	f.BoolVar(&o.relative, "relative", false, a.say("どのフォルダーからでも見られるように、ページの中のURLを相対にする（プレビュー用）", "make the addresses in pages relative, for previews: the site works from any folder"))
	f.StringSliceVar(&o.compress, "compress", nil, a.say("圧縮したファイルも置く`形式`（gz、br）", "`FORMATS` of compressed copies beside the files (gz, br)"))
	f.StringVar(&o.changed, "changed", "", a.say("変わったファイルの一覧を、送る順に書き加える`ファイル`", "`FILE` that gets the list of changed files, in the order to upload"))
	f.BoolVar(&o.timings, "timings", false, a.say("かかった時間を、段階、テンプレート、記録ごとに表示する", "print the time of each stage, template and slow record"))
	return cmd
}

func (a *app) build(ctx context.Context, o *buildOptions) (err error) {
	if err := o.check(); err != nil {
		return err
	}
	in, err := a.inputs()
	if err != nil {
		return err
	}
	pace(a.env, in.Site.(*siteFS).texts.Load)
	in.BaseURL = o.baseURL
	start := time.Now()
	store, err := newSpool()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.close()) }()
	in.Store = store
	before := publish.LookBefore(a.outputDir())
	defer a.useCache(&in, o.cache)()
	before.Recall(in.Stamps)
	if !o.verify && !o.relative && len(o.compress) == 0 { // these need all bytes
		in.Has = before.Wrote
	}
	in.Once = !o.relative
	in.Progress = &generator.Progress{}
	stop := a.showProgress(in.Progress, start)
	s, err := generator.Build(ctx, in, nil)
	stop()
	if err != nil {
		return err
	}
	a.printProblems(s.Problems)
	if blocked(s.Problems, o.strict) {
		fmt.Fprintln(a.err, a.say("public/ は前のままです", "public/ stays as it was"))
		return exit(problems)
	}
	if o.verify {
		if err := verify(ctx, in, s); err != nil {
			return err
		}
	}
	outputs := s.Outputs
	if o.relative {
		if outputs, err = relativeOutputs(s, store); err != nil {
			return err
		}
	}
	if len(o.compress) > 0 {
		if outputs, err = compressed(outputs, o.compress, store); err != nil {
			return err
		}
	}
	data := func(path string, buf []byte) ([]byte, error) {
		if data, err := store.Get(path, buf); !errors.Is(err, fs.ErrNotExist) {
			return data, err
		}
		data, err := s.Data(path) // which may be a file of the site itself
		return append(buf[:0], data...), err
	}
	in.Progress.Begin(writing, 0)
	stop = a.showProgress(in.Progress, start)
	res, err := a.publish(ctx, outputs, data, in.Stamps, before, o)
	stop()
	if err != nil {
		return a.namesAtFault(ctx, in, err)
	}
	if o.changed != "" {
		if err := noteChanges(o.changed, res); err != nil {
			return err
		}
	}
	a.summary(s, res, time.Since(start))
	if o.timings {
		a.printTimings(s)
	}
	return nil
}

// printTimings prints the time of each stage, and what took most of it: the
// templates, and the records that are read.
func (a *app) printTimings(s *generator.Snapshot) {
	ms := func(d time.Duration) float64 { return d.Seconds() * 1000 }
	for _, t := range s.Times {
		fmt.Fprintf(a.out, "%-9s %6.0f ms\n", t.Stage, ms(t.Took))
	}
	for i, e := range s.Layouts {
		if i == 0 {
			fmt.Fprintln(a.out, a.say("テンプレート（ページ数、合計、1ページあたり）:", "templates (pages, in all, each):"))
		}
		fmt.Fprintf(a.out, "  %-9s %6d %8.0f ms %8.2f ms\n", e.Name, e.Count, ms(e.Took), ms(e.Took)/float64(e.Count))
	}
	for i, e := range s.Records[:min(5, len(s.Records))] {
		if i == 0 {
			fmt.Fprintln(a.out, a.say("読むのに最も時間がかかった記録:", "the records that took longest to read:"))
		}
		fmt.Fprintf(a.out, "  %6.1f ms  %s\n", ms(e.Took), e.Name)
	}
}

// namesAtFault tells authors which of their files have names that no folder
// can hold, if that is why publishing failed with err.
func (a *app) namesAtFault(ctx context.Context, in generator.Inputs, err error) error {
	var refused *publish.Error
	if !errors.As(err, &refused) || !refused.Refused() {
		return err
	}
	in.Once, in.Has = false, nil // the cache does not know where pages are from
	s, buildErr := generator.Build(ctx, in, nil)
	if buildErr != nil {
		return err
	}
	found := collisions(s)
	if len(found) == 0 {
		return err
	}
	a.printProblems(found)
	fmt.Fprintln(a.err, a.say("public/ は前のままです", "public/ stays as it was"))
	return exit(problems)
}

func (o *buildOptions) check() error {
	for _, format := range o.compress {
		if err := oneOf("--compress", format, compressions); err != nil {
			return err
		}
	}
	slices.Sort(o.compress)
	o.compress = slices.Compact(o.compress)
	return checkBaseURL(o.baseURL)
}

// checkBaseURL refuses a --base-url that cannot be one; "" is that of the config.
func checkBaseURL(base string) error {
	if base == "" {
		return nil
	}
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return wrong(model.Says{
			JA: "--base-url「" + base + "」は使えません", EN: "--base-url cannot be " + base,
			HintJA: "「https://preview.example.com/12/」のように書いてください", HintEN: "write it like https://preview.example.com/12/"})
	}
	return nil
}

func blocked(list []model.Problem, strict bool) bool {
	for _, p := range list {
		if p.Level == model.Error || strict && p.Level == model.Warning {
			return true
		}
	}
	return false
}

func (a *app) publish(ctx context.Context, outputs []model.Output, data func(string, []byte) ([]byte, error), stamps model.Cache, before *publish.Before, o *buildOptions) (publish.Result, error) {
	return publish.Publish(ctx, outputs, publish.Options{
		Dir: a.outputDir(), Site: a.source, Force: o.force, Clean: o.clean, InPlace: o.inPlace,
		Inputs: []string{filepath.Join(a.source, "content"), filepath.Join(a.source, "templates"), filepath.Join(a.source, "themes")},
		Data:   data,
		Stamps: stamps,
		Before: before,
		Say:    func(t model.Text) { fmt.Fprintln(a.err, t.In(a.messages())) },
	})
}

// summary says what the build did, what it left out and when that will appear.
func (a *app) summary(s *generator.Snapshot, res publish.Result, took time.Duration) {
	if a.quiet {
		return
	}
	fmt.Fprintf(a.out, a.say("%s: %d個のファイル（書き込み %d、そのまま %d、削除 %d）%.2f秒\n", "%s: %d files (%d written, %d unchanged, %d removed) in %.2f s\n"),
		a.outputDir(), len(s.Outputs), len(res.Written), res.Unchanged, len(res.Removed), took.Seconds())
	for _, path := range res.Kept {
		fmt.Fprintf(a.out, a.say("  %s はほかで変更されているので、そのままにしました\n", "  %s was changed by others and is left as it is\n"), path)
	}
	a.leftOut(s.Site)
	if !s.Site.Next.IsZero() {
		fmt.Fprintf(a.out, "next_publish_at: %s\n", s.Site.Next.Format(time.RFC3339))
	}
}

func (a *app) leftOut(site *model.Site) {
	for _, l := range site.Left {
		if l.When.IsZero() {
			fmt.Fprintf(a.out, a.say("  公開していません（%s）: %s\n", "  not public (%s): %s\n"), a.state(l.State), l.File)
			continue
		}
		fmt.Fprintf(a.out, a.say("  公開していません（%s、%sから）: %s\n", "  not public (%s, from %s): %s\n"), a.state(l.State), l.When.In(site.Config.Timezone).Format("2006-01-02 15:04"), l.File)
	}
}

func (a *app) state(s model.State) string {
	return map[model.State]string{
		model.Published: a.say("公開中", "published"), model.Scheduled: a.say("公開予定", "scheduled"),
		model.Drafted: a.say("下書き", "draft"), model.Expired: a.say("期限切れ", "expired"),
	}[s]
}

// failure prints an error of the machine, with what to do about it.
func (a *app) failure(err error) {
	var bad *publish.Error
	if errors.As(err, &bad) {
		fmt.Fprintf(a.err, "kaizen: %s\n", bad.Text.In(a.messages()))
		if hint := bad.Hint.In(a.messages()); hint != "" {
			fmt.Fprintf(a.err, "hint: %s\n", hint)
		}
		return
	}
	fmt.Fprintf(a.err, "kaizen: %v\n", err)
	var away *unreachable
	if errors.As(err, &away) {
		fmt.Fprintf(a.err, "hint: %s\n", a.say(
			"そのURLをブラウザーで開けるか確かめてください。公開中のサイトのフォルダーや .zip とも比べられます",
			"see whether a browser opens it; a folder or a .zip of the published site can be compared too"))
	}
}
