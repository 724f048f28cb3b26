package render

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// home completes the URLs of the items of tests.
const home = "https://kaizen.example.com"

func speechOf(t *testing.T, lang model.Lang) speech {
	w := words(t, string(lang))
	return speech{w, text.DatesOf(w, false)}
}

// body is Markdown that was rendered for feeds.
func body(html string) model.Prose {
	return model.Prose{Body: func() model.Body { return model.Body{Parts: []string{html}} }}
}

func day(y, m, d int) model.Day { return model.Day{Year: y, Month: time.Month(m), Day: d} }

// fullRecord is a record with everything that a feed shows of one.
func fullRecord() *model.Story {
	return &model.Story{
		Card: &model.Card{
			Pair: &model.Pair{
				Before: model.Half{Text: "ログインのたびに、支払い状況・配送方法・期間を選び直す。", Picture: &model.Img{URL: "/help/media/before.png", Width: 600, Height: 400, Alt: "選び直す \"画面\""}},
				After:  model.Half{Value: "8.2", Unit: "秒"},
			},
			Action: &model.Todo{Needed: true, Until: day(2026, 12, 1), Text: "設定 > 受注 で選び直してください。", Link: "/help/about/"},
			Help:   &model.Ref{Title: "使い方を見る", URL: "https://support.example.com/presets?a=1&b=2"},
		},
		Lead:     "毎朝くり返していた絞り込みを、名前を付けて保存できます。",
		Goal:     "毎朝の出荷準備を早く始めたい",
		Obstacle: "ログインのたびに <同じ条件> を選び直していた",
		Image:    &model.Img{URL: "/help/media/cover.png", Width: 1200, Height: 800, Alt: "一覧", Caption: "保存した条件の一覧"},
		Numbers: []model.NumberRow{
			{Label: "表示までの時間", Before: "8.2", After: "1.1", Unit: "秒"},
			{Label: "お問い合わせ", Before: "120", After: "9", Unit: "件"},
		},
		Effect:    "同じお問い合わせはなくなりました。",
		Measured:  day(2026, 11, 30),
		Thanks:    "お知らせくださった皆様、ありがとうございました。",
		Updates:   []model.UpdateNote{{Day: day(2026, 11, 4), Text: "対象のプランを広げました。"}},
		Withdrawn: &model.UpdateNote{Day: day(2026, 11, 20), Text: "不具合が見つかったため、元に戻しました。"},
		Replaced:  []model.Ref{{Title: "検索条件を共有できるようになりました", URL: "/help/hinata/2026/11/shared-presets/"}},
	}
}

func TestRecordInFeeds(t *testing.T) {
	it := &model.FeedItem{
		Notice: "このページの日本語版はまだありません。", Story: fullRecord(),
		Body: model.Prose{
			Body: func() model.Body {
				return model.Body{Parts: []string{`<p>条件は<a href="`, "\">設定</a>にあります。</p>\n"}, Slots: []model.Slot{{Kind: model.LinkSlot}}}
			},
			Targets: []string{"https://kaizen.example.com/help/about/"}},
	}
	for _, lang := range []model.Lang{"ja", "en"} {
		got := speechOf(t, lang).article(it, home)
		golden(t, "article/record."+string(lang)+".html", []byte(got))
		checkPlain(t, got)
	}
}

// A record with four lines of front matter has its text and nothing else.
func TestShortRecordInFeeds(t *testing.T) {
	it := &model.FeedItem{Story: &model.Story{Card: &model.Card{}}, Body: body("<p>短い本文。</p>\n")}
	if got, want := speechOf(t, "ja").article(it, home), "<p>短い本文。</p>\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNothingToDo(t *testing.T) {
	it := &model.FeedItem{Story: &model.Story{Card: &model.Card{Action: &model.Todo{}}}, Body: body("<p>本文。</p>\n")}
	if got, want := speechOf(t, "ja").article(it, home), "<p>本文。</p>\n<p>お客様に必要な操作はありません。</p>\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A record that is too long for a document is summed up there.
func TestLongRecordInFeeds(t *testing.T) {
	it := &model.FeedItem{Summary: "要約 <1>", URL: home + "/a/", Long: true, Story: fullRecord(), Body: body("<p>とても長い。</p>\n")}
	want := "<p>要約 &lt;1&gt;</p>\n<p><a href=\"" + home + "/a/\">" + words(t, "ja")["feed.more"] + "</a></p>\n"
	if got := speechOf(t, "ja").article(it, home); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

var (
	attribute = regexp.MustCompile(` ([a-z-]+)="([^"]*)"`)
	plainAttr = map[string]bool{"href": true, "src": true, "width": true, "height": true, "alt": true, "scope": true}
)

// checkPlain refuses what feed readers throw away and the validator of the W3C
// warns about, and every URL that is not complete.
func checkPlain(t *testing.T, html string) {
	t.Helper()
	for _, m := range attribute.FindAllStringSubmatch(html, -1) {
		if !plainAttr[m[1]] {
			t.Errorf("attribute%s does not belong in a feed", m[0])
		}
		if (m[1] == "href" || m[1] == "src") && !strings.HasPrefix(m[2], "https://") {
			t.Errorf("the URL of%s is not complete", m[0])
		}
	}
	if strings.Contains(html, "⟦") {
		t.Errorf("a text is missing:\n%s", html)
	}
}
