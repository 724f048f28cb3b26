package text

import (
	"strings"
	"unicode"
)

// lineWidth is what a line of a heading holds on the narrowest phone (320 px):
// ten full-width characters, in tenths of one.
const lineWidth = 100

// fits reports whether line[begin:end] fits on the narrowest line. A narrow
// character is rather more than half a full-width one in bold type.
func fits(line []rune, begin, end int) bool {
	width := 0
	for _, r := range line[begin:end] {
		if width += 6; IsWide(r) {
			width += 4
		}
		if width > lineWidth {
			return false
		}
	}
	return true
}

// phraseEnd returns where the phrase that holds i ends.
func phraseEnd(may []bool, i int) int {
	for i++; i < len(may) && !may[i]; i++ {
	}
	return i
}

// joinBrackets keeps short brackets with their contents and the particle after
// them: 「価格の安い順」と.
func joinBrackets(line []rune, may []bool) {
	for begin, closer := range closings(line) {
		if closer == 0 || !fits(line, begin, closer) {
			continue
		}
		near := may[:min(len(may), closer+lineWidth)] // look no farther in a line of a million brackets
		if end := phraseEnd(near, closer); fits(line, begin, end) {
			clear(may[begin+1 : end])
		}
	}
}

// joinNames keeps short names of several Latin words whole: Apple Payに.
func joinNames(line []rune, may []bool) {
	for begin := 0; begin < len(line); {
		end := phraseEnd(may, begin)
		for end < len(line) && line[end-1] == ' ' && isLatinWord(line[end]) && isLatinWord(line[max(0, end-2)]) {
			end = phraseEnd(may, end)
		}
		if fits(line, begin, end) {
			clear(may[begin+1 : end])
		}
		begin = end
	}
}

// joinFragments joins what is too short to be a phrase of its own.
func joinFragments(line []rune, may []bool) {
	for begin := 0; begin < len(line); {
		end := phraseEnd(may, begin)
		if end < len(line) {
			next := phraseEnd(may, end)
			if isFragment(line[begin:end], line[end:next]) && fits(line, begin, next) {
				may[end] = false
				continue
			}
		}
		begin = end
	}
}

// isFragment reports whether one of two neighbours is too short without the
// other: less than three characters after an opening bracket, a single
// character, a verb's stem before the noun it makes (支払い方法).
func isFragment(phrase, next []rune) bool {
	n := len(phrase)
	switch {
	case closerOf(phrase[0]) != 0 && n <= 3, len(next) == 1:
		return true
	}
	return 2 <= n && n <= 4 && isKanji(phrase[n-2]) && phrase[n-1] == 'い' && isKanji(next[0])
}

// splitLong splits phrases that the narrowest line cannot hold, at the seam
// nearest to their middle.
func splitLong(line []rune, may []bool) {
	for begin := 0; begin < len(line); {
		end := phraseEnd(may, begin)
		at := 0
		if !fits(line, begin, end) {
			at = middleSeam(line, begin, end)
		}
		if at == 0 {
			begin = end
			continue
		}
		may[at] = true
	}
}

// middleSeam returns the seam nearest to the middle of line[begin:end], or 0.
func middleSeam(line []rune, begin, end int) int {
	phrase := line[begin:end]
	middle := len(phrase) / 2
	for d := range middle {
		for _, i := range [2]int{middle - d, middle + d} {
			if i < 2 || i > len(phrase)-2 {
				continue
			}
			if isNameSeam(phrase, i) || isSeam(phrase, i) && !isForbidden(line, begin+i) {
				return begin + i
			}
		}
	}
	return 0
}

// isSeam reports whether two words of a compound meet at i of a phrase that has
// to be split somewhere: where the script changes, around katakana words that
// many names are made of, before auxiliary verbs.
func isSeam(phrase []rune, i int) bool {
	before, after := scriptOf(phrase[i-1]), scriptOf(phrase[i])
	switch {
	case strings.ContainsRune("・＆／", phrase[i-1]):
		return true
	case after == katakana && before != latin:
		return beginsWithAny(phrase[i:], nameParts) ||
			before == katakana && (endsWithAny(phrase[:i], nameParts) || isAgent(phrase, i))
	case after == other:
		return beginsWithAny(phrase[i:], afterAny) ||
			phrase[i-1] == 'く' && beginsWithAny(phrase[i:], afterKu) ||
			phrase[i-1] == 'て' && beginsWithAny(phrase[i:], afterTe) ||
			before != other && beginsWithAny(phrase[i:], afterCompound)
	case before == other || before == after || scriptOf(phrase[i-2]) != before:
		return false
	}
	// A single kanji before a particle is a suffix: サーバー側を.
	return scriptOf(phrase[i+1]) == after || isHiragana(phrase[i+1]) && !strings.ContainsRune(particles, phrase[i+1])
}

var (
	afterAny      = []string{"ように"}
	afterKu       = []string{"なり", "なっ", "なる", "しま", "した", "する"}
	afterTe       = []string{"いた", "いな", "いる", "いま", "おり", "しま"}
	afterCompound = []string{"でき", "いた", "しま", "すべ"}
	nameParts     = []string{
		"アカウント", "アクセス", "インストール", "オプション", "カレンダー", "キーボード", "キャンペーン", "クラウド", "コンポーネント",
		"サーバー", "サービス", "サポート", "システム", "ショートカット", "ショップ", "セキュリティ", "ダウンロード", "タスク",
		"テンプレート", "ドキュメント", "ドメイン", "トラッキング", "ネットワーク", "バックアップ", "パスワード", "パフォーマンス",
		"フォーム", "プラグイン", "プロジェクト", "ページ", "ボタン", "マーケット", "メール", "メッセージ", "モード",
	}
)

// isAgent reports whether a katakana word in -er ends at i and three more
// characters follow: ユーザー, サーバー, カレンダー.
func isAgent(phrase []rune, i int) bool {
	return i >= 3 && i+2 < len(phrase) && phrase[i-1] == 'ー' && vowelOf(hiragana(phrase[i-2])) == 'あ' &&
		scriptOf(phrase[i-3]) == katakana && scriptOf(phrase[i+1]) == katakana && scriptOf(phrase[i+2]) == katakana
}

// isNameSeam reports whether a new word of a programmer's name begins at i:
// App|Tracking, Window.|decorView, app_|key.
func isNameSeam(phrase []rune, i int) bool {
	before, after := phrase[i-1], phrase[i]
	if !isLatin(before) || !unicode.IsLetter(after) || !isLatin(after) {
		return false
	}
	return strings.ContainsRune("._/:-", before) ||
		unicode.IsLower(before) && unicode.IsLower(phrase[i-2]) && unicode.IsUpper(after)
}

// script tells the scripts apart that compounds are made of.
type script int

const (
	other script = iota // hiragana, spaces, brackets
	kanji
	katakana
	latin // with digits and signs
)

func scriptOf(r rune) script {
	switch {
	case isKanji(r):
		return kanji
	case isKana(r) && !isHiragana(r) && r != '・':
		return katakana
	case isLatin(r):
		return latin
	}
	return other
}
