package load

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"kaizen/generator/model"
)

// Lists and mappings in braces are where input methods leave most behind.

var (
	startsBraces = regexp.MustCompile(`^[ -]*(?:[A-Za-z0-9_]+: +)?[\[{]`)
	keyInBraces  = regexp.MustCompile(`[{,] *([a-z0-9_]+)(：[ \x{3000}]*|:)([^ \t,}\]])`)
)

// inBraces finds the first key within braces whose colon is in full width or
// has no space behind it.
func (l *sourceLine) inBraces() bool {
	if !startsBraces.MatchString(l.text) {
		return false
	}
	for _, m := range keyInBraces.FindAllStringSubmatchIndex(l.text, -1) {
		if !ourKeys[l.text[m[2]:m[3]]] || strings.Count(l.text[:m[2]], `"`)%2 > 0 || strings.Count(l.text[:m[2]], "'")%2 > 0 {
			continue
		}
		if l.text[m[4]:m[5]] == ":" {
			l.typed(span{m[5], m[5]}, " ", "missing-space", missingSpace)
		} else {
			l.typed(span{m[4], m[5]}, ": ", "full-width-colon", fullWidthColon)
		}
		return true
	}
	return false
}

var (
	bracedInFullWidth = regexp.MustCompile(`^: +｛.*[:：].*｝$`)
	listInFullWidth   = regexp.MustCompile(`^: +［.*］ *$`)
)

// listKeys are the keys that have lists, and never a text, which may well
// stand in full-width brackets.
var listKeys = func() map[string]bool {
	lists, others := map[string]bool{}, map[string]bool{}
	var enter func(s Shape)
	enter = func(s Shape) {
		for _, f := range s.Fields {
			if f.Shape.Type == "list" {
				lists[f.Key] = true
			} else {
				others[f.Key] = true
			}
			enter(f.Shape)
		}
		if s.Items != nil {
			enter(*s.Items)
		}
	}
	for _, of := range []string{"record", "config", "report", "page"} {
		enter(Shape{Fields: Fields(of)})
	}
	for key := range others {
		delete(lists, key)
	}
	return lists
}()

// brackets reports a list or mapping in full width that begins at a byte
// offset, and reads it mark by mark, so that what is wrong within has its place.
func (l *sourceLine) brackets(from int, s model.Says) {
	l.report(span{from, len(l.text)}, ordinary(l.text[from:]), "full-width-bracket", s)
	for {
		i := strings.IndexAny(l.text[from:], "［］｛｝：，、")
		if i < 0 {
			return
		}
		from += i
		_, n := utf8.DecodeRuneInString(l.text[from:])
		right := ordinary(l.text[from : from+n])
		if strings.HasPrefix(l.text[from+n:], " ") {
			right = strings.TrimRight(right, " ")
		}
		l.text = l.r.mends.make(l.number, l.text, span{from, from + n}, right)
	}
}
