package main

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kaizen/generator/load"
	"kaizen/generator/model"
)

func (a *app) newReportCommand() *cobra.Command {
	return &cobra.Command{
		Use:   a.say("report プロダクト 年-月", "report PRODUCT YYYY-MM"),
		Short: a.say("月のレポートに添える言葉を書きはじめる", "Begin the words for a month's report"),
		Long: a.say(`レポートそのものは記録から自動でできます。はじめの言葉、注目の記録、これからのことを添えたい月だけ、このファイルを作ってください。
プロダクトに all を指定すると、すべてのプロダクトをまとめた月のページになります。`,
			`Reports are made from the records by themselves. Write this file for the months
that deserve an introduction, highlights or an outlook. The product "all" stands
for the month's page over all products.`),
		Example: "  kaizen new report hinata 2026-10",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 2 {
				return nil
			}
			return wrong(model.Says{
				JA: "プロダクトと月を指定してください", EN: "name a product and a month",
				HintJA: "「kaizen new report hinata 2026-10」のように書きます", HintEN: "write it like kaizen new report hinata 2026-10"})
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			site, err := a.sources(cmd.Context())
			if err != nil {
				return err
			}
			return a.newReport(site, args[0], args[1])
		},
		ValidArgsFunction: a.completeReport,
	}
}

func (a *app) newReport(site *load.Result, product, yearMonth string) error {
	if product != "all" {
		id, err := productNamed(site.Config, product)
		if err != nil {
			return err
		}
		product = id
	}
	month, err := model.ParseMonth(yearMonth)
	if err != nil {
		return wrong(model.Says{
			JA: "「" + yearMonth + "」は月として読めません", EN: fmt.Sprintf("%q is not a month", yearMonth),
			HintJA: "「2026-10」のように書いてください", HintEN: "write it like 2026-10"})
	}
	lang := site.Config.DefaultLang()
	return a.create(path.Join("content/reports", product, month.String()+".md"), reportOutline(recordsOf(site, product, month), lang))
}

// recordsOf lists the ids of a product's month.
func recordsOf(site *load.Result, product string, month model.Month) []string {
	var ids []string
	for _, r := range site.Records {
		in := r.Report
		if in.IsZero() && !r.Date.IsZero() {
			in = model.DayOf(r.Date).MonthOf()
		}
		if in == month && (product == "all" || slices.Contains(r.Products, model.ProductID(product))) && !slices.Contains(ids, string(r.ID)) {
			ids = append(ids, string(r.ID))
		}
	}
	return ids
}

func reportOutline(ids []string, lang model.Lang) []byte {
	var b bytes.Buffer
	say := func(ja, en string) string { return model.Text{"ja": ja, "en": en}.In(lang) }
	fmt.Fprintf(&b, "---\n# %s\n", say("使うものだけ、行の先頭の # を消して書きます。", "Use what you need by removing the first #."))
	for _, f := range load.Fields("report") {
		form := ""
		if f.Key == "highlights" {
			form = "[" + strings.Join(ids, ", ") + "]"
		}
		fmt.Fprintf(&b, "%-24s # %s\n", "# "+f.Key+": "+form, f.Help.In(lang))
	}
	fmt.Fprintf(&b, "---\n\n<!-- %s -->\n", say("今月をひとことで言うと。続けて、何を大切にしたか", "the month in a sentence, then what mattered most"))
	return b.Bytes()
}
