package render

import (
	"testing"

	"kaizen/generator/model"
)

func TestDigest(t *testing.T) {
	obstacle := model.KindTag{ID: "obstacle", Name: "障害の解消"}
	fix := model.KindTag{ID: "fix", Name: "不具合修正"}
	presets := &model.Card{
		Title: "検索条件を保存できるようになりました", URL: "/help/hinata/2026/10/presets/", Day: day(2026, 10, 31), Kind: obstacle,
		Summary: "毎朝くり返していた絞り込みを、名前を付けて保存できます。",
		Pair:    &model.Pair{Before: model.Half{Text: "毎回選び直す"}, After: model.Half{Text: "選ぶだけ"}},
	}
	csv := &model.Card{
		Title: "CSVの文字化けを直しました", URL: "/help/hinata/2026/10/csv/", Day: day(2026, 11, 2), Kind: fix, Late: true,
		Action: &model.Todo{Needed: true, Until: day(2026, 12, 1), Text: "もう一度書き出してください。"},
	}
	gone := &model.Card{Title: "税率の表示", URL: "/help/hinata/2026/10/tax/", Day: day(2026, 10, 3), Kind: obstacle, Gone: true}

	got := speechOf(t, "ja").article(&model.FeedItem{Digest: &model.Digest{
		Lead:       "出荷の準備を早く始められる改善が中心の月でした。",
		Intro:      body("<p>いつもご利用ありがとうございます。</p>\n"),
		Figures:    []model.Figure{{Label: "公開した改善", Value: "3", Unit: "件"}, {Label: "きっかけの声", Value: "120", Unit: "件", Note: "記録のある2件の合計"}},
		Action:     []*model.Card{csv},
		Highlights: []*model.Card{presets},
		Sections:   []model.DigestSection{{Cards: []*model.Card{csv, presets, gone}}},
		Thanks:     "お声をありがとうございました。",
		Outlook:    "来月は検索を速くします。",
	}}, home)
	golden(t, "article/digest.ja.html", []byte(got))
	checkPlain(t, got)

	got = speechOf(t, "en").article(&model.FeedItem{Digest: &model.Digest{Sections: []model.DigestSection{
		{Title: "ひなたショップ", Cards: []*model.Card{presets}}, {Title: "ひなた便", Cards: []*model.Card{csv}}}}}, home)
	golden(t, "article/digest-of-all.en.html", []byte(got))
	checkPlain(t, got)
}
