package text

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "write what the tests get into testdata, to be reviewed")

// titlesInPhrases reads testdata/phrases.txt: a title a line, a | between its
// phrases.
func titlesInPhrases(t testing.TB) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/phrases.txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}

func TestPhrases(t *testing.T) {
	var got []string
	for _, want := range titlesInPhrases(t) {
		phrases := strings.Join(Phrases(strings.ReplaceAll(want, "|", "")), "|")
		if phrases != want && !*update {
			t.Errorf("got  %s\nwant %s", phrases, want)
		}
		got = append(got, phrases)
	}
	if *update {
		if err := os.WriteFile("testdata/phrases.txt", []byte(strings.Join(got, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// What a reader would stumble over, told without the rules that prevent it.
func TestPhrasesReadWell(t *testing.T) {
	startsBadly := []string{
		"を", "が、", "は、", "に、", "で、", "と、", "として", "について", "によって", "に対して", "における", "への", "から", "まで", "だけ",
		"です", "ます", "した", "して", "する", "れる", "られる", "ん", "っ", "ー", "、", "。", "」", "）", "替え", "込み", "消し", "合わせ",
	}
	for _, title := range titlesInPhrases(t) {
		for i, phrase := range Phrases(strings.ReplaceAll(title, "|", "")) {
			if n := Columns(strings.TrimSpace(phrase)); n > 22 {
				t.Errorf("%s: %s takes %d columns", title, phrase, n)
			}
			if i > 0 && slices.ContainsFunc(startsBadly, func(s string) bool { return strings.HasPrefix(phrase, s) }) {
				t.Errorf("%s: a line may begin with %s", title, phrase)
			}
		}
	}
}

func TestPhrasesOf(t *testing.T) {
	for _, want := range []string{
		"English breaks at its own spaces",
		"UTF-8",
		"한국어는 띄어쓰기에서 줄을 바꿉니다",
		"終了します",
		"PHP 8.3への|切り替え手順を",
		"「条件」として|保存する",
		"Slack に|通知する",
		"30 GBまで|保存できる",
		"設定・|取得する",
		"全角の　|空白　|ふたつ",
		"すごい！と|いわれる|機能",
		"家族👨‍👩‍👧の|写真",
		"国旗🇯🇵🇺🇸を|選ぶ",
		"葛\U000E0100城市の|お客様",
		"（税込）と|（税抜）の|表示",
		"閉じない|「かぎ括弧の|見出しを",
	} {
		if got := strings.Join(Phrases(strings.ReplaceAll(want, "|", "")), "|"); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	if got := Phrases(""); got != nil {
		t.Errorf("Phrases of nothing are %q", got)
	}
}

func TestPhrasesHTML(t *testing.T) {
	for _, test := range [][2]string{
		{"Faster & <safer>", "Faster &amp; &lt;safer&gt;"},
		{"UTF-8 in PHP 8.3", `<span class="nb">UTF-8</span> in <span class="nb">PHP 8.3</span>`},
		{"2019年1月の機能改善まとめ", "2019年1月の<wbr>機能改善まとめ"},
		{"「条件」として保存", `「条件<span class="nb">」と</span>して<wbr>保存`},
		{"UTF-8のCSV", `<span class="nb">UTF-8</span>の<wbr>CSV`},
		{"Slack に通知する", `<span class="nb">Slack に</span><wbr>通知する`},
		{"容量 30 GBまで", `容量 <span class="nb">30 GB</span>まで`},
		{"最大40%増やす", `最大<span class="nb">40%増</span>やす`},
		{"https://a-very-long.example.com/", "https://a-very-long.example.com/"},
		{"A&Bの「C」", `A&amp;Bの<wbr>「C」`},
	} {
		if got := PhrasesHTML(test[0]); got != test[1] {
			t.Errorf("PhrasesHTML(%s)\ngot  %s\nwant %s", test[0], got, test[1])
		}
	}
}

func TestSplitBreaks(t *testing.T) {
	for _, test := range []struct {
		breaks string
		want   []string
	}{
		{"", nil},
		{"注文一覧の/検索条件を/保存", []string{"注文一覧の", "検索条件を", "保存"}},
		{"HTTP//2に/対応", []string{"HTTP/2に", "対応"}},
		{"/端の/", []string{"端の"}},
	} {
		if got := SplitBreaks(test.breaks); !slices.Equal(got, test.want) {
			t.Errorf("SplitBreaks(%q) = %q, want %q", test.breaks, got, test.want)
		}
	}
}

func FuzzPhrases(f *testing.F) {
	for _, title := range titlesInPhrases(f) {
		f.Add(strings.ReplaceAll(title, "|", ""))
	}
	f.Add("a\xff漢\xe3字\x00UTF-8 「")
	f.Fuzz(func(t *testing.T, s string) {
		phrases := Phrases(s)
		if strings.Join(phrases, "") != s {
			t.Errorf("%q became %q", s, phrases)
		}
		for i, phrase := range phrases {
			if phrase == "" {
				t.Errorf("%q has an empty phrase", s)
			}
			if first, _ := utf8.DecodeRuneInString(phrase); i > 0 && strings.ContainsRune(neverFirst, first) {
				t.Errorf("%q: a line may begin with %q", s, first)
			}
			end := 0
			for _, span := range Unbroken(phrase) {
				if span[0] < end || span[1] <= span[0] || span[1] > len(phrase) {
					t.Errorf("%q: spans of %q are out of order", s, phrase)
				}
				end = span[1]
			}
		}
	})
}

func BenchmarkPhrases(b *testing.B) {
	var titles []string
	runes := 0
	for runes < 50_000 {
		for _, title := range titlesInPhrases(b) {
			title = strings.ReplaceAll(title, "|", "")
			titles = append(titles, title)
			runes += utf8.RuneCountInString(title)
		}
	}
	for b.Loop() {
		for _, title := range titles {
			Phrases(title)
		}
	}
	b.ReportMetric(float64(runes), "runes/op")
}

func BenchmarkDecodeModel(b *testing.B) {
	for b.Loop() {
		if _, err := decodeModel(budouxJSON); err != nil {
			b.Fatal(err)
		}
	}
}
