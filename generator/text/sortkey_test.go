package text

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestSortKey(t *testing.T) {
	type tag struct{ label, yomi string }
	inOrder := []tag{
		{"2段階認証", ""},
		{"API", ""},
		{"webhook", ""},
		{"WordPress", ""},
		{"アクセス解析", ""},
		{"アクセス解析（β）", ""},
		{"お知らせ", ""},
		{"カート", ""},
		{"カード", ""},
		{"カートン", ""},
		{"カタログ", ""},
		{"ｷｬﾝﾍﾟｰﾝ", ""},
		{"クーポン", ""},
		{"くうぽん券", "くうぽんけん"},
		{"決済", "けっさい"},
		{"サーバー", ""},
		{"在庫", "ざいこ"},
		{"スキーマ", ""},
		{"すきやき", ""},
		{"配送", "はいそう"},
		{"バックアップ", ""},
		{"メール", ""},
		{"メールマガジン", ""},
		{"めがね", ""},
		{"ヨミ", ""},
		{"ラーメン", ""},
		{"注文", ""}, // kanji without a reading come last
	}
	shuffled := slices.Clone(inOrder)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) {
		shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
	})
	slices.SortFunc(shuffled, func(a, b tag) int {
		return cmp.Compare(SortKey(a.label, a.yomi), SortKey(b.label, b.yomi))
	})
	for i, tag := range shuffled {
		if tag != inOrder[i] {
			t.Errorf("%d: got %s, want %s", i, tag.label, inOrder[i].label)
		}
	}
}

func TestSpellVowels(t *testing.T) {
	for _, test := range [][2]string{
		{"サーバー", "さあばあ"},
		{"キャリー", "きゃりい"},
		{"ニュース", "にゅうす"},
		{"メール", "めえる"},
		{"コード", "こおど"},
		{"ヴーー", "ゔうう"},
		{"ンー", "んー"},
		{"ー", "ー"},
		{"vol.ー1", "vol.ー1"},
	} {
		if got := spellVowels(test[0]); got != test[1] {
			t.Errorf("%s is spelt %s, want %s", test[0], got, test[1])
		}
	}
}

// Names that sort alike still have one order.
func TestSortKeyIsTotal(t *testing.T) {
	if SortKey("カート", "") == SortKey("かあと", "") {
		t.Error("two names have one key")
	}
}
