package markdown

import (
	"bytes"
	"regexp"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// slip is a mark of Markdown typed with the input method still on: it stays
// what it is, a piece of text.
type slip struct {
	pattern *regexp.Regexp // of a whole line
	typed   Words          // what it looks like
	hint    Words
}

// slips are tried in order on each line of a paragraph.
var slips = []slip{
	{regexp.MustCompile(`^＃+`), Words{"全角の ＃", "a full-width ＃"}, Words{"見出しは半角の # と空白で書きます", "write # and a space for a heading"}},
	{regexp.MustCompile(`^#{1,6}　`), Words{"# の後の全角空白", "a full-width space after #"}, Words{"# の後は半角の空白です", "put an ordinary space after #"}},
	{regexp.MustCompile(`^#{1,6}[^#\s!-/:-@\[-~0-9A-Za-z]`), Words{"空白のない #", "# without a space"}, Words{"# の後に半角の空白を入れます", "put a space after #"}},
	{regexp.MustCompile(`^[-*+]　`), Words{"リストの印の後の全角空白", "a full-width space after a list mark"}, Words{"印の後は半角の空白です", "put an ordinary space after the mark"}},
	{regexp.MustCompile(`^\d{1,9}[.)]　`), Words{"番号の後の全角空白", "a full-width space after a number"}, Words{"番号の後は半角の空白です", "put an ordinary space after the number"}},
	{regexp.MustCompile(`^(?:[０-９]+[.．)）]|[0-9]+[．])[ 　]*\S`), Words{"全角の番号", "a full-width number"}, Words{"番号付きリストは半角で「1. 」と書きます", "write \"1. \" for a numbered list"}},
	{regexp.MustCompile(`^[・●▪•‣]`), Words{"行頭の記号", "a typed bullet"}, Words{"リストは「- 」と書きます。このままでは前の行とつながります", "write \"- \" for a list; as it is, lines run together"}},
	{regexp.MustCompile(`^＞`), Words{"全角の ＞", "a full-width ＞"}, Words{"引用は半角の > で書きます", "write > for a quotation"}},
	{regexp.MustCompile(`^｜|｜.*｜`), Words{"全角の ｜", "a full-width ｜"}, Words{"表は半角の | で区切ります", "write | between the cells of a table"}},
	{regexp.MustCompile(`＊＊[^＊]+＊＊`), Words{"全角の ＊＊", "full-width ＊＊"}, Words{"強調は半角の ** で書きます", "write ** for strong text"}},
	{regexp.MustCompile("^｀｀｀|^```[^`]*｀"), Words{"全角の ｀", "a full-width ｀"}, Words{"コードは半角の ``` で囲みます", "write ``` around code"}},
	{regexp.MustCompile(`\]（(?:https?:|/|\./)|［[^］]*］\((?:https?:|/|\./)`), Words{"全角の括弧のリンク", "a link with full-width brackets"}, Words{"リンクは半角で [文字](URL) と書きます", "write [text](address) with ordinary brackets"}},
	{regexp.MustCompile(`\]\s\((?:https?:|/|\./)`), Words{"] と ( の間の空白", "a space between ] and ("}, Words{"リンクは [文字](URL) と続けて書きます", "write [text](address) without a space"}},
}

var japaneseHost = regexp.MustCompile(`https?://[a-z0-9.-]*[^\x00-\x7F、。「」（）…〜～]+\.[a-z]`)

// checkLines finds the slips in the lines of a paragraph.
func (j *job) checkLines(n ast.Node) {
	if n.Kind() != ast.KindParagraph && n.Kind() != ast.KindTextBlock {
		return
	}
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		line := segment.Value(j.src)
		if !mayHoldSlip(line) {
			continue
		}
		line = bytes.TrimRight(line, "\n")
		indent := len(line) - len(bytes.TrimLeft(line, " \t"))
		for _, s := range slips {
			if at := s.pattern.FindIndex(line[indent:]); at != nil {
				j.problem(segment.Start+indent+at[0], typed(s))
				break
			}
		}
		if at := japaneseHost.FindIndex(line); at != nil && !(at[0] > 0 && line[at[0]-1] == '<') {
			j.problem(segment.Start+at[0], unlinkedAddress())
		}
		if j.o.Style {
			j.checkSpaces(line, segment.Start)
		}
	}
}

// mayHoldSlip is quick to say no: to a line of plain ASCII without a link.
func mayHoldSlip(line []byte) bool {
	for _, c := range line {
		if c >= utf8.RuneSelf || c == ']' {
			return true
		}
	}
	return false
}

func typed(s slip) Problem {
	return Problem{Level: Warning, Rule: "full-width-mark",
		Text: Words{s.typed.JA + "は文字として表示されます", s.typed.EN + " is shown as text"},
		Hint: s.hint}
}

// betweenScripts matches a space typed between Japanese and Latin.
var betweenScripts = regexp.MustCompile(`[\p{Han}\p{Hiragana}\p{Katakana}ー] [A-Za-z0-9]|[A-Za-z0-9] [\p{Han}\p{Hiragana}\p{Katakana}]`)

// checkSpaces finds spaces typed between Japanese and Latin; style sheets add
// them, and typed ones stay in feeds and get in the way of search.
func (j *job) checkSpaces(line []byte, start int) {
	if at := betweenScripts.FindIndex(line); at != nil {
		_, n := utf8.DecodeRune(line[at[0]:])
		j.problem(start+at[0]+n, Problem{Level: Note, Rule: "typed-space",
			Text: Words{"和文と欧文の間に空白があります", "a space is typed between Japanese and Latin"},
			Hint: Words{"空白は入れません。間隔は表示のときに付きます", "leave it out; the page adds the gap"}})
	}
}

// checkCharacters finds characters that are not what they seem.
func (j *job) checkCharacters() {
	for i, c := range j.src {
		if c >= ' ' && c != 0x7F && c < 0xC2 || c == '\n' || c == '\t' || c >= 0xE3 && c != 0xEF {
			continue
		}
		r, _ := utf8.DecodeRune(j.src[i:])
		if p, bad := badCharacter(r); bad {
			j.problem(i, p)
		}
	}
}

// badCharacter returns what is wrong with r.
func badCharacter(r rune) (Problem, bool) {
	p := Problem{Level: Warning, Rule: "invisible-character",
		Text: both("見えない文字 %U があります", "there is an invisible character, %U", r),
		Hint: Words{"消してください", "remove it"}}
	switch {
	case 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069: // turns the text around
		return p, true
	case r == 0x200B, r == 0x2060, r == 0xFEFF, r == 0x2028, r == 0x2029, r == 0x85:
		return p, true
	case isControl(r) && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF:
		return p, true
	case r == utf8.RuneError:
		p.Level, p.Rule = Error, "wrong-encoding"
		p.Text = Words{"文字化けがあります（UTF-8 ではない部分）", "there is text that is not UTF-8"}
		p.Hint = Words{"UTF-8 で保存し直してください", "save the file as UTF-8"}
		return p, true
	}
	return p, false
}
