package text

import (
	"strings"
	"testing"
)

func TestSlug(t *testing.T) {
	for _, test := range [][2]string{
		{"CSV export keeps leading zeros", "csv-export-keeps-leading-zeros"},
		{"Café: 50% off!", "cafe-50-off"},
		{"Don't lose the customer’s cart", "dont-lose-the-customers-cart"},
		{"  v2.1 -- faster  ", "v2-1-faster"},
		{"ＣＳＶ export", "csv-export"},
		{"注文一覧の検索条件を保存できます", ""},
		{"CSVの読み込みを速くしました", ""},
		{"Привет", ""},
		{"!?", ""},
		{"", ""},
		{strings.Repeat("word ", 30), strings.TrimSuffix(strings.Repeat("word-", 12), "-")},
		{strings.Repeat("x", 61), ""},
	} {
		got := Slug(test[0])
		if got != test[1] {
			t.Errorf("Slug(%q) = %q, want %q", test[0], got, test[1])
		}
		if got != "" && !IsSlug(got) {
			t.Errorf("Slug(%q) = %q is no slug", test[0], got)
		}
	}
}
