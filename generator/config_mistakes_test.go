package generator_test

import (
	"fmt"
	"strings"
)

// configMistakes get kaizen.yaml wrong.
func (s *patient) configMistakes() []mutation {
	const file = "kaizen.yaml"
	text := string(s.files[file].Data)
	lines := strings.Split(text, "\n")
	c := record{file: file, lines: lines}
	var out []mutation
	for i, line := range lines { // misspelt keys at the margin
		key, _, ok := strings.Cut(line, ":")
		if !ok || key != strings.TrimLeft(key, " -#") || len(key) < 4 {
			continue
		}
		out = append(out, c.mutate(entry{index: i}, typo(key, i)+strings.TrimPrefix(line, key), found{"unknown-key", i + 1, 1, "did you mean " + key + "?"}))
	}
	for _, m := range []struct {
		old, new string // the first place of old in the file
		part     string // where the problem is found, in the line of new
		rule     string
		hint     string
	}{
		{"theme: michi", "theme: mihci", "mihci", "unknown-theme", "did you mean michi?"},
		{"timezone: Asia/Tokyo", "timezone: JST9", "JST9", "unknown-timezone", "Asia/Tokyo"},
		{"base_url: https://kaizen.example.com/", "base_url: kaizen.example.com", "kaizen.", "wrong-base-url", "https://"},
		{"numbering: months", "numbering: month", "month", "unknown-value", "did you mean months?"},
		{"languages: [ja, en]", "languages: [ja, english!]", "[", "unknown-language", "such as ja"},
		{"title: {ja:", "title: {jp:", "jp", "unknown-language", "add it to languages"},
		{"hue: 45", "hue: 450", "450", "out-of-range", ""},
		{"hue: 45", "hue: 黄", "黄", "wrong-type", ""},
		{"first_report: 2025-09", "first_report: 2025/09", "2025/09", "wrong-date", "2026-10"},
		{"yomi: ひなたしょっぷ", "yome: ひなたしょっぷ", "yome", "unknown-key", "did you mean yomi?"},
		{"  - id: kotozute", "  - id: hinata", "id: hinata", "duplicate-id", "change one"},
		{"  - id: kotozute", "  - id: Kotozute", "id: Koto", "wrong-id", "lower-case"},
		{"    path: hinata", "    path: api", "id: hinata", "reserved-path", "api-product"},
		{"{id: obstacle, ", "{id: obstcale, ", "obstacle", "unknown-kind", "did you mean obstcale?"},
		{"{id: notice, ", "{id: fix, ", "{id: fix", "duplicate-id", "change one"},
		{"  obstacle: [goal,", "  obstacle: [gaol,", "gaol", "unknown-value", "did you mean goal?"},
		{"typed-space: warning", "type-space: warning", "type-space", "unknown-rule", "did you mean typed-space?"},
		{"typed-space: warning", "typed-space: warn", "warn", "unknown-value", "warning"},
		{"typed-space: warning", "email: note", "note", "firm-rule", "privacy"},
		{"limit: 50", "limit: 五十", "五十", "wrong-type", ""},
		{"limit: 50", "limit: ５０", "５０", "full-width-digits", "write 50"},
		{"limit: 50", "limit: 0", "0", "out-of-range", ""},
		{"summary_only: false", "summary_only: いいえ", "いいえ", "wrong-type", ""},
		{"summary_only: false", "summaryonly: false", "summaryonly", "unknown-key", "did you mean summary_only?"},
		{"domains: [", "domain: [", "domain", "unknown-key", "did you mean domains?"},
		{"map: {category: kind}", "map: {category: knd}", "knd", "unknown-value", "did you mean kind?"},
		{"era: false", "era：false", "：", "full-width-colon", "ordinary colon"},
		{"era: false", "era:false", "false", "missing-space", "put a space"},
		{"era: false", "\tera: false", "\t", "tab-indent", "spaces"},
		{"era: false", "era: false\nera: true", "era: true", "duplicate-key", "keep one"},
		{"era: false", "words: {ja: {archive.titel: 全部}}", "archive.titel", "unknown-word", "did you mean archive.title?"},
		{"contact: https://", "contact: gopher://", "gopher", "forbidden-scheme", "use https"},
		{"name: {ja: ひなたショップ, en: Hinata Shop}", "name: {ja: ひなたショップ}", "id: hinata", "missing-name", "add en:"},
		{"logo: ", "logo： ", "logo", "full-width-colon", ""},
	} {
		i := strings.Index(text, m.old)
		if i < 0 {
			continue
		}
		mutated := strings.Replace(text, m.old, m.new, 1)
		want := found{rule: m.rule, hint: m.hint}
		for n, line := range strings.Split(mutated, "\n") {
			if at := 1 + strings.Count(text[:i], "\n"); strings.Contains(line, m.part) && (n+1 >= at || m.rule == "reserved-path" || m.rule == "missing-name") {
				want.line, want.col = n+1, column(line, m.part)
				break
			}
		}
		out = append(out, mutation{fmt.Sprintf("%s: %q becomes %q", file, m.old, m.new), file, mutated, want})
	}
	return out
}
