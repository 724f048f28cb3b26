package text

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestGraphemes(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "改善": 2, "か\u3099": 1, "葛\U000E0100城": 2, "👨‍👩‍👧": 1, "🇯🇵🇺🇸": 2, "a\r\nb": 3,
	} {
		if got := Graphemes(s); got != want {
			t.Errorf("%q has %d characters, want %d", s, got, want)
		}
	}
}

func TestClean(t *testing.T) {
	for _, test := range [][2]string{
		{"", ""},
		{"改行\nとタブ\tは残る\r\n", "改行\nとタブ\tは残る\r\n"},
		{"縦\vタブ\bと\x00", "縦タブと"},
		{"\uFFFE\uFFFF\uFFFD", "\uFFFD"},
		{"壊れた\xe3\x81文字\xff", "壊れた文字"},
		{"\xed\xa0\x80片割れ", "片割れ"},
		{"\u0085\u200b🎉", "\u0085\u200b🎉"},
	} {
		if got := Clean(test[0]); got != test[1] {
			t.Errorf("Clean(%q) = %q, want %q", test[0], got, test[1])
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("縦\vタブ\bと\x00\xff\uFFFE")
	f.Fuzz(func(t *testing.T, s string) {
		clean := Clean(s)
		if !utf8.ValidString(clean) {
			t.Errorf("%q is not UTF-8", clean)
		}
		document := "<a><![CDATA[" + strings.ReplaceAll(clean, "]]>", "]]]]><![CDATA[>") + "]]></a>"
		if _, err := io.Copy(io.Discard, strings.NewReader(document)); err != nil {
			t.Fatal(err)
		}
		if err := xml.Unmarshal([]byte(document), new(struct{})); err != nil {
			t.Errorf("%q is not well-formed: %v", document, err)
		}
	})
}

func TestIsSlug(t *testing.T) {
	for s, want := range map[string]bool{
		"a": true, "order-list-2": true, "2026": true,
		"": false, "-a": false, "a-": false, "a--b": false, "A": false, "a_b": false, "機能": false, "a b": false,
	} {
		if IsSlug(s) != want {
			t.Errorf("IsSlug(%q) is not %t", s, want)
		}
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[int]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 12345: "12,345", 1234567: "1,234,567", -1: "-1", -999: "-999", -1000: "-1,000",
	} {
		if got := Number(n); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestColumns(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "改善": 4, "ｶﾅ": 2, "Ａ（1）": 7, "\t": 0} {
		if got := Columns(s); got != want {
			t.Errorf("%q takes %d columns, want %d", s, got, want)
		}
	}
}

func TestMinutes(t *testing.T) {
	for _, test := range []struct {
		body, code string
		want       int
	}{
		{"", "", 0},
		{"。、！ \n", "", 0},
		{"一文字", "", 1},
		{strings.Repeat("改", 740), "", 1},
		{strings.Repeat("改", 760), "", 2},
		{strings.Repeat("word ", 440), "", 2},
		{strings.Repeat("it's well-known ", 110), "", 1},
		{strings.Repeat("改", 500) + strings.Repeat(" word", 220), "", 2},
		{"", strings.Repeat("word ", 880), 2},
	} {
		if got := Minutes(test.body, test.code); got != test.want {
			t.Errorf("%.20q and %.20q take %d minutes, want %d", test.body, test.code, got, test.want)
		}
	}
}
