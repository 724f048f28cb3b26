package load

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
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

// shape says that a value is not of the kind that stands here, with an example
// of one that is.
func (r *reader) shape(n *yaml.Node, ja, en string) *model.Problem {
	say := model.Says{
		JA: fmt.Sprintf("ここには%sを書きます（%sになっています）", ja, kindJa(n)), EN: fmt.Sprintf("%s is expected here, not %s", en, kindEn(n))}
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		say.JA, say.EN = fmt.Sprintf("ここには%sを書きますが、空です", ja), fmt.Sprintf("%s is expected here, and nothing is written", en)
	}
	if r.example != "" && n.Kind != yaml.MappingNode {
		say.HintJA, say.HintEN = "「"+r.example+"」のように書いてください", "write it like "+r.example
	} else if n.Kind == yaml.SequenceNode {
		say.HintJA, say.HintEN = "リストにせず、値を1つだけ書いてください", "write one value, not a list"
	} else if n.Kind == yaml.MappingNode {
		say.HintJA, say.HintEN = "この行に値を1つだけ書いてください。下に字下げした行や { } は使えません", "write one value on the line, without braces or indented lines"
	}
	return r.bad(n, "wrong-type", say)
}

// examples are values of keys whose form is not plain from their name.
var examples = map[string]string{
	"inquiries":    "{before: 120, after: 9, window: 30d}",
	"action":       "{needed: true, until: 2026-12-01, text: …}",
	"numbers":      "[{label: …, before: 11, after: 2, unit: 回}]",
	"updated":      "[{date: 2026-10-31, text: …}]",
	"withdrawn":    "{date: 2026-10-31, text: …}",
	"allow":        "[{rule: phone, sha: …, reason: …, by: cre}]",
	"products":     "[{id: shop, name: ショップ}]",
	"kinds":        "[{id: fix, name: 不具合修正}]",
	"tags":         "[{id: orders, name: 受注}]",
	"teams":        "[{id: cr, name: CRチーム}]",
	"feeds":        "{limit: 50}",
	"privacy":      "{domains: [example.com]}",
	"look":         "{hue: 178}",
	"front_matter": "{ignore: [label]}",
	"require":      "{obstacle: [goal]}",
	"severity":     "{long-title: error}",
	"words":        "{ja: {archive.title: 年表}}",
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
	case "false", "no":
		return false
	}
	p := r.shape(n, "trueかfalse", "true or false")
	if n.Kind != yaml.ScalarNode {
		return false
	}
	p.Hint = model.Text{"ja": "「はい」は true、「いいえ」は false と書きます", "en": "write true for yes, false for no"}
	typed := strings.ToLower(text.NFKC(n.Value))
	for word, like := range map[string][]string{"true": {"true", "yes", "on", "1", "はい", "オン", "する"}, "false": {"false", "no", "off", "0", "いいえ", "オフ", "しない"}} {
		if slices.Contains(like, typed) {
			p.Hint = model.Text{"ja": "「" + word + "」と書いてください", "en": "write " + word}
			p.Edits = r.instead(n, word)
		}
	}
	if near, ok := text.Nearest(typed, []string{"true", "false"}); ok && p.Edits == nil {
		p.Hint = model.Text{"ja": "「" + near + "」のことですか", "en": "did you mean " + near + "?"}
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
			r.shape(n, "整数", "a whole number").Hint = model.Text{"ja": "小数点のない数にしてください", "en": "write it without a decimal point"}
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

var (
	leadingNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?`)
	anyNumber     = regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)
)

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
	if n.Kind == yaml.ScalarNode {
		p.Hint = model.Text{"ja": "半角の数字だけで書いてください", "en": "write digits only"}
	}
	if digits := anyNumber.FindString(text.NFKC(s)); digits != "" {
		p.Hint = model.Text{"ja": "「" + digits + "」とだけ書いてください", "en": "write " + digits + " alone"}
	}
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
	if err == nil || n.Kind != yaml.ScalarNode {
		return m
	}
	say := model.Says{
		JA: fmt.Sprintf("「%s」は月として読めません", s), EN: fmt.Sprintf("%q is not a month", s),
		HintJA: "「2026-10」のように書いてください", HintEN: "write it like 2026-10"}
	right, ok := meantMonth(s)
	if ok {
		say.HintJA, say.HintEN = "「"+right.String()+"」と書いてください", "write "+right.String()
	}
	if p := r.bad(n, "wrong-date", say); ok {
		p.Edits = r.instead(n, right.String())
	}
	return m
}

// meantMonth is the month that was written in another form.
func meantMonth(s string) (model.Month, bool) {
	y, m, _, _ := numbersOf(s)
	month, err := model.ParseMonth(fmt.Sprintf("%04d-%02d", y, m))
	return month, err == nil && y > 0
}

// date says what is wrong with a date: its form, or that there is no such day.
func (r *reader) date(n *yaml.Node, s string) {
	say := model.Says{JA: fmt.Sprintf("「%s」は日付として読めません", s), EN: fmt.Sprintf("%q is not a date", s),
		HintJA: "「2026-10-31」か「2026-10-31T10:00:00+09:00」のように書いてください", HintEN: "write it like 2026-10-31 or 2026-10-31T10:00:00+09:00"}
	right := ""
	if y, m, d, rest := numbersOf(s); d > 0 {
		iso := fmt.Sprintf("%04d-%02d-%02d", y, m, d)
		_, err := time.Parse("2006-01-02", iso)
		switch clock := meantClock.FindString(rest); {
		case err != nil:
			say = model.Says{JA: fmt.Sprintf("「%s」という日はありません", s), EN: fmt.Sprintf("there is no such day as %s", s),
				HintJA: "月と日を確かめてください", HintEN: "check month and day"}
		case clock != "": // when to publish is for the author to say
			if _, err := time.Parse("15:04", clock); err != nil {
				say.HintJA, say.HintEN = "時刻は00:00から23:59までです。「"+iso+"T09:00」のように書いてください", "times run from 00:00 to 23:59; write it like "+iso+"T09:00"
				break
			}
			say.HintJA, say.HintEN = "「"+iso+"T"+clock+"」と書いてください", "write "+iso+"T"+clock
		default:
			right = iso
			say.HintJA, say.HintEN = "「"+iso+"」と書いてください", "write "+iso
		}
	}
	p := r.bad(n, "wrong-date", say)
	if right != "" {
		p.Edits = r.instead(n, right)
	}
}

var (
	meantClock  = regexp.MustCompile(`\d?\d:\d\d`)
	mixed       = regexp.MustCompile(`[A-Za-z]\d|\d[A-Za-z]`) // 2026-1O-07: which digit was meant is for the author to say
	packed      = regexp.MustCompile(`^\s*(\d{4})(\d\d)(\d\d)?\s*$`)
	digitsFirst = regexp.MustCompile(`^\s*(?:西暦)?(\d{4})\D+(\d{1,2})(?:\D+(\d{1,2}))?`)
	inEnglish   = regexp.MustCompile(`^\s*(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?,?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})`)
	inEra       = regexp.MustCompile(`^\s*(?:令和|R)\s*(\d{1,2}|元)\D+(\d{1,2})(?:\D+(\d{1,2}))?`)
)

// numbersOf finds year, month and day in a date of another form, in whatever
// width, and what follows them. What is not there is 0.
func numbersOf(s string) (y, m, d int, rest string) {
	s = text.NFKC(s)
	number := func(digits string) int {
		if digits == "元" {
			return 1
		}
		n, _ := strconv.Atoi(digits)
		return n
	}
	parts, era := packed.FindStringSubmatch(s), 0
	if in := inEnglish.FindStringSubmatch(s); parts == nil && in != nil {
		for i := time.January; i <= time.December; i++ {
			if name := strings.ToLower(i.String()); strings.ToLower(in[2]) == name || strings.ToLower(in[2]) == name[:3] {
				return number(in[4]), int(i), number(in[1]) + number(in[3]), s[len(in[0]):]
			}
		}
	}
	if parts == nil {
		if parts = inEra.FindStringSubmatch(s); parts != nil {
			era = 2018
		}
	}
	if parts == nil && !mixed.MatchString(strings.ReplaceAll(s, "T", " ")) {
		parts = digitsFirst.FindStringSubmatch(s)
	}
	if parts == nil {
		return 0, 0, 0, ""
	}
	return number(parts[1]) + era, number(parts[2]), number(parts[3]), s[len(parts[0]):]
}

// oneOf reads one of the given words.
func (r *reader) oneOf(n *yaml.Node, words ...string) string {
	s := r.text(n)
	if n.Kind != yaml.ScalarNode {
		return "" // that it is no text has been said
	}
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
	scheme, rest, ok := strings.Cut(s, ":")
	if ok && !strings.ContainsAny(scheme, "/?#") {
		switch strings.ToLower(scheme) {
		case "mailto", "tel":
			return s
		case "http", "https":
			if u, err := url.Parse(s); err != nil || u.Host == "" || strings.Contains(s, " ") {
				r.wrongAddress(n, s, strings.ToLower(scheme)+"://"+strings.TrimLeft(rest, "/"))
				return ""
			}
			return s
		}
		if strings.Contains(scheme, ".") {
			r.wrongAddress(n, s, "https://"+s)
			return ""
		}
		r.bad(n, "forbidden-scheme", model.Says{
			JA: fmt.Sprintf("「%s:」で始まるリンクは使えません", scheme), EN: fmt.Sprintf("links cannot begin with %s:", scheme),
			HintJA: "使えるのは https、http、mailto、tel と、サイトの中のパスです", HintEN: "use https, http, mailto, tel or a path of the site"})
		return ""
	}
	if s != "" && !strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "#") {
		right := ""
		switch half := text.NFKC(s); {
		case half != s && strings.Contains(half, "://"):
			right = half
		case strings.Contains(s, "@"):
			right = "mailto:" + s
		case strings.Contains(strings.TrimLeft(s, "."), "."):
			right = "https://" + s
		}
		r.wrongAddress(n, s, right)
		return ""
	}
	return s
}

// wrongAddress says that a value is no URL, and what could be meant.
func (r *reader) wrongAddress(n *yaml.Node, s, right string) {
	say := model.Says{
		JA: fmt.Sprintf("「%s」はURLではありません", s), EN: fmt.Sprintf("%q is not an address", s),
		HintJA: "「https://…」か、「/」で始まるサイトの中のパスを書いてください", HintEN: "write https://…, or a path of the site that begins with /"}
	if u, err := url.Parse(right); right != "" && err == nil && (u.Host != "" || u.Opaque != "") && !strings.Contains(right, " ") {
		say.HintJA, say.HintEN = "「"+right+"」のことですか", "did you mean "+right+"?"
	}
	r.bad(n, "wrong-address", say)
}
