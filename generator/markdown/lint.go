package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// slip is a mark of Markdown typed with the input method still on: it stays
// what it is, a piece of text.
type slip struct {
	mark    string // what a line with it contains, to look no further at most lines
	pattern *regexp.Regexp
	typed   Words // what it looks like
	hint    Words
}

// slipStarts are the characters that a line in startSlips begins with.
const slipStarts = "＃#-*+0123456789０１２３４５６７８９・●▪•‣＞｀"

// startSlips are tried in order at the start of each line of a paragraph.
var startSlips = []slip{
	{"", regexp.MustCompile(`^＃+`), Words{"全角の ＃", "a full-width ＃"}, Words{"見出しは半角の # と空白で書きます", "write # and a space for a heading"}},
	{"", regexp.MustCompile(`^#{1,6}　`), Words{"# の後の全角空白", "a full-width space after #"}, Words{"# の後は半角の空白です", "put an ordinary space after #"}},
	{"", regexp.MustCompile(`^#{2,6}[\p{Han}\p{Hiragana}\p{Katakana}「【『（]`), Words{"空白のない #", "# without a space"}, Words{"# の後に半角の空白を入れます", "put a space after #"}},
	{"", regexp.MustCompile(`^[-*+]　`), Words{"リストの印の後の全角空白", "a full-width space after a list mark"}, Words{"印の後は半角の空白です", "put an ordinary space after the mark"}},
	{"", regexp.MustCompile(`^\d{1,9}[.)]　`), Words{"番号の後の全角空白", "a full-width space after a number"}, Words{"番号の後は半角の空白です", "put an ordinary space after the number"}},
	{"", regexp.MustCompile(`^(?:[０-９]+[.．)）]|[0-9]+[．])[ 　]*\S`), Words{"全角の番号", "a full-width number"}, Words{"番号付きリストは半角で「1. 」と書きます", "write \"1. \" for a numbered list"}},
	{"", regexp.MustCompile(`^[・●▪•‣]`), Words{"行頭の記号", "a typed bullet"}, Words{"リストは「- 」と書きます。このままでは前の行とつながります", "write \"- \" for a list; as it is, lines run together"}},
	{"", regexp.MustCompile(`^＞`), Words{"全角の ＞", "a full-width ＞"}, Words{"引用は半角の > で書きます", "write > for a quotation"}},
	{"", regexp.MustCompile("^｀｀｀"), Words{"全角の ｀", "a full-width ｀"}, Words{"コードは半角の ``` で囲みます", "write ``` around code"}},
}

// innerSlips are tried in order in each line of a paragraph that has a
// full-width mark or "] (".
var innerSlips = []slip{
	{"｜", regexp.MustCompile(`^｜|｜.*｜`), Words{"全角の ｜", "a full-width ｜"}, Words{"表は半角の | で区切ります", "write | between the cells of a table"}},
	{"＊＊", regexp.MustCompile(`＊＊[^＊]+＊＊`), Words{"全角の ＊＊", "full-width ＊＊"}, Words{"強調は半角の ** で書きます", "write ** for strong text"}},
	{"]（", regexp.MustCompile(`\]（(?:https?:|\.{0,2}/|[\w-]+\.(?:en\.)?md)`), Words{"全角の括弧のリンク", "a link with full-width brackets"}, Words{"リンクは半角で [文字](URL) と書きます", "write [text](address) with ordinary brackets"}},
	{"］", regexp.MustCompile(`［[^］]*］[(（](?:https?:|\.{0,2}/|[\w-]+\.(?:en\.)?md)`), Words{"全角の括弧のリンク", "a link with full-width brackets"}, Words{"リンクは半角で [文字](URL) と書きます", "write [text](address) with ordinary brackets"}},
	{"] (", regexp.MustCompile(`\[[^\]]*\] \((?:https?:|\.{0,2}/|[\w-]+\.(?:en\.)?md)`), Words{"] と ( の間の空白", "a space between ] and ("}, Words{"リンクは [文字](URL) と続けて書きます", "write [text](address) without a space"}},
}

// fullWidthLead is the first byte, in UTF-8, of the full-width forms of ASCII.
const fullWidthLead = 0xEF

// findSlip returns the first slip in line and where it is.
func findSlip(line []byte) (slip, int, bool) {
	if first, _ := utf8.DecodeRune(line); strings.ContainsRune(slipStarts, first) {
		for _, s := range startSlips {
			if s.pattern.Match(line) {
				return s, 0, true
			}
		}
	}
	if bytes.IndexByte(line, fullWidthLead) < 0 && !bytes.Contains(line, []byte("] (")) {
		return slip{}, 0, false
	}
	for _, s := range innerSlips {
		if !bytes.Contains(line, []byte(s.mark)) {
			continue
		}
		if at := s.pattern.FindIndex(line); at != nil {
			return s, at[0], true
		}
	}
	return slip{}, 0, false
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
		indent := len(line) - len(bytes.TrimLeft(line, " \t"))
		if s, at, ok := findSlip(line[indent:]); ok {
			j.problem(segment.Start+indent+at, typed(s))
		}
		if bytes.Contains(line, []byte("://")) {
			if at := japaneseHost.FindIndex(line); at != nil && !(at[0] > 0 && line[at[0]-1] == '<') {
				j.problem(segment.Start+at[0], unlinkedAddress())
			}
		}
		if j.o.Style {
			j.checkSpaces(line, segment.Start)
		}
	}
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
		switch {
		case r == utf8.RuneError:
			j.problem(i, brokenCharacter())
		case isInvisible(r):
			j.problem(i, invisible(r))
		}
	}
}

// isInvisible reports whether r does something without being seen: it turns
// the text around, hides in a word, or breaks a feed.
func isInvisible(r rune) bool {
	switch {
	case 0x202A <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069:
		return true
	case r == 0x200B, r == 0x2060, r == 0xFEFF, r == 0x2028, r == 0x2029, r == 0xFFFE, r == 0xFFFF:
		return true
	}
	return isControl(r)
}

func invisible(r rune) Problem {
	return Problem{Level: Warning, Rule: "invisible-character",
		Text: both("見えない文字 %U があります", "there is an invisible character, %U", r),
		Hint: Words{"消してください", "remove it"}}
}

// brokenCharacter is what programs leave of text that they could not read. It is
// no mistake where the text speaks of it; feeds leave it out.
func brokenCharacter() Problem {
	return Problem{Level: Warning, Rule: "broken-character",
		Text: Words{"文字化けの「\uFFFD」があります", "there is a \uFFFD, which stands for a character that was lost"},
		Hint: Words{"もとの文字を書いてください。「\uFFFD」そのものの話なら「U+FFFD」と書けます", "write the character that was there, or U+FFFD if that is what you mean"}}
}
