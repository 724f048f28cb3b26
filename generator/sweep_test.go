package generator_test

import (
	"flag"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kaizen/generator"
	"kaizen/generator/internal/bounded"
	"kaizen/generator/load"
	"kaizen/generator/model"
	"kaizen/templates"
	"kaizen/themes"
)

// FuzzSite builds a site whose config, record and report are the fuzzer's.
// Authors may write anything: it is reported at a place, or published, and it
// is never an error of the machine, a panic, or a long wait.
func FuzzSite(f *testing.F) {
	for _, extra := range []string{
		"", "languages: [ja, en]\n", "timezone: Local\n", "theme: ../../etc\n", "base_url: https://[::1\n", "base_url: 'https://a.example/%zz/'\n",
		"products: {id: shop}\n", "products: [{id: shop, path: ../up}]\n", "kinds: []\n", "kinds: [{id: fix, name: 直した, icon: '\"><script>'}]\n",
		"words: {ja: {archive.title: '{{.Title}}'}}\n", "look: {hue: 360, font: '\"; } body { color: red'}\n", "look: {logo: ../../../etc/passwd}\n", "feeds: {limit: 99999999999999999999}\n",
		"severity: {unknown-key: note}\n", "front_matter: {map: {title: title, a: date}}\n", "require: {fix: [title]}\n", "numbering: published\n", "editor: 'javascript:alert(1)'\n",
		"a: &a [*a]\n", "? {a: b}\n: c\n", "\t", "title: \xff\n", "---\n---\n", "title: |\n  a\n", "authority: ' '\n", "era: true\n",
	} {
		f.Add(sweepConfig+extra, sweepRecord, "---\nlead: 今月\n---\n本文\n")
	}
	for _, extra := range []string{
		"date: 0000-00-00\n", "date: 9999-12-31T23:59:59+14:00\n", "expires: 0001-01-01\n", "report: 0001-01\n", "first_seen: 9999-12-31\n",
		"slug: ../../x\n", "slug: CON\n", "lang: 'x\"y'\n", "key: \" \"\n", "aliases: [/, //evil.example/, /../up/, '/a b/', /shop/]\n", "related: [a, ../a.md, /, '#']\n", "supersedes: a\n",
		"before: {value: .inf, unit: 秒}\nafter: {value: -.nan}\n", "before: {value: 1e308}\nafter: {value: -1e308}\n", "numbers: [{label: a, before: 1e-320, after: 0}]\n", "inquiries: {before: 9223372036854775807, after: 0, window: x, per_1000: 0}\n",
		"image: {src: ../../../../etc/passwd, alt: x}\n", "image: a.png\n", "help: //evil.example\n", "help: 'http://[::1'\n", "title_breaks: ////\n", "internal: 直\n", "allow: [{rule: '', sha: '', reason: ''}]\n",
		"updated: [{}, {date: 2026-01-01, notify: true}]\n", "withdrawn: {}\n", "highlight: 2147483648\n", "action: {needed: true, until: 0001-01-01}\n", "product: [shop, shop, SHOP]\n", "tags: ['.', '..', a.b]\n", "draft: yes\nunlisted: yes\n",
	} {
		f.Add(sweepConfig, "---\nid: a\ntitle: 直りました\nproduct: shop\nkind: fix\n"+extra+"---\n本文\n", "---\nnumber: 1\nhighlights: [a, a]\n---\n")
	}
	for _, body := range []string{"[a](b.md#c)\n", "![](x.png)\n", "[x]: <\n[x]\n", "| a |\n|--|\n", "> [!NOTE]\n", "```\n", "# #\n", "<b>\n", "[^1]\n\n[^1]: [^1]\n", "&#0;\n", "\u202e\n", "\x00\n"} {
		f.Add(sweepConfig, sweepRecord+body, "本文\n")
	}
	inputs := func(files fstest.MapFS) generator.Inputs {
		in := sweepInputs(files)
		in.Themes, in.Lazy = smallTheme, true
		return in
	}
	first := sweep(f, nil, inputs(sweepFiles(sweepConfig, sweepRecord, "")))
	f.Fuzz(func(t *testing.T, config, record, report string) {
		files := sweepFiles(config, record, report)
		if dice := model.SumOf([]byte(config + record + report)); dice[0] == 0 {
			sweep(t, nil, sweepInputs(files)) // the whole of a site takes long: one in 256
			return
		}
		s := sweep(t, first, inputs(files))
		for _, p := range s.Pages {
			if p.View.Template() == "record" || p.View.Template() == "report" {
				if _, _, err := s.Output(p.Path); err != nil {
					t.Error(err)
				}
			}
		}
	})
}

var every = flag.Int("every", 10, "TestWrongValues tries one of so many wrong values")

// TestWrongValues gives the keys of every kind of source, nested ones too,
// values that nobody expected there. Try all of them, in a minute or two, with:
// go test ./generator -run TestWrongValues -every 1
func TestWrongValues(t *testing.T) {
	values := []string{
		"", "''", "[]", "{}", "[[]]", "[null]", "{a: b}", "[{}]", "{ja: [], en: {}}", "true", "-1", "0", "1e999", ".nan", "９９", "99999999999999999999",
		"0000-00-00", "9999-12-31", "2026-13-45", "0001-01", "../../up", "/", "//h", "javascript:x", "'\\u0000'", "\"\\0\"", "'<script>'", "'{{.}}'", "あ\u200dい",
	}
	first := sweep(t, nil, sweepInputs(sweepFiles(sweepConfig, sweepRecord, "")))
	n := 0
	for _, of := range []string{"record", "config", "report"} {
		var try func(wrap string, fields []load.Field)
		try = func(wrap string, fields []load.Field) {
			for _, f := range fields {
				for _, v := range values {
					if n++; n%*every != 0 {
						continue
					}
					line := strings.ReplaceAll(wrap, "?", f.Key+": "+v)
					config, record, report := sweepConfig, sweepRecord, ""
					switch of {
					case "record":
						record = "---\n" + without(sweepRecord, line) + line + "\n---\n本文\n"
					case "config":
						config = without(sweepConfig, line) + line + "\n"
					case "report":
						report = "---\n" + line + "\n---\n本文\n"
					}
					sweep(t, first, sweepInputs(sweepFiles(config, record, report)))
				}
				if nested := f.Shape.Fields; nested != nil && wrap == "?" {
					try(f.Key+": {?}", nested)
				}
				if item := f.Shape.Items; item != nil && item.Fields != nil && wrap == "?" {
					try(f.Key+": [{id: a, ?}]", item.Fields)
				}
			}
		}
		try("?", load.Fields(of))
	}
}

// without drops the fences, and the line with the same key as line.
func without(src, line string) string {
	key, _, _ := strings.Cut(line, ":")
	var b strings.Builder
	for l := range strings.Lines(src) {
		if l != "---\n" && !strings.HasPrefix(l, key+":") {
			b.WriteString(l)
		}
	}
	return b.String()
}

func sweepFiles(config, record, report string) fstest.MapFS {
	return fstest.MapFS{
		"kaizen.yaml":                     {Data: []byte(config)},
		"content/a.md":                    {Data: []byte(record)},
		"content/reports/shop/2026-11.md": {Data: []byte(report)},
	}
}

func sweepInputs(files fstest.MapFS) generator.Inputs {
	return generator.Inputs{Site: files, Templates: templates.FS, Themes: themes.FS, Search: true, Now: time.Date(2026, 11, 5, 3, 0, 0, 0, time.UTC)}
}

// sweep builds and looks at what authors are told.
func sweep(t testing.TB, prev *generator.Snapshot, in generator.Inputs) *generator.Snapshot {
	var s *generator.Snapshot
	bounded.Run(t, func() {
		var err error
		if s, err = generator.Build(t.Context(), in, prev); err != nil {
			t.Fatal(err)
		}
	})
	for _, p := range s.Problems {
		if err := isComplete(p); err != nil {
			t.Error(err)
		}
	}
	if s.Site == nil && !model.HasErrors(s.Problems) {
		t.Error("there is no site, and nobody is told why")
	}
	return s
}

const sweepConfig = `title: 改善レポート
base_url: https://kaizen.example.com/
products: [{id: shop, name: ショップ}]
`

const sweepRecord = `---
id: a
title: 直りました
date: 2026-11-02
product: shop
kind: fix
---
`

// isComplete looks for what every problem must tell.
func isComplete(p model.Problem) error {
	switch {
	case p.Rule == "" || p.Text["ja"] == "" || p.Text["en"] == "":
		return fmt.Errorf("a problem says too little: %+v", p)
	case (p.Hint["ja"] == "") != (p.Hint["en"] == ""):
		return fmt.Errorf("a hint is in one language: %+v", p)
	case p.Line < 0 || p.Col < 0 || p.Line == 0 && p.Col > 0:
		return fmt.Errorf("a problem stands nowhere: %+v", p)
	}
	return nil
}
