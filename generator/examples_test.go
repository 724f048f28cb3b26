package generator_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kaizen/generator"
	"kaizen/generator/model"
	"kaizen/generator/rules"
	"kaizen/templates"
	"kaizen/themes"
)

// elsewhere are the rules whose examples show more than lines of one file, or
// need more than a site.
var elsewhere = strings.Fields("wrong-file-name differing-folder differing-twin circular-reference dead-link broken-template duplicate-volume wrong-tag moved-target duplicate-url missing-effect unsafe-picture missing-front-matter unclosed-front-matter wrong-front-matter")

// TestExamples types what `kaizen explain` shows as wrong and as right: the
// one breaks the rule, the other does not.
func TestExamples(t *testing.T) {
	first := built(t, exampleSite(nil), nil)
	for _, r := range rules.All() {
		if r.Wrong == "" || slices.Contains(elsewhere, r.Name) {
			continue
		}
		found := false
		for _, place := range placed {
			if found = breaks(t, place(r.Wrong), r.Name, first); !found {
				continue
			}
			if breaks(t, place(r.Right), r.Name, first) {
				t.Errorf("%s: what is shown as right breaks the rule, too:\n%s", r.Name, r.Right)
			}
			break
		}
		if !found {
			t.Errorf("%s: what is shown as wrong does not break the rule:\n%s", r.Name, r.Wrong)
		}
	}
}

// placed put lines of an example where they can stand: in a record's front
// matter, in its text, in the config.
var placed = []func(lines string) map[string]string{
	func(lines string) map[string]string {
		return map[string]string{exampleFile: "---\n" + instead(exampleMatter, lines) + "---\n\n本文です。\n"}
	},
	func(lines string) map[string]string {
		return map[string]string{exampleFile: "---\n" + exampleMatter + "---\n\n## 使い方\n\n" + lines + "\n"}
	},
	func(lines string) map[string]string {
		return map[string]string{"kaizen.yaml": instead(exampleConfig, lines)}
	},
}

const (
	exampleFile   = "content/hinata/2025/10/example.md"
	exampleMatter = "id: example\ntitle: 検索が速くなりました\ndate: 2025-10-31\nkind: fix\n"
	exampleConfig = "title: 改善レポート\nbase_url: https://kaizen.example.com/\nlanguages: [ja, en]\nproducts: [{id: hinata, name: {ja: ひなた, en: Hinata}}, {id: shop, name: {ja: ショップ, en: Shop}}]\n" +
		"tags: [{id: orders, name: {ja: 注文, en: Orders}}, {id: csv, name: CSV}]\nteams: [{id: cre, name: CRE}]\nseverity: {typed-space: note}\n"
)

// instead is a text with lines in the place of those with the same keys.
func instead(text, lines string) string {
	for line := range strings.Lines(lines + "\n") {
		key, _, _ := strings.Cut(strings.ReplaceAll(line, "：", ":"), ":")
		for old := range strings.Lines(text) {
			if strings.HasPrefix(old, key+":") {
				text = strings.Replace(text, old, "", 1)
			}
		}
	}
	return text + lines + "\n"
}

func exampleSite(changed map[string]string) generator.Inputs {
	record := func(id string) string {
		return "---\nid: " + id + "\ntitle: 記録" + id + "\ndate: 2025-09-30\nkind: fix\n---\n\n## 使い方\n"
	}
	files := map[string]string{
		"kaizen.yaml": exampleConfig, exampleFile: "---\n" + exampleMatter + "---\n",
		"content/hinata/2025/09/csv-errors.md": record("csv-errors"), "content/hinata/2025/09/order-search.md": record("order-search"),
		"content/hinata/2025/10/order-list.png": smallPicture(), "content/hinata/2025/10/a.png": smallPicture(),
	}
	maps.Copy(files, changed)
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(data), Mode: 0o644}
	}
	return generator.Inputs{Site: fsys, Templates: templates.FS, Themes: themes.FS, Now: time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC), Drafts: true, Future: true, Lazy: true}
}

func breaks(t *testing.T, files map[string]string, rule string, first *generator.Snapshot) bool {
	t.Helper()
	s := built(t, exampleSite(files), first)
	return slices.ContainsFunc(s.Problems, func(p model.Problem) bool { return p.Rule == rule })
}
