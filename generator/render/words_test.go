package render

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kaizen/generator/model"
)

var (
	planUse     = regexp.MustCompile(`\.t\("([\w.]+)"[,)]`)
	placeholder = regexp.MustCompile(`\{\w+\}`)
	wordUse     = regexp.MustCompile(`\bt "([^"]+)"((?: "\w+" (?:\([^)]*\)|\S+?))*)\s*[})]`)
	wordName    = regexp.MustCompile(`"(\w+)" (?:\([^)]*\)|"[^"]*"|[^\s"]\S*)`)
)

// Both languages have the same words with the same placeholders; only forms
// for a count of one, which Japanese lacks, may stand in one alone.
func TestCatalogsAgree(t *testing.T) {
	ja, en := words(t, "ja"), words(t, "en")
	for key := range maps.Keys(en) {
		if _, ok := ja[key]; !ok && !strings.HasSuffix(key, ".one") {
			t.Errorf("ja.yaml has no %s", key)
		}
		if base, ok := strings.CutSuffix(key, ".one"); ok && en[base] == "" {
			t.Errorf("en.yaml has %s without %s", key, base)
		}
	}
	for key := range maps.Keys(ja) {
		if _, ok := en[key]; !ok {
			t.Errorf("en.yaml has no %s", key)
			continue
		}
		if key == "year.era" || key == "date.weekday" {
			continue // languages write dates with other parts
		}
		if a, b := placeholders(ja[key]), placeholders(en[key]); !slices.Equal(a, b) {
			t.Errorf("%s: ja has %v, en has %v", key, a, b)
		}
	}
}

// placeholders returns what s has places for; how a month is written is up to
// the language.
func placeholders(s string) []string {
	s = strings.ReplaceAll(s, "{monthname}", "{month}")
	return slices.Compact(slices.Sorted(slices.Values(placeholder.FindAllString(s, -1))))
}

// Every word that a template asks for exists, and gets what it has places for.
func TestTemplatesUseKnownWords(t *testing.T) {
	ja, en := words(t, "ja"), words(t, "en")
	uses := 0
	for name, text := range builtin(t).Files {
		for _, use := range wordUse.FindAllStringSubmatch(text, -1) {
			uses++
			word, ok := ja[use[1]]
			if !ok {
				t.Errorf("%s: there is no word %s", name, use[1])
			}
			if use[2] == "" {
				continue // without values the script fills the places
			}
			var given []string
			for _, m := range wordName.FindAllStringSubmatch(use[2], -1) {
				given = append(given, "{"+m[1]+"}")
			}
			want := placeholders(word)
			if en[use[1]+".one"] != "" && !slices.Contains(want, "{n}") {
				want = append(want, "{n}") // chooses the form, and stands before the word
			}
			if !slices.Equal(slices.Sorted(slices.Values(given)), want) {
				t.Errorf("%s: %s is given %v, but has places for %v", name, use[1], given, want)
			}
		}
	}
	if all := strings.Count(strings.Join(slices.Collect(maps.Values(builtin(t).Files)), ""), `t "`); uses < all*9/10 {
		t.Errorf("looked at %d of about %d uses", uses, all)
	}
}

// Every word that the plan asks for by a whole key exists.
func TestPlanUsesKnownWords(t *testing.T) {
	ja := words(t, "ja")
	files, err := filepath.Glob("../plan/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no files of the plan", err)
	}
	uses := 0
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, use := range planUse.FindAllSubmatch(src, -1) {
			uses++
			if _, ok := ja[string(use[1])]; !ok {
				t.Errorf("%s: there is no word %s", file, use[1])
			}
		}
	}
	if uses < 50 {
		t.Errorf("looked at only %d uses", uses)
	}
}

// Lists of names are complete, and dates come out in the way of the language.
func TestDatesOfCatalogs(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		catalog := words(t, lang)
		for key, n := range map[string]int{"weekdays": 7, "weekdays.short": 7, "months": 12, "months.short": 12} {
			if got := len(strings.Fields(catalog[key])); got != n {
				t.Errorf("%s.yaml: %s has %d names, want %d", lang, key, got, n)
			}
		}
	}
	view := newSample().views()[7]
	if html := page(t, parseBuiltin(t), "ja", view); !strings.Contains(html, "2026年10月22日（木）") {
		t.Error("the Japanese record does not say 2026年10月22日（木）")
	}
	if html := page(t, parseBuiltin(t), "en", view); !strings.Contains(html, "Thursday, October 22, 2026") {
		t.Error("the English record does not say Thursday, October 22, 2026")
	}
}

// A third language is one file of words: here a made-up one, its vowels doubled.
func TestThirdLanguage(t *testing.T) {
	pseudo := model.Catalog{}
	for key, word := range words(t, "en") {
		pseudo[key] = regexp.MustCompile(`\{\w+\}|[aeiou]`).ReplaceAllStringFunc(word, func(s string) string {
			if s[0] == '{' {
				return s
			}
			return s + s
		})
	}
	tmpl, problems := Parse(builtin(t), map[model.Lang]model.Catalog{"qps": pseudo}, sampleConfig())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, view := range newSample().views() {
		html := page(t, tmpl, "qps", view)
		if !strings.Contains(html, "Skiip too thee coonteent") && view.Template() != "redirect" {
			t.Errorf("%s does not speak the language", view.Template())
		}
		if strings.Contains(html, "Skip to") || strings.Contains(html, "本文へ移動") {
			t.Errorf("%s has words of another language", view.Template())
		}
	}
}
