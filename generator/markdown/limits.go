package markdown

import "bytes"

// The limits keep a text from taking time or memory out of proportion: the
// parser is quadratic in some of them. They are far from what people write,
// and a text beyond them is shown as it is.
const (
	maxText       = 512 << 10 // bytes
	maxLine       = 32 << 10  // bytes of one line
	maxParagraph  = 64 << 10  // bytes of lines without a blank one between
	maxContainers = 50        // quotations and lists opened on one line
	maxColumns    = 64        // of a table
	maxCells      = 20_000    // of all tables
	maxReferences = 2_000     // link and footnote definitions
	maxNotes      = 4_000     // uses of footnotes
	maxMarkWork   = 60 << 20  // sum over paragraphs of the squared number of inline marks
)

// scan is one linear look at a text before it is parsed.
type scan struct {
	paragraph  int // bytes since the last blank line
	marks      int // inline marks since then
	columns    int // of the table that may go on here
	cells      int
	references int
	notes      int
	work       int
}

// withinLimits reports whether the text may be parsed. If not, the reason is
// a problem.
func (j *job) withinLimits() bool {
	if len(j.src) > maxText {
		j.problem(0, tooLarge(Words{"本文", "the text"}, maxText))
		return false
	}
	var s scan
	for i, start := range j.starts {
		end := len(j.src)
		if i+1 < len(j.starts) {
			end = j.starts[i+1]
		}
		if p, ok := s.line(j.src[start:end]); !ok {
			j.problem(start, p)
			return false
		}
	}
	return true
}

// line takes one line more, and returns what is too large.
func (s *scan) line(line []byte) (Problem, bool) {
	body, containers := skipContainers(line)
	if len(body) == 0 {
		s.paragraph, s.marks, s.columns = 0, 0, 0
		return s.excess(len(line), containers)
	}
	s.paragraph += len(line)
	if n := countMarks(body); n > 0 {
		s.work -= s.marks * s.marks
		s.marks += n
		s.work += s.marks * s.marks
		s.notes += bytes.Count(body, []byte("[^"))
		if bytes.Contains(body, []byte("]:")) {
			s.references++
		}
	}
	if isDelimiterRow(body) {
		s.columns = bytes.Count(body, []byte("|")) + 1
	}
	s.cells += s.columns
	return s.excess(len(line), containers)
}

// excess returns the limit that the text is beyond.
func (s *scan) excess(line, containers int) (Problem, bool) {
	switch {
	case line > maxLine:
		return tooLarge(Words{"1 行", "a line"}, maxLine), false
	case s.paragraph > maxParagraph:
		return tooLarge(Words{"空行のない部分", "a part without blank lines"}, maxParagraph), false
	case containers > maxContainers:
		return tooLarge(Words{"引用とリストの入れ子", "the nesting of quotations and lists"}, maxContainers), false
	case s.columns > maxColumns:
		return tooLarge(Words{"表の列", "the number of columns of a table"}, maxColumns), false
	case s.cells > maxCells:
		return tooLarge(Words{"表のセル", "the number of cells in tables"}, maxCells), false
	case s.references > maxReferences:
		return tooLarge(Words{"参照の定義", "the number of reference definitions"}, maxReferences), false
	case s.notes > maxNotes:
		return tooLarge(Words{"脚注の数", "the number of footnotes"}, maxNotes), false
	case s.work > maxMarkWork:
		return tooLarge(Words{"段落の中の記号の数", "the number of marks in paragraphs"}, maxMarkWork), false
	}
	return Problem{}, true
}

// skipContainers returns a line without the marks of quotations and lists at
// its start, and their number. A blank line comes back empty.
func skipContainers(line []byte) (body []byte, containers int) {
	body = bytes.TrimLeft(line, " \t\n")
	for {
		n := containerMark(body)
		if n == 0 {
			return body, containers
		}
		containers++
		body = bytes.TrimLeft(body[n:], " \t\n")
	}
}

// containerMark returns the length of the mark of a quotation or of a list
// item that s starts with.
func containerMark(s []byte) int {
	if len(s) == 0 {
		return 0
	}
	n := 0
	switch c := s[0]; {
	case c == '>':
		return 1
	case c == '-' || c == '*' || c == '+' || c == ':':
		n = 1
	default:
		for n < len(s) && n < 9 && '0' <= s[n] && s[n] <= '9' {
			n++
		}
		if n == 0 || n == len(s) || s[n] != '.' && s[n] != ')' {
			return 0
		}
		n++
	}
	if n < len(s) && s[n] != ' ' && s[n] != '\t' && s[n] != '\n' {
		return 0
	}
	return n
}

// countMarks counts the characters that may open or close something inline.
func countMarks(body []byte) int {
	n := 0
	for _, c := range body {
		if c == '*' || c == '_' || c == '~' || c == '[' || c == ']' {
			n++
		}
	}
	return n
}

// isDelimiterRow reports whether a line can be the one below the head of a
// table.
func isDelimiterRow(body []byte) bool {
	dash, bar := false, false
	for _, c := range body {
		switch c {
		case '-':
			dash = true
		case '|', ':':
			bar = true
		case ' ', '\t', '\n':
		default:
			return false
		}
	}
	return dash && bar
}

func tooLarge(what Words, limit int) Problem {
	return Problem{Level: Error, Rule: "too-large",
		Text: Words{what.JA + "が大きすぎるので、本文をそのまま表示します", what.EN + " is too large, so the text is shown as it is"},
		Hint: both("上限は %d です", "the limit is %d", limit)}
}

func tooDeep() Problem {
	return Problem{Level: Error, Rule: "too-deep",
		Text: Words{"入れ子が深すぎるので、そのまま表示します", "elements nest too deeply, so the text is shown as it is"},
		Hint: both("%d 段までです", "at most %d levels", maxDepth)}
}
