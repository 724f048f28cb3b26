package markdown

import (
	"fmt"
	"strings"
)

// Level says how grave a Problem is: what is an Error must not be published.
type Level int

const (
	Note Level = iota
	Warning
	Error
)

// Problem is a mistake of the author, with its place in the file.
type Problem struct {
	Level Level
	Rule  string // stable name, such as "unclosed-tag"
	Line  int    // from 1
	Col   int    // from 1, in characters
	Text  Words  // what is wrong
	Hint  Words  // what to do about it
}

// Words is one message in both languages.
type Words struct{ JA, EN string }

// both fills the verbs of both languages with the same values.
func both(ja, en string, values ...any) Words {
	return Words{fmt.Sprintf(ja, values...), fmt.Sprintf(en, values...)}
}

// maxProblems is how many problems of one text are told; a person mends no
// more at a time.
const maxProblems = 200

// problem notes p at an offset in the text.
func (j *job) problem(pos int, p Problem) {
	if j.outline || len(j.result.Problems) == maxProblems {
		return
	}
	p.Line, p.Col = j.place(pos)
	j.result.Problems = append(j.result.Problems, p)
}

// short cuts s for a message.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

// forbiddenScheme is an error if following the address could do harm; any
// other address that we know nothing of is shown as text, which is safe.
func forbiddenScheme(scheme string) Problem {
	level := Warning
	if activeScheme(scheme) {
		level = Error
	}
	return Problem{Level: level, Rule: "forbidden-scheme",
		Text: both("リンク先に使えない種類の URL です: %s:", "the address has a scheme that is not allowed: %s:", short(scheme)),
		Hint: Words{"https、http、mailto、tel か、相対パスを使います", "use https, http, mailto, tel or a relative path"}}
}

func controlInAddress() Problem {
	return Problem{Level: Error, Rule: "control-character",
		Text: Words{"リンク先に制御文字が入っています", "the address contains a control character"},
		Hint: Words{"URL を書き直してください", "write the address anew"}}
}

func cutAddress(address string) Problem {
	return Problem{Level: Error, Rule: "bare-url",
		Text: both("URL が日本語の手前で切れます: %s", "the address is cut where Japanese begins: %s", short(address)),
		Hint: Words{"URL 全体を <…> で囲むか、%E3… の形に変換してください", "put the whole address in <…>, or percent-encode it"}}
}

func unlinkedAddress() Problem {
	return Problem{Level: Warning, Rule: "bare-url",
		Text: Words{"日本語ドメインの URL はリンクになりません", "an address with a Japanese host is not linked"},
		Hint: Words{"URL 全体を <…> で囲んでください", "put the whole address in <…>"}}
}

func pictureWithoutAlt() Problem {
	return Problem{Level: Warning, Rule: "missing-alt",
		Text: Words{"画像に代替テキストがありません", "the picture has no alternative text"},
		Hint: Words{"![何が写っているか](画像) と書きます", "write ![what it shows](picture)"}}
}

func skippedLevel(from, to int) Problem {
	return Problem{Level: Warning, Rule: "skipped-heading",
		Text: both("見出しのレベルが %d から %d へ飛んでいます", "the heading skips from level %d to %d", from, to),
		Hint: Words{"一つ下のレベルを使います", "use the next level down"}}
}

func duplicateID(id string) Problem {
	return Problem{Level: Error, Rule: "duplicate-heading",
		Text: both("見出しの ID が重なっています: {#%s}", "two headings have the id {#%s}", short(id)),
		Hint: Words{"どちらかの ID を変えてください", "change one of them"}}
}

func unknownTarget(id string, known map[string]bool) Problem {
	p := Problem{Level: Error, Rule: "broken-fragment",
		Text: both("この文書に見出し #%s はありません", "this text has no heading #%s", short(id)),
		Hint: Words{"見出しの文言か {#id} を確かめてください", "check the words of the heading, or its {#id}"}}
	if n := nearest(id, known); n != "" {
		p.Hint = both("#%s ではありませんか", "did you mean #%s?", n)
	}
	return p
}

func unknownAlert(word string) Problem {
	return Problem{Level: Warning, Rule: "unknown-alert",
		Text: both("[!%s] という種類はありません", "there is no alert [!%s]", short(word)),
		Hint: Words{"NOTE、TIP、IMPORTANT、WARNING、CAUTION のどれかです", "use NOTE, TIP, IMPORTANT, WARNING or CAUTION"}}
}

func alertNotAlone(word string) Problem {
	return Problem{Level: Warning, Rule: "unknown-alert",
		Text: both("[!%s] の行に続きがあるので、ただの引用になります", "words follow [!%s] on its line, so this is a plain quotation", short(word)),
		Hint: Words{"続きは次の行に書きます", "put them on the next line"}}
}

func shownAsText(raw string) Problem {
	return Problem{Level: Warning, Rule: "raw-html",
		Text: both("HTML の要素ではなく文字として表示します: %s", "shown as text, not as an element: %s", short(raw)),
		Hint: Words{"文字のつもりなら `…` で囲みます", "if text is what you mean, put it in `…`"}}
}

func activeContent(raw string) Problem {
	return Problem{Level: Error, Rule: "active-html",
		Text: both("動く HTML は書けません: %s", "active HTML is not allowed: %s", short(raw)),
		Hint: Words{"見せたい例なら ``` で囲みます", "if it is an example, put it in a code block"}}
}

func unclosedTag(name string) Problem {
	return Problem{Level: Warning, Rule: "unclosed-tag",
		Text: both("<%s> が閉じていないので、文字として表示します", "<%s> is not closed, so it is shown as text", name),
		Hint: both("同じ段落や項目の中に </%s> を書きます", "close it with </%s> in the same paragraph or item", name)}
}

func unopenedTag(name string) Problem {
	return Problem{Level: Warning, Rule: "unclosed-tag",
		Text: both("</%s> に対応する開始タグがないので、文字として表示します", "</%s> closes nothing here, so it is shown as text", name),
		Hint: both("同じ段落や項目の中に <%s> を書きます", "open it with <%s> in the same paragraph or item", name)}
}

func ownLine(name string) Problem {
	return Problem{Level: Warning, Rule: "raw-html",
		Text: both("<%s> が文の途中にあるので、文字として表示します", "<%s> is inside a sentence, so it is shown as text", name),
		Hint: both("<%s> は行の初めに書きます", "start a line with <%s>", name)}
}

func droppedAttribute(name string) Problem {
	return Problem{Level: Warning, Rule: "unknown-attribute",
		Text: both("属性 %s は使われません", "the attribute %s is not kept", short(name)),
		Hint: Words{"消してください", "remove it"}}
}

func unclosedComment() Problem {
	return Problem{Level: Error, Rule: "unclosed-comment",
		Text: Words{"コメント <!-- が閉じていません", "the comment <!-- is not closed"},
		Hint: Words{"--> を書き足してください。ここから後ろは文字として表示します", "add -->; what follows is shown as text"}}
}
