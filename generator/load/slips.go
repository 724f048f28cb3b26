package load

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// YAML says little about what an input method leaves behind, and says it in
// another place. So the lines are looked at before they are parsed.

// slips returns src as it was meant, and says what was mistyped.
func (r *reader) slips(src string) string {
	block := -1 // indentation of a block scalar's key, or -1
	theirs := false
	lines := strings.Split(src, "\n")
	for i, line := range lines {
		line = r.unseen(i+1+r.before, line)
		lines[i] = line
		if mark := conflictMark(line); mark != "" || theirs {
			if mark != "" && mark[0] != '=' {
				r.say(model.Error, model.Pos{File: r.file, Line: i + 1 + r.before, Col: 1}, "merge-conflict", conflict)
			}
			theirs = mark == "=" || theirs && mark == "" // of the two sides, ours is read
			lines[i] = ""
			continue
		}
		indent := len(line) - len(strings.TrimLeft(line, " "))
		if block >= 0 && (strings.TrimSpace(line) == "" || indent > block) {
			continue
		}
		block = -1
		next := ""
		if i+1 < len(lines) {
			next = lines[i+1]
		}
		above := ""
		if i > 0 {
			above = lines[i-1]
		}
		line = r.slip(sourceLine{r: r, text: line, above: above, number: i + 1 + r.before}, next)
		lines[i] = line
		if blockScalar.MatchString(strings.TrimSpace(line)) {
			block = len(line) - len(strings.TrimLeft(line, " "))
		}
	}
	return strings.Join(lines, "\n")
}

// conflictMark returns what a line that a merge left behind begins with, or "".
func conflictMark(line string) string {
	for _, mark := range []string{"<<<<<<< ", ">>>>>>> ", "||||||| "} {
		if strings.HasPrefix(line, mark) {
			return mark[:1]
		}
	}
	if line == "=======" {
		return "="
	}
	return ""
}

var blockScalar = regexp.MustCompile(`(^|[:-] +)[|>][-+0-9]*( +#.*)?$`)

// mostSlips bounds how many are looked for on one line.
const mostSlips = 8

// slip returns a line as it was meant.
func (r *reader) slip(l sourceLine, next string) string {
	for range mostSlips {
		before := l.text
		if l.look(next); l.text == before {
			break
		}
	}
	return l.text
}

// look finds the first thing that was mistyped.
func (l *sourceLine) look(next string) {
	line := l.text
	content := strings.TrimLeft(line, " \t\u3000")
	indent := line[:len(line)-len(content)]
	if content == "" || content[0] == '#' {
		return
	}
	if strings.ContainsAny(indent, "\t\u3000") {
		l.indent(indent)
		return
	}
	if strings.HasPrefix(content, "＃") {
		l.typed(span{len(indent), len(indent) + len("＃")}, "#", "full-width-comment", model.Says{
			JA: "コメントの印「＃」が全角です", EN: "the # of the comment is a full-width character",
			HintJA: "半角の「# 」に直してください", HintEN: "use an ordinary #"})
		return
	}
	at := len(indent)
	for strings.HasPrefix(line[at:], "- ") {
		at += 2 + len(line[at+2:]) - len(strings.TrimLeft(line[at+2:], " "))
	}
	if l.dash(at) || l.inBraces() {
		return
	}
	name := keyName.FindString(line[at:])
	if name == "" || at > 0 && !ourKeys[name] {
		return
	}
	l.colon(at+len(name), next)
}

var keyName = regexp.MustCompile(`^[A-Za-zＡ-Ｚａ-ｚ][A-Za-z0-9_Ａ-Ｚａ-ｚ０-９＿]*`)

// ourKeys are the keys of all tables: the only ones to look for within other values.
var ourKeys = func() map[string]bool {
	out := map[string]bool{}
	var enter func(s Shape)
	enter = func(s Shape) {
		for _, f := range s.Fields {
			out[f.Key] = true
			enter(f.Shape)
		}
		if s.Items != nil {
			enter(*s.Items)
		}
	}
	for _, of := range []string{"record", "config", "report", "page"} {
		enter(Shape{Fields: Fields(of)})
	}
	return out
}()

// sourceLine is a line of YAML as its author typed it.
type sourceLine struct {
	r      *reader
	text   string // as it is read
	above  string // the line above it, as it is read
	number int    // in the file
}

// span is from one byte offset of a line to another.
type span struct{ from, to int }

// typed reports what was typed at a span, with the edit that puts right in its
// place, and reads the line so.
func (l *sourceLine) typed(at span, right, rule string, s model.Says) {
	l.report(at, right, rule, s)
	l.text = l.r.mends.make(l.number, l.text, at, right)
}

// report is typed without reading on.
func (l *sourceLine) report(at span, right, rule string, s model.Says) *model.Problem {
	pos := model.Pos{File: l.r.file, Line: l.number}
	col := utf8.RuneCountInString(l.text[:at.from]) + 1
	pos.Col, _ = l.r.mends.typed(l.number, col)
	p := l.r.say(model.Error, pos, rule, s)
	p.Edits = l.r.mends.edit(pos, col, utf8.RuneCountInString(l.text[at.from:at.to]), right)
	return p
}

func (l *sourceLine) indent(indent string) {
	if strings.Contains(indent, "\u3000") {
		from := strings.Index(indent, "\u3000")
		l.typed(span{from, len(indent)}, l.spaces(indent[from:]), "full-width-space", model.Says{
			JA: "行の先頭に全角の空白があります", EN: "the line begins with a full-width space",
			HintJA: "消すか、半角の空白に直してください", HintEN: "remove it, or use ordinary spaces"})
		return
	}
	from := strings.Index(indent, "\t")
	right := strings.ReplaceAll(indent[from:], "\t", "  ")
	if l.atMargin() {
		right = ""
	}
	l.typed(span{from, len(indent)}, right, "tab-indent", model.Says{
		JA: "行の先頭にタブがあります", EN: "the line is indented with a tab",
		HintJA: "半角の空白に直してください", HintEN: "indent with spaces"})
}

// spaces is what full-width spaces at the start of a line were meant as:
// nothing before a key that stands at the margin, else an indent.
func (l *sourceLine) spaces(indent string) string {
	name := keyName.FindString(strings.TrimLeft(l.text, " \u3000"))
	if topKeys[name] {
		return ""
	}
	return strings.ReplaceAll(indent, "\u3000", "  ")
}

// atMargin reports whether a line was meant to stand there: it has a key of
// the top, and the line above begins nothing that it could belong to.
func (l *sourceLine) atMargin() bool {
	name := keyName.FindString(strings.TrimLeft(l.text, " \t"))
	return topKeys[name] && strings.TrimLeft(l.above, " \t-") == l.above && !opens.MatchString(l.above)
}

// opens matches a line whose value stands on the lines below.
var opens = regexp.MustCompile(`[:：]\s*(#.*)?$`)

// topKeys are the keys that stand at the margin of records and of the config.
var topKeys = func() map[string]bool {
	out := map[string]bool{}
	for _, of := range []string{"record", "config", "report", "page"} {
		for _, f := range Fields(of) {
			out[f.Key] = true
		}
	}
	return out
}()

// dash finds list markers in full width at a byte offset.
func (l *sourceLine) dash(at int) bool {
	rest := l.text[at:]
	for _, typed := range []string{"－", "−", "ー ", "ー\u3000", "-\u3000"} {
		if !strings.HasPrefix(rest, typed) {
			continue
		}
		n := len(rest) - len(strings.TrimLeft(rest[len(typed):], " \u3000"))
		l.typed(span{at, at + n}, "- ", "full-width-dash", model.Says{
			JA: "箇条書きの印が全角です", EN: "the list marker is a full-width character",
			HintJA: "半角の「- 」に直してください", HintEN: "use an ordinary hyphen and a space"})
		return true
	}
	return false
}

// colon looks at what follows a key that ends at a byte offset.
func (l *sourceLine) colon(end int, next string) {
	rest := l.text[end:]
	value := strings.TrimLeft(rest, " ")
	switch {
	case strings.HasPrefix(value, "："):
		n := len(rest) - len(strings.TrimLeft(value[len("："):], " \u3000"))
		right := ": "
		if n == len(rest) {
			right = ":"
		}
		l.typed(span{end + len(rest) - len(value), end + n}, right, "full-width-colon", fullWidthColon)
	case strings.HasPrefix(rest, ":\u3000"), strings.HasPrefix(rest, ":\u00a0"), strings.HasPrefix(rest, ": \u3000"), strings.HasPrefix(rest, ": \u00a0"):
		n := len(rest) - len(strings.TrimLeft(rest[1:], " \u3000\u00a0"))
		l.typed(span{end + 1, end + n}, " ", "full-width-space", model.Says{
			JA: "コロンの後の空白が半角ではありません", EN: "the space after the colon is not an ordinary one",
			HintJA: "半角の空白に直してください", HintEN: "use an ordinary space"})
	case strings.HasPrefix(rest, ":") && len(rest) > 1 && rest[1] != ' ' && rest[1] != '\t' && !address.MatchString(l.text[:end]+rest):
		l.typed(span{end + 1, end + 1}, " ", "missing-space", missingSpace)
	case bracedInFullWidth.MatchString(rest):
		l.brackets(end+strings.Index(rest, "｛"), fullWidthBraces)
	case listInFullWidth.MatchString(rest) && listKeys[strings.TrimLeft(l.text[:end], " -")]:
		l.brackets(end+strings.Index(rest, "［"), fullWidthBrackets)
	case strings.HasPrefix(rest, ": "):
		l.quotes(end+len(rest)-len(strings.TrimLeft(rest[2:], " ")), next)
	}
}

// address matches a line that is an address, not a key.
var address = regexp.MustCompile(`^[ -]*((https?|ftp)://|(mailto|tel):)`)

// pairs are the quotation marks that YAML does not know as such.
var pairs = map[string]string{"“": "”", "„": "“", "”": "”", "‘": "’", "＂": "＂", "＇": "＇"}

// quotes looks at the quotation marks around a value that begins at a byte offset.
func (l *sourceLine) quotes(at int, next string) {
	value := strings.TrimRight(l.text[at:], " ")
	if value == "" {
		return
	}
	if i := swallowed(value); i >= 0 {
		p := l.report(span{at + i, at + i}, "", "comment-in-value", model.Says{
			JA: "「" + value[i:] + "」はコメントとして読まれ、値に入りません", EN: fmt.Sprintf("%q is read as a comment and is not part of the value", value[i:]),
			HintJA: "値に入れるなら値の全体を引用符 \" で囲み、コメントなら # の後に空白を入れてください", HintEN: "put the whole value in quotes, or a space behind the # of a comment"})
		p.Level, p.Edits = model.Warning, nil
	}
	_, n := utf8.DecodeRuneInString(value)
	if close, ok := pairs[value[:n]]; ok && len(value) > n && strings.HasSuffix(value, close) && !strings.Contains(value, `"`) {
		inner := value[n : len(value)-len(close)]
		p := l.report(span{at, at + len(value)}, `"`+strings.ReplaceAll(inner, `\`, `\\`)+`"`, "full-width-quotes", model.Says{
			JA: fmt.Sprintf("値を囲む引用符が「%s」です", value[:n]), EN: fmt.Sprintf("the quotation marks around the value are %s, which are part of the text", value[:n]),
			HintJA: "半角の \" で囲むか、文字として見せるなら全体をさらに \" で囲んでください", HintEN: `use ", or put " around it all if the marks are to be shown`})
		p.Level = model.Warning
		return
	}
	if mark := value[:1]; (mark == `"` || mark == "'") && !closes(value[1:], mark[0]) && topKeys[keyName.FindString(strings.TrimLeft(next, "\t\u3000"))] {
		p := l.report(span{at, at}, "", "unclosed-quote", model.Says{
			JA: "引用符が閉じられていません", EN: "the quotation mark is never closed",
			HintJA: "値の終わりに " + mark + " を書いてください", HintEN: "write " + mark + " at the end of the value"})
		p.Edits = nil // where the value ends is for its author to say
		end := len(strings.TrimRight(l.text, " "))
		l.text = l.r.mends.make(l.number, l.text, span{end, end}, mark)
	}
}

// swallowed is where a plain value goes on as a comment that does not look
// like one, or -1.
func swallowed(value string) int {
	if strings.ContainsRune("\"'[{|>", rune(value[0])) {
		return -1
	}
	i := strings.Index(" "+value, " #")
	if i < 0 || i+1 >= len(value) || strings.ContainsRune("# \t!", rune(value[i+1])) {
		return -1
	}
	return i
}

// closes reports whether a quotation that has begun ends within s.
func closes(s string, mark byte) bool {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && mark == '"':
			i++
		case s[i] == mark && mark == '\'' && i+1 < len(s) && s[i+1] == '\'':
			i++
		case s[i] == mark:
			return true
		}
	}
	return false
}

// unseen finds characters that nobody sees: what turns text around, has no
// width, or controls a terminal. It returns the line without those that keep
// it from being read: what may not stand in YAML, ends a line there, or hides
// in a key.
func (r *reader) unseen(number int, line string) string {
	var out []span
	col, inKey := 1, true
	for i, c := range line {
		rule, level := unseenRule(c)
		inKey = inKey && c != ':' && c != '：'
		if rule != "" {
			p := r.say(level, model.Pos{File: r.file, Line: number, Col: col}, rule, model.Says{
				JA: fmt.Sprintf("見えない文字 %U があります", c), EN: fmt.Sprintf("there is an invisible character, %U", c),
				HintJA: "消してください", HintEN: "remove it"})
			p.Edits = []model.Edit{{Line: number, Col: col, Len: 1}}
			if level == model.Error || inKey || c == 0x2028 || c == 0x2029 {
				out = append(out, span{i, i + utf8.RuneLen(c)})
			}
		}
		col++
	}
	for _, at := range slices.Backward(out) {
		line = r.mends.make(number, line, at, "")
	}
	return line
}

// unseenRule is the rule against c, or "".
func unseenRule(c rune) (string, model.Level) {
	switch {
	case c == '\n' || c == '\t':
		return "", 0
	case c < ' ' || c == 0x7F || 0x80 <= c && c < 0xA0 || c == 0xFFFE || c == 0xFFFF:
		return "control-character", model.Error
	case 0x202A <= c && c <= 0x202E || 0x2066 <= c && c <= 0x2069,
		c == 0x200B, c == 0x200E, c == 0x200F, c == 0x2060, c == 0xFEFF, c == 0x2028, c == 0x2029, c == 0xAD:
		return "invisible-character", model.Warning
	}
	return "", 0
}

// near words "did you mean" and, where only one word can be meant, returns it.
// A word that another begins with is meant for it, too, but not surely; and so
// are two letters the wrong way round.
func near(s *model.Says, typed string, known []string) (certain string) {
	nearest, ok := text.Nearest(typed, known)
	for _, k := range known {
		begins := len(typed) > 2 && (strings.HasPrefix(k, typed) || len(k) > 2 && strings.HasPrefix(typed, k))
		swapped := len(typed) == 2 && len(k) == 2 && typed[0] == k[1] && typed[1] == k[0]
		if !ok && (begins || swapped) {
			nearest, ok = k, true
		}
	}
	if !ok {
		return ""
	}
	s.HintJA, s.HintEN = "「"+nearest+"」のことですか", "did you mean "+nearest+"?"
	certain, _ = text.Certain(typed, known)
	return certain
}
