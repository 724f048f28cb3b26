package load

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"kaizen/generator/model"
)

var (
	localizedShape = Shape{Type: "localized"}
	levelShape     = Shape{Type: "text", Values: levels}
)

var levels = []string{"note", "warning", "error"}

// settings is the config while it is read.
type settings struct {
	model.Config
	zone     mention
	required map[model.KindID]model.Pos // where the keys of require stand
	tongues  []model.Pos                // where languages stand, by index
	wordings map[string]model.Pos       // where those of words stand, as "words.ja.archive.title"
}

// mention is a value that is looked up after its table is read.
type mention struct {
	to   string
	node *yaml.Node
}

// configFields is kaizen.yaml (PRODUCT, section 2).
var configFields = []field[settings]{
	{"title", localizedShape, "サイトの名前。", "Name of the site.",
		func(r *reader, n *yaml.Node, c *settings) { c.Title = r.localized(n) }},
	{"description", localizedShape, "サイトの説明を一文で。", "What the site is, in one sentence.",
		func(r *reader, n *yaml.Node, c *settings) { c.Description = r.localized(n) }},
	{"base_url", addressShape, "公開する場所のURL。途中の階層も含める。", "Address of the published site, with any base path.",
		func(r *reader, n *yaml.Node, c *settings) { c.BaseURL = r.line(n) }},
	{"languages", textsShape, "サイトの言語。先頭が既定。", "Languages of the site; the first is the default.",
		func(r *reader, n *yaml.Node, c *settings) {
			for _, l := range r.mentions(n) {
				c.Languages = append(c.Languages, model.Lang(strings.ToLower(l.To)))
				c.tongues = append(c.tongues, l.Pos)
			}
		}},
	{"timezone", textShape, "すべての日付の時間帯。Asia/Tokyo など。", "Time zone of all dates, such as Asia/Tokyo.",
		func(r *reader, n *yaml.Node, c *settings) { c.zone = mention{r.line(n), n} }},
	{"theme", textShape, "テーマ。michi、plain、または themes/ の中のフォルダー名。", "Theme: michi, plain, or a folder below themes/.",
		func(r *reader, n *yaml.Node, c *settings) { c.Theme = r.line(n) }},
	{"authority", textShape, "フィードのidの名義（RFC 4151）。example.com,2026 など。", "Authority of the feed ids (RFC 4151), such as example.com,2026.",
		func(r *reader, n *yaml.Node, c *settings) { c.Authority = r.authority(n) }},
	{"products", listShape(productFields), "お客様が使っているもの。", "What customers use.",
		func(r *reader, n *yaml.Node, c *settings) { c.Products = entries(r, n, productFields, newProduct) }},
	{"kinds", listShape(kindFields), "記録の種類を並べる順に。既定の種類と置きかわる。", "Sorts of record, in order; replaces the defaults.",
		func(r *reader, n *yaml.Node, c *settings) { c.Kinds = entries(r, n, kindFields, newKind) }},
	{"tags", listShape(tagFields), "話題。書いておくと、ほかのタグはエラーになる。", "Subjects; when declared, others are errors.",
		func(r *reader, n *yaml.Node, c *settings) { c.Tags = entries(r, n, tagFields, newTag) }},
	{"teams", listShape(teamFields), "改善に取り組むチーム。", "Teams that make improvements.",
		func(r *reader, n *yaml.Node, c *settings) { c.Teams = entries(r, n, teamFields, newTeam) }},
	{"front_matter", objectShape(frontMatterFields), "ほかのツールが front matter に書くキー。", "Keys of other tools in front matter.",
		func(r *reader, n *yaml.Node, c *settings) {
			object(r, n, frontMatterFields, lenience{}, &c.FrontMatter)
		}},
	{"feeds", objectShape(feedFields), "フィードの件数と内容。", "Size and content of feeds.",
		func(r *reader, n *yaml.Node, c *settings) { object(r, n, feedFields, lenience{}, &c.Feeds) }},
	{"privacy", objectShape(privacyFields), "公開してよい自社のもの。", "What is yours to publish.",
		func(r *reader, n *yaml.Node, c *settings) { object(r, n, privacyFields, lenience{}, &c.Privacy) }},
	{"require", Shape{Type: "map", Items: &textsShape}, "種類ごとに、かならず書くキー。", "Keys that records of a kind must have.",
		func(r *reader, n *yaml.Node, c *settings) { c.Require, c.required = r.requirements(n) }},
	{"severity", Shape{Type: "map", Items: &levelShape}, "ルールごとの問題の重さ。", "Level of the problems of a rule.",
		func(r *reader, n *yaml.Node, c *settings) { c.Severity = r.severities(n) }},
	{"numbering", Shape{Type: "text", Values: []string{"months", "published"}}, "レポートの号数の数え方。", "How reports are numbered.",
		func(r *reader, n *yaml.Node, c *settings) {
			c.Numbering = model.Numbering(r.oneOf(n, string(model.ByMonth), string(model.ByPublished)))
		}},
	{"look", objectShape(lookFields), "テーマの色や形。", "Design tokens of the theme.",
		func(r *reader, n *yaml.Node, c *settings) { object(r, n, lookFields, lenience{}, &c.Look) }},
	{"words", Shape{Type: "map", Items: &Shape{Type: "map", Items: &textShape}}, "言語ごと、項目ごとの、独自の言い回し。", "Your own wording by language and key of the word catalog.",
		func(r *reader, n *yaml.Node, c *settings) { c.Words, c.wordings = r.wording(n) }},
	{"contact", addressShape, "読者からの連絡先。", "Where readers can write to.",
		func(r *reader, n *yaml.Node, c *settings) { c.Contact = r.address(n) }},
	{"footer", localizedShape, "フッターの一文。", "Sentence in the footer.",
		func(r *reader, n *yaml.Node, c *settings) { c.Footer = r.localized(n) }},
	{"editor", textShape, "プレビューから原稿を開くリンク。{file} と {line} が入る。", "Link that opens a source in the preview, with {file} and {line}.",
		func(r *reader, n *yaml.Node, c *settings) { c.Editor = r.line(n) }},
	{"era", flagShape, "日付に元号を添える。", "Japanese dates with the era.",
		func(r *reader, n *yaml.Node, c *settings) { c.Era = r.flag(n) }},
}

var productFields = []field[model.Product]{
	{"id", textShape, "変わらない名前。[a-z0-9-]+。", "Permanent name, [a-z0-9-]+.",
		func(r *reader, n *yaml.Node, p *model.Product) { p.ID = model.ProductID(r.line(n)) }},
	{"name", localizedShape, "お客様の知っている名前。", "Name as customers know it.",
		func(r *reader, n *yaml.Node, p *model.Product) { p.Name = r.localized(n) }},
	{"description", localizedShape, "どんなものかを一文で。", "What it is, in one sentence.",
		func(r *reader, n *yaml.Node, p *model.Product) { p.Description = r.localized(n) }},
	{"yomi", textShape, "並べ替えに使う読み。", "Reading, for sorting.",
		func(r *reader, n *yaml.Node, p *model.Product) { p.Yomi = r.line(n) }},
	{"hue", wholeShape, "色相。0〜359。", "Hue of its colour, 0 to 359.",
		func(r *reader, n *yaml.Node, p *model.Product) { p.Hue = r.hue(n) }},
	{"first_report", Shape{Type: "month"}, "第1号の月。", "Month of vol.1.",
		func(r *reader, n *yaml.Node, p *model.Product) { p.FirstReport = r.month(n) }},
	{"series", localizedShape, "レポートのシリーズ名。", "Name of the report series.",
		func(r *reader, n *yaml.Node, p *model.Product) { p.Series = r.localized(n) }},
	{"report_title", localizedShape, "レポートの題の型。{year} {month} {product} {n} が入る。", "Pattern of report titles, with {year} {month} {product} {n}.",
		func(r *reader, n *yaml.Node, p *model.Product) { p.ReportTitle = r.localized(n); r.pattern(n) }},
	{"path", textShape, "URLの部分。省くとid。", "URL segment; default: the id.",
		func(r *reader, n *yaml.Node, p *model.Product) { p.Path = r.line(n) }},
	{"url", addressShape, "プロダクトのサイト。", "The product's own site.",
		func(r *reader, n *yaml.Node, p *model.Product) { p.URL = r.address(n) }},
}

var kindFields = []field[model.Kind]{
	{"id", textShape, "変わらない名前。[a-z0-9-]+。", "Permanent name, [a-z0-9-]+.",
		func(r *reader, n *yaml.Node, k *model.Kind) { k.ID = model.KindID(r.line(n)) }},
	{"name", localizedShape, "読者に見える名前。", "Name as readers see it.",
		func(r *reader, n *yaml.Node, k *model.Kind) { k.Name = r.localized(n) }},
	{"hue", wholeShape, "色相。0〜359。", "Hue of its colour, 0 to 359.",
		func(r *reader, n *yaml.Node, k *model.Kind) { k.Hue = r.hue(n) }},
	{"icon", textShape, "テーマのアイコンの名前。", "Icon of the theme.",
		func(r *reader, n *yaml.Node, k *model.Kind) { k.Icon = r.line(n) }},
}

var tagFields = []field[model.Tag]{
	{"id", textShape, "変わらない名前。[a-z0-9.-]+。", "Permanent name, [a-z0-9.-]+.",
		func(r *reader, n *yaml.Node, t *model.Tag) { t.ID = model.TagID(r.line(n)) }},
	{"name", localizedShape, "読者に見える名前。", "Name as readers see it.",
		func(r *reader, n *yaml.Node, t *model.Tag) { t.Name = r.localized(n) }},
	{"yomi", textShape, "並べ替えに使う読み。", "Reading, for sorting.",
		func(r *reader, n *yaml.Node, t *model.Tag) { t.Yomi = r.line(n) }},
}

var teamFields = []field[model.Team]{
	{"id", textShape, "変わらない名前。", "Permanent name.",
		func(r *reader, n *yaml.Node, t *model.Team) { t.ID = model.TeamID(r.line(n)) }},
	{"name", localizedShape, "読者に見える名前。", "Name as readers see it.",
		func(r *reader, n *yaml.Node, t *model.Team) { t.Name = r.localized(n) }},
}

var frontMatterFields = []field[model.FrontMatter]{
	{"ignore", textsShape, "読み飛ばすキー。", "Keys to let pass.",
		func(r *reader, n *yaml.Node, f *model.FrontMatter) { f.Ignore = r.texts(n) }},
	{"map", Shape{Type: "map", Items: &textShape}, "kaizenのキーとして読むキー。", "Keys to read as ours.",
		func(r *reader, n *yaml.Node, f *model.FrontMatter) { f.Map = r.renames(n) }},
}

var feedFields = []field[model.FeedConfig]{
	{"limit", wholeShape, "1本のフィードに載せる件数。", "Items in a feed.",
		func(r *reader, n *yaml.Node, f *model.FeedConfig) { f.Limit = r.whole(n, 1) }},
	{"summary_only", flagShape, "本文をフィードに載せない。", "Leave the full text out of feeds.",
		func(r *reader, n *yaml.Node, f *model.FeedConfig) { f.SummaryOnly = r.flag(n) }},
	{"hub", addressShape, "WebSubのハブ。", "WebSub hub.",
		func(r *reader, n *yaml.Node, f *model.FeedConfig) { f.Hub = r.address(n) }},
}

var privacyFields = []field[model.Privacy]{
	{"domains", textsShape, "自社のドメイン。", "Your own domains.",
		func(r *reader, n *yaml.Node, p *model.Privacy) { p.Domains = r.own("domains", n) }},
	{"phones", textsShape, "自社の電話番号。", "Your own telephone numbers.",
		func(r *reader, n *yaml.Node, p *model.Privacy) { p.Phones = r.own("phones", n) }},
	{"emails", textsShape, "自社のメールアドレス。", "Your own addresses.",
		func(r *reader, n *yaml.Node, p *model.Privacy) { p.Emails = r.own("emails", n) }},
	{"names", textsShape, "名前を出してよい会社やアカウント。", "Companies and handles that may be named.",
		func(r *reader, n *yaml.Node, p *model.Privacy) { p.Names = r.texts(n) }},
	{"id_labels", textsShape, "お客様番号の前に付く言葉。会員番号 など。", "Words before customer numbers, such as 会員番号.",
		func(r *reader, n *yaml.Node, p *model.Privacy) { p.IDLabels = r.texts(n) }},
}

var lookFields = []field[model.Look]{
	{"hue", wholeShape, "基調色の色相。0〜359。", "Hue of the brand colour, 0 to 359.",
		func(r *reader, n *yaml.Node, l *model.Look) { l.Hue = r.hue(n) }},
	{"radius", wholeShape, "枠の角の丸み（px）。", "Corner radius of boxes in px.",
		func(r *reader, n *yaml.Node, l *model.Look) { l.Radius = r.whole(n, 0) }},
	{"logo", textShape, "content/ の中のSVGかPNGのパス。", "Path of an SVG or PNG below content/.",
		func(r *reader, n *yaml.Node, l *model.Look) { l.Logo = r.line(n) }},
	{"font", textShape, "書体の並び。", "Font family list.",
		func(r *reader, n *yaml.Node, l *model.Look) { l.Font = r.line(n) }},
	{"card", textShape, "SNSで表示される画像の、content/ の中のパス。", "Path of the picture that social networks show, below content/.",
		func(r *reader, n *yaml.Node, l *model.Look) { l.Card = r.line(n) }},
}

func objectShape[T any](fields []field[T]) Shape {
	return Shape{Type: "object", Fields: describe(fields)}
}

func listShape[T any](fields []field[T]) Shape {
	item := objectShape(fields)
	return Shape{Type: "list", Items: &item}
}

func newProduct(at model.Pos) model.Product { return model.Product{Pos: at, Hue: -1} }
func newKind(at model.Pos) model.Kind       { return model.Kind{Pos: at, Hue: -1} }
func newTag(at model.Pos) model.Tag         { return model.Tag{Pos: at} }
func newTeam(at model.Pos) model.Team       { return model.Team{Pos: at} }

// entries reads a list of objects that know where they stand.
func entries[T any](r *reader, n *yaml.Node, fields []field[T], make func(model.Pos) T) []*T {
	out := []*T{} // not nil: an empty list was declared all the same
	for _, item := range r.items(n) {
		at := r.pos(item)
		x := make(at)
		r.entries[at] = object(r, item, fields, lenience{}, &x)
		out = append(out, &x)
	}
	return out
}

func (r *reader) hue(n *yaml.Node) int {
	h := r.whole(n, 0)
	if h > 359 {
		r.bad(n, "out-of-range", model.Says{JA: "hueは0から359までです", EN: "a hue lies between 0 and 359"})
		return 0
	}
	return h
}

// mapping calls f for every key of a mapping.
func (r *reader) mapping(n *yaml.Node, f func(k key)) {
	if n.Kind != yaml.MappingNode {
		r.mappingExpected(n)
		return
	}
	for _, k := range r.keys(n) {
		f(k)
	}
}

func (r *reader) requirements(n *yaml.Node) (map[model.KindID][]string, map[model.KindID]model.Pos) {
	out, at := map[model.KindID][]string{}, map[model.KindID]model.Pos{}
	r.mapping(n, func(k key) {
		at[model.KindID(k.name)] = r.pos(k.node)
		for _, item := range r.items(k.value) {
			out[model.KindID(k.name)] = append(out[model.KindID(k.name)], r.oneOf(item, names(recordFields)...))
		}
	})
	return out, at
}

func (r *reader) wording(n *yaml.Node) (map[model.Lang]map[string]string, map[string]model.Pos) {
	out, at := map[model.Lang]map[string]string{}, map[string]model.Pos{}
	r.mapping(n, func(lang key) {
		words := map[string]string{}
		r.tongue(lang)
		r.mapping(lang.value, func(k key) {
			words[k.name] = r.text(k.value)
			at["words."+lang.name+"."+k.name] = r.pos(k.node)
		})
		out[model.Lang(strings.ToLower(lang.name))] = words
	})
	return out, at
}

func (r *reader) renames(n *yaml.Node) map[string]string {
	out := map[string]string{}
	r.mapping(n, func(k key) { out[k.name] = r.oneOf(k.value, names(recordFields)...) })
	return out
}
