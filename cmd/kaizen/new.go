package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kaizen/generator/load"
	"kaizen/generator/model"
	"kaizen/generator/text"
)

// newOptions are the answers that the command line gives to `kaizen new`.
type newOptions struct{ title, product, kind, slug, date, id, twin string }

func (a *app) newCommand() *cobra.Command {
	var o newOptions
	cmd := &cobra.Command{
		Use:   a.say("new [題名]", "new [TITLE]"),
		Short: a.say("記録を1つ書きはじめる", "Begin a record"),
		Long: a.say(`content/プロダクト/年/月/ に、種類に合わせた下書きを作ります。オプションで決めなかったことは、その場でたずねます。
題名が日本語のときは、URLになる英数字の名前（slug）も決めてください。すでにあるファイルを書きかえることはありません。`,
			`Makes a file in content/PRODUCT/YEAR/MONTH/ with an outline for its kind, and asks
for what the options leave open. A Japanese title needs a --slug, for the URL is
ASCII. No file is ever overwritten.`),
		Example: a.say(`  kaizen new                                   順にたずねる
  kaizen new "注文一覧の検索条件を保存できるようになりました" --product hinata --kind obstacle --slug order-search-presets
  kaizen new "CSV export keeps leading zeros" --kind fix --date 2026-11-01
  kaizen new "Save your order searches" --twin order-search-presets      英語版を書く
  kaizen new report hinata 2026-10             10月のレポートに言葉を添える`,
			`  kaizen new                                   asks for everything
  kaizen new "CSV export keeps leading zeros" --product hinata --kind fix --date 2026-11-01
  kaizen new "注文の検索条件を保存できます" --kind obstacle --slug order-search-presets
  kaizen new "Save your order searches" --twin order-search-presets      its translation
  kaizen new report hinata 2026-10             words for October's report`),
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				o.title = args[0]
			}
			site, err := a.sources(cmd.Context())
			if err != nil {
				return err
			}
			if o.twin != "" {
				return a.newTwin(site, o)
			}
			return a.newRecord(site, o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.product, "product", "", a.say("`プロダクト`のidか名前", "`PRODUCT`, by id or name"))
	f.StringVar(&o.kind, "kind", "", a.say("`種類`のidか名前", "`KIND`, by id or name"))
	f.StringVar(&o.slug, "slug", "", a.say("URLになる`名前`（小文字の英数字とハイフン）", "`NAME` in the URL (lower-case letters, digits, hyphens)"))
	f.StringVar(&o.date, "date", "", a.say("公開する`日`（省くと今日）", "`DAY` of publication (default: today)"))
	f.StringVar(&o.id, "id", "", a.say("変わらない`id`（省くとslug）", "permanent `ID` (default: the slug)"))
	f.StringVar(&o.twin, "twin", "", a.say("この`記録`（idかファイル）の、もう1つの言語の版を作る", "write the `RECORD` (id or file) in the site's other language"))
	cmd.AddCommand(a.newReportCommand())
	return cmd
}

// sources reads the site without building it.
func (a *app) sources(ctx context.Context) (*load.Result, error) {
	in, err := a.inputs()
	if err != nil {
		return nil, err
	}
	site, err := load.Load(ctx, load.Inputs{Site: in.Site, Templates: in.Templates, Themes: in.Themes}, nil)
	if err != nil {
		return nil, err
	}
	if site.Config == nil || len(site.Config.Products) == 0 {
		a.printProblems(slices.DeleteFunc(site.Problems, func(p model.Problem) bool { return p.File != "kaizen.yaml" }))
		return nil, exit(problems)
	}
	return site, nil
}

// newRecord asks for what o leaves open, and writes the file.
func (a *app) newRecord(site *load.Result, o newOptions) error {
	now, err := a.now()
	if err != nil {
		return err
	}
	c, q := site.Config, a.asker()
	w := written{
		title:   q.ask(titleQuestion(o.title, c.DefaultLang())),
		product: q.ask(question{option: "--product", given: o.product, text: choice("プロダクト", "product", productIDs(c)), fallback: only(productIDs(c)), accept: func(s string) (string, error) { return productNamed(c, s) }}),
		kind:    q.ask(question{option: "--kind", given: o.kind, text: choice("種類", "kind", kindIDs(c)), fallback: only(kindIDs(c)), accept: func(s string) (string, error) { return kindNamed(c, s) }}),
	}
	slug := q.ask(question{option: "--slug", given: o.slug, text: model.Text{"ja": "URLになる英数字の名前", "en": "name in the URL"}, fallback: text.Slug(w.title), accept: slugLike})
	var day time.Time
	w.date = q.ask(question{option: "--date", given: o.date, text: model.Text{"ja": "公開する日", "en": "day of publication"}, fallback: now.In(c.Timezone).Format(time.DateOnly), accept: func(s string) (typed string, err error) {
		day, err = dayLike(s, c.Timezone)
		return s, err
	}})
	if err := q.failed(); err != nil {
		return err
	}
	if w.id, err = newID(site.Records, o.id, slug, day); err != nil {
		return err
	}
	w.required = c.Require[model.KindID(w.kind)]
	name := path.Join("content", w.product, day.Format("2006/01"), slug+".md")
	if err := a.create(name, w.begin(c.DefaultLang())); err != nil {
		return err
	}
	a.next(a.say("本文を書いたら「kaizen serve」で見え方を、「kaizen check」で直すところを確かめられます", "write it, see it with kaizen serve, and check it with kaizen check"))
	return nil
}

// newTwin begins the record o.twin in the first language it lacks.
func (a *app) newTwin(site *load.Result, o newOptions) error {
	var original *model.Record
	has := map[model.Lang]bool{}
	for _, r := range site.Records {
		if string(r.ID) == o.twin || r.Source.Path == path.Clean(filepath.ToSlash(o.twin)) {
			original = r
		}
	}
	if original == nil {
		return wrong(nearest(o.twin, recordIDs(site.Records), model.Says{
			JA: "「" + o.twin + "」という記録はありません", EN: fmt.Sprintf("there is no record %q", o.twin),
			HintJA: "「kaizen list」で、記録のidを見られます", HintEN: "kaizen list shows the ids of all records"}))
	}
	for _, r := range site.Records {
		if r.ID == original.ID {
			has[r.Lang] = true
		}
	}
	i := slices.IndexFunc(site.Config.Languages, func(l model.Lang) bool { return !has[l] })
	if i < 0 {
		return wrong(model.Says{JA: "この記録は、サイトのすべての言語でそろっています", EN: "the record exists in every language of the site"})
	}
	lang := site.Config.Languages[i]
	q := a.asker()
	title := q.ask(titleQuestion(o.title, lang))
	if err := q.failed(); err != nil {
		return err
	}
	w := written{id: string(original.ID), title: title, date: dateOf(original), kind: string(original.Kind), product: string(site.Config.Products[0].ID)}
	if len(original.Products) > 0 {
		w.product = string(original.Products[0])
	}
	stem := strings.TrimSuffix(original.Source.Path, ".md")
	stem = strings.TrimSuffix(stem, "."+string(original.Lang))
	if err := a.create(stem+"."+string(lang)+".md", w.begin(lang)); err != nil {
		return err
	}
	a.next(a.say("元の記録: ", "the original: ") + original.Source.Path)
	return nil
}

func dateOf(r *model.Record) string {
	if r.HasClock {
		return r.Date.Format(time.RFC3339)
	}
	return r.Date.Format(time.DateOnly)
}

// create writes a new file of the site and prints its path.
func (a *app) create(name string, data []byte) error {
	full := filepath.Join(a.source, filepath.FromSlash(name))
	if err := writeNew(full, data, 0o666); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return wrong(model.Says{
				JA: full + " はもうあります", EN: full + " exists already",
				HintJA: "書きかえはしません。別の --slug か --date にしてください", HintEN: "it is left as it is; choose another --slug or --date"})
		}
		return err
	}
	fmt.Fprintln(a.out, full)
	return nil
}

// writeNew makes a file and the folders above it; it never replaces one.
func writeNew(name string, data []byte, mode fs.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return fmt.Errorf("make the folder of %s: %w", name, err)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// next says what to do now.
func (a *app) next(s string) {
	if !a.quiet {
		fmt.Fprintln(a.err, s)
	}
}

func titleQuestion(given string, lang model.Lang) question {
	return question{
		option: "TITLE", given: given,
		text:   model.Text{"ja": "題名（" + string(lang) + "。変わったことを一文で）", "en": "title (" + string(lang) + "; what changed, in one sentence)"},
		accept: func(s string) (string, error) { return strings.Join(strings.Fields(s), " "), nil },
	}
}

func slugLike(s string) (string, error) {
	if text.IsSlug(s) {
		return s, nil
	}
	return "", wrong(model.Says{
		JA: "「" + s + "」はURLに使えません", EN: fmt.Sprintf("%q cannot stand in a URL", s),
		HintJA: "「csv-encoding」のように、小文字の英数字とハイフンで書いてください", HintEN: "write it like csv-encoding, with lower-case letters, digits and hyphens"})
}

// dayLike reads a date as front matter has it.
func dayLike(s string, zone *time.Location) (time.Time, error) {
	for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01-02T15:04"} {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t.In(zone), nil
		}
	}
	return time.Time{}, wrong(model.Says{
		JA: "「" + s + "」は日付として読めません", EN: fmt.Sprintf("%q is not a date", s),
		HintJA: "「2026-10-31」のように書いてください", HintEN: "write it like 2026-10-31"})
}

// newID is the id of a new record: the given one, which must be free, or the
// slug, with its month when another record has it.
func newID(records []*model.Record, given, slug string, day time.Time) (string, error) {
	taken := map[string]string{}
	for _, r := range records {
		taken[string(r.ID)] = r.Source.Path
	}
	if given == "" {
		if given = slug; taken[given] != "" {
			given += day.Format("-2006-01")
		}
	}
	if file := taken[given]; file != "" {
		return "", wrong(model.Says{
			JA: "id「" + given + "」は " + file + " が使っています", EN: fmt.Sprintf("%s has the id %q already", file, given),
			HintJA: "別の --id にするか、もう1つの言語の版なら --twin " + given + " を付けてください", HintEN: "choose another --id, or write its translation with --twin " + given})
	}
	return given, nil
}
