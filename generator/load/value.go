package load

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// The functions of this file read one value each. A value of the wrong shape
// is a problem and reads as the zero value.

// text reads a scalar as its author wrote it: 1.10 stays "1.10".
func (r *reader) text(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode {
		r.shape(n, "文字", "text")
		return ""
	}
	if n.Tag == "!!null" {
		return ""
	}
	return strings.TrimSpace(text.NFC(n.Value))
}

// line reads a text that has to fit on one line.
func (r *reader) line(n *yaml.Node) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(r.text(n), "\n", " ")), " ")
}

func (r *reader) shape(n *yaml.Node, ja, en string) *model.Problem {
	return r.bad(n, "wrong-type", model.Says{
		JA: fmt.Sprintf("ここには%sを書きます（%sになっています）", ja, kindJa(n)), EN: fmt.Sprintf("%s is expected here, not %s", en, kindEn(n))})
}

func kindJa(n *yaml.Node) string {
	switch n.Kind {
	case yaml.SequenceNode:
		return "リスト"
	case yaml.MappingNode:
		return "キーと値の組"
	}
	return "「" + n.Value + "」"
}

func kindEn(n *yaml.Node) string {
	switch n.Kind {
	case yaml.SequenceNode:
		return "a list"
	case yaml.MappingNode:
		return "a mapping"
	}
	return strconv.Quote(n.Value)
}

// texts reads a list of texts; a single one counts as a list of one.
func (r *reader) texts(n *yaml.Node) []string {
	var out []string
	for _, m := range r.mentions(n) {
		out = append(out, m.To)
	}
	return out
}

// mentions is texts with the place of each.
func (r *reader) mentions(n *yaml.Node) []model.Mention {
	var out []model.Mention
	for _, item := range r.items(n) {
		if s := r.line(item); s != "" {
			out = append(out, model.Mention{To: s, Pos: r.pos(item)})
		}
	}
	return out
}

// items returns the nodes of a list, or the node itself as the only one.
func (r *reader) items(n *yaml.Node) []*yaml.Node {
	switch {
	case n.Kind == yaml.ScalarNode && n.Style == 0 && strings.HasPrefix(n.Value, "［") && strings.HasSuffix(n.Value, "］"):
		r.bad(n, "full-width-bracket", fullWidthBrackets).Edits = r.instead(n, ordinary(n.Value))
		return nil
	case n.Kind == yaml.SequenceNode:
		return n.Content
	case n.Kind == yaml.ScalarNode && n.Tag == "!!null":
		return nil
	}
	return []*yaml.Node{n}
}

// ordinary is a list or mapping typed in full width, with ordinary marks.
func ordinary(s string) string {
	s = strings.NewReplacer("［", "[", "］", "]", "｛", "{", "｝", "}", "：", ": ", "，", ", ", "、", ", ").Replace(s)
	return strings.NewReplacer(":  ", ": ", ",  ", ", ").Replace(s)
}

func (r *reader) flag(n *yaml.Node) bool {
	switch r.text(n) {
	case "true", "yes":
		return true
	case "false", "no", "":
		return false
	}
	p := r.shape(n, "trueかfalse", "true or false")
	if word := strings.ToLower(text.NFKC(n.Value)); n.Kind == yaml.ScalarNode && (word == "true" || word == "false") {
		p.Hint = model.Text{"ja": "「" + word + "」と書いてください", "en": "write " + word}
		p.Edits = r.instead(n, word)
	}
	return false
}

// whole reads an integer of at least low.
func (r *reader) whole(n *yaml.Node, low int) int {
	s := r.text(n)
	v, err := strconv.Atoi(s)
	if err != nil {
		r.number(n) // says what is wrong with it
		if v, err := strconv.ParseFloat(s, 64); err == nil && v != float64(int(v)) {
			r.shape(n, "整数", "a whole number")
		}
		return 0
	}
	if v < low {
		r.bad(n, "out-of-range", model.Says{
			JA: fmt.Sprintf("%d以上の数を書いてください", low), EN: fmt.Sprintf("the number must be at least %d", low)})
		return 0
	}
	return v
}

var leadingNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?`)

func (r *reader) number(n *yaml.Node) float64 {
	s := r.text(n)
	v, err := strconv.ParseFloat(s, 64)
	if err == nil && !math.IsInf(v, 0) && !math.IsNaN(v) {
		return v
	}
	if half := strings.ReplaceAll(text.NFKC(s), ",", ""); half != s {
		if _, err := strconv.ParseFloat(half, 64); err == nil {
			p := r.bad(n, "full-width-digits", model.Says{
				JA: fmt.Sprintf("数「%s」に全角の数字か桁区切りがあります", s), EN: fmt.Sprintf("the number %q holds full-width digits or separators", s),
				HintJA: "「" + half + "」と書いてください", HintEN: "write " + half})
			p.Edits = r.instead(n, half)
			return 0
		}
	}
	p := r.shape(n, "数", "a number")
	if digits := leadingNumber.FindString(text.NFKC(s)); digits != "" {
		p.Hint = model.Text{"ja": "単位を付けずに「" + digits + "」と書いてください", "en": "write " + digits + ", without a unit"}
	}
	return 0
}

// clockLayouts are the accepted forms of a date with a time of day.
var clockLayouts = []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04"}

// instant reads a date, with or without a time of day, in zone.
func (r *reader) instant(n *yaml.Node, zone *time.Location) (t time.Time, clock bool) {
	s := r.text(n)
	if s == "" {
		return time.Time{}, false
	}
	if t, err := time.ParseInLocation("2006-01-02", s, zone); err == nil {
		return t, false
	}
	for _, layout := range clockLayouts {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t.In(zone), true
		}
	}
	r.date(n, s)
	return time.Time{}, false
}

func (r *reader) day(n *yaml.Node) model.Day {
	t, _ := r.instant(n, time.UTC)
	if t.IsZero() {
		return model.Day{}
	}
	return model.DayOf(t)
}

func (r *reader) month(n *yaml.Node) model.Month {
	s := r.text(n)
	m, err := model.ParseMonth(s)
	if err != nil {
		r.bad(n, "wrong-date", model.Says{
			JA: fmt.Sprintf("「%s」は月として読めません", s), EN: fmt.Sprintf("%q is not a month", s),
			HintJA: "「2026-10」のように書いてください", HintEN: "write it like 2026-10"})
	}
	return m
}

// date says what is wrong with a date: its form, or that there is no such day.
func (r *reader) date(n *yaml.Node, s string) {
	say := model.Says{JA: fmt.Sprintf("「%s」は日付として読めません", s), EN: fmt.Sprintf("%q is not a date", s),
		HintJA: "「2026-10-31」か「2026-10-31T10:00:00+09:00」のように書いてください", HintEN: "write it like 2026-10-31 or 2026-10-31T10:00:00+09:00"}
	right := ""
	digits := strings.FieldsFunc(text.NFKC(s), func(c rune) bool { return c < '0' || c > '9' })
	if len(digits) >= 3 && len(digits[0]) == 4 {
		y, _ := strconv.Atoi(digits[0])
		m, _ := strconv.Atoi(digits[1])
		d, _ := strconv.Atoi(digits[2])
		iso := fmt.Sprintf("%04d-%02d-%02d", y, m, d)
		if _, err := time.Parse("2006-01-02", iso); err != nil {
			say = model.Says{JA: fmt.Sprintf("「%s」という日はありません", s), EN: fmt.Sprintf("there is no such day as %s", s),
				HintJA: "月と日を確かめてください", HintEN: "check month and day"}
		} else {
			say.HintJA, say.HintEN = "「"+iso+"」と書いてください", "write "+iso
			if len(digits) == 3 {
				right = iso // with a time of day, it is for the author to say
			}
		}
	}
	p := r.bad(n, "wrong-date", say)
	if right != "" {
		p.Edits = r.instead(n, right)
	}
}

// oneOf reads one of the given words.
func (r *reader) oneOf(n *yaml.Node, words ...string) string {
	s := r.text(n)
	for _, w := range words {
		if s == w {
			return s
		}
	}
	say := model.Says{
		JA: fmt.Sprintf("「%s」は使えません", s), EN: fmt.Sprintf("%q is not possible here", s),
		HintJA: "使えるのは " + strings.Join(words, "、") + " です", HintEN: "use one of " + strings.Join(words, ", ")}
	near(&say, s, words)
	r.bad(n, "unknown-value", say)
	return ""
}

// localized reads a text, or a mapping of languages to texts.
func (r *reader) localized(n *yaml.Node) model.Text {
	if n.Kind == yaml.ScalarNode {
		return model.Text{"": r.text(n)}
	}
	t := model.Text{}
	if n.Kind != yaml.MappingNode {
		r.shape(n, "文字か、言語ごとの文字", "text, or texts by language,")
		return t
	}
	for _, k := range r.keys(n) {
		r.tongue(k)
		t[model.Lang(strings.ToLower(k.name))] = r.text(k.value)
	}
	return t
}

// tongue notes a key that names a language, to hold it against those of the
// site when they are known.
func (r *reader) tongue(k key) {
	if k.name != "" {
		r.tongues = append(r.tongues, model.Mention{To: strings.ToLower(k.name), Pos: r.pos(k.node)})
	}
}

// address reads a URL or a path of the site.
func (r *reader) address(n *yaml.Node) string {
	s := r.line(n)
	scheme, _, ok := strings.Cut(s, ":")
	if ok && !strings.ContainsAny(scheme, "/?#") {
		switch strings.ToLower(scheme) {
		case "http", "https", "mailto", "tel":
		default:
			r.bad(n, "forbidden-scheme", model.Says{
				JA: fmt.Sprintf("「%s:」で始まるリンクは使えません", scheme), EN: fmt.Sprintf("links cannot begin with %s:", scheme),
				HintJA: "使えるのは https、http、mailto、tel と、サイトの中のパスです", HintEN: "use https, http, mailto, tel or a path of the site"})
			return ""
		}
	}
	return s
}
