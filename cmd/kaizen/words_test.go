package main

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/spf13/cobra"

	"kaizen/generator/load"
	"kaizen/generator/model"
	"kaizen/generator/text"
	"kaizen/templates"
	"kaizen/themes"
)

// commands lists every command there is, by the words that call it.
func commands(t *testing.T) [][]string {
	t.Helper()
	a := &app{console: console{env: func(string) string { return "" }}}
	var list [][]string
	var each func(cmd *cobra.Command, words []string)
	each = func(cmd *cobra.Command, words []string) {
		list = append(list, words)
		for _, sub := range cmd.Commands() {
			each(sub, append(append([]string{}, words...), sub.Name()))
		}
	}
	each(a.root(), nil)
	if len(list) < 8 {
		t.Fatalf("only %d commands", len(list))
	}
	return list
}

// english finds words that libraries put into help and messages.
var english = regexp.MustCompile(`\b(?i:usage|flags?|available|commands?|help for|examples?|default|unknown|argument|use "|requires|accepts|completion for|generate)\b`)

// TestHelpIsTranslated: every command and every mistake in its arguments is
// answered in the language of --lang, wherever it stands, and never in the
// words of a library.
func TestHelpIsTranslated(t *testing.T) {
	for _, words := range commands(t) {
		name := strings.Join(append([]string{"kaizen"}, words...), " ")
		for _, args := range [][]string{{"--help", "--lang", "ja"}, {"--lang=ja", "-h"}, {"--no-such-option", "--lang", "ja"}, {"1", "2", "3", "--lang", "ja"}} {
			code, out, errs := runHere(t, "", false, append(append([]string{}, words...), args...)...)
			for line := range strings.Lines(out + errs) {
				if found := english.FindString(line); found != "" && !strings.HasPrefix(line, "  kaizen ") {
					t.Errorf("%s %s says %q in %q", name, strings.Join(args, " "), found, line)
				}
			}
			if strings.Contains(strings.Join(args, " "), "-h") {
				if code != fine || !strings.Contains(out, "使い方") || !strings.Contains(out, name) {
					t.Errorf("%s is not explained:\n%s", name, out)
				}
			} else if len(words) == 0 || words[0] != "help" {
				if code != usage || !strings.HasPrefix(errs, "kaizen: ") || !strings.Contains(errs, "\nhint: ") {
					t.Errorf("%s %s: exit code %d, %q", name, strings.Join(args, " "), code, errs)
				}
			}
		}
		_, out, _ := runHere(t, "", false, append(append([]string{}, words...), "--help")...)
		for line := range strings.Lines(out) {
			if strings.ContainsFunc(line, text.IsJapanese) && !strings.HasPrefix(line, "  kaizen ") {
				t.Errorf("%s --help has Japanese in %q", name, line)
			}
		}
	}
}

// TestOptionsAreExplained: every option of every command has a usage in both
// languages that fits on a line, and every command a summary.
func TestOptionsAreExplained(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		for _, words := range commands(t) {
			_, out, _ := runHere(t, "", false, append(append([]string{}, words...), "--help", "--lang", lang)...)
			for line := range strings.Lines(out) {
				if rest, ok := strings.CutPrefix(line, "  --"); ok && len(strings.Fields(rest)) < 2 {
					t.Errorf("%v: %q is not explained", words, line)
				}
			}
		}
	}
}

// TestOutlines uncomments every line of every outline: what `new` offers are
// keys that exist, in a form that reads.
func TestOutlines(t *testing.T) {
	for _, kind := range []string{"obstacle", "feature", "improvement", "speed", "fix", "change", "removal", "security", "notice", "own"} {
		for _, lang := range []model.Lang{"ja", "en"} {
			w := written{id: "a", title: "直りました", date: "2026-11-05", product: "shop", kind: kind}
			all := ""
			for line := range strings.Lines(string(w.begin(lang))) {
				if key, rest, ok := strings.Cut(strings.TrimPrefix(line, "# "), ":"); ok && strings.HasPrefix(line, "# ") && !strings.Contains(key, " ") {
					line = key + ":" + rest
				}
				all += line
			}
			files := fstest.MapFS{
				"kaizen.yaml":  {Data: []byte("title: a\nbase_url: https://a.example/\nproducts: [{id: shop}]\nkinds: [{id: " + kind + "}]\n")},
				"content/a.md": {Data: []byte(all)},
			}
			site, err := load.Load(t.Context(), load.Inputs{Site: files, Templates: templates.FS, Themes: themes.FS}, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range site.Problems {
				if p.Rule == "unknown-key" || p.Rule == "duplicate-key" || p.Rule == "yaml" || p.Rule == "unknown-kind" {
					t.Errorf("%s in %s, line %d: %s\n%s", kind, lang, p.Line, p.Text.In("en"), all)
				}
			}
			if !strings.Contains(all, "\nsummary:") || !strings.Contains(all, "<!-- ") {
				t.Errorf("%s in %s offers too little:\n%s", kind, lang, all)
			}
		}
	}
}

// FuzzScalar writes titles as YAML and reads them back.
func FuzzScalar(f *testing.F) {
	for _, s := range []string{"直りました", "a: b", "- a", "# a", `"a" \ 'b'`, "true", "NULL", "~", "1.10", "2026-11-05", "a #b", "@a", "key:", "{a}", "[a]", "a, b", "！", "…", "<b>", "'", "0x1f", ".5", "<<", "=", "y"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if s = strings.Join(strings.Fields(text.NFC(text.Clean(s))), " "); s == "" {
			return
		}
		w := written{id: "a", title: s, date: "2026-11-05", product: "shop", kind: "fix"}
		files := fstest.MapFS{
			"kaizen.yaml":  {Data: []byte("title: " + scalar(s) + "\nbase_url: https://a.example/\nproducts: [{id: shop, name: " + flowScalar(s) + "}]\n")},
			"content/a.md": {Data: w.begin("ja")},
		}
		site, err := load.Load(t.Context(), load.Inputs{Site: files, Templates: templates.FS, Themes: themes.FS}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if site.Config == nil || len(site.Records) != 1 {
			t.Fatalf("%q cannot be read: %v", s, site.Problems)
		}
		if got := site.Records[0].Title; got != s {
			t.Errorf("the title %q reads as %q", s, got)
		}
		if got := site.Config.Title.In("ja"); got != s {
			t.Errorf("the site's title %q reads as %q", s, got)
		}
		if got := site.Config.Products[0].Name.In("ja"); got != s {
			t.Errorf("the product's name %q reads as %q", s, got)
		}
	})
}
