package text

import (
	"slices"
	"strings"
	"testing"
)

func TestSentences(t *testing.T) {
	for _, want := range []string{ // | is where a sentence ends
		"直しました。|ご確認ください。",
		"「直しました。」とのことです。|次へ。",
		"直しました（9月3日。再発なし。）。|次へ。",
		"「できますか？」「はい。」と答えた。|終わり。",
		"届いた！？|本当に！！|はい",
		"保存できる!|戻せる?|両方できる",
		"Yahoo!ショッピングとYahoo!オークション",
		"It works.| You can go on!| Really?| Yes.",
		"Version 2.0 is out.| See e.g. this, i.e. that. and so on",
		"Ask J. Smith.| He (see p. 3. Really.) knows.",
		"行の終わり\n|次の行\n\n|その次",
		"閉じない「かっこ。|次の文。",
		"はじまりのない。）|次。」|その次。",
		"半角でも｡|終わる｡",
		"3.5秒を1.2秒に。| 改善",
		"　字下げの段落。|　次の段落。",
	} {
		var sentences []string
		for s := range strings.SplitSeq(want, "|") {
			sentences = append(sentences, strings.TrimSpace(s))
		}
		if got := Sentences(strings.ReplaceAll(want, "|", "")); !slices.Equal(got, sentences) {
			t.Errorf("got  %q\nwant %q", got, sentences)
		}
	}
	if got := Sentences(" \n　\n"); got != nil {
		t.Errorf("white space holds the sentences %q", got)
	}
}

func TestExcerpt(t *testing.T) {
	for _, test := range []struct {
		text  string
		limit int
		want  string
	}{
		{"", 10, ""},
		{"直しました。", 0, ""},
		{"直しました。", 6, "直しました。"},
		{"直しました。ご確認ください。", 10, "直しました。"},
		{"直しました。ご確認ください。", 14, "直しました。ご確認ください。"},
		{"背景\n\n注文が増えました。", 20, "背景 注文が増えました。"},
		{"It works. You can go on. Enjoy.", 24, "It works. You can go on."},
		{"It works.\nYou can.", 24, "It works. You can."},
		// Not one sentence fits.
		{"これまでは手作業でしたが、画面の操作だけで完了します。", 16, "これまでは手作業でしたが…"},
		{"これまでは手作業で編集していただいていました。", 16, "これまでは手作業で…"},
		{"が、とても長い文章はこのように途中で切られます。", 12, "が、とても長い文章は…"},
		{"保存した「条件の一覧」を開き、選び直せます。", 9, "保存した…"},
		{"A sentence without any end in sight", 16, "A sentence…"},
		{"Donaudampfschifffahrtsgesellschaft", 10, "Donaudampf…"},
		{"👨‍👩‍👧🇯🇵葛\U000E0100か\u3099🇺🇸", 4, "👨‍👩‍👧🇯🇵葛\U000E0100か\u3099…"},
		{"ｶﾞ\xff\xfe壊れた文字列", 3, "ｶﾞ\xff\xfe…"},
	} {
		if got := Excerpt(test.text, test.limit); got != test.want {
			t.Errorf("Excerpt(%q, %d)\ngot  %q\nwant %q", test.text, test.limit, got, test.want)
		}
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add("これまでは手作業でしたが、画面の操作だけで完了します。", 16)
	f.Add("👨‍👩‍👧🇯🇵🇺🇸 と「葛\U000E0100城」。", 2)
	f.Add("It works. You can go on.", 12)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		got := Excerpt(s, limit)
		if n := Graphemes(got); n > max(0, limit)+1 && limit >= 0 {
			t.Errorf("Excerpt(%q, %d) = %q, which is %d characters", s, limit, got, n)
		}
		cut, wasCut := strings.CutSuffix(got, "…")
		line := strings.TrimSpace(strings.SplitN(strings.TrimSpace(s), "\n", 2)[0])
		if !wasCut || !strings.HasPrefix(line, cut) {
			return
		}
		whole := Graphemes(cut) + Graphemes(line[len(cut):])
		if whole != Graphemes(line) {
			t.Errorf("Excerpt(%q, %d) = %q, which splits a character", s, limit, got)
		}
	})
}
