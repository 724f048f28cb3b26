package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	gtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"kaizen/generator/text"
)

// addressPattern matches what GitHub links without being asked, and no more:
// http, https and www with a host that has a dot (GFM 6.9). It ends at the
// first character that is not ASCII.
var addressPattern = regexp.MustCompile(`^(?:https?://|www\.)[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+(?::\d+)?(?:[/#?][-a-zA-Z0-9@:%_+.~#$!?&/=();,'">^{}\[\]` + "`" + `]*)?`)

// linkAddresses links the addresses in t that come right after a character of
// Japanese text. Those after a space or at the start of a line are links
// already; the parser for them is not asked at any other place. It returns the
// text nodes that t has become.
func (j *job) linkAddresses(t *ast.Text) []*ast.Text {
	start, value := t.Segment.Start, t.Segment.Value(j.src)
	if !j.addresses || t.IsRaw() || !mayHoldAddress(value) {
		return []*ast.Text{t}
	}
	var texts []*ast.Text
	japanese := bytes.ContainsFunc(value, text.IsJapanese)
	for at := 0; at < len(value); {
		a, ok := nextAddress(value, at, func(i int) bool {
			before, _ := utf8.DecodeLastRune(j.src[:start+i])
			return text.IsCJK(before) || japanese && (before == ':' || before >= utf8.RuneSelf && goesAlong(before))
		})
		if !ok {
			break
		}
		before := ast.NewTextSegment(t.Segment.WithStop(start + a.start))
		link := ast.NewAutoLink(a.kind, ast.NewTextSegment(gtext.NewSegment(start+a.start, start+a.end)))
		link.Protocol = a.protocol
		link.SetPos(start + a.start)
		t.Parent().InsertBefore(t.Parent(), t, before)
		t.Parent().InsertBefore(t.Parent(), t, link)
		texts = append(texts, before)
		t.Segment = t.Segment.WithStart(start + a.end)
		at = a.end
	}
	return append(texts, t)
}

// address is an address found in text, with offsets in it.
type address struct {
	start, end int
	kind       ast.AutoLinkType
	protocol   []byte // that is not written
}

func mayHoldAddress(value []byte) bool {
	return bytes.Contains(value, []byte("://")) || bytes.Contains(value, []byte("www.")) || bytes.IndexByte(value, '@') >= 0
}

// nextAddress finds the first address in value from offset at on that starts
// where mayStart says.
func nextAddress(value []byte, at int, mayStart func(int) bool) (address, bool) {
	for i := at; i < len(value); i++ {
		if !util.IsAlphaNumeric(value[i]) || i > 0 && util.IsAlphaNumeric(value[i-1]) || !mayStart(i) {
			continue
		}
		if a, ok := addressAt(value[i:]); ok {
			a.start, a.end = i, i+a.end
			return a, true
		}
	}
	return address{}, false
}

// addressAt returns the address that s starts with; its end is its length.
func addressAt(s []byte) (address, bool) {
	if m := addressPattern.Find(s); m != nil {
		a := address{end: trimAddress(m), kind: ast.AutoLinkURL}
		if bytes.HasPrefix(s, []byte("www.")) {
			a.protocol = []byte("http")
		}
		return a, true
	}
	end := util.FindEmailIndex(s)
	if end < 0 {
		return address{}, false
	}
	end = len(bytes.TrimRight(s[:end], "."))
	host := s[bytes.IndexByte(s, '@')+1 : end]
	if bytes.IndexByte(host, '.') < 0 || end < len(s) && (s[end] == '-' || s[end] == '_') {
		return address{}, false
	}
	return address{end: end, kind: ast.AutoLinkEmail}, true
}

// trimAddress returns the length of an address without the punctuation that
// ends the sentence around it (GFM 6.9): also a closing bracket without its
// opening one, and a character reference.
func trimAddress(s []byte) int {
	surplus := bytes.Count(s, []byte(")")) - bytes.Count(s, []byte("("))
	for len(s) > 0 {
		switch last := s[len(s)-1]; {
		case strings.IndexByte("?!.,:*_~'\"", last) >= 0:
		case last == ')' && surplus > 0:
			surplus--
		case last == ';':
			name := bytes.TrimRightFunc(s[:len(s)-1], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
			if len(name) == len(s)-1 || len(name) == 0 || name[len(name)-1] != '&' {
				return len(s)
			}
			s = name
		default:
			return len(s)
		}
		s = s[:len(s)-1]
	}
	return 0
}

// labelStart returns where the label of n starts in the source: the parser
// places an address at what comes before it.
func (j *job) labelStart(n *ast.AutoLink) int {
	pos, label := n.Pos(), n.Label(j.src)
	if !bytes.HasPrefix(j.src[pos:], label) {
		pos++
	}
	return pos
}

// inAngles reports whether n is written <…>.
func (j *job) inAngles(n *ast.AutoLink) bool {
	start := j.labelStart(n)
	return start > 0 && j.src[start-1] == '<'
}

// checkAddressEnd finds bare addresses that were cut where Japanese begins.
func (j *job) checkAddressEnd(n *ast.AutoLink) {
	if n.AutoLinkType != ast.AutoLinkURL || j.inAngles(n) {
		return
	}
	label := n.Label(j.src)
	end := j.labelStart(n) + len(label)
	if goesOnInJapanese(label[len(label)-1], j.src[end:]) {
		j.problem(end, cutAddress(string(label)))
	}
}

// goesOnInJapanese reports whether an address with this last byte continues in
// rest: 「/機能」 is a path, 「/を開く」 and 「/a参照」 are the next words of the
// sentence, unless a path goes on after them.
func goesOnInJapanese(last byte, rest []byte) bool {
	letters := bytes.IndexFunc(rest, func(r rune) bool { return !text.IsJapanese(r) || !unicode.IsLetter(r) })
	if letters < 0 {
		letters = len(rest)
	}
	if letters == 0 {
		return false
	}
	if after := rest[letters:]; len(after) > 1 && strings.IndexByte("/?#=&%-_.", after[0]) >= 0 && util.IsAlphaNumeric(after[1]) {
		return true
	}
	first, _ := utf8.DecodeRune(rest)
	return strings.IndexByte("/=&#?-_%", last) >= 0 && !unicode.Is(unicode.Hiragana, first)
}
