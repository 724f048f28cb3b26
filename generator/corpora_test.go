package generator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"

	"kaizen/generator"
	"kaizen/generator/model"
	"kaizen/templates"
	"kaizen/themes"
)

// corporaDir holds real change records of others, beside the repository.
const corporaDir = "../../shared/corpora"

// corpus is one folder of them, as its index.json describes it.
type corpus struct {
	Name      string
	ByProduct map[string]int `json:"by_product"`
	ByKind    map[string]int `json:"by_kind"`
	ByLang    map[string]int `json:"by_lang"`
	TopTags   map[string]int `json:"top_tags"`
	Records   int
}

// haveCorpora reports whether the records are there, as they must be in CI.
func haveCorpora(t *testing.T) bool {
	t.Helper()
	_, err := os.Stat(corporaDir)
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal(err)
	}
	if err != nil {
		t.Logf("nothing to build: %v", err)
	}
	return err == nil
}

func readCorpus(t *testing.T, name string) (corpus, fstest.MapFS) {
	t.Helper()
	dir := filepath.Join(corporaDir, name)
	data, err := os.ReadFile(filepath.Join(dir, "index.json"))
	if err != nil {
		t.Fatal(err)
	}
	var c corpus
	if err := json.Unmarshal(data, &c); err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	records := os.DirFS(filepath.Join(dir, "records"))
	err = fs.WalkDir(records, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(records, name)
		files[path.Join("content", name)] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c, files
}

// config is a kaizen.yaml for a corpus: what its index lists, and extra lines.
func (c corpus) config(extra string, without ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\nbase_url: https://kaizen.example.com/\n", c.Name)
	fmt.Fprintf(&b, "languages: [%s]\n", strings.Join(slices.Sorted(maps.Keys(c.ByLang)), ", "))
	list := func(key string, ids map[string]int, more func(id string) string) {
		fmt.Fprintf(&b, "%s:\n", key)
		for _, id := range slices.Sorted(maps.Keys(ids)) {
			if !slices.Contains(without, id) {
				fmt.Fprintf(&b, "  - {id: %s, name: %s%s}\n", id, id, more(id))
			}
		}
	}
	list("products", c.ByProduct, func(id string) string {
		if id == "api" {
			return ", path: api-product"
		}
		return ""
	})
	list("kinds", c.ByKind, func(string) string { return "" })
	list("tags", c.TopTags, func(string) string { return "" })
	b.WriteString("front_matter: {ignore: [version, label, collapse]}\n" + extra)
	return b.String()
}

func buildCorpus(t *testing.T, files fstest.MapFS, config string) *generator.Snapshot {
	t.Helper()
	files["kaizen.yaml"] = &fstest.MapFile{Data: []byte(config)}
	s, err := generator.Build(t.Context(), generator.Inputs{
		Site: files, Templates: templates.FS, Themes: themes.FS, Search: true,
		Now: time.Date(2026, 11, 5, 12, 0, 0, 0, time.UTC),
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestCorpora builds sites of real records, not one of them touched. What is
// reported has been looked at, and every one of it is a true fault: a rule
// that cries wolf changes these counts.
func TestCorpora(t *testing.T) {
	if !haveCorpora(t) {
		return
	}
	for _, test := range []struct {
		name, extra string
		faults      map[string]int
	}{
		{"karte-ios", "", map[string]int{"missing-id": 205, "long-title": 1}},
		{"karte-android", "", map[string]int{"missing-id": 183, "long-title": 1}},
		{"liltoon", "", map[string]int{"missing-id": 271, "long-title": 62, "missing-highlights": 11}},
		// Links into the source's own repository and templates, headings that
		// begin at the third level, zero-width spaces.
		{"box", boxConfig, map[string]int{
			"broken-link": 35, "forbidden-scheme": 6, "invisible-character": 4, "long-title": 3,
			"missing-highlights": 25, "missing-id": 759, "skipped-heading": 23,
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, files := readCorpus(t, test.name)
			s := buildCorpus(t, files, c.config(test.extra))
			if len(s.Site.Records) != c.Records {
				t.Errorf("%d records, want %d", len(s.Site.Records), c.Records)
			}
			if model.HasErrors(s.Problems) {
				t.Error("the site is not published")
			}
			expectFaults(t, s.Problems, test.faults)
			checkFeedSizes(t, s)
			for _, o := range s.Outputs {
				if strings.HasSuffix(o.Path, ".html") {
					noGaps(t, o)
				}
			}
		})
	}
}

const boxConfig = `severity: {broken-link: warning}
privacy:
  domains: [box.com, box.net, salesforce.com]
  emails: [support@box.com, sadfasdf@box.com, jwt-set-rollout@box.com, AutomationUser_AppServiceID_RandomString@boxdevedition.com, AutomationUser_123456_6jCo6Pqwo@boxdevedition.com]
`

// expectFaults compares the problems, counted by rule.
func expectFaults(t *testing.T, problems []model.Problem, want map[string]int) {
	t.Helper()
	got := map[string][]string{}
	for _, p := range problems {
		got[p.Rule] = append(got[p.Rule], fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Col, p.Text.In("en")))
	}
	for rule, list := range got {
		if len(list) != want[rule] {
			t.Errorf("%d × %s, want %d:\n%s", len(list), rule, want[rule], strings.Join(list[:min(len(list), 8)], "\n"))
		}
	}
	for rule, n := range want {
		if n > 0 && got[rule] == nil {
			t.Errorf("no %s, want %d", rule, n)
		}
	}
}

// noGaps finds line breaks between two Japanese characters, which browsers
// show as a gap.
func noGaps(t *testing.T, o model.Output) {
	t.Helper()
	z := html.NewTokenizer(bytes.NewReader(o.Data))
	verbatim := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken:
			if name, _ := z.TagName(); string(name) == "pre" {
				verbatim++
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "pre" {
				verbatim--
			}
		case html.TextToken:
			if text := string(z.Text()); verbatim == 0 && strings.Contains(text, "\n") && gap.MatchString(text) {
				t.Errorf("%s: a line breaks within %q", o.Path, gap.FindString(text))
			}
		}
	}
}

var gap = regexp.MustCompile(`[\p{Han}\p{Hiragana}\p{Katakana}、。ー]\n[\p{Han}\p{Hiragana}\p{Katakana}、。ー]`)

// TestCorporaMisspelt leaves the misspelt product of karte-ios out of the
// config: both records that use it are refused, with the right name as hint.
func TestCorporaMisspelt(t *testing.T) {
	if !haveCorpora(t) {
		return
	}
	c, files := readCorpus(t, "karte-ios")
	s := buildCorpus(t, files, c.config("", "veriables"))
	expectFaults(t, s.Problems, map[string]int{"missing-id": 205, "long-title": 1, "unknown-product": 2})
	for _, p := range s.Problems {
		if p.Rule == "unknown-product" && (p.Line != 4 || p.Col != 10 || p.Hint["en"] != "did you mean variables?" || p.Hint["ja"] != "「variables」のことですか") {
			t.Errorf("%s:%d:%d: %v %v", p.File, p.Line, p.Col, p.Text, p.Hint)
		}
	}
}

// checkFeedSizes demands that no document of a feed is larger than the plan
// took it to be, and that the plan does not divide feeds needlessly finely.
func checkFeedSizes(t *testing.T, s *generator.Snapshot) {
	t.Helper()
	const head = 16 << 10 // what everything but the items may take
	var planned, made int
	for i, page := range s.Pages {
		v, ok := page.View.(model.FeedView)
		if !ok || len(v.Items) == 0 {
			continue
		}
		size := 0
		for _, it := range v.Items {
			size += it.Size
		}
		planned, made = planned+size, made+len(s.Outputs[i].Data)
		if got := len(s.Outputs[i].Data); got > size+head {
			t.Errorf("%s has %d bytes, planned for are %d", page.Path, got, size)
		}
	}
	if made == 0 || planned > 4*made {
		t.Errorf("all feeds have %d bytes, planned are %d", made, planned)
	}
	t.Logf("feeds: %d bytes, planned are %d", made, planned)
}
