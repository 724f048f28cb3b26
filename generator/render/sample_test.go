package render

import (
	"html/template"
	"io/fs"
	"strconv"
	"strings"
	"testing"
	"time"

	"kaizen/generator/model"
	"kaizen/templates"
)

// The pages of a small invented site, with every part of every view in use, so
// that tests see the templates at work.

// builtin returns the built-in templates.
func builtin(t *testing.T) Source {
	t.Helper()
	src := Source{Files: map[string]string{}}
	err := fs.WalkDir(templates.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".html") {
			return err
		}
		data, err := fs.ReadFile(templates.FS, name)
		src.Files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// words returns the catalog of a language. The word files keep to lines of
// the form `key: text`, the text quoted as in Go where YAML needs quotes.
func words(t *testing.T, lang string) model.Catalog {
	t.Helper()
	data, err := fs.ReadFile(templates.FS, "words/"+lang+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	catalog := model.Catalog{}
	for n, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		key, value, ok := strings.Cut(line, ": ")
		if strings.HasPrefix(value, `"`) {
			var err error
			value, err = strconv.Unquote(value)
			ok = ok && err == nil
		} else {
			ok = ok && !strings.ContainsAny(value[:1], "'[]{}&*!|>%@`,?-") && !strings.Contains(value, ": ") && !strings.Contains(value, " #")
		}
		if _, twice := catalog[key]; !ok || twice {
			t.Fatalf("words/%s.yaml:%d: %q is no line `key: text` of a new key", lang, n+1, line)
		}
		catalog[key] = value
	}
	return catalog
}

func sampleConfig() *model.Config {
	return &model.Config{
		Languages: []model.Lang{"ja", "en"},
		BaseURL:   "https://kaizen.example.com/help/",
		Look:      model.Look{Hue: -1, Radius: -1},
		Products: []*model.Product{
			{ID: "hinata", Hue: 45}, {ID: "michi-server", Hue: 200}, {ID: "kotozute", Hue: 330},
		},
		Kinds: []*model.Kind{
			{ID: "obstacle", Hue: 178, Icon: "road"}, {ID: "feature", Hue: 255, Icon: "plus"},
			{ID: "improvement", Hue: 160, Icon: "arrow-up"}, {ID: "speed", Hue: 305, Icon: "bolt"},
			{ID: "fix", Hue: 55, Icon: "check"}, {ID: "change", Hue: 85, Icon: "swap"},
			{ID: "removal", Hue: 22, Icon: "minus"}, {ID: "security", Hue: 280, Icon: "shield"},
			{ID: "notice", Hue: 225, Icon: "bell"},
		},
	}
}

// samples makes views; its methods share records and chrome.
type samples struct {
	chrome *model.Chrome
	cards  []*model.Card
}

func newSample() *samples {
	s := &samples{chrome: sampleChrome()}
	s.cards = sampleCards()
	return s
}

func sampleChrome() *model.Chrome {
	return &model.Chrome{
		Lang: "ja", Site: "改善レポート", Description: "お客様の成功までの障害を、ひとつずつ取り除いた記録です。", Home: "/help/",
		Nav: []model.NavItem{
			{Ref: model.Ref{Title: "月ごと", URL: "/help/hinata/2026/10/"}, Section: "months"},
			{Ref: model.Ref{Title: "プロダクト", URL: "/help/hinata/"}, Section: "products"},
			{Ref: model.Ref{Title: "年表", URL: "/help/archive/"}, Section: "archive"},
			{Ref: model.Ref{Title: "このサイトについて", URL: "/help/about/"}, Section: "about"},
		},
		Search: "/help/search/", Subscribe: "/help/subscribe/", Archive: "/help/archive/",
		FooterLinks: []model.Ref{{Title: "プライバシー", URL: "/help/privacy/"}},
		Contact:     "mailto:support@example.com",
		Assets: model.Assets{
			Style:   "/help/assets/style.css",
			Scripts: map[string]string{"theme": "/help/assets/theme.js", "copy": "/help/assets/copy.js", "visit": "/help/assets/visit.js", "search": "/help/assets/search.js"},
			Files:   map[string]string{"icon.svg": "/help/assets/icon.svg", "apple-touch-icon.png": "/help/assets/apple-touch-icon.png"},
			Card:    "https://kaizen.example.com/help/assets/card.png", CardAlt: "改善レポート", CardW: 1200, CardH: 630,
		},
		ThemeColor: [2]string{"#fbfaf7", "#15120f"},
		Feed:       sampleFeeds()[0],
		Latest:     &model.Ref{Title: "2026年10月の機能改善まとめ", URL: "/help/hinata/2026/10/"},
		Sum:        model.SumOf([]byte("chrome")),
	}
}

func sampleFeeds() []model.FeedLink {
	return []model.FeedLink{
		{Title: "すべての改善", URL: "/help/feed.xml", Abs: "https://kaizen.example.com/help/feed.xml", Type: "application/rss+xml", Short: "/feed.xml"},
		{Title: "ひなたショップだけ", URL: "/help/hinata/feed.xml", Abs: "https://kaizen.example.com/help/hinata/feed.xml", Type: "application/rss+xml", Short: "/hinata/feed.xml"},
	}
}

var hinata = model.ProductTag{ID: "hinata", Name: "ひなたショップ", URL: "/help/hinata/", Class: "p-hinata"}

func kindTag(id, name, icon string) model.KindTag {
	return model.KindTag{ID: model.KindID(id), Name: name, URL: "/help/kinds/" + id + "/", Class: "k-" + id, Icon: icon}
}

func sampleCards() []*model.Card {
	day := func(d int) model.Day { return model.Day{Year: 2026, Month: time.October, Day: d} }
	cards := []*model.Card{
		{
			ID: "order-search-presets", Title: "注文一覧の検索条件を「よく使う条件」として保存できるようになりました", Short: "検索条件の保存",
			Day: day(31), Kind: kindTag("improvement", "改善", "arrow-up"),
			Summary: "毎朝、同じ絞り込みを何度もやり直しているという声をいただいていました。検索条件を最大10件まで保存し、1回のクリックで呼び出せます。",
			Pair: &model.Pair{Form: "text",
				Before: model.Half{Text: "ログインのたびに、支払い状況・配送方法・期間を選び直す。"},
				After:  model.Half{Text: "保存した条件を選ぶだけ。スタッフ間でも共有できる。"}},
			Help: &model.Ref{Title: "使い方を見る", URL: "https://help.example.com/hinata/orders/presets"},
		},
		{
			ID: "product-list-speed", Title: "商品一覧の表示を速くしました", Short: "商品一覧の高速化",
			Day: day(28), Kind: kindTag("speed", "高速化・安定化", "bolt"),
			Summary: "商品が5,000点を超えるショップで、一覧が開くまで待たされていました。",
			Pair: &model.Pair{Form: "number",
				Before: model.Half{Value: "8.2", Unit: "秒", Percent: "100"},
				After:  model.Half{Value: "1.1", Unit: "秒", Percent: "13.4"}},
		},
		{
			ID: "order-csv-mojibake", Title: "受注CSVをExcelで開くと文字化けする問題を修正しました", Short: "受注CSVの文字化け",
			Day: day(22), Kind: kindTag("fix", "不具合修正", "check"), Updated: day(30),
			Summary: "UTF-8（BOM付き）とShift_JISから選べます。既定はBOM付きUTF-8です。これまでの設定のままお使いの方に、変更の必要はありません。",
			Action:  &model.Todo{},
		},
		{
			ID: "api-v1-end", Title: "受注API v1の提供を2026年12月1日に終了します", Short: "受注API v1の終了",
			Day: day(15), Kind: kindTag("removal", "提供終了", "minus"), Late: true,
			Summary: "v2では、1回の呼び出しで明細までまとめて受け取れます。",
			Action:  &model.Todo{Needed: true, Until: model.Day{Year: 2026, Month: time.December, Day: 1}, Text: "連携しているシステムの接続先を、v2に変更してください。", Link: "https://help.example.com/hinata/api/v2"},
		},
		{
			ID: "screen-label", Title: "送り状の印刷画面を1画面にまとめました", Short: "送り状の印刷画面",
			Day: day(8), Kind: kindTag("feature", "新機能", "plus"), Gone: true, Draft: "下書き",
			Summary: "3つの画面を行き来していた操作が、1画面で終わります。",
			Pair: &model.Pair{Form: "picture",
				Before: model.Half{Picture: &model.Img{URL: "/help/hinata/2026/10/screen-label/before.png", Width: 640, Height: 400, Alt: "3つの画面"}},
				After:  model.Half{Picture: &model.Img{URL: "/help/hinata/2026/10/screen-label/after.png", Width: 640, Height: 400, Alt: "1つの画面", Lazy: true}}},
		},
	}
	for _, c := range cards {
		c.URL = "/help/hinata/2026/10/" + string(c.ID) + "/"
		c.Heading = template.HTML(template.HTMLEscapeString(c.Title))
		c.Products = []model.ProductTag{hinata}
		c.Sum = model.KeyOf(c)
	}
	return cards
}

func (s *samples) base(section, title string) model.Base {
	return model.Base{
		Chrome: s.chrome, Section: section,
		Head: model.Head{
			Title: title + "｜改善レポート", Short: title, Description: title + "の説明。", Canonical: "https://kaizen.example.com/help/x/",
			Type: "website", Feeds: sampleFeeds(),
			Alternates: []model.LangLink{{Lang: "ja", URL: "https://kaizen.example.com/help/x/"}, {Lang: "x-default", URL: "https://kaizen.example.com/help/x/"}},
		},
		Crumbs: []model.Ref{{Title: "改善レポート", URL: "/help/"}, {Title: "ひなたショップ", URL: "/help/hinata/"}, {Title: title}},
		Others: []model.LangLink{{Lang: "en", Name: "English", URL: "/help/en/x/"}},
	}
}

func (s *samples) top(vol int) model.ReportHead {
	return model.ReportHead{
		Product: hinata, Series: "改善レポート", Vol: vol, Title: "2026年10月の機能改善まとめ", Heading: "2026年10月の<wbr>機能改善まとめ",
		Lead:  "10月は、受注まわりのお問い合わせから見つかった障害を中心に12件を取り除きました。毎朝の絞り込み、文字化けするCSV、届かない確認メール。手が止まる場面をひとつずつ減らしています。",
		Month: model.Month{Year: 2026, Month: time.October}, URL: "/help/hinata/2026/10/",
		Figures: []model.Figure{
			{Label: "取り除いた障害", Value: "12", Unit: "件"}, {Label: "きっかけの声", Value: "348", Unit: "件", Note: "記録のある8件の合計"},
			{Label: "声が届いてから公開まで", Value: "23", Unit: "日", Note: "記録のある6件の中央値"}, {Label: "同じお問い合わせ", Value: "−41", Unit: "%"},
		},
	}
}

func (s *samples) chips() []model.Chip {
	return []model.Chip{
		{Ref: model.Ref{Title: "すべて", URL: "/help/hinata/2026/10/"}, Count: 12, Current: true},
		{Ref: model.Ref{Title: "改善", URL: "/help/kinds/improvement/"}, Count: 6},
		{Ref: model.Ref{Title: "不具合修正", URL: "/help/kinds/fix/"}, Count: 1234},
	}
}

func (s *samples) volumes() []model.Volume {
	var out []model.Volume
	for m := time.January; m <= time.December; m++ {
		v := model.Volume{Month: model.Month{Year: 2026, Month: m}, Label: "2026年" + strconv.Itoa(int(m)) + "月", Vol: int(m) + 4, Count: int(m)*7%13 + 1, Tint: int(m) * 7 % 13 / 3, Current: m == time.October}
		if v.URL = "/help/hinata/2026/10/"; m > time.October {
			v.URL, v.Future = "", true
		}
		out = append(out, v)
	}
	return out
}

func (s *samples) chart() *model.Chart {
	c := &model.Chart{Title: "公開した改善の数", Sub: "2025年11月から2026年10月まで、ひなたショップ"}
	for i, n := range []int{6, 9, 7, 5, 8, 11, 6, 9, 12, 10, 8, 12} {
		c.Bars = append(c.Bars, model.Bar{Label: strconv.Itoa((i+10)%12 + 1), Unit: "月", Value: n, Percent: n * 100 / 12, Current: i == 11})
	}
	return c
}

func (s *samples) groups() []model.Group {
	return []model.Group{
		{ID: "m-2026-10", Title: "2026年10月", URL: "/help/2026/10/", Count: 12, Cards: s.cards[:3]},
		{ID: "m-2026-09", Title: "2026年9月", Count: 1, Class: "p-hinata", Cards: s.cards[3:]},
	}
}

func (s *samples) prose() model.Prose {
	body := model.Body{Parts: []string{`<h2 id="changed">変わった<wbr>こと</h2><p>詳しくは<a href="`, `">こちら</a>。</p>`}, Slots: []model.Slot{{Kind: model.LinkSlot}}}
	return model.Prose{Body: func() model.Body { return body }, Targets: []string{"/help/about/"}}
}

// views returns one view of each kind.
func (s *samples) views() []model.View {
	pager := model.Pager{Next: &model.Ref{Title: "2026年11月の機能改善まとめ", URL: "/help/hinata/2026/11/"}, NextLabel: "次の号 vol.15", PrevNone: "最初の号です"}
	tags := []model.TagRef{{ID: "csv", Name: "CSV", URL: "/help/tags/csv/", Count: 4}, {ID: "api", Name: "API", URL: "/help/tags/api/"}}
	years := []model.VolumeYear{{Year: 2026, URL: "/help/2026/", Count: 84, Volumes: s.volumes()}}
	due := s.cards[3:4]
	top := s.top(14)
	over := s.top(0)
	over.Product, over.Series = model.ProductTag{}, "全プロダクト"
	feedback := s.base("", "受注CSVをExcelで開くと文字化けする問題を修正しました")
	feedback.Head.Type, feedback.Head.Published = "article", "2026-10-22T00:00:00+09:00"
	feedback.Notice = "英語版はまだありません。"
	return []model.View{
		model.HomeView{Base: s.base("", "改善レポート"), Report: &top, Chips: s.chips(), Months: s.groups(), More: &model.Ref{Title: "これより前の改善を見る", URL: "/help/archive/"}, Products: s.chips(), Feeds: sampleFeeds(), Action: due, ActionPage: model.Ref{Title: "すべて見る", URL: "/help/action/"}},
		model.ReportView{Base: s.base("months", "2026年10月の機能改善まとめ"), Top: top, Intro: s.prose(), Action: due, Highlights: s.cards[:2], Chips: s.chips(), Records: s.cards, Chart: s.chart(), Thanks: "お声をお寄せくださった皆様に、お礼を申し上げます。", Outlook: "11月は、送料の設定に取り組みます。", Volumes: s.volumes()[:4], Pager: pager, Feeds: sampleFeeds()},
		model.MonthView{Base: s.base("months", "2026年10月の改善"), Top: over, Action: due, Chips: s.chips(), Products: s.groups(), Volumes: []model.Ref{{Title: "ひなたショップ改善レポート vol.14", URL: "/help/hinata/2026/10/"}}, Chart: s.chart(), Pager: pager, Feeds: sampleFeeds()},
		model.YearView{Base: s.base("archive", "2026年の改善"), Product: &hinata, Year: 2026, Title: "2026年の改善", Lead: "2026年に公開した改善84件を、月ごとに並べました。", Figures: top.Figures, Volumes: s.volumes(), Chart: s.chart(), Kinds: s.chips(), Groups: s.groups(), Pager: pager, Feeds: sampleFeeds()},
		model.ProductView{Base: s.base("products", "ひなたショップの改善"), Product: hinata, Name: "ひなたショップ", Lead: "はじめてでも、今日から売れるネットショップ。", Site: "https://hinata.example.com/", Siblings: []model.Ref{{Title: "ことづてメール", URL: "/help/kotozute/"}}, Figures: top.Figures, Years: years, Months: s.groups(), More: &model.Ref{Title: "これより前の改善を見る", URL: "/help/archive/"}, Kinds: s.chips(), Feeds: sampleFeeds()},
		model.ArchiveView{Base: s.base("archive", "年表"), Years: []model.ArchiveYear{{VolumeYear: years[0], Cards: s.cards}}, Count: 84, Kinds: s.chips(), Tags: tags, Groups: s.chips()},
		model.ListView{Base: s.base("archive", "「不具合修正」の記録"), Title: "「不具合修正」の記録", Lead: "期待どおりに動かなかったものを直した記録です。", Kind: &s.cards[2].Kind, Chips: s.chips(), Years: s.groups(), Count: 3, Feeds: sampleFeeds(), Related: tags},
		s.record(feedback, pager, tags),
		model.ActionView{Base: s.base("", "お客様に操作をお願いしていること"), Open: due, Past: due, Feeds: sampleFeeds()},
		model.SearchView{Base: s.base("", "改善をさがす"), Shards: []model.Shard{{Year: 2026, URL: "/help/search/2026.json", Count: 84}, {Year: 2025, URL: "/help/search/2025.json", Count: 9}}, Products: []model.ProductTag{hinata}, Kinds: []model.KindTag{s.cards[0].Kind, s.cards[1].Kind, s.cards[2].Kind}, Synonyms: [][]string{{"といあわせ", "おといあわせ"}}},
		model.SubscribeView{Base: s.base("", "購読のしかた"), Feeds: []model.FeedGroup{{Title: "すべての改善", Facet: "all", Feeds: sampleFeeds(), Month: sampleFeeds()}, {Title: "ひなたショップ", Facet: "product", Class: "p-hinata", Feeds: sampleFeeds()}}, OPML: "/help/feeds.opml"},
		model.FreeView{Base: s.base("about", "このサイトについて"), Title: "このサイトについて", Heading: "この<wbr>サイトについて", Lead: "お客様の声から見つけた障害を、どう取り除いているか。", Body: s.prose(), TOC: []model.TOCItem{{Level: 2, Title: "変わったこと", URL: "#changed"}}},
		model.NotFoundView{Base: s.base("", "ページが見つかりません"), Recent: s.cards[:3]},
		model.RedirectView{Lang: "ja", To: "/help/hinata/2026/10/x/", Abs: "https://kaizen.example.com/help/hinata/2026/10/x/", Title: "受注CSVの文字化け", Script: "/help/assets/redirect.js"},
	}
}

func (s *samples) record(base model.Base, pager model.Pager, tags []model.TagRef) model.RecordView {
	day := model.Day{Year: 2026, Month: time.October, Day: 30}
	return model.RecordView{
		Base: base, Story: s.story(day),
		Facts: []model.Fact{{Label: "見つけたきっかけ", Value: "お問い合わせ"}, {Label: "種類", Value: "不具合修正", URL: "/help/kinds/fix/"}},
		Body:  s.prose(), TOC: []model.TOCItem{{Level: 2, Title: "変わったこと", URL: "#changed"}}, Tags: tags, Teams: []string{"CREチーム"},
		Replaces: []model.Ref{{Title: "CSVの文字コード", URL: "/help/a/"}},
		Related:  s.cards[:3], Reports: s.volumes()[9:10], Pager: pager, Origin: "https://example.com/news/1", Feedback: "tel:0120-000-000", Feeds: sampleFeeds(),
	}
}

func (s *samples) story(day model.Day) *model.Story {
	return &model.Story{
		Card: s.cards[2], Lead: s.cards[2].Summary,
		Image: &model.Img{URL: "/help/a.png", Srcset: "/help/a-640.png 640w, /help/a.png 1280w", Sizes: "(min-width: 48rem) 680px, 100vw", Width: 1280, Height: 800, Alt: "CSV出力の設定画面", Caption: "文字コードは、出力のたびに選べます"},
		Goal:  "朝いちばんに受注を取り込んで、出荷の準備を始めたい", Obstacle: "受注CSVをExcelで開くと文字化けし、メモ帳で保存し直していた",
		Numbers: []model.NumberRow{{Label: "お問い合わせ", Before: "41", After: "6", Unit: "件", BeforePercent: "100", AfterPercent: "14.6"}},
		Effect:  "文字化けについてのお問い合わせは、41件から6件になりました。", Measured: day, Thanks: "お声をくださった皆様、ありがとうございました。",
		Updates:   []model.UpdateNote{{Day: day, Text: "対応する文字コードの説明を訂正しました。"}},
		Withdrawn: &model.UpdateNote{Day: day, Text: "別の方法で直します。"},
		Replaced:  []model.Ref{{Title: "新しい出力画面", URL: "/help/b/"}},
	}
}
