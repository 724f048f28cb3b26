package load

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"kaizen/generator/model"
	"kaizen/templates"
	"kaizen/themes"
)

// judge compiles the schema of a kind of source file.
func judge(t *testing.T, of string, c *model.Config) *jsonschema.Schema {
	t.Helper()
	data, err := Schema(of, "ja", c)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(of+".json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := compiler.Compile(of + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// plainValue is what an editor's YAML 1.2 parser makes of a document.
func plainValue(t *testing.T, src string) any {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Load([]byte(src), &doc); err != nil {
		t.Fatalf("%v in\n%s", err, src)
	}
	var value func(n *yaml.Node) any
	value = func(n *yaml.Node) any {
		switch {
		case n.Kind == yaml.MappingNode:
			m := map[string]any{}
			for i := 0; i < len(n.Content); i += 2 {
				m[n.Content[i].Value] = value(n.Content[i+1])
			}
			return m
		case n.Kind == yaml.SequenceNode:
			list := []any{}
			for _, c := range n.Content {
				list = append(list, value(c))
			}
			return list
		case n.Tag == "!!null":
			return nil
		case n.Tag == "!!bool":
			return n.Value == "true"
		case n.Tag == "!!int" || n.Tag == "!!float":
			if f, err := strconv.ParseFloat(n.Value, 64); err == nil {
				return f
			}
		}
		return n.Value
	}
	if len(doc.Content) == 0 {
		return map[string]any{}
	}
	return value(doc.Content[0])
}

func site(t *testing.T, fsys fstest.MapFS) *Result {
	t.Helper()
	res, err := Load(context.Background(), Inputs{Site: fsys, Templates: templates.FS, Themes: themes.FS}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// TestSchemaOfSampleSite holds every source of the sample site against its schema.
func TestSchemaOfSampleSite(t *testing.T) {
	res, err := Load(context.Background(), Inputs{Site: os.DirFS("../.."), Templates: templates.FS, Themes: themes.FS}, nil)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, f := range res.site {
		of, src := "", string(f.data)
		switch place := strings.Split(f.path, "/"); {
		case f.path == configFile:
			of = "config"
		case path.Ext(f.path) != ".md" || place[0] != "content":
			continue
		case place[1] == "reports":
			of = "report"
		case place[1] == "pages":
			of = "page"
		default:
			of = "record"
		}
		if of != "config" {
			_, after, _ := strings.Cut(src, "---\n")
			src, _, _ = strings.Cut(after, "\n---\n")
		}
		seen[of]++
		if err := judge(t, of, res.Config).Validate(plainValue(t, src)); err != nil {
			t.Errorf("%s: %v", f.path, err)
		}
	}
	for _, of := range []string{"config", "record", "report", "page"} {
		if seen[of] == 0 {
			t.Errorf("the sample site has no %s", of)
		}
	}
}

const schemaConfig = `title: 改善レポート
base_url: https://kaizen.example.com/
languages: [ja, en]
products: [{id: hinata, name: {ja: ひなた, en: Hinata}, hue: 45, first_report: 2026-01}]
tags: [{id: orders, name: 受注}]
teams: [{id: cre, name: CRE}]
front_matter: {ignore: [label], map: {category: kind}}
`

const schemaRecord = `id: a
title: 直りました
date: 2026-10-31
product: hinata
kind: fix
`

// TestSchemaAgreesWithReader holds the schema and the reader to one opinion:
// what editors underline is what the build refuses.
func TestSchemaAgreesWithReader(t *testing.T) {
	for _, test := range []struct {
		of, extra string
		ok        bool
	}{
		{"record", "", true},
		{"record", "tags: 受注", true},
		{"record", "tags: [orders]", true},
		{"record", "tags:", true},
		{"record", "tags: [order]", false},
		{"record", "label: any", true},
		{"record", "x_own: {any: [1]}", true},
		{"record", "sumary: 短い", false},
		{"record", "summary: 2026", true},
		{"record", "summary: 1.10", true},
		{"record", "summary: [短い]", false},
		{"record", "summary: {ja: 短い}", false},
		{"record", "draft: yes", true},
		{"record", "draft: maybe", false},
		{"record", "highlight: 2", true},
		{"record", "highlight: 1.5", false},
		{"record", "highlight: first", false},
		{"record", "highlight: 0", false},
		{"record", "inquiries: {before: -3}", false},
		{"record", "slug: order-search", true},
		{"record", "slug: Order_Search", false},
		{"record", "lang: en", true},
		{"record", "lang: jp", false},
		{"record", "draft:", false},
		{"record", "help: help.example.com/x", false},
		{"record", "help: https:/help.example.com/x", false},
		{"record", "first_seen: 2026-10-01", true},
		{"record", "first_seen: 2026/10/01", false},
		{"record", "first_seen: 2026-13-01", false},
		{"record", "expires: 2027-01-01T10:00:00+09:00", true},
		{"record", "expires: 2027-01-01 10:00", true},
		{"record", "expires: 2027-01-01T25:00", false},
		{"record", "report: 2026-10", true},
		{"record", "report: 2026-10-01", false},
		{"record", "before: 遅い", true},
		{"record", "before: {value: 8.2, unit: 秒}", true},
		{"record", "before: {value: 速い}", false},
		{"record", "before: {val: 8}", false},
		{"record", "before: [8, 9]", false},
		{"record", "found_by: inquiry", true},
		{"record", "found_by: inquiries", false},
		{"record", "inquiries: {before: 120, after: 9, window: 30d}", true},
		{"record", "inquiries: 120", false},
		{"record", "inquiries: {befor: 120}", false},
		{"record", "numbers: {label: 時間, before: 3, after: 1, unit: 秒}", true},
		{"record", "numbers: [{label: 時間, before: 3, after: 1, unit: 秒}]", true},
		{"record", "numbers: [{label: 時間, before: 3, units: 秒}]", false},
		{"record", "action: {needed: false}", true},
		{"record", "action: false", false},
		{"record", "action: {needed: true, until: 2026-12-01, link: https://help.example.com/}", true},
		{"record", "action: {needed: true, link: 'javascript:alert(1)'}", false},
		{"record", "help: /pages/about/", true},
		{"record", "help: mailto:cre@example.com", true},
		{"record", "help: ftp://example.com/", false},
		{"record", "teams: [cre]", true},
		{"record", "teams: [cr]", false},
		{"record", "author: CRE", true},
		{"record", "updated: {date: 2026-11-01, text: 訂正, notify: true}", true},
		{"record", "updated: [{date: 2026-11-01, text: 訂正, notified: true}]", false},
		{"record", "internal: {tickets: [1, 2], note: 内輪}", true},
		{"config", "", true},
		{"config", "theme: michi", true},
		{"config", "feeds: {limit: 20, summary_only: true}", true},
		{"config", "feeds: {limit: many}", false},
		{"config", "feeds: {size: 20}", false},
		{"config", "numbering: published", true},
		{"config", "numbering: weekly", false},
		{"config", "severity: {typed-space: note}", true},
		{"config", "severity: {typed-space: info}", false},
		{"config", "severity: {typed-spaces: note}", false},
		{"config", "severity: {email: note}", false},
		{"config", "require: {fix: [gaol]}", false},
		{"config", "feeds: {limit: 0}", false},
		{"config", "look: {hue: 360}", false},
		{"config", "kinds: [{id: fix, name: 直した, hue: 359}]", true},
		{"config", "kinds: [{id: Fix, name: 直した}]", false},
		{"config", "kinds: [{id: fix, name: 直した, hue: 360}]", false},
		{"config", "contact: support@example.com", false},
		{"config", "words: {ja: {archive.title: 全部}}", true},
		{"config", "words: [全部]", false},
		{"config", "footer: {ja: 一文, en: a sentence}", true},
		{"config", "footer: [一文]", false},
		{"config", "require: {obstacle: [goal]}", true},
		{"config", "contact: https://help.example.com/", true},
		{"config", "contact: 'data:text/html,x'", false},
		{"config", "kinds: [{id: fix, name: 直した, colour: red}]", false},
		{"report", "lead: 今月のこと", true},
		{"report", "number: 9", true},
		{"report", "number: 第9号", false},
		{"report", "highlight: [a]", false},
		{"page", "nav: true", true},
		{"page", "navigation: true", false},
		{"page", "order: 上", false},
	} {
		t.Run(test.of+"/"+test.extra, func(t *testing.T) {
			files := fstest.MapFS{
				configFile:         {Data: []byte(schemaConfig)},
				"content/a.md":     {Data: []byte("---\n" + schemaRecord + "---\n本文\n")},
				"templates/x.html": {},
			}
			src := map[string]string{"record": schemaRecord, "config": schemaConfig, "page": "title: 案内\n"}[test.of] + test.extra + "\n"
			name := map[string]string{"record": "content/a.md", "config": configFile, "page": "content/pages/about.md", "report": "content/reports/hinata/2026-10.md"}[test.of]
			files[name] = &fstest.MapFile{Data: []byte("---\n" + src + "---\n本文\n")}
			if test.of == "config" {
				files[name].Data = []byte(src)
			}
			res := site(t, files)
			var faults []model.Problem
			for _, p := range res.Problems {
				if p.Level == model.Error {
					faults = append(faults, p)
				}
			}
			if (len(faults) == 0) != test.ok {
				t.Errorf("the reader says %v", faults)
			}
			known := res.Config
			if test.of == "config" {
				known = nil
			}
			if err := judge(t, test.of, known).Validate(plainValue(t, src)); (err == nil) != test.ok {
				t.Errorf("the schema says %v", err)
			}
		})
	}
}

// TestSchemaAsksForWhatIsRequired takes away one required key after the other.
func TestSchemaAsksForWhatIsRequired(t *testing.T) {
	for of, src := range map[string]string{"record": schemaRecord, "config": "title: 改善\nproducts: [{id: a}]\n", "page": "title: 案内\n"} {
		s := judge(t, of, nil)
		whole := plainValue(t, src).(map[string]any)
		if err := s.Validate(whole); err != nil {
			t.Errorf("%s: %v", of, err)
		}
		for _, key := range s.Required {
			part := map[string]any{}
			for k, v := range whole {
				if k != key {
					part[k] = v
				}
			}
			if s.Validate(part) == nil {
				t.Errorf("a %s passes without %s", of, key)
			}
		}
	}
	if err := judge(t, "config", nil).Validate(plainValue(t, "title: 改善\nproducts: [{name: 名前}]\n")); err == nil {
		t.Error("a product passes without id")
	}
}

// TestHelpInBothLanguages: every key is explained in Japanese and in English.
func TestHelpInBothLanguages(t *testing.T) {
	var explained func(where string, fields []Field)
	explained = func(where string, fields []Field) {
		for _, f := range fields {
			at := fmt.Sprintf("%s.%s", where, f.Key)
			if !strings.HasSuffix(f.Help["ja"], "。") || !strings.HasSuffix(f.Help["en"], ".") {
				t.Errorf("%s: %q, %q are not sentences", at, f.Help["ja"], f.Help["en"])
			}
			explained(at, f.Shape.Fields)
			if f.Shape.Items != nil {
				explained(at, f.Shape.Items.Fields)
			}
		}
	}
	for _, of := range []string{"record", "config", "report", "page"} {
		explained(of, Fields(of))
	}
}
