package generator_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"kaizen/generator"
	"kaizen/generator/cache"
	"kaizen/generator/load"
	"kaizen/generator/model"
	"kaizen/templates"
	"kaizen/themes"
)

// TestRecalledSources: a file that the cache knows becomes what it became when
// it was parsed: the sample site, and a record with every kind of value.
func TestRecalledSources(t *testing.T) {
	odd := fstest.MapFS{
		"kaizen.yaml": {Data: []byte("title: 改善\nbase_url: https://example.com/\ntimezone: Asia/Tokyo\nproducts: [{id: hinata, name: ひなた}]\n")},
		"content/hinata/a.md": {Data: []byte(`---
title: 全部入り
kind： improvment
date: 2026-10-31T23:59:59.123456789Z
expires: 1880-01-01
before: {text: 前}
after: {text: 後}
inquiries: {before: 3, after: 0, window: 90日}
action: {needed: true, until: 2026-12-01}
measured_on: 2026-11-01
updated: [{date: 2026-11-02 08:00, text: 直した, notify: true}]
allow: [{rule: email, sha: abc, reason: 窓口, by: cre}]
internal: {ticket: HELP-1234-5678}
---

本文 <b>と</b> [リンク](/x/) と![図](no.png)。
`)},
		"content/hinata/b.md":                {Data: []byte("not a record")},
		"content/reports/hinata/2026-10.md":  {Data: []byte("---\ntitle: 号\nlead: 前文\n---\n\n本文\n")},
		"content/pages/about.md":             {Data: []byte("---\ntitle: 案内\naliases: [/old/]\n---\n\n本文\n")},
		"content/hinata/\xff.md":             {Data: []byte("---\ntitle: 名前\ndate: 2026-10-31\nkind: fix\n---\n")},
		"content/hinata/2026/10/c.en.md":     {Data: []byte("---\r\ntitle: CRLF\r\ndate: 2026-10-31\r\nkind: fix\r\n---\r\nBody\r\n")},
		"content/hinata/2026/10/conflict.md": {Data: []byte("---\ntitle: 衝突\ndate: 2026-10-31\nkind: fix\n---\n<<<<<<< a\n1\n=======\n2\n>>>>>>> b\n")},
	}
	for name, in := range map[string]load.Inputs{
		"sample": {Site: os.DirFS("..")},
		"odd":    {Site: odd},
	} {
		t.Run(name, func(t *testing.T) {
			in.Templates, in.Themes = templates.FS, themes.FS
			parse := func(c model.Cache) *load.Result {
				in.Cache = c
				r, err := load.Load(t.Context(), in, nil)
				if err != nil {
					t.Fatal(err)
				}
				return r
			}
			dir, program := t.TempDir(), model.SumOf(nil)
			filling := cache.Open(dir, program)
			want, wantWritings := parse(filling), writings(parse(nil))
			if !reflect.DeepEqual(writings(want), wantWritings) {
				t.Error("the texts that this run keeps are not what they were")
			}
			if err := filling.Close(); err != nil {
				t.Fatal(err)
			}
			counting := &countingCache{Cache: cache.Open(dir, program)}
			defer counting.Close()
			got := parse(counting)
			if n := counting.misses.Load(); n > 0 {
				t.Errorf("%d values were made anew", n)
			}
			if len(wantWritings) == 0 || !reflect.DeepEqual(writings(got), wantWritings) {
				t.Error("the texts are not what they were")
			}
			if damaged := parse(&unreadable{Cache: counting}); !reflect.DeepEqual(writings(damaged), wantWritings) {
				t.Error("texts that the cache keeps, but cannot read, are not what they were")
			}
			for i := range want.Records {
				if !reflect.DeepEqual(got.Records[i], want.Records[i]) {
					t.Errorf("got  %+v\nwant %+v", got.Records[i], want.Records[i])
				}
			}
			for _, part := range []struct{ got, want any }{
				{got.Prefaces, want.Prefaces}, {got.Pages, want.Pages}, {got.Files, want.Files},
				{got.Secrets, want.Secrets}, {got.Problems, want.Problems},
			} {
				if !reflect.DeepEqual(part.got, part.want) {
					t.Errorf("got  %+v\nwant %+v", part.got, part.want)
				}
			}
		})
	}
}

// writing is the long part of a text.
type writing struct {
	page, feed model.Body
	words      model.Words
}

// writings takes the long part of all texts out of what was loaded, and returns
// it by file.
func writings(r *load.Result) map[string]writing {
	out := map[string]writing{}
	take := func(path string, m *model.Markup) {
		out[path] = writing{m.Page(), m.Feed(), m.Words()}
		*m = m.WithWriting(nil)
	}
	for _, x := range r.Records {
		take(x.Source.Path, &x.Text)
	}
	for _, x := range r.Prefaces {
		take(x.Source.Path, &x.Text)
	}
	for _, x := range r.Pages {
		take(x.Source.Path, &x.Text)
	}
	return out
}

// unreadable is a cache that cannot read any more what it has promised to keep.
type unreadable struct {
	model.Cache
	promised sync.Map
}

func (c *unreadable) Keep(key model.Sum) bool {
	c.promised.Store(key, nil)
	return c.Cache.Keep(key)
}

func (c *unreadable) Load(key model.Sum, value any) bool {
	_, promised := c.promised.Load(key)
	return !promised && c.Cache.Load(key, value)
}

// countingCache counts what had to be made.
type countingCache struct {
	*cache.Cache
	misses atomic.Int64
}

func (c *countingCache) Save(key model.Sum, value any) {
	c.misses.Add(1)
	c.Cache.Save(key, value)
}

// TestUnreadSources: files that an earlier run has read, and that did not
// change since, are not read again until somebody needs what is in them.
func TestUnreadSources(t *testing.T) {
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("stamps are known on Linux and macOS only")
	}
	site := t.TempDir()
	record := filepath.Join(site, "content", "a.md")
	write := func(name, text string) {
		t.Helper()
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(site, "kaizen.yaml"), "title: 改善\nbase_url: https://example.com/\nproducts: [{id: hinata, name: ひなた}]\n")
	write(record, "---\nid: a\nproduct: hinata\ntitle: 一つ目\ndate: 2026-10-31\nkind: fix\n---\n")

	dir, reads := t.TempDir(), 0
	build := func() *generator.Snapshot {
		t.Helper()
		time.Sleep(150 * time.Millisecond) // files must not be of this moment
		values, stamps := cache.Open(dir, model.Sum{}), cache.Open(filepath.Join(dir, "stamps"), model.Sum{})
		s, err := generator.Build(t.Context(), generator.Inputs{
			Site: countingFS{os.DirFS(site), &reads}, Templates: templates.FS, Themes: themes.FS, Now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), Clock: time.Now,
			Search: true, Has: everything, Cache: values, Stamps: stamps,
		}, nil)
		if err := errors.Join(err, values.Close(), stamps.Close()); err != nil {
			t.Fatal(err)
		}
		return s
	}
	first := build()
	if model.HasErrors(first.Problems) {
		t.Fatal(first.Problems)
	}
	reads = 0
	second := build()
	if reads != 0 {
		t.Errorf("nothing changed, and %d records were read", reads)
	}
	if !reflect.DeepEqual(sums(second), sums(first)) {
		t.Error("the outputs differ from the first build's")
	}
	old, err := os.Stat(record)
	if err != nil {
		t.Fatal(err)
	}
	write(record, "---\nid: a\nproduct: hinata\ntitle: 二つ目\ndate: 2026-10-31\nkind: fix\n---\n")
	if err := os.Chtimes(record, old.ModTime(), old.ModTime()); err != nil {
		t.Fatal(err)
	}
	if third := build(); reads == 0 || reflect.DeepEqual(sums(third), sums(first)) {
		t.Error("an edit that keeps the size and the time of a file was not seen")
	}
}

func sums(s *generator.Snapshot) map[string]model.Sum {
	out := map[string]model.Sum{}
	for _, o := range s.Outputs {
		out[o.Path] = o.Sum
	}
	return out
}

// countingFS counts the records that are read.
type countingFS struct {
	fs.FS
	reads *int
}

func (c countingFS) Open(name string) (fs.File, error) {
	f, err := c.FS.Open(name)
	if err == nil && filepath.Ext(name) == ".md" {
		*c.reads++
	}
	return f, err
}

func (c countingFS) Stat(name string) (fs.FileInfo, error) { return fs.Stat(c.FS, name) }

// runWithCache loads a site as one run of the program does, and says how many
// values had to be made.
func runWithCache(t *testing.T, site fstest.MapFS, dir string, prev *load.Result) (*load.Result, int64) {
	t.Helper()
	c := &countingCache{Cache: cache.Open(dir, model.SumOf(nil))}
	r, err := load.Load(t.Context(), load.Inputs{Site: site, Templates: templates.FS, Themes: themes.FS, Cache: c}, prev)
	if err := errors.Join(err, c.Close()); err != nil {
		t.Fatal(err)
	}
	return r, c.misses.Load()
}

func smallSite(records map[string]string) fstest.MapFS {
	site := fstest.MapFS{"kaizen.yaml": {Data: []byte("title: 改善\nbase_url: https://example.com/\nproducts: [{id: hinata, name: ひなた}]\n")}}
	for name, text := range records {
		site["content/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return site
}

// Texts outlive changes of the config, also when no run in between has looked
// at them.
func TestTextsOutliveTheConfig(t *testing.T) {
	record := "---\nid: %d\nproduct: hinata\ntitle: 一つ\ndate: 2026-10-31\nkind: fix\n---\n本文%d。\n"
	records := map[string]string{}
	for i := range 9 {
		records[fmt.Sprintf("r%d.md", i)] = fmt.Sprintf(record, i, i)
	}
	site, dir := smallSite(records), t.TempDir()
	runWithCache(t, site, dir, nil)
	site["content/r0.md"].Data = fmt.Appendf(nil, record, 0, 100)
	runWithCache(t, site, dir, nil)
	site["kaizen.yaml"].Data = append(site["kaizen.yaml"].Data, "description: 別の設定\n"...)
	if _, made := runWithCache(t, site, dir, nil); made != 9 {
		t.Errorf("%d values were made, want one for each of 9 records, and no text", made)
	}
}

// A file that could not become a record has no text that a later one could take.
func TestTextOfWhatBecameNothing(t *testing.T) {
	record := "---\nid: a\nproduct: hinata\ntitle: 一つ\ndate: 2026-10-31\nkind: fix\n%s\n---\n本文です。\n"
	site, dir := smallSite(map[string]string{"csv.fr.md": fmt.Sprintf(record, "# slug")}), t.TempDir()
	runWithCache(t, site, dir, nil)
	recalled, made := runWithCache(t, site, dir, nil)
	if made > 0 || len(recalled.Records) > 0 {
		t.Fatalf("%d values were made, and there are %d records", made, len(recalled.Records))
	}
	site["content/csv.fr.md"].Data = fmt.Appendf(nil, record, "slug: csv")
	mended, _ := runWithCache(t, site, dir, recalled)
	if len(mended.Records) != 1 || mended.Records[0].Text.Excerpt != "本文です。" || mended.Records[0].Text.IsEmpty() {
		t.Errorf("got %+v", mended.Records)
	}
}

// everything is an output folder that has whatever it is asked for.
func everything(string, model.Sum) bool { return true }
