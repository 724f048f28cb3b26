package pattern

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/dlclark/regexp2/v2"
)

// expressions are what the rules of highlighters are made of, and corners of
// the dialect: each is matched with regexp2 and with this package.
var expressions = []string{
	`a`, `ab`, `.`, `[^a]`, `\w+`, `\s*`, `\d{2,3}`, `a*?b`, `[ab]*?a`, `[ab]+a`, `.*b`, `(?s).*b`, `.*?$`, `^a`, `(?m)^a.*$`,
	`a|b|ab`, `ab|a|b`, `(a|ab)(c|bcd)(d*)`, `(?:a|ab)(?:b|c)*`, `(a|b)*c`, `(a|b)*?c`, `(a*)*`, `(a*)+b`, `(a*?)*?b`, `(a|b){2,3}`, `(a|b){2,3}?b`,
	`(a?){3}b`, `(?:a?){2,5}?b`, `(?:ab){2}`, `(?:ab?){0,2}a`, `()*a`, `(?:){2,}a`, `(|a)+b`, `(?:a|)+?b`,
	`a(?=b)`, `a(?!b)`, `(?<=a)b`, `(?<!a)b`, `(?<=ab*)c`, `(?<=a[bc]*?)c`, `(?<!(?:a|bc))b`, `(?<=(a)b?)c`, `(?=(a+))\1b`, `(?!(a)b)a`, `(?<=^|\b)a`,
	`(?<=a{2})b`, `(?<=a{1,2}?)b`, `(?<=\w+)b`, `(?<=あ)a`, `(?<=[^a])b`,
	`(a)\1`, `(a|b)+\1`, `(?i)(a|b)\1`, `(?i)ab`, `(?i)[a-c]+É`, `(["'])(.*?)\1`, `(?:(a)|b)*\1`, `(?<=(a)\1)b`, `(?i)(?<=([ab])\1)c`,
	`(?>a*)b`, `(?>a|ab)c`, `(?>(a|b)+)c`, `(?>a*?)b`, `a*+b`,
	`\bab\b`, `a\B`, `\Aa`, `a\z`, `a\Z`, `(?m)a$`, `a$`,
	`あ`, `[ぁ-ん]+`, `[^ぁ-ん]+`, `あ|い|う|a`, `(?:あい|あう|a)+`, `\p{Han}+`, `[^\W\d]\w*`, `\W`, `é|e`,
	`(?:abc|abd|ab|b|cab|ca)`, `(?i)(?:abc|abd|ab|b|cab|ca)\b`, `(abc|abd|b)(c)?`, `(?:a|b|c|d|[ab]c|.b|)+c`, `(?:aa|ab|[ab]c|a)(b)?`, `(?:a|b|c)+?\b`,
	`"(?:\\.|[^"\\])*"`, `'(\\.|[^'])*?'`, `/\*(.|\n)*?\*/`, `(?:(a)(b)?)+`, `(?:(a)|(b)|(c))*`, `((a)|b)*?c`, `(?:(?:a|b)*c)*b`, `(?:(?:ab)*?c)*`,
	`(?<x>a)(b)(?<y>c)`, `(a(?=(b)))b`, `(?:(?=(a))a|b)+\1`, `(?:(?!ab)[abc])+`, `(?:a(?!b)|b)*c`, `(?=a)(?:a|b)`,
	`<<(['"]?)([a-c]+)\1[\s\S]*?\n\2`, `(a+)(a*)(a?)`, `(a+?)(a*?)(b?)$`, `[^\n]*\n`, `[^\n]+`, `(?:[^\n]+\n?)*?c`,
}

// letters are enough for all that the expressions tell apart.
var letters = strings.Split(`a b c d A B É é あ い 漢 \ " ' / * < 1 23 _`+" \x00 \n", " ")

func randomText(r *rand.Rand, letters []string, size int) string {
	var b strings.Builder
	common := letters[:1+r.IntN(len(letters))]
	for b.Len() < size {
		b.WriteString(common[r.IntN(len(common))])
		if r.IntN(12) == 0 {
			b.WriteString(letters[r.IntN(len(letters))])
		}
		if r.IntN(15) == 0 {
			b.WriteString(" ")
		}
	}
	return b.String()
}

// match returns what an expression and its groups match at each position of a
// text, by regexp2.
func matchByRegexp2(t *testing.T, re *regexp2.Regexp, text string) []string {
	t.Helper()
	var all []string
	runes := []rune(text)
	for i := range runes {
		m, err := re.FindRunesMatchStartingAt(runes, i)
		if err != nil {
			t.Fatal(err)
		}
		if m == nil {
			all = append(all, "no")
			continue
		}
		var groups []string
		for _, g := range m.Groups() {
			groups = append(groups, g.String())
		}
		all = append(all, fmt.Sprintf("%q", groups))
	}
	return all
}

// matchByUs is the same by this package. The first bytes that it announces
// must be those of every match.
func matchByUs(t *testing.T, p *Pattern, text string) []string {
	t.Helper()
	var all []string
	m := NewMatcher(text, 1<<30)
	for i := range text {
		if m.Match(p, i) < 0 {
			all = append(all, "no")
			continue
		}
		if !p.CanStart(text[i]) {
			t.Fatalf("a match at %d of %q begins with a byte that was denied", i, text)
		}
		var groups []string
		for g := range p.Groups() {
			groups = append(groups, m.Group(g))
		}
		all = append(all, fmt.Sprintf("%q", groups))
	}
	return all
}

func compareOn(t *testing.T, expr string, texts []string) {
	t.Helper()
	re, err := regexp2.Compile(`\G(?:` + expr + `)`)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Compile(`\G(?:`+expr+`)`, true)
	if err != nil {
		t.Fatal(err)
	}
	light, err := Compile(`\G(?:`+expr+`)`, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range texts {
		want, got := matchByRegexp2(t, re, text), matchByUs(t, p, text)
		m := NewMatcher(text, 1<<30)
		n := 0
		for i := range text {
			if want[n] != got[n] {
				t.Fatalf("%s at %d of %q: regexp2 %s, we %s", expr, i, text, want[n], got[n])
			}
			if end := m.Match(light, i); (end < 0) != (got[n] == "no") || end >= 0 && !strings.HasPrefix(got[n], fmt.Sprintf("[%q", text[i:end])) {
				t.Fatalf("%s at %d of %q: with groups %s, without %d", expr, i, text, got[n], end)
			}
			n++
		}
	}
}

func TestLikeRegexp2(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, expr := range expressions {
		texts := []string{"a", "ab", "aab", "abc", "aaabbbccc", "abab abab c", "'a' \"b\\\"\"", "/* a\n */", "<<'a'\nb\na"}
		for range 40 {
			texts = append(texts, randomText(r, letters, 1+r.IntN(25)))
		}
		compareOn(t, expr, texts)
	}
}

// TestRandomExpressions puts expressions together at random.
func TestRandomExpressions(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 400 {
		expr := randomExpression(r, 4)
		texts := []string{}
		for range 12 {
			texts = append(texts, randomText(r, []string{"a", "b", "c", "A", "あ", "\n", " "}, 1+r.IntN(12)))
		}
		compareOn(t, expr, texts)
	}
}

func randomExpression(r *rand.Rand, depth int) string {
	if depth == 0 || r.IntN(6) == 0 {
		leaves := []string{"a", "b", "c", ".", "[ab]", "[^a]", "あ", `\w`, `\s`, "ab", "(?i:a)", "^", "$", `\b`, `\B`, "", "abc", "[^b]"}
		return leaves[r.IntN(len(leaves))]
	}
	a, b := randomExpression(r, depth-1), randomExpression(r, depth-1)
	switch r.IntN(12) {
	case 0, 1, 2:
		return a + b
	case 3:
		return "(?:" + a + "|" + b + ")"
	case 4:
		return "(" + a + "|" + b + "|" + randomExpression(r, depth-1) + ")"
	case 5:
		return "(?:" + a + "|" + b + "|" + randomExpression(r, depth-1) + "|" + randomExpression(r, depth-1) + ")"
	case 6:
		return "(" + a + ")"
	case 7:
		looks := []string{"(?=", "(?!", "(?<=", "(?<!", "(?>"}
		return looks[r.IntN(len(looks))] + a + ")" + b
	default:
		quantifiers := []string{"*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{2,}?", "{0,2}?"}
		return "(?:" + a + ")" + quantifiers[r.IntN(len(quantifiers))]
	}
}

func TestSteps(t *testing.T) {
	p, err := Compile(`\G(?:a|aa)+b`, false)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if r := recover(); r != (Spent{}) {
			t.Errorf("a match without end ends with %v", r)
		}
	}()
	NewMatcher(strings.Repeat("a", 60), 100_000).Match(p, 0)
	t.Error("a match without end came back")
}
