package text

import (
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// SortKey returns a key for the order of a list of names: comparing the keys
// byte by byte, as < does, orders Latin letters before kana, kana by the
// gojūon and, where no reading is given, kanji by code point. yomi is the
// reading of label in kana and may be empty.
//
// Long vowel marks count as the vowel they lengthen, so that カート comes
// before カード. (collate's own Japanese order gets them wrong.)
func SortKey(label, yomi string) string {
	if yomi == "" {
		yomi = label
	}
	c := collators.Get().(*collate.Collator)
	defer collators.Put(c)
	var buf collate.Buffer
	return string(c.KeyFromString(&buf, spellVowels(NFKC(yomi)))) + "\x00" + label
}

// collators are dear to make, and serve one goroutine at a time.
var collators = sync.Pool{New: func() any { return collate.New(language.Und) }}

// spellVowels turns katakana into hiragana and every ー into the vowel before
// it: キャリー becomes きゃりい.
func spellVowels(s string) string {
	var b strings.Builder
	var vowel rune
	for _, r := range s {
		r = hiragana(r)
		if r == 'ー' && vowel != 0 {
			r = vowel
		}
		vowel = vowelOf(r)
		b.WriteRune(r)
	}
	return b.String()
}

// vowelOf returns the vowel that a hiragana ends in, or 0.
func vowelOf(r rune) rune {
	for _, row := range []string{
		"あぁかがさざただなはばぱまやゃらわゎゕ",
		"いぃきぎしじちぢにひびぴみりゐ",
		"うぅくぐすずつづっぬふぶぷむゆゅるゔ",
		"えぇけげせぜてでねへべぺめれゑゖ",
		"おぉこごそぞとどのほぼぽもよょろを",
	} {
		if strings.ContainsRune(row, r) {
			return []rune(row)[0]
		}
	}
	return 0
}
