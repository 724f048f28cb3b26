package load

import (
	"time"

	"go.yaml.in/yaml/v4"

	"kaizen/generator/model"
)

// draft is a record while its front matter is read.
type draft struct {
	model.Record
	zone     *time.Location
	breaks   string // the title with "/" where lines may break
	products []model.Mention
	kind     model.Mention
	tags     []model.Mention
	teams    []model.Mention
	author   model.Mention
	secrets  []model.Secret

	action, withdrawn map[string]model.Pos   // where their keys stand
	updated           []map[string]model.Pos // by index
}

var (
	textShape    = Shape{Type: "text"}
	textsShape   = Shape{Type: "list", Items: &textShape}
	dayShape     = Shape{Type: "day"}
	instantShape = Shape{Type: "instant"}
	flagShape    = Shape{Type: "flag"}
	wholeShape   = Shape{Type: "whole"}
	numberShape  = Shape{Type: "number"}
	addressShape = Shape{Type: "address"}
)

// recordFields is the front matter of a record (PRODUCT, section 3).
var recordFields = []field[draft]{
	{"id", textShape, "変わらない名前。フィードとアンカーはこれに基づき、URLは基づかない。", "Permanent name; feeds and anchors hang on it, the URL does not.",
		func(r *reader, n *yaml.Node, d *draft) { d.ID = model.RecordID(r.line(n)) }},
	{"title", textShape, "変わったことを一文で。", "What changed, in one sentence.",
		func(r *reader, n *yaml.Node, d *draft) { d.Title = r.line(n) }},
	{"title_breaks", textShape, "改行してよいところに / を入れた題名。", "The title with / where lines may break.",
		func(r *reader, n *yaml.Node, d *draft) { d.breaks = r.line(n) }},
	{"date", instantShape, "公開する日。先の日付なら公開予定になる。", "The day it was published; in the future it is scheduled.",
		func(r *reader, n *yaml.Node, d *draft) { d.Date, d.HasClock = r.instant(n, d.zone) }},
	{"product", textsShape, "プロダクトのidか名前。複数ならリストで、先頭がURLを決める。", "Product id or name, or a list; the first one owns the URL.",
		func(r *reader, n *yaml.Node, d *draft) { d.products = r.mentions(n) }},
	{"kind", textShape, "種類のidか名前。", "Kind of record, by id or name.",
		func(r *reader, n *yaml.Node, d *draft) { d.kind = model.Mention{To: r.line(n), Pos: r.pos(n)} }},
	{"summary", textShape, "一覧とフィードに出る1、2文。40〜90文字。", "One or two sentences for lists and feeds, 40 to 90 characters.",
		func(r *reader, n *yaml.Node, d *draft) { d.Summary = r.line(n) }},
	{"tags", textsShape, "話題。idか名前のリスト。", "Subjects, by id or name.",
		func(r *reader, n *yaml.Node, d *draft) { d.tags = r.mentions(n) }},
	{"goal", textShape, "お客様がしたかったこと。", "What the customer wanted to do.",
		func(r *reader, n *yaml.Node, d *draft) { d.Goal = r.line(n) }},
	{"obstacle", textShape, "それを妨げていたもの。", "What stood in the way.",
		func(r *reader, n *yaml.Node, d *draft) { d.Obstacle = r.line(n) }},
	{"before", sideShape, "以前のようす。文、単位つきの数、画像のどれか。", "How it was: text, a number with unit, or a picture.",
		func(r *reader, n *yaml.Node, d *draft) { d.Before = r.side(n) }},
	{"after", sideShape, "今のようす。beforeと同じ形で書く。", "How it is now, in the same form as before.",
		func(r *reader, n *yaml.Node, d *draft) { d.After = r.side(n) }},
	{"found_by", Shape{Type: "text", Values: foundBy}, "障害に気づいたきっかけ。", "How the obstacle was found.",
		func(r *reader, n *yaml.Node, d *draft) { d.FoundBy = r.oneOf(n, foundBy...) }},
	{"first_seen", dayShape, "最初のお問い合わせの日。", "Day of the first inquiry.",
		func(r *reader, n *yaml.Node, d *draft) { d.FirstSeen = r.day(n) }},
	{"inquiries", Shape{Type: "object", Fields: describe(inquiryFields)}, "前と後の、同じ長さの期間のお問い合わせ件数。", "Inquiries in windows of the same length before and after.",
		func(r *reader, n *yaml.Node, d *draft) { object(r, n, inquiryFields, lenience{}, &d.Inquiries) }},
	{"action", Shape{Type: "object", Fields: describe(actionFields)}, "お客様にお願いする操作。", "What customers have to do themselves.",
		func(r *reader, n *yaml.Node, d *draft) {
			d.Action.Stated = true
			d.action = object(r, n, actionFields, lenience{}, &d.Action)
		}},
	{"teams", textsShape, "取り組んだチーム。idか名前のリスト。", "Teams that made it, by id or name.",
		func(r *reader, n *yaml.Node, d *draft) { d.teams = r.mentions(n) }},
	{"author", textShape, "記録を書いたチーム。", "Team that wrote the record.",
		func(r *reader, n *yaml.Node, d *draft) { d.author = model.Mention{To: r.line(n), Pos: r.pos(n)} }},
	{"highlight", wholeShape, "その月の注目の順番。1から。", "Place among the month's highlights, from 1.",
		func(r *reader, n *yaml.Node, d *draft) { d.Highlight = r.whole(n, 1) }},
	{"effect", textShape, "測った効果を一文で。", "The measured effect, in one sentence.",
		func(r *reader, n *yaml.Node, d *draft) { d.Effect = r.line(n) }},
	{"measured_on", dayShape, "効果を測った日。", "Day the effect was measured.",
		func(r *reader, n *yaml.Node, d *draft) { d.MeasuredOn = r.day(n) }},
	{"numbers", Shape{Type: "list", Items: &Shape{Type: "object", Fields: describe(numberFields)}}, "前と後の測定値。", "Measured figures before and after.",
		func(r *reader, n *yaml.Node, d *draft) { d.Numbers = listOf(r, n, numberFields) }},
	{"area", textShape, "プロダクトのどの部分か。", "Part of the product concerned.",
		func(r *reader, n *yaml.Node, d *draft) { d.Area = r.line(n) }},
	{"audience", textShape, "関係のある人。", "Who is concerned.",
		func(r *reader, n *yaml.Node, d *draft) { d.Audience = r.line(n) }},
	{"plans", textsShape, "使えるプラン。", "Plans in which it is available.",
		func(r *reader, n *yaml.Node, d *draft) { d.Plans = r.texts(n) }},
	{"image", pictureShape, "ページの先頭とフィードに出る画像。", "A picture for the top of the page and for feeds.",
		func(r *reader, n *yaml.Node, d *draft) { d.Image = r.picture(n) }},
	{"help", addressShape, "使い方を説明したページ。", "Page that explains how to use it.",
		func(r *reader, n *yaml.Node, d *draft) { d.Help = r.address(n) }},
	{"related", textsShape, "関連する記録のidか相対パス。", "Ids or relative paths of related records.",
		func(r *reader, n *yaml.Node, d *draft) { d.Related = r.mentions(n) }},
	{"supersedes", textsShape, "この記録で置きかわる記録のidか相対パス。", "Ids or relative paths of records that this one replaces.",
		func(r *reader, n *yaml.Node, d *draft) { d.Supersedes = r.mentions(n) }},
	{"aliases", textsShape, "ここへ転送する、サイトの古いパス。", "Old paths of the site that lead here.",
		func(r *reader, n *yaml.Node, d *draft) { d.Aliases = r.mentions(n) }},
	{"report", Shape{Type: "month"}, "dateの月とは別の月のレポートに載せるとき、その月。", "Month whose report lists it, when not that of its date.",
		func(r *reader, n *yaml.Node, d *draft) { d.Report = r.month(n) }},
	{"updated", Shape{Type: "list", Items: &Shape{Type: "object", Fields: describe(updateFields)}}, "公開後の変更。notify: true でフィードの読者にもう一度届く。", "Later changes; notify: true shows the record to feed readers again.",
		func(r *reader, n *yaml.Node, d *draft) { d.updates(r, n) }},
	{"withdrawn", Shape{Type: "object", Fields: describe(withdrawnFields)}, "取りやめた記録。ページは残り、その旨が表示される。", "The record no longer holds; its page stays and says so.",
		func(r *reader, n *yaml.Node, d *draft) {
			d.withdrawn = object(r, n, withdrawnFields, lenience{}, &d.Withdrawn)
		}},
	{"expires", instantShape, "この日時から公開をやめる。", "From then on it is no longer public.",
		func(r *reader, n *yaml.Node, d *draft) { d.Expires, _ = r.instant(n, d.zone) }},
	{"draft", flagShape, "下書き。まだ公開しない。", "Not published yet.",
		func(r *reader, n *yaml.Node, d *draft) { d.Draft = r.flag(n) }},
	{"unlisted", flagShape, "ページだけ作り、一覧・フィード・検索には出さない。", "Has a page, but is in no list, feed or search.",
		func(r *reader, n *yaml.Node, d *draft) { d.Unlisted = r.flag(n) }},
	{"thanks", textShape, "声をくださった方へのお礼。名前は書かない。", "Thanks to those who wrote in; never a name.",
		func(r *reader, n *yaml.Node, d *draft) { d.Thanks = r.line(n) }},
	{"lang", textShape, "ファイル名で分からないときの言語。", "Language, when the file name does not say it.",
		func(r *reader, n *yaml.Node, d *draft) { d.Lang = model.Lang(r.line(n)) }},
	{"key", textShape, "ファイル名の違う訳どうしを結ぶ鍵。", "Joins language twins whose file names differ.",
		func(r *reader, n *yaml.Node, d *draft) { d.Key = r.line(n) }},
	{"slug", textShape, "URLの最後の部分。", "Last segment of the URL.",
		func(r *reader, n *yaml.Node, d *draft) { d.Slug = r.line(n) }},
	{"source", textShape, "取り込んだ文章の出どころ。", "Where an imported text came from.",
		func(r *reader, n *yaml.Node, d *draft) { d.Origin = r.line(n) }},
	{"imported", flagShape, "ほかのツールから取り込んだ記録。読者への新着にはならない。", "Came from another tool: never notifies feed readers.",
		func(r *reader, n *yaml.Node, d *draft) { d.Imported = r.flag(n) }},
	{"allow", Shape{Type: "list", Items: &Shape{Type: "object", Fields: describe(allowFields)}}, "個人情報の検査で見つかったもののうち、理由があって公開するもの。", "Findings of the privacy check that may pass, each with a reason.",
		func(r *reader, n *yaml.Node, d *draft) { d.allowances(r, n) }},
	{"internal", Shape{Type: "any"}, "チーム用の覚え書き。公開されない。", "For the team only; never published.",
		func(r *reader, n *yaml.Node, d *draft) { d.secrets = r.secrets(n) }},
}

var foundBy = []string{"inquiry", "data", "team", "incident", "social", "survey"}

var inquiryFields = []field[model.Inquiries]{
	{"before", wholeShape, "前の期間の件数。", "Inquiries in the window before.",
		func(r *reader, n *yaml.Node, q *model.Inquiries) { q.Before, q.HasBefore = r.whole(n, 0), true }},
	{"after", wholeShape, "後の期間の件数。", "Inquiries in the window after.",
		func(r *reader, n *yaml.Node, q *model.Inquiries) { q.After, q.HasAfter = r.whole(n, 0), true }},
	{"window", textShape, "期間の長さ。30d など。", "Length of the windows, such as 30d.",
		func(r *reader, n *yaml.Node, q *model.Inquiries) { q.Window = r.line(n) }},
	{"per_1000", numberShape, "お客様1,000人あたりの件数。", "Inquiries per 1,000 customers.",
		func(r *reader, n *yaml.Node, q *model.Inquiries) { q.Per1000, q.HasPer1000 = r.number(n), true }},
}

var actionFields = []field[model.Action]{
	{"needed", flagShape, "お客様の操作が必要か。", "Whether customers have to do something.",
		func(r *reader, n *yaml.Node, a *model.Action) { a.Needed = r.flag(n) }},
	{"until", dayShape, "期限の日。", "Last day.",
		func(r *reader, n *yaml.Node, a *model.Action) { a.Until = r.day(n) }},
	{"text", textShape, "していただくこと。", "What to do.",
		func(r *reader, n *yaml.Node, a *model.Action) { a.Text = r.line(n) }},
	{"link", addressShape, "説明のページ。", "Page that explains it.",
		func(r *reader, n *yaml.Node, a *model.Action) { a.Link = r.address(n) }},
}

var numberFields = []field[model.Number]{
	{"label", textShape, "測ったもの。", "What was measured.",
		func(r *reader, n *yaml.Node, m *model.Number) { m.Label = r.line(n) }},
	{"before", numberShape, "前の値。", "Value before.",
		func(r *reader, n *yaml.Node, m *model.Number) { m.Before = r.number(n) }},
	{"after", numberShape, "後の値。", "Value after.",
		func(r *reader, n *yaml.Node, m *model.Number) { m.After = r.number(n) }},
	{"unit", textShape, "両方の単位。", "Unit of both.",
		func(r *reader, n *yaml.Node, m *model.Number) { m.Unit = r.line(n) }},
}

// change is an entry of updated: while it is read.
type change struct {
	model.Update
	zone *time.Location
}

var updateFields = []field[change]{
	{"date", instantShape, "変更した日。", "Day of the change.",
		func(r *reader, n *yaml.Node, c *change) { c.Date, _ = r.instant(n, c.zone) }},
	{"text", textShape, "変更したこと。", "What changed.",
		func(r *reader, n *yaml.Node, c *change) { c.Text = r.line(n) }},
	{"notify", flagShape, "フィードの読者にもう一度届ける。", "Show the record to feed readers again.",
		func(r *reader, n *yaml.Node, c *change) { c.Notify = r.flag(n) }},
}

var withdrawnFields = []field[model.Withdrawn]{
	{"date", dayShape, "取りやめた日。", "Day it was withdrawn.",
		func(r *reader, n *yaml.Node, w *model.Withdrawn) { w.Date = r.day(n) }},
	{"text", textShape, "その理由。", "Why.",
		func(r *reader, n *yaml.Node, w *model.Withdrawn) { w.Text = r.line(n) }},
}

var allowFields = []field[model.Allowance]{
	{"rule", textShape, "見つけたルール。", "Rule of the finding.",
		func(r *reader, n *yaml.Node, a *model.Allowance) { a.Rule = r.line(n) }},
	{"sha", textShape, "値のハッシュ。検査の表示のとおりに。", "Hash of the value, as the finding prints it.",
		func(r *reader, n *yaml.Node, a *model.Allowance) { a.Sha = r.line(n) }},
	{"reason", textShape, "公開してよい理由。", "Why it may be published.",
		func(r *reader, n *yaml.Node, a *model.Allowance) { a.Reason = r.line(n) }},
	{"by", textShape, "決めたチーム。", "Team that decided.",
		func(r *reader, n *yaml.Node, a *model.Allowance) { a.By = r.line(n) }},
}

// listOf reads a list of objects; a single one counts as a list of one.
func listOf[T any](r *reader, n *yaml.Node, fields []field[T]) []T {
	var out []T
	for _, item := range r.items(n) {
		var x T
		object(r, item, fields, lenience{}, &x)
		out = append(out, x)
	}
	return out
}

func (d *draft) updates(r *reader, n *yaml.Node) {
	for _, item := range r.items(n) {
		c := change{zone: d.zone}
		d.updated = append(d.updated, object(r, item, updateFields, lenience{}, &c))
		d.Updated = append(d.Updated, c.Update)
	}
}

func (d *draft) allowances(r *reader, n *yaml.Node) {
	for _, item := range r.items(n) {
		a := model.Allowance{Pos: r.pos(item)}
		object(r, item, allowFields, lenience{}, &a)
		d.Allow = append(d.Allow, a)
	}
}

// secrets gathers every value below internal:, however it nests.
func (r *reader) secrets(n *yaml.Node) []model.Secret {
	if n.Kind == yaml.ScalarNode {
		if s := r.text(n); s != "" {
			return []model.Secret{{Value: s, Pos: r.pos(n)}}
		}
		return nil
	}
	var out []model.Secret
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			continue // a key
		}
		out = append(out, r.secrets(c)...)
	}
	return out
}
