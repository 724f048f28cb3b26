package generator_test

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

// The mistakes of TestMutations: what people mistype, in the keys, values,
// links and files of records and in the config.

// keyMistakes are made in every record, at one of its keys in turn.
func (s *patient) keyMistakes() []mutation {
	slips := []func(e entry) (line string, want found){
		func(e entry) (string, found) {
			return e.key + "：" + e.value, found{"full-width-colon", e.line(), len(e.key) + 1, "ordinary colon"}
		},
		func(e entry) (string, found) {
			return e.key + ":" + e.value, found{"missing-space", e.line(), len(e.key) + 2, "put a space"}
		},
		func(e entry) (string, found) {
			return e.key + ":　" + e.value, found{"full-width-space", e.line(), len(e.key) + 2, "ordinary space"}
		},
		func(e entry) (string, found) {
			return "　" + e.key + ": " + e.value, found{"full-width-space", e.line(), 1, "remove it"}
		},
		func(e entry) (string, found) {
			return "\t" + e.key + ": " + e.value, found{"tab-indent", e.line(), 1, "spaces"}
		},
		func(e entry) (string, found) {
			return e.key + ": " + e.value + "\n" + e.key + ": " + e.value, found{"duplicate-key", e.line() + 1, 1, "keep one"}
		},
		func(e entry) (string, found) {
			return e.key + ": \"" + e.value, found{"unclosed-quote", e.line(), len(e.key) + 3, "write \" at the end"}
		},
		func(e entry) (string, found) {
			return e.key + ": \u200b" + e.value, found{"invisible-character", e.line(), len(e.key) + 3, "remove it"}
		},
		func(e entry) (string, found) {
			return e.key + ": \u0007" + e.value, found{"control-character", e.line(), len(e.key) + 3, "remove it"}
		},
	}
	var out []mutation
	for i, r := range s.records {
		entries := r.entries()
		e := entries[i%len(entries)]
		out = append(out, r.mutate(e, typo(e.key, i)+": "+e.value, found{"unknown-key", e.line(), 1, "did you mean " + e.key + "?"}))
		for n := range 1 + i%2 {
			e := entries[(i*2+n*3)%len(entries)]
			slip := slips[(i+n)%len(slips)]
			if !e.alone || strings.Contains(e.value, `"`) {
				continue
			}
			if last := e.index+1 == r.end; last {
				continue // an open quote ends with the front matter
			}
			line, want := slip(e)
			out = append(out, r.mutate(e, line, want))
		}
	}
	return out
}

// wrongValues are what people write in the place of a value.
var wrongValues = []struct {
	key, value string
	rule, hint string
	at         string // part of the value where it is found; "": its beginning
}{
	{"date", "2026/10/31", "wrong-date", "write 2026-10-31", ""},
	{"date", "2026-2-30", "wrong-date", "check month and day", ""},
	{"date", "2026-13-01", "wrong-date", "check month and day", ""},
	{"date", "２０２６-１０-３１", "wrong-date", "write 2026-10-31", ""},
	{"date", "2026年10月31日", "wrong-date", "write 2026-10-31", ""},
	{"date", "31.10.2026", "wrong-date", "write it like 2026-10-31", ""},
	{"date", "2026-10-31T25:00", "wrong-date", "2026-10-31", ""},
	{"date", "きのう", "wrong-date", "write it like 2026-10-31", ""},
	{"date", "[2026-10-31]", "wrong-type", "", ""},
	{"date", "2024-01-15", "differing-folder", "move the file", ""},
	{"first_seen", "2031-01-01", "contrary-dates", "mend one", ""},
	{"first_seen", "2026-06-31", "wrong-date", "check month and day", ""},
	{"first_seen", "６月１日", "wrong-date", "write it like", ""},
	{"measured_on", "2020-01-01", "contrary-dates", "mend one", ""},
	{"kind", "improvment", "unknown-kind", "did you mean improvement?", ""},
	{"kind", "fxi", "unknown-kind", "did you mean fix?", ""},
	{"kind", "bug", "unknown-kind", "use one of", ""},
	{"kind", "[fix, speed]", "wrong-type", "", ""},
	{"tags", "[oders]", "unknown-tag", "did you mean orders?", "oders"},
	{"tags", "[csv、api]", "unknown-tag", "ordinary comma", "csv"},
	{"tags", "［csv］", "full-width-bracket", "ordinary brackets", ""},
	{"tags", "[csv, api", "unclosed-bracket", "closing bracket", ""},
	{"tags", "{csv: api}", "wrong-type", "", ""},
	{"tags", "[受註]", "unknown-tag", "", "受註"},
	{"teams", "[desgin]", "unknown-team", "did you mean design?", "desgin"},
	{"found_by", "inquirey", "unknown-value", "did you mean inquiry?", ""},
	{"found_by", "電話", "unknown-value", "use one of inquiry", ""},
	{"highlight", "一番", "wrong-type", "", ""},
	{"highlight", "0", "out-of-range", "", ""},
	{"highlight", "１", "full-width-digits", "write 1", ""},
	{"highlight", "1.5", "wrong-type", "", ""},
	{"inquiries", "{before: １２０}", "full-width-digits", "write 120", "１２０"},
	{"inquiries", "{before: 120件}", "wrong-type", "write 120, without a unit", "120件"},
	{"inquiries", "{befor: 120}", "unknown-key", "did you mean before?", "befor"},
	{"inquiries", "{before: -3}", "out-of-range", "", "-3"},
	{"inquiries", "120", "wrong-type", "", ""},
	{"inquiries", "{before：120}", "full-width-colon", "ordinary colon", "："},
	{"action", "{needed: はい}", "wrong-type", "", "はい"},
	{"action", "{needed: True}", "wrong-type", "write true", "True"},
	{"action", "{need: false}", "unknown-key", "did you mean needed?", "need"},
	{"action", "{needed: true, until: 2026-11-31}", "wrong-date", "check month", "2026-11-31"},
	{"action", "{needed: true, until: 2020-01-01}", "contrary-dates", "mend one", "2020"},
	{"action", "{needed: true, link: \"javascript:alert(1)\"}", "forbidden-scheme", "use https", "\"java"},
	{"action", "｛needed: false｝", "full-width-bracket", "ordinary brackets", ""},
	{"title", "", "missing-value", "", " "},
	{"title", "[検索]", "wrong-type", "", ""},
	{"title", "“検索が速くなりました”", "full-width-quotes", "use \"", ""},
	{"title", "お知らせ: 検索: 速い", "wrong-yaml", "must stand in quotes", ": 検索: "},
	{"title", "@検索", "wrong-yaml", "begins with @", ""},
	{"title", "&a 検索", "forbidden-yaml", "put it in quotes", ""},
	{"title", "!a 検索", "forbidden-yaml", "put it in quotes", ""},
	{"title", strings.Repeat("検索が速くなりました", 8), "long-title", "70", ""},
	{"title", "{ja: 検索}", "wrong-type", "", ""},
	{"related", "[order-serch-presets]", "unknown-record", "did you mean order-search-presets?", "order"},
	{"related", "[ftp-retirment]", "unknown-record", "did you mean ftp-retirement?", "ftp"},
	{"related", "{a: b}", "wrong-type", "", ""},
	{"help", "ftp://example.com/", "forbidden-scheme", "use https", ""},
	{"help", "/hinata/2026/10/order-search-preset/", "broken-link", "did you mean /hinata/2026/10/order-search-presets/?", ""},
	{"before", "{value: 8.2秒}", "wrong-type", "write 8.2, without a unit", "8.2秒"},
	{"before", "{valeu: 8.2, unit: 秒}", "unknown-key", "did you mean value?", "valeu"},
	{"before", "{src: nothing.png, alt: 画面}", "missing-picture", "relative", "nothing"},
	{"id", "", "missing-value", "such as id:", " "},
	{"date", "", "missing-value", "date: 2026-10-31", " "},
	{"date", "~", "missing-value", "date: 2026-10-31", ""},
	{"date", "20261007", "wrong-date", "write 2026-10-07", ""},
	{"date", "October 7, 2026", "wrong-date", "write 2026-10-07", ""},
	{"date", "7 Oct 2026", "wrong-date", "write 2026-10-07", ""},
	{"date", "令和8年10月7日", "wrong-date", "write 2026-10-07", ""},
	{"date", "2026-1O-07", "wrong-date", "write it like 2026-10-31", ""},
	{"date", "2026-10-07 24:00", "wrong-date", "00:00 to 23:59", ""},
	{"date", "2026/10/07 09:30", "wrong-date", "write 2026-10-07T09:30", ""},
	{"kind", "[fix]", "wrong-type", "one value, not a list", ""},
	{"kind", "", "missing-value", "write kind:", " "},
	{"kind", "不具合", "unknown-kind", "did you mean fix?", ""},
	{"kind", "障害", "unknown-kind", "did you mean obstacle?", ""},
	{"kind", "bugfix", "unknown-kind", "did you mean fix?", ""},
	{"kind", "#fix", "comment-in-value", "quotes", ""},
	{"tags", "orders, csv", "unknown-tag", "as a list: [orders, csv]", ""},
	{"tags", "[orders csv]", "unknown-tag", "as a list: [orders, csv]", "orders"},
	{"teams", "cre, shop", "unknown-team", "as a list: [cre, shop]", ""},
	{"related", "order-search-presets, tax-rounding", "unknown-record", "as a list: [", ""},
	{"inquiries", "{before: 1,200, after: 9}", "unknown-key", "without commas", "200"},
	{"inquiries", "{before: 120 after: 9}", "wrong-yaml", "comma and a space", ": 9"},
	{"inquiries", "before: 120, after: 9", "wrong-yaml", "put braces around it", ": 120"},
	{"inquiries", "{before: 約120}", "wrong-type", "write 120 alone", "約"},
	{"inquiries", "120件から9件", "wrong-type", "write it like inquiries: {before: 120", ""},
	{"action", "needed: false", "wrong-yaml", "put braces around it", ": false"},
	{"action", "{needed: true, deadline: 2026-12-01}", "unknown-key", "did you mean until?", "deadline"},
	{"action", "{needed: true, link: help.example.com/x}", "wrong-address", "did you mean https://help.example.com/x?", "help"},
	{"action", "{needed: }", "wrong-type", "true for yes", "}"},
	{"help", "help.example.com/x", "wrong-address", "did you mean https://help.example.com/x?", ""},
	{"help", "https:/help.example.com/x", "wrong-address", "did you mean https://help.example.com/x?", ""},
	{"help", "https://help.example.com/orders presets", "wrong-address", "", ""},
	{"help", "ｈｔｔｐｓ：／／help.example.com/", "wrong-address", "did you mean https://help.example.com/?", ""},
	{"title", "問い合わせ #123 の件を直しました", "comment-in-value", "quotes", "#"},
	{"title", "[重要] 検索が速くなりました", "wrong-yaml", "in quotes as a whole", "] 検"},
	{"title", "\"検索\"が速くなりました", "wrong-yaml", "enclose the whole value", "が"},
	{"title", "\"C:\\検索\"", "wrong-yaml", "put the value in '", "検"},
}

// valueMistakes try every way to get a value wrong on the first records that
// have the key.
func (s *patient) valueMistakes() []mutation {
	var out []mutation
	for _, m := range wrongValues {
		n := 0
		for _, r := range s.records {
			e, ok := r.entry(m.key)
			if !ok || strings.HasSuffix(r.file, ".en.md") || n == 2 {
				continue
			}
			n++
			line := e.key + ": " + m.value
			want := found{m.rule, e.line(), e.col(), m.hint}
			switch {
			case m.at == " ":
				want.col = 0
			case m.at != "" && m.rule == "wrong-yaml":
				want.col = 0
			case m.at != "":
				want.col = column(line, m.at)
			}
			out = append(out, r.mutate(e, line, want))
		}
	}
	return append(out, s.missingKeys()...)
}

// missingKeys takes out what a record cannot do without.
func (s *patient) missingKeys() []mutation {
	var out []mutation
	for i, r := range s.records {
		key := []string{"title", "date", "kind", "id", "goal", "obstacle"}[i%6]
		kind, _ := r.entry("kind")
		e, ok := r.entry(key)
		if !ok || i%6 > 3 && kind.value != "obstacle" || strings.HasSuffix(r.file, ".en.md") {
			continue
		}
		want := found{"missing-key", 1, 1, map[string]string{"title": "one sentence", "date": "date: 2026-10-31", "kind": "write kind:", "goal": "require", "obstacle": "require"}[key]}
		if key == "id" {
			want = found{"missing-id", 1, 1, "write id: "}
		}
		out = append(out, mutation{r.file + ": without " + key, r.file, r.with(e.index), want})
	}
	return out
}

var inlineLink = regexp.MustCompile(`(!?)\[[^\]]*\]\(([^) #]+)(#[^) ]+)?( "[^"]*")?\)`)

// linkMistakes break each link and picture in the bodies.
func (s *patient) linkMistakes() []mutation {
	var out []mutation
	fence := false
	for i, r := range s.records {
		for n := r.end + 1; n < len(r.lines); n++ {
			line := r.lines[n]
			if strings.HasPrefix(line, "```") {
				fence = !fence
			}
			m := inlineLink.FindStringSubmatch(line)
			if m == nil || fence || strings.HasPrefix(m[2], "http") || strings.HasPrefix(m[2], "mailto:") {
				continue
			}
			want := found{"broken-link", n + 1, column(line, m[0]), "did you mean "}
			if m[1] == "!" {
				want.rule = "missing-picture"
			}
			dest := strings.TrimSuffix(m[2], "/")
			base := path.Base(dest)
			broken := strings.TrimSuffix(m[2], path.Ext(base))
			broken = strings.TrimSuffix(broken, "/")
			broken = broken[:len(broken)-2] + typo(broken[len(broken)-2:]+"x", 2+i*3)[:1] + path.Ext(base)
			out = append(out, mutation{
				fmt.Sprintf("%s:%d: %s becomes %s", r.file, n+1, m[2], broken), r.file,
				r.with(n, strings.Replace(line, m[2], broken, 1)), want})
		}
	}
	body := func(line, rule, part, hint string) {
		r := s.records[len(out)%len(s.records)]
		text := strings.Join(r.lines, "\n") + "\n" + line + "\n"
		at := len(strings.Split(text, "\n")) - 1
		out = append(out, mutation{r.file + ": body with " + line, r.file, text, found{rule, at, column(line, part), hint}})
	}
	body("詳しくは[年表](/archve/)へ。", "broken-link", "[", "did you mean /archive/?")
	body("詳しくは[タグ](/tags/order/)へ。", "broken-link", "[", "did you mean /tags/orders/?")
	body("[フィード](/hinata/fed.xml)", "broken-link", "[", "did you mean /hinata/feed.xml?")
	body("[見出し](#ない見出し)", "broken-fragment", "[", "")
	body("[開く](javascript:alert(1))", "forbidden-scheme", "[", "use https")
	body("前に<script>alert(1)</script>", "active-html", "<script", "code block")
	body("設定は[ここ](../../../../kaizen.yaml)です。", "broken-link", "[ここ]", "check the path")
	body("詳しくは[前]（order-search-presets.md）へ。", "full-width-mark", "]（", "ordinary brackets")
	body("詳しくは[前] (order-search-presets.md)へ。", "full-width-mark", "[前]", "without a space")
	body("＃ 見出し", "full-width-mark", "＃", "for a heading")
	body("![](https://example.com/a.png)", "foreign-picture", "!", "beside the record")
	body("<kbd>Enterを押す", "unclosed-tag", "<kbd", "</kbd>")
	return out
}

// wrongFiles get a whole file wrong.
var wrongFiles = []func(r record) (string, found){
	func(r record) (string, found) {
		return strings.Replace(r.text(), "---\n", "+++\n", 1), found{"wrong-front-matter", 1, 1, "---"}
	},
	func(r record) (string, found) {
		return strings.Replace(r.text(), "---\n", "－－－\n", 1), found{"missing-front-matter", 1, 1, "ASCII"}
	},
	func(r record) (string, found) {
		return strings.TrimPrefix(r.text(), "---\n"), found{"missing-front-matter", 1, 1, "---"}
	},
	func(r record) (string, found) {
		return "\ufeff" + r.text(), found{"byte-order-mark", 1, 1, "without BOM"}
	},
	func(r record) (string, found) {
		return strings.ReplaceAll(r.text(), "\n", "\r\n"), found{"line-ending", 1, 0, "LF"}
	},
	func(r record) (string, found) {
		return r.text() + "\nShift_JIS: \x82\xa0\n", found{"wrong-encoding", len(r.lines) + 1, 12, "UTF-8"}
	},
	func(r record) (string, found) {
		return r.with(1, "<<<<<<< HEAD", r.lines[1], "=======", r.lines[1], ">>>>>>> other"), found{"merge-conflict", 2, 1, "choose what to keep"}
	},
	func(r record) (string, found) {
		return r.with(1, r.lines[1], "slug: Order_Search"), found{"wrong-slug", 3, 7, "slug: order-search"}
	},
	func(r record) (string, found) {
		return r.with(1, r.lines[1], "aliases: [old-name]"), found{"wrong-alias", 3, 11, "path of the site"}
	},
	func(r record) (string, found) {
		return r.with(1, r.lines[1], "title_breaks: 別の/題名"), found{"differing-title", 3, 15, "copy the title"}
	},
	func(r record) (string, found) {
		return r.with(1, r.lines[1], "aliases: [/hinata/2026/10/order-search-presets/]"), found{"duplicate-url", 3, 11, "remove this alias"}
	},
	func(r record) (string, found) {
		return r.with(1, r.lines[1], "supersedes: ["+strings.TrimPrefix(r.lines[1], "id: ")+"]"), found{"circular-reference", 3, 14, "remove it"}
	},
	func(r record) (string, found) {
		return r.with(1, r.lines[1], "product: hinat"), found{"unknown-product", 3, 10, "did you mean hinata?"}
	},
	func(r record) (string, found) {
		return r.with(1, r.lines[1], "タイトル: 検索"), found{"unknown-key", 3, 1, ""}
	},
	func(r record) (string, found) {
		return r.with(1, r.lines[1], "公開終了日: 2030-01-01"), found{"unknown-key", 3, 1, "did you mean expires?"}
	},
	func(r record) (string, found) {
		return r.with(1, r.lines[1], "memo: 覚え書き"), found{"unknown-key", 3, 1, ""}
	},
	func(r record) (string, found) {
		return r.with(1, r.lines[1], "withdrawn:", "text: 取りやめました"), found{"unknown-key", 4, 1, "if it belongs to withdrawn, indent"}
	},
	func(r record) (string, found) {
		return r.with(1, r.lines[1], "// あとで見直す"), found{"wrong-yaml", 3, 1, "begin a comment with #"}
	},
	func(r record) (string, found) {
		return r.with(1, r.lines[1], "draft:"), found{"wrong-type", 3, 0, "true for yes"}
	},
	func(r record) (string, found) {
		return r.with(1, r.lines[1], "lang: jp"), found{"unknown-language", 3, 7, "did you mean ja?"}
	},
	func(r record) (string, found) {
		return r.with(1, r.lines[1], "lang: fr"), found{"unknown-language", 3, 7, "languages"}
	},
	func(r record) (string, found) {
		return r.with(1, r.lines[1], "internal: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"), found{"too-deep", 3, 0, ""}
	},
}

// fileMistakes are about whole files, and files among each other.
func (s *patient) fileMistakes() []mutation {
	var out []mutation
	for i, way := range wrongFiles {
		for n := range 2 {
			r := s.records[(i*7+n*31)%len(s.records)]
			for strings.HasSuffix(r.file, ".en.md") || strings.Contains(strings.Join(r.lines[:r.end], "\n"), "product: ") || strings.Contains(r.file, "order-search-presets") || strings.Contains(r.file, "year-end") {
				i++
				r = s.records[(i*7+n*31)%len(s.records)]
			}
			mutated, want := way(r)
			out = append(out, mutation{fmt.Sprintf("%s: %s", r.file, want.rule), r.file, mutated, want})
		}
	}
	return append(out, s.twinMistakes()...)
}

// twinMistakes put a record and its translation out of step.
func (s *patient) twinMistakes() []mutation {
	var out []mutation
	for i, r := range s.records {
		if !strings.HasSuffix(r.file, ".en.md") {
			continue
		}
		for k, m := range []struct{ key, value string }{{"date", ""}, {"kind", "notice"}, {"tags", "[gift]"}, {"id", "another-one"}} {
			if (i+k)%2 > 0 {
				continue
			}
			e, ok := r.entry(m.key)
			if !ok || e.value == m.value {
				continue
			}
			if m.key == "date" {
				day := 10 + (i % 9)
				m.value = fmt.Sprintf("%s%02d", e.value[:8], day)
				if m.value == e.value[:10] {
					m.value = e.value[:8] + "09"
				}
			}
			out = append(out, r.mutate(e, m.key+": "+m.value, found{"differing-twin", e.line(), e.col(), "make them the same"}))
		}
		if e, ok := r.entry("title"); ok {
			out = append(out, r.mutate(e, r.lines[e.index]+"\nwithdrawn: {date: 2027-01-01, text: Gone}", found{"differing-twin", e.line() + 1, 12, "only one of the two"}))
		}
	}
	return out
}
