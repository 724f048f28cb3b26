package generator_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kaizen/generator/load"
	"kaizen/generator/model"
	"kaizen/templates"
	"kaizen/themes"
)

// soundRecord has a line for each mistake of mistakesOfLines, and none itself.
const soundRecord = `---
id: a
title: 検索条件を保存できます
date: 2026-10-31
kind: fix
summary: 毎朝くり返していた絞り込みを、名前を付けて保存できます。
tags: [csv]
goal: 早く始めたい
obstacle: 同じ条件を選び直していた
found_by: inquiry
first_seen: 2026-09-02
inquiries: {before: 120, after: 9, window: 30d}
action: {needed: true, until: 2026-12-01}
teams: [cr]
highlight: 1
updated:
  - date: 2026-11-01
    text: 書き方を直しました
help: https://help.example.com/a
internal:
  tickets: [12345]
---
本文です。
`

// mistakeOfLine takes the place of a line, and is found there.
type mistakeOfLine struct {
	line, typed string
	rule        string
	col         int
}

var mistakesOfLines = []mistakeOfLine{
	{"title: 検索条件を保存できます", "title：検索条件を保存できます", "full-width-colon", 6},
	{"title: 検索条件を保存できます", "title ： 検索条件を保存できます", "full-width-colon", 7},
	{"title: 検索条件を保存できます", "title: 検索: 保存: できます", "wrong-yaml", 0},
	{"title: 検索条件を保存できます", "title: @検索", "wrong-yaml", 0},
	{"title: 検索条件を保存できます", "title: *検索", "wrong-yaml", 0},
	{"title: 検索条件を保存できます", "title: \"検索条件を保存できます", "unclosed-quote", 8},
	{"title: 検索条件を保存できます", "title: &a 検索", "forbidden-yaml", 8},
	{"title: 検索条件を保存できます", "titel: 検索条件を保存できます", "unknown-key", 1},
	{"kind: fix", "knid: fix", "unknown-key", 1},
	{"date: 2026-10-31", "dtae: 2026-10-31", "unknown-key", 1},
	{"date: 2026-10-31", "date：2026-10-31", "full-width-colon", 5},
	{"date: 2026-10-31", "date: 2026-02-30", "wrong-date", 7},
	{"date: 2026-10-31", "　date: 2026-10-31", "full-width-space", 1},
	{"date: 2026-10-31", "\tdate: 2026-10-31", "tab-indent", 1},
	{"kind: fix", "kind:fix", "missing-space", 6},
	{"kind: fix", "kind:　fix", "full-width-space", 6},
	{"kind: fix", "kind: fxi", "unknown-kind", 7},
	{"kind: fix", "\u200bkind: fix", "invisible-character", 1},
	{"tags: [csv]", "tags: ［csv］", "full-width-bracket", 7},
	{"tags: [csv]", "tags: [csv", "unclosed-bracket", 7},
	{"tags: [csv]", "tags: [cvs]", "unknown-tag", 8},
	{"goal: 早く始めたい", "gaol: 早く始めたい", "unknown-key", 1},
	{"goal: 早く始めたい", "goal: 早く\u0008始めたい", "control-character", 9},
	{"goal: 早く始めたい", "goal 早く始めたい", "wrong-yaml", 1},
	{"goal: 早く始めたい", "＃ goal", "full-width-comment", 1},
	{"found_by: inquiry", "found_by: 電話", "unknown-value", 11},
	{"first_seen: 2026-09-02", "first_seen: ９月２日", "wrong-date", 13},
	{"inquiries: {before: 120, after: 9, window: 30d}", "inquiries: {before: １２０, after: 9, window: 30d}", "full-width-digits", 21},
	{"inquiries: {before: 120, after: 9, window: 30d}", "inquiries: ｛before：120｝", "full-width-bracket", 12},
	{"inquiries: {before: 120, after: 9, window: 30d}", "inquiries: {befor: 120}", "unknown-key", 13},
	{"action: {needed: true, until: 2026-12-01}", "action: {needed：true, until: 2026-12-01}", "full-width-colon", 16},
	{"action: {needed: true, until: 2026-12-01}", "action: {needed: はい, until: 2026-12-01}", "wrong-type", 18},
	{"teams: [cr]", "teams: [cx]", "unknown-team", 9},
	{"highlight: 1", "highlight: １", "full-width-digits", 12},
	{"highlight: 1", "highlight: 1\nhighlight: 2", "duplicate-key", 1},
	{"  - date: 2026-11-01", "  － date: 2026-11-01", "full-width-dash", 3},
	{"  - date: 2026-11-01", "  - date：2026-11-01", "full-width-colon", 9},
	{"    text: 書き方を直しました", "    text: 直: した: よ", "wrong-yaml", 0},
	{"help: https://help.example.com/a", "help: ftp://help.example.com/a", "forbidden-scheme", 7},
	{"internal:", "internal：", "full-width-colon", 9},
	{"  tickets: [12345]", "\ttickets: [12345]", "tab-indent", 1},
}

// TestMistakesTogether makes two to four mistakes in one record, in all sorts
// of company: one run finds every one at its place, and nothing else.
func TestMistakesTogether(t *testing.T) {
	runs := 400
	if testing.Short() {
		runs = 60
	}
	random := rand.New(rand.NewPCG(7, 7))
	first := readRecord(t, nil, soundRecord)
	if bad := grave(first.Problems); len(bad) > 0 {
		t.Fatalf("the record has problems: %v", bad)
	}
	for _, m := range mistakesOfLines {
		checkTogether(t, first, []mistakeOfLine{m})
	}
	for range runs {
		var chosen []mistakeOfLine
		for _, i := range random.Perm(len(mistakesOfLines)) {
			m := mistakesOfLines[i]
			if len(chosen) < 2+random.IntN(3) && !slices.ContainsFunc(chosen, func(c mistakeOfLine) bool { return c.line == m.line }) {
				chosen = append(chosen, m)
			}
		}
		checkTogether(t, first, chosen)
	}
}

func checkTogether(t *testing.T, first *load.Result, chosen []mistakeOfLine) {
	t.Helper()
	var want, names []string
	lines := strings.SplitAfter(soundRecord, "\n")
	number := 1
	for i, line := range lines {
		for _, m := range chosen {
			if line == m.line+"\n" {
				lines[i] = m.typed + "\n"
				want = append(want, fmt.Sprintf("%d:%d %s", number+strings.Count(m.typed, "\n"), m.col, m.rule))
				names = append(names, m.typed)
			}
		}
		number += strings.Count(lines[i], "\n")
	}
	var got []string
	for _, p := range grave(readRecord(t, first, strings.Join(lines, "")).Problems) {
		col := p.Col
		if p.Rule == "wrong-yaml" && !slices.Contains(want, fmt.Sprintf("%d:%d %s", p.Line, col, p.Rule)) {
			col = 0 // where the parser gave up
		}
		got = append(got, fmt.Sprintf("%d:%d %s", p.Line, col, p.Rule))
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("%q: %s is missing in %q", names, w, got)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			t.Errorf("%q: %s is not true, only %q", names, g, want)
		}
	}
}

// TestFullWidthBrackets: what is wrong between brackets in full width shows in
// the same run, at its place, and texts may stand in such brackets.
func TestFullWidthBrackets(t *testing.T) {
	for _, c := range []struct{ line, typed, want string }{
		{"tags: [csv]", "tags: ［cvs］", "7:7 full-width-bracket, 7:8 unknown-tag"},
		{"tags: [csv]", "tags: ［csv、cvs］", "7:7 full-width-bracket, 7:12 unknown-tag"},
		{"tags: [csv]", "tags: ［csv， cvs，apo］", "7:7 full-width-bracket, 7:13 unknown-tag, 7:17 unknown-tag"},
		{"teams: [cr]", "teams: ［cx］", "14:8 full-width-bracket, 14:9 unknown-team"},
		{"inquiries: {before: 120, after: 9, window: 30d}", "inquiries: ｛before：１２０、aftre：9｝", "12:12 full-width-bracket, 12:20 full-width-digits, 12:24 unknown-key"},
		{"title: 検索条件を保存できます", "title: ［重要］検索条件［済］", ""},
		{"goal: 早く始めたい", "goal: ［早く始めたい］", ""},
	} {
		var got []string
		problems := grave(readRecord(t, nil, strings.Replace(soundRecord, c.line, c.typed, 1)).Problems)
		model.SortProblems(problems)
		for _, p := range problems {
			got = append(got, fmt.Sprintf("%d:%d %s", p.Line, p.Col, p.Rule))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %s, want %s", c.typed, s, c.want)
		}
	}
}

// TestFencesMistyped: a fence that is mistyped or forgotten hides nothing.
func TestFencesMistyped(t *testing.T) {
	const front = "id: a\ntitle: 検索\ndate: 2026-02-30\nkind: fxi\n"
	for _, c := range []struct{ name, text, want string }{
		{"both right", "---\n" + front + "---\n本文\n", "4:7 wrong-date, 5:7 unknown-kind"},
		{"the first in full width", "－－－\n" + front + "---\n本文\n", "1:1 missing-front-matter, 4:7 wrong-date, 5:7 unknown-kind"},
		{"the last in full width", "---\n" + front + "ーーー\n本文\n", "6:1 unclosed-front-matter, 4:7 wrong-date, 5:7 unknown-kind"},
		{"the last of four", "---\n" + front + "----\n本文\n", "6:1 unclosed-front-matter, 4:7 wrong-date, 5:7 unknown-kind"},
		{"no first", front + "---\n本文\n", "1:1 missing-front-matter, 3:7 wrong-date, 4:7 unknown-kind"},
		{"no last", "---\n" + front + "\n本文\n", "1:1 unclosed-front-matter, 4:7 wrong-date, 5:7 unknown-kind"},
		{"none", "本文\n", "1:1 missing-front-matter"},
	} {
		var got []string
		for _, p := range grave(readRecord(t, nil, c.text).Problems) {
			got = append(got, fmt.Sprintf("%d:%d %s", p.Line, p.Col, p.Rule))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}

func readRecord(t *testing.T, prev *load.Result, text string) *load.Result {
	t.Helper()
	const config = "title: 改善\nbase_url: https://kaizen.example.com/\nproducts: [{id: hinata, name: ひなた}]\ntags: [{id: csv, name: CSV}]\nteams: [{id: cr, name: CR}]\n"
	loaded, err := load.Load(t.Context(), load.Inputs{Site: fstest.MapFS{
		"kaizen.yaml":                 {Data: []byte(config)},
		"content/hinata/2026/10/a.md": {Data: []byte(text)},
	}, Templates: templates.FS, Themes: themes.FS}, prev)
	if err != nil {
		t.Fatal(err)
	}
	loaded.Problems = slices.DeleteFunc(loaded.Problems, func(p model.Problem) bool { return p.File != "content/hinata/2026/10/a.md" })
	return loaded
}
