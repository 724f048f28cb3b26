package markdown

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// codeInfo is what an author says of a code block, behind its ```:
//
//	php title="wp-config.php" {3,5-7} ins={2} del={4} numbers
type codeInfo struct {
	lang    string // as written
	title   string
	numbers bool
	marks   map[int]string // by line from 1: the element around it, "mark", "ins" or "del"
}

// infoPattern matches one word of the info string.
var infoPattern = regexp.MustCompile(`^(?:([A-Za-z_-]+)=)?(?:"([^"]*)"|'([^']*)'|\{([^}]*)\}|([^\s{]+))`)

var languageAndFile = regexp.MustCompile(`^([A-Za-z0-9+#._-]+):([^:/].*)$`)

// codeInfo reads the info string of a code block.
func (j *job) codeInfo(n *ast.FencedCodeBlock) codeInfo {
	info := codeInfo{marks: map[int]string{}}
	if n.Info == nil {
		return info
	}
	rest := strings.TrimSpace(string(resolve(n.Info.Segment.Value(j.src))))
	info.lang, rest = cutLanguage(rest)
	// lang:file is how Qiita and Zenn name a file
	if m := languageAndFile.FindStringSubmatch(info.lang); m != nil {
		info.lang, info.title = m[1], m[2]
	}
	for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
		m := infoPattern.FindStringSubmatch(rest)
		if m == nil {
			j.problem(n.Info.Segment.Start, unknownInfo(rest))
			break
		}
		rest = rest[len(m[0]):]
		if !info.set(m[1], m[2]+m[3]+m[5], m[4], n.Lines().Len()) {
			j.problem(n.Info.Segment.Start, unknownInfo(m[0]))
		}
	}
	return info
}

// cutLanguage splits an info string after its first word.
func cutLanguage(info string) (lang, rest string) {
	i := strings.IndexAny(info, " \t{=")
	switch {
	case i < 0:
		return info, ""
	case info[i] == '=': // no language, but an attribute
		return "", info
	}
	return info[:i], info[i:]
}

// set takes one word of the info string: name=value, name={lines}, {lines} or
// a bare value. It reports false for what it does not know, and for lines that
// the block does not have.
func (c *codeInfo) set(name, value, lines string, last int) bool {
	switch {
	case name == "title" || name == "file" || name == "filename":
		c.title = value
		return value != ""
	case name == "" && (value == "numbers" || value == "linenos" || value == "showLineNumbers"):
		c.numbers = true
		return true
	case lines == "":
		return false
	case name == "":
		return c.mark("mark", lines, last)
	case name == "ins" || name == "del":
		return c.mark(name, lines, last)
	}
	return false
}

// mark puts an element around the lines of a list such as "3,5-7".
func (c *codeInfo) mark(element, list string, last int) bool {
	for part := range strings.SplitSeq(list, ",") {
		from, to, isRange := strings.Cut(strings.TrimSpace(part), "-")
		if !isRange {
			to = from
		}
		a, errA := strconv.Atoi(from)
		b, errB := strconv.Atoi(to)
		if errA != nil || errB != nil || a < 1 || b < a || b > last {
			return false
		}
		for line := a; line <= b; line++ {
			c.marks[line] = element
		}
	}
	return true
}

func unknownInfo(word string) Problem {
	return Problem{Level: Warning, Rule: "unknown-code-option",
		Text: both("コードブロックの指定がわからないか、行がありません: %s", "the code block has no such option or line: %s", short(word)),
		Hint: Words{"title=\"…\"、{3,5-7}、ins={2}、del={4}、numbers が使えます", "use title=\"…\", {3,5-7}, ins={2}, del={4} or numbers"}}
}
