package text

import "strings"

// lineColumns is what a line of a heading holds on the narrowest phone
// (320 px): ten full-width characters.
const lineColumns = 20

// fits reports whether line[begin:end] fits on the narrowest line.
func fits(line []rune, begin, end int) bool {
	return end-begin <= lineColumns && Columns(string(line[begin:end])) <= lineColumns
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
		if closer == 0 || closer-begin > lineColumns {
			continue
		}
		near := may[:min(len(may), begin+lineColumns+1)]
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
	middle, best := (begin+end)/2, 0
	for i := begin + 2; i < end-1; i++ {
		if (best == 0 || abs(i-middle) < abs(best-middle)) && isSeam(line[begin:end], i-begin) && !isForbidden(line, i) {
			best = i
		}
	}
	return best
}

// isSeam reports whether two words of a compound meet at i of a phrase: where
// the script changes, before できる and what follows the く of an adjective, and
// around katakana words that make up many names. It is for phrases that have
// to be split somewhere.
func isSeam(phrase []rune, i int) bool {
	before, after := scriptOf(phrase[i-1]), scriptOf(phrase[i])
	switch {
	case strings.ContainsRune("・＆／", phrase[i-1]):
		return true
	case after == katakana && before != latin && beginsWithAny(phrase[i:], nameParts),
		after == katakana && before == katakana && endsWithAny(phrase[:i], nameParts):
		return true
	case after == other:
		return beginsWithAny(phrase[i:], []string{"ように"}) ||
			phrase[i-1] == 'く' && beginsWithAny(phrase[i:], afterKu) ||
			before != other && beginsWithAny(phrase[i:], afterCompound)
	case before == other || before == after || scriptOf(phrase[i-2]) != before:
		return false
	}
	// A single kanji before a particle is a suffix: サーバー側を.
	return scriptOf(phrase[i+1]) == after || isHiragana(phrase[i+1]) && !strings.ContainsRune(particles, phrase[i+1])
}

var (
	afterKu       = []string{"なり", "なっ", "なる", "しま", "した", "する"}
	afterCompound = []string{"でき", "いた", "すべ"}
	nameParts     = []string{
		"アカウント", "アクセス", "インストール", "カレンダー", "キーボード", "キャンペーン", "クラウド", "サーバー", "サービス",
		"サポート", "システム", "ショートカット", "ショップ", "セキュリティ", "ダウンロード", "タスク", "テンプレート", "ドメイン",
		"ネットワーク", "バックアップ", "パスワード", "フォーム", "プラグイン", "ページ", "ボタン", "マーケット", "メッセージ",
		"メール",
	}
)

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
