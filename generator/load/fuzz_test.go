package load

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"kaizen/generator/internal/bounded"
	"kaizen/generator/model"
	"kaizen/generator/rules"
	"kaizen/templates"
	"kaizen/themes"
)

const fuzzConfig = "title: 改善\nbase_url: https://kaizen.example.com/\nlanguages: [ja, en]\nproducts: [{id: hinata, name: ひなた}]\ntags: [{id: csv, name: CSV}]\n"

// FuzzFrontMatter reads records of any bytes.
func FuzzFrontMatter(f *testing.F) {
	names, err := filepath.Glob("../../content/*/2026/1*/*.md")
	if err != nil || len(names) == 0 {
		f.Fatal("no records", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, s := range []string{
		"", "---", "---\n---", "---\ntitle: [", "---\n" + strings.Repeat("[", 5000) + "\n---\n", "---\na: &a [*a]\n---\n", "---\n　title：“x”\n\tkind:fix\n---\n",
		"---\nid:\ntitle: \ndate: 2026-02-30\nkind: {}\n---\n", "---\nslug: Ａ_B\nactions: {needed：true}\n---\n", "---\n\u202e: 1\n---\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		sound(t, "content/hinata/2026/10/a.md", data, fstest.MapFS{"kaizen.yaml": {Data: []byte(fuzzConfig)}})
	})
}

// FuzzConfig reads configs of any bytes.
func FuzzConfig(f *testing.F) {
	data, err := os.ReadFile("../../kaizen.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	for _, s := range []string{
		fuzzConfig, "", "- a", "title: {}\nproducts: [{}]", "products: [1, 2]\nlanguages: {}", "title: x\nseverity: {a: b, email: note}\nwords: {ja: {a: [b]}}",
		"title: x\nproducts: [{id: x, path: api}]\nrequire: {fix: [x]}\nfront_matter: {map: {a: b}}", "timezone: Local\nbase_url: ://", "kinds: []\ntags: []",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		sound(t, "kaizen.yaml", data, fstest.MapFS{"content/hinata/a.md": {Data: []byte("---\ntitle: a\ndate: 2026-10-31\nkind: fix\nproduct: hinata\n---\n")}})
	})
}

// dressedIn are the inputs without a site, and dressed what Load makes of them.
var (
	dressedIn = Inputs{Site: fstest.MapFS{}, Templates: templates.FS, Themes: themes.FS}
	dressed   = sync.OnceValue(dress)
)

func dress() *Result {
	res, err := Load(context.Background(), dressedIn, nil)
	if err != nil {
		panic(err)
	}
	return res
}

// sound loads a site with one file of any content. Its problems must have
// places that exist, rules that are explained and words in both languages, and
// their edits must lie within their lines.
func sound(t *testing.T, name string, data []byte, site fstest.MapFS) {
	t.Helper()
	site[name] = &fstest.MapFile{Data: data}
	first := dressed()
	var loaded *Result
	bounded.Run(t, func() {
		var err error
		if loaded, err = Load(context.Background(), Inputs{Site: site, Templates: templates.FS, Themes: themes.FS}, first); err != nil {
			t.Fatal(err)
		}
	})
	lines := strings.Split(string(normalise(data)), "\n")
	for _, p := range loaded.Problems {
		if _, ok := rules.Find(p.Rule); !ok {
			t.Errorf("the rule %q is not explained", p.Rule)
		}
		for _, lang := range []model.Lang{"ja", "en"} {
			if p.Text[lang] == "" {
				t.Errorf("%s says nothing in %s", p.Rule, lang)
			}
		}
		if p.File != name || !utf8.Valid(data) {
			continue
		}
		if p.Line > len(lines)+1 || p.Line > 0 && p.Line <= len(lines) && p.Col > utf8.RuneCountInString(lines[p.Line-1])+1 {
			t.Errorf("%s is at %d:%d, which does not exist: %s", p.Rule, p.Line, p.Col, p.Text["en"])
		}
		for _, e := range p.Edits {
			if e.Line < 0 || e.Line > len(lines)+1 || e.Col < 0 || e.Len < 0 {
				t.Errorf("%s edits %+v", p.Rule, e)
			}
		}
	}
}
