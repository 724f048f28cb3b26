package load

import (
	"fmt"
	"path"
	"strings"

	"go.yaml.in/yaml/v4"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// allProducts is the folder below content/reports/ for months over all products.
const allProducts = "all"

var prefaceFields = []field[model.Preface]{
	{"title", textShape, "レポートの題。型の代わりに使う。", "Title of the report, in place of the pattern.",
		func(r *reader, n *yaml.Node, p *model.Preface) { p.Title = r.line(n) }},
	{"number", wholeShape, "固定する号数。", "Pinned volume number.",
		func(r *reader, n *yaml.Node, p *model.Preface) { p.Number = r.whole(n, 1) }},
	{"lead", textShape, "題の下の1、2文。", "One or two sentences below the title.",
		func(r *reader, n *yaml.Node, p *model.Preface) { p.Lead = r.line(n) }},
	{"highlights", textsShape, "注目の記録のid。記録のhighlightの代わりに使う。", "Ids of records, in place of their own highlight keys.",
		func(r *reader, n *yaml.Node, p *model.Preface) { p.Highlights = r.mentions(n) }},
	{"thanks", textShape, "声をくださった方へのお礼。", "Thanks to those who wrote in.",
		func(r *reader, n *yaml.Node, p *model.Preface) { p.Thanks = r.line(n) }},
	{"outlook", textShape, "これからのこと。", "What comes next.",
		func(r *reader, n *yaml.Node, p *model.Preface) { p.Outlook = r.line(n) }},
	{"draft", flagShape, "下書き。まだ公開しない。", "Not published yet.",
		func(r *reader, n *yaml.Node, p *model.Preface) { p.Draft = r.flag(n) }},
}

var pageFields = []field[model.FreePage]{
	{"title", textShape, "ページの題。", "Title of the page.",
		func(r *reader, n *yaml.Node, p *model.FreePage) { p.Title = r.line(n) }},
	{"lead", textShape, "題の下の1、2文。", "One or two sentences below the title.",
		func(r *reader, n *yaml.Node, p *model.FreePage) { p.Lead = r.line(n) }},
	{"summary", textShape, "leadと同じ。", "The same as lead.",
		func(r *reader, n *yaml.Node, p *model.FreePage) { p.Lead = r.line(n) }},
	{"nav", flagShape, "案内に載せる。", "List the page in the navigation.",
		func(r *reader, n *yaml.Node, p *model.FreePage) { p.Nav = r.flag(n) }},
	{"order", wholeShape, "案内での順番。", "Place in the navigation.",
		func(r *reader, n *yaml.Node, p *model.FreePage) { p.Order = r.whole(n, 0) }},
	{"draft", flagShape, "下書き。まだ公開しない。", "Not published yet.",
		func(r *reader, n *yaml.Node, p *model.FreePage) { p.Draft = r.flag(n) }},
	{"aliases", textsShape, "ここへ転送する、サイトの古いパス。", "Old paths of the site that lead here.",
		func(r *reader, n *yaml.Node, p *model.FreePage) { p.Aliases = r.mentions(n) }},
}

// preface reads content/reports/PRODUCT/YYYY-MM.md.
func (p *parser) preface(r *reader, out *parsed, doc document, prev *parsed) {
	top := r.parse(doc.yaml)
	if top == nil {
		return
	}
	name := out.file.nfc()
	stem, lang := p.langOf(strings.TrimSuffix(path.Base(name), ".md"))
	pre := model.Preface{Source: model.Source{Path: name, Sum: out.file.sum}, Lang: lang}
	pre.Lines = object(r, top, prefaceFields, lenience{}, &pre)
	at := model.Pos{File: name}
	if p.fileLanguage(r, stem) {
		return
	}
	month, err := model.ParseMonth(stem)
	if err != nil {
		like := "2026-10"
		if m, ok := meantMonth(stem); ok {
			like = m.String()
		}
		r.problems = append(r.problems, model.NewProblem(model.Error, at, "wrong-file-name", model.Says{
			JA: fmt.Sprintf("ファイル名「%s」は月として読めません", stem), EN: fmt.Sprintf("the file name %q is not a month", stem),
			HintJA: "「" + like + ".md」のようにしてください", HintEN: "name it like " + like + ".md"}))
		return
	}
	pre.Month = month
	if folder := path.Base(path.Dir(name)); folder != allProducts || p.config.Product(allProducts) != nil {
		if p.config.Product(model.ProductID(folder)) == nil {
			var ids []string
			for _, x := range p.config.Products {
				ids = append(ids, string(x.ID))
			}
			r.problems = append(r.problems, model.NewProblem(model.Error, at, "unknown-product", unknown("プロダクト", "product", folder, append(ids, allProducts))))
			return
		}
		pre.Product = model.ProductID(folder)
	}
	out.markup, out.markSum = p.render(out, doc, lang, prev)
	pre.Text = out.markup
	out.preface = &pre
}

// page reads content/pages/SLUG.md.
func (p *parser) page(r *reader, out *parsed, doc document, prev *parsed) {
	top := r.parse(doc.yaml)
	if top == nil {
		return
	}
	name := out.file.nfc()
	stem, lang := p.langOf(strings.TrimSuffix(path.Base(name), ".md"))
	page := model.FreePage{Source: model.Source{Path: name, Sum: out.file.sum}, Lang: lang, Slug: stem}
	page.Lines = object(r, top, pageFields, lenience{}, &page)
	if page.Title == "" && !r.unread["title"] {
		r.fault(page.Lines, "title", "missing-key", model.Says{JA: "titleがありません", EN: "there is no title", HintJA: "「title: このサイトについて」のように書いてください", HintEN: "write it like title: About this site"})
	}
	if !p.fileLanguage(r, stem) && !text.IsSlug(stem) {
		r.say(model.Error, model.Pos{File: r.file, Line: 1, Col: 1}, "wrong-slug", model.Says{
			JA: fmt.Sprintf("ファイル名「%s」はURLに使えません", stem), EN: fmt.Sprintf("the file name %q cannot stand in a URL", stem),
			HintJA: "小文字の英数字とハイフンの名前に変えてください", HintEN: "rename the file with lower-case letters, digits and hyphens"})
	}
	out.markup, out.markSum = p.render(out, doc, lang, prev)
	page.Text = out.markup
	out.page = &page
}
