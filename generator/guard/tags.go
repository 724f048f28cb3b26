package guard

import "strings"

// cutTags takes the markup out of HTML, XML or SVG: first comes the text as
// it reads without tags, then, each on a line of its own, what stood inside
// the tags (attributes, comments), so that nothing is lost. CDATA is text.
func (r *room) cutTags(s string, track bool) plain {
	m := tagReader{s: s}
	body := newWriter(r.body, len(s)+1, track)
	inner := newWriter(r.inner, len(s)/2, track)
	for i := 0; i < len(s); {
		open := strings.IndexByte(s[i:], '<')
		if open < 0 {
			body.copy(s, i, len(s))
			break
		}
		open += i
		body.copy(s, i, open)
		t := m.tag(open)
		switch {
		case t.name == "": // a "<" that begins no tag
			body.copy(s, open, t.end)
		case t.name == cdata:
			body.copy(s, t.from, t.to)
		default:
			if !isPhrasing(t.name) {
				body.put("\n", open, t.end)
			}
			if t.from < t.to && strings.Trim(s[t.from:t.to], " /") != "" {
				inner.copy(s, t.from, t.to)
				inner.put("\n", t.end-1, t.end)
			}
		}
		i = t.end
	}
	body.put("\n", len(s), len(s))
	for _, run := range inner.runs {
		run.out += len(body.text)
		body.runs = append(body.runs, run)
	}
	body.text = append(body.text, inner.text...)
	r.body, r.inner = body.text, inner.text
	return body.plain()
}

// tag is one piece of markup: its name, where the attributes, or the text of
// a comment or CDATA section, begin and end, and where the markup ends.
type tag struct {
	name          string
	from, to, end int
}

const (
	comment = "<!--"
	cdata   = "<![CDATA["
)

// tagReader finds tags. It remembers which closers do not come any more, so that
// a file full of openers takes no longer than another.
type tagReader struct {
	s      string
	closed [3]int // for each of closers: from here on there is none; 0 if not known
}

var closers = [3]string{">", "-->", "]]>"}

// tag reads the markup at open, where a "<" stands. Its name is empty if no
// markup begins there, or if it does not end.
func (m *tagReader) tag(open int) tag {
	none := tag{end: open + 1}
	rest := m.s[open:]
	for i, name := range [...]string{1: comment, 2: cdata} {
		if name != "" && strings.HasPrefix(rest, name) {
			from := open + len(name)
			return m.until(i, tag{name: name, from: from}, none)
		}
	}
	from := open + 1
	if from < len(m.s) && strings.IndexByte("/!?", m.s[from]) >= 0 {
		from++
	}
	if from == len(m.s) || !isLetter(m.s[from]) {
		return none
	}
	name := from
	for from < len(m.s) && isWord(m.s[from]) {
		from++
	}
	return m.until(0, tag{name: m.s[name:from], from: from}, none)
}

// until completes t with where the closer ends it, or returns none.
func (m *tagReader) until(closer int, t, none tag) tag {
	if m.closed[closer] > 0 && t.from >= m.closed[closer] {
		return none
	}
	n := strings.Index(m.s[t.from:], closers[closer])
	if n < 0 {
		m.closed[closer] = t.from
		return none
	}
	t.to = t.from + n
	t.end = t.to + len(closers[closer])
	return t
}

// isPhrasing reports whether an element stands inside a word or sentence, so
// that the text on both sides of its tags belongs together.
func isPhrasing(name string) bool {
	switch name {
	case "a", "abbr", "b", "bdi", "code", "data", "del", "em", "i", "ins", "kbd", "mark", "q", "s",
		"rb", "rp", "rt", "ruby", "samp", "small", "span", "strong", "sub", "sup", "time", "tspan", "u", "var", "wbr":
		return true
	}
	return false
}
