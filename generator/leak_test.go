package generator_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"html"
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kaizen/generator"
	"kaizen/generator/model"
	"kaizen/generator/text"
	"kaizen/templates"
	"kaizen/themes"
)

var leakySites = flag.Int("sites", 24, "random sites in TestNothingPrivateIsPublished")

// TestNothingPrivateIsPublished builds random sites whose authors say, in all
// sorts of places and disguises, what stands in internal: or in a record that
// is not published. Each site is built without the leak check, to see what
// would have been published, and with it: then every leak must be a problem
// that names the place it comes from and a file it would have stood in.
// Build more of them with: go test ./generator -run TestNothingPrivate -sites 1000
func TestNothingPrivateIsPublished(t *testing.T) {
	known := &oracle{}
	var leaks, silent, needless int
	for seed := range uint64(*leakySites) {
		s, bare := newLeakySite(t, seed)
		caught := s.build(t, true, bare)
		leaky := false
		for _, secret := range s.secrets {
			where := known.find(bare.Outputs, secret.value)
			if len(where) == 0 {
				continue
			}
			leaks, leaky = leaks+1, true
			if !names(caught.Problems, secret, where) {
				t.Errorf("site %d: %q of %s:%d stands in %q\n  planted: %q\n  problems: %v",
					seed, secret.value, secret.file, secret.line, where, s.planted, caught.Problems)
			}
		}
		switch failed := model.HasErrors(caught.Problems); {
		case !leaky && failed:
			needless++
			t.Logf("site %d: no leak, but %v; planted: %q", seed, caught.Problems, s.planted)
		case !leaky:
			silent++
		}
	}
	t.Logf("%d sites: %d leaks, all of them found; %d sites without one", *leakySites, leaks, silent)
	// Without leaks there would be nothing to find, and without clean sites
	// a check that refuses everything would pass.
	if leaks < *leakySites/2 || silent < *leakySites/10 {
		t.Errorf("%d sites have %d leaks, and %d have none: the test tells nothing", *leakySites, leaks, silent)
	}
	if needless > 1+*leakySites/50 {
		t.Errorf("%d sites without a leak are refused", needless) // a few tell it in the folded form of the search index
	}
}

// names reports whether a problem tells of a secret and of one of the outputs.
func names(problems []model.Problem, s planted, outputs []string) bool {
	for _, p := range problems {
		if p.Level != model.Error || p.File != s.file || p.Line != s.line || p.Rule != s.rule {
			continue
		}
		for _, o := range outputs {
			if strings.Contains(p.Text["en"], " "+o) && strings.Contains(p.Text["ja"], " "+o) {
				return true
			}
		}
	}
	return false
}

func (s *leakySite) build(t *testing.T, search bool, prev *generator.Snapshot) *generator.Snapshot {
	t.Helper()
	built, err := generator.Build(context.Background(), generator.Inputs{
		Site: fs.FS(s.files), Templates: templates.FS, Themes: themes.FS, Search: search,
		Now: time.Date(2026, 6, 15, 3, 0, 0, 0, time.UTC),
	}, prev)
	if err != nil {
		t.Fatal(err)
	}
	return built
}

// oracle finds values in outputs as a reader with time and bad intentions
// would. It knows nothing of how guard does it, and is slow.
type oracle struct {
	read map[model.Sum][]string
}

// find returns the paths of the outputs in which a value stands.
func (o *oracle) find(outputs []model.Output, value string) (paths []string) {
	if o.read == nil {
		o.read = map[model.Sum][]string{}
	}
	forms := []string{squeeze(value)}
	if bare := untagged(forms[0]); bare != forms[0] {
		forms = append(forms, bare) // what looks like a tag in Markdown is taken for one
	}
	for _, out := range outputs {
		sum := model.SumOf(out.Data)
		if o.read[sum] == nil {
			o.read[sum] = readings(string(out.Data))
		}
		for _, reading := range append(readings(out.Path), o.read[sum]...) {
			if slices.ContainsFunc(forms, func(form string) bool { return stands(reading, form) }) {
				paths = append(paths, out.Path)
				break
			}
		}
	}
	return paths
}

// readings are all that a text may be read as: decoded as often as there is
// something to decode, with its tags and without them. What is decoded may look
// like a tag, so tags are taken out before that, too. In the query of a URL a
// plus sign is a space.
func readings(s string) []string {
	list := append(decoded(s), decoded(untagged(s))...)
	if query := strings.ReplaceAll(s, "+", " "); query != s {
		list = append(list, decoded(query)...)
	}
	return list
}

func decoded(s string) (list []string) {
	for range 5 {
		squeezed := squeeze(s)
		list = append(list, squeezed, strings.ToLower(text.NFKC(s))) // with its spaces, which keep numbers apart
		if bare := untagged(squeezed); bare != squeezed {
			list = append(list, bare)
		}
		next := percent(unescaped(html.UnescapeString(s)))
		if next == s {
			break
		}
		s = next
	}
	return list
}

// untagged is a text without its tags.
func untagged(s string) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(s, '<')
		if open < 0 {
			return b.String() + s
		}
		b.WriteString(s[:open])
		end := strings.IndexByte(s[open:], '>')
		if end < 0 {
			return b.String() + s[open:]
		}
		s = s[open+end+1:]
	}
}

// squeeze takes out what does not tell words apart: case, width, white space
// and what nobody sees.
func squeeze(s string) string {
	s = strings.ToLower(text.NFKC(s))
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\n', '\t', '\r', '\u3000', '\u00a0', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad':
			return -1
		}
		return r
	}, s)
}

// stands reports whether a value is in s; of a number or a short word, no
// other number or word may hold it by chance.
func stands(s, value string) bool {
	if !strings.Contains(s, value) {
		return false
	}
	if strings.Trim(value, "0123456789") != "" && len(value) >= 8 {
		return true
	}
	return regexp.MustCompile(`(^|[^0-9a-z])` + regexp.QuoteMeta(value) + `($|[^0-9a-z])`).MatchString(s)
}

var escapes = regexp.MustCompile(`(\\u[0-9a-fA-F]{4})+|\\["\\/]`)

// unescaped reads the escapes of JSON wherever they stand.
func unescaped(s string) string {
	return escapes.ReplaceAllStringFunc(s, func(e string) string {
		var out string
		if json.Unmarshal([]byte(`"`+e+`"`), &out) != nil {
			return e
		}
		return out
	})
}

var percents = regexp.MustCompile(`(%[0-9a-fA-F]{2})+`)

func percent(s string) string {
	return percents.ReplaceAllStringFunc(s, func(e string) string {
		out, err := url.PathUnescape(e)
		if err != nil {
			return e
		}
		return out
	})
}

// TestOracle: what it does not find, TestNothingPrivateIsPublished does not.
func TestOracle(t *testing.T) {
	for _, c := range []struct{ value, output string }{
		{"株式会社みどり工房", "<p>株式会社<b>みどり</b>工房</p>"}, {"カフェ「朝日」", "<p>ｶﾌｪ｢朝日｣</p>"}, {"Tom & Söhne", `{"a":"tom \u0026amp; S\u00f6hne"}`},
		{"ガーデン", "<a href=\"/%E3%82%AC%E3%83%BC%E3%83%87%E3%83%B3\">"}, {"12345678", "<p>No.１２３４５６７８です"}, {"みどり工房", "&#x307F;&#12393;&#x308A;工\u200b房"},
		{"b=2 <c> あかきつ", `<a href="/?q=b%3D2+%3Cc%3E+%E3%81%82%E3%81%8B%E3%81%8D%E3%81%A4">`}, {"key=87&b=2 <c> あかきつ", "<p>key=87&amp;b=2  あかきつ</p>"},
	} {
		if got := (&oracle{}).find([]model.Output{{Path: "a.html", Data: []byte(c.output)}}, c.value); len(got) != 1 {
			t.Errorf("%s is not found in %s", c.value, c.output)
		}
	}
	if got := (&oracle{}).find([]model.Output{{Path: "a.html", Data: []byte(fmt.Sprintf("<p>%s</p>", "みどりの工房 4123456789"))}}, "みどり工房"); len(got) > 0 {
		t.Error("another value is found")
	}
}
