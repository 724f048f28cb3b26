package generator_test

import (
	"fmt"
	"strings"
)

// slip is old words of a file with new ones in their place.
type slip struct {
	old, new string // the first place of old in the file
	part     string // where the problem is found, in the line of new; "": at the top of the file
	rule     string
	hint     string
}

// wrongSettings are what people write in the config.
var wrongSettings = []slip{
	{"theme: michi", "theme: mihci", "mihci", "unknown-theme", "did you mean michi?"},
	{"timezone: Asia/Tokyo", "timezone: JST9", "JST9", "unknown-timezone", "Asia/Tokyo"},
	{"base_url: https://kaizen.example.com/", "base_url: kaizen.example.com", "kaizen.", "wrong-base-url", "https://"},
	{"numbering: months", "numbering: month", "month", "unknown-value", "did you mean months?"},
	{"languages: [ja, en]", "languages: [ja, english!]", "english!", "unknown-language", "such as ja"},
	{"title: {ja:", "title: {jp:", "jp", "unknown-language", "did you mean ja?"},
	{"hue: 45", "hue: 450", "450", "out-of-range", ""},
	{"hue: 45", "hue: 黄", "黄", "wrong-type", ""},
	{"first_report: 2025-09", "first_report: 2025/09", "2025/09", "wrong-date", "write 2025-09"},
	{"yomi: ひなたしょっぷ", "yome: ひなたしょっぷ", "yome", "unknown-key", "did you mean yomi?"},
	{"  - id: kotozute", "  - id: hinata #2", "hinata #2", "duplicate-id", "change one"},
	{"  - id: kotozute", "  - id: Kotozute", "Koto", "wrong-id", "write id: kotozute"},
	{"    path: hinata", "    path: api", "api", "reserved-path", "api-product"},
	{"{id: obstacle, ", "{id: obstcale, ", "obstacle", "unknown-kind", "did you mean obstcale?"},
	{"{id: notice, ", "{id: fix ,", "fix ,", "duplicate-id", "change one"},
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
	{"contact: https://help.example.com/contact", "contact: support@example.com", "support", "wrong-address", "did you mean mailto:support@example.com?"},
	{"languages: [ja, en]", "languages: ja, en", "ja, en", "unknown-language", "as a list: [ja, en]"},
	{"languages: [ja, en]", "languages: [jp, en]", "jp", "unknown-language", "did you mean ja?"},
	{"languages: [ja, en]", "languages: [日本語, en]", "日本語", "unknown-language", "did you mean ja?"},
	{"authority: kaizen.example.com,2026", "authority: kaizen.example.com", "kaizen.example.com", "wrong-type", "example.com,2026"},
	{"path: hinata", "path: /hinata/", "/hinata/", "wrong-id", "write path: hinata"},
	{"{year}年{month}月の機能改善まとめ", "{yaer}年{month}月の機能改善まとめ", "\"{yaer}", "unknown-value", "did you mean {year}?"},
	{"\"{year}年{month}月の機能改善まとめ\"", "{year}年{month}月の機能改善まとめ", "年{", "wrong-yaml", "begins with a bracket"},
	{"  - {id: gift,         name: {ja: ギフト, en: Gifts}}", "  - gift", "gift", "wrong-type", "tags: [{id: orders"},
	{"domains: [example.com,", "domains: [https://example.com/,", "https:", "wrong-type", "write example.com alone"},
	{"emails: [support@example.com]", "emails: [support.example.com]", "support.", "wrong-type", "support@example.com"},
	{"phones: []", "phones: [代表電話]", "代表電話", "wrong-type", "03-1234-5678"},
	{"first_report: 2025-09", "first_report: 2026-05", "id: hinata", "contrary-dates", "first_report: 2025-09"},
	{"contact: https://", "contact: gopher://", "gopher", "forbidden-scheme", "use https"},
	{"name: {ja: ひなたショップ, en: Hinata Shop}", "name: {ja: ひなたショップ}", "{ja: ひなたショップ}", "missing-name", "add en:"},
}

// wrongElsewhere are slips in other files, and deeper within records.
var wrongElsewhere = []struct {
	file string
	slip
}{
	{"content/reports/hinata/2026-10.md", slip{"lead: ", "laed: ", "laed", "unknown-key", "did you mean lead?"}},
	{"content/reports/hinata/2026-10.md", slip{"[order-search-presets, ", "[order-serch-presets, ", "order-serch", "unknown-record", "did you mean order-search-presets?"}},
	{"content/reports/hinata/2026-10.md", slip{"[order-search-presets, ", "[tax-rounding, ", "tax-rounding", "unknown-record", "of this month"}},
	{"content/reports/hinata/2026-10.md", slip{"outlook: ", "number: 零\noutlook: ", "零", "wrong-type", ""}},
	{"content/reports/hinata/2026-10.md", slip{"outlook: ", "number: 1\noutlook: ", "1", "duplicate-volume", "number"}},
	{"content/reports/hinata/2026-10.md", slip{"outlook: ", "outlook：", "：", "full-width-colon", "ordinary colon"}},
	{"content/reports/hinata/2026-10.md", slip{"lead: ", "intro: ", "intro", "unknown-key", "did you mean lead?"}},
	{"content/reports/hinata/2026-10.md", slip{"lead: ", "kind: fix\nlead: ", "kind: fix", "unknown-key", "no place in this file"}},
	{"content/reports/hinata/2026-10.md", slip{"[order-search-presets, ", "[order-search-presets, order-search-presets , ", "order-search-presets , ", "duplicate-id", "keep one"}},
	{"content/pages/about.md", slip{"title: このサイトについて\n", "", "", "missing-key", "like title:"}},
	{"content/pages/about.md", slip{"nav: true", "nav: いいえ", "いいえ", "wrong-type", ""}},
	{"content/pages/about.md", slip{"order: 1", "odrer: 1", "odrer", "unknown-key", "did you mean order?"}},
	{"content/pages/about.md", slip{"order: 1", "aliases: [/hinata/]", "/hinata/", "duplicate-url", "remove this alias"}},
	{"content/kotozute/2026/08/old-device-lockout.md", slip{"  src: lockout-device.png", "  src: lockout-devise.png", "lockout-devise", "missing-picture", "did you mean lockout-device.png?"}},
	{"content/kotozute/2026/08/old-device-lockout.md", slip{"  src: lockout-device.png", "  scr: lockout-device.png", "scr", "unknown-key", "did you mean src?"}},
	{"content/kotozute/2026/08/old-device-lockout.md", slip{"  src: lockout-device.png", "  src：lockout-device.png", "：", "full-width-colon", "ordinary colon"}},
	{"content/kotozute/2026/08/old-device-lockout.md", slip{"  src: lockout-device.png", "　src: lockout-device.png", "　", "full-width-space", "ordinary spaces"}},
	{"content/kotozute/2026/08/old-device-lockout.md", slip{"  alt: ", "  alt:", "ログインの記録", "missing-space", "put a space"}},
	{"content/michi-server/2026/10/wp-admin-opcache.md", slip{"  - {label: 編集画面, before: 3.4", "  - {label: 編集画面, befor: 3.4", "befor:", "unknown-key", "did you mean before?"}},
	{"content/michi-server/2026/10/wp-admin-opcache.md", slip{"before: 3.4", "before: 3.4秒", "3.4秒", "wrong-type", "write 3.4"}},
	{"content/michi-server/2026/10/wp-admin-opcache.md", slip{"  - {label: 編集画面", "  －{label: 編集画面", "－", "full-width-dash", "ordinary hyphen"}},
	{"content/michi-server/2026/10/wp-admin-opcache.md", slip{"highlight: 2", "updated: [{date: 2026-10-01, text: 訂正}]\nhighlight: 2", "2026-10-01", "contrary-dates", "mend one"}},
	{"content/michi-server/2026/10/wp-admin-opcache.md", slip{"highlight: 2", "updated:\n  - {dat: 2026-11-01, text: 訂正}\nhighlight: 2", "dat:", "unknown-key", "did you mean date?"}},
	{"content/michi-server/2026/10/wp-admin-opcache.md", slip{"highlight: 2", "withdrawn: {date: 2026-10-01, text: 取りやめ}\nhighlight: 2", "2026-10-01", "contrary-dates", "mend one"}},
	{"content/michi-server/2026/10/wp-admin-opcache.md", slip{"highlight: 2", "expires: 2026-10-08\nhighlight: 2", "2026-10-08", "contrary-dates", "mend one"}},
	{"content/michi-server/2026/10/wp-admin-opcache.md", slip{"highlight: 2", "report: 2026/10\nhighlight: 2", "2026/10", "wrong-date", "2026-10"}},
	{"content/michi-server/2026/10/wp-admin-opcache.md", slip{"highlight: 2", "draft: ture\nhighlight: 2", "ture", "wrong-type", ""}},
	{"content/michi-server/2026/10/wp-admin-opcache.md", slip{"highlight: 2", "Highlight: 2", "Highlight", "unknown-key", "did you mean highlight?"}},
	{"content/michi-server/2026/10/wp-admin-opcache.md", slip{"highlight: 2", "slug: staging-copy\nhighlight: 2", "", "duplicate-url", "another slug"}},
	{"content/michi-server/2026/10/wp-admin-opcache.md", slip{"id: wp-admin-opcache", "id: staging-copy", "staging-copy", "duplicate-id", "change one"}},
	{"content/michi-server/2026/10/wp-admin-opcache.md", slip{"highlight: 2", "allow: [{rule: phone, sha: 12, reson: x}]\nhighlight: 2", "reson", "unknown-key", "did you mean reason?"}},
	{"search-synonyms.yaml", slip{"[問い合わせ, 問合せ, お問い合わせ, お問合せ]", "[問い合わせ、問合せ]", "[", "missing-value", "- [order"}},
	{"search-synonyms.yaml", slip{"- [問い合わせ", "-　[問い合わせ", "-", "full-width-dash", "ordinary hyphen"}},
}

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
	for _, m := range wrongSettings {
		out = append(out, s.replaced(file, m))
	}
	for _, m := range wrongElsewhere {
		out = append(out, s.replaced(m.file, m.slip))
	}
	return out
}

// replaced makes a slip in a file.
func (s *patient) replaced(file string, m slip) mutation {
	text := string(s.files[file].Data)
	i := strings.Index(text, m.old)
	if i < 0 {
		return mutation{name: fmt.Sprintf("%s holds no %q", file, m.old)}
	}
	mutated := strings.Replace(text, m.old, m.new, 1)
	want := found{rule: m.rule, hint: m.hint}
	from := 1 + strings.Count(text[:i], "\n")
	for n, line := range strings.Split(mutated, "\n") {
		if m.part != "" && n+1 >= from && strings.Contains(line, m.part) {
			want.line, want.col = n+1, column(line, m.part)
			break
		}
	}
	if m.rule == "contrary-dates" && file == "kaizen.yaml" { // said of the product
		want.line, want.col = 17, 5
	}
	if m.part == "" {
		want.line, want.col = 1, 1
	}
	return mutation{fmt.Sprintf("%s: %q becomes %q", file, m.old, m.new), file, mutated, want}
}
