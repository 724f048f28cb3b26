package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kaizen/generator/model"
	"kaizen/generator/preview"
)

// kaizen serve --write builds anew only what was edited, and leaves drafts and
// the files of pages that stay as they were alone.
func TestWriteBesideThePreview(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	record := func(id, more, body string) {
		t.Helper()
		write("content/"+id+".md", "---\nid: "+id+"\ntitle: Title of "+id+"\ndate: 2026-03-01\nproduct: shop\nkind: improvement\n"+more+"---\n"+body+"\n")
	}
	write("kaizen.yaml", "title: Improvements\nbase_url: https://kaizen.example.com/\nlanguages: [en]\nproducts:\n  - {id: shop, name: {en: Shop}, first_report: 2026-01}\n")
	record("one", "", "First.")
	record("two", "", "Second.")
	record("three", "draft: true\n", "Third.")

	var said bytes.Buffer
	a := &app{console: console{out: &said, err: &said, env: func(string) string { return "" }}, source: dir, lang: "en", drafts: true, future: true, clock: "2026-06-01"}
	w := a.newWriter()
	if err := w.write(t.Context()); err != nil || w.last.Parsed != 3 {
		t.Fatalf("the first time: %v, %d files parsed\n%s", err, w.last.Parsed, &said)
	}
	page := filepath.Join(dir, "public/shop/2026/03/one/index.html")
	other := filepath.Join(dir, "public/shop/2026/03/two/index.html")
	before, err := os.Stat(other)
	if err != nil {
		t.Fatal(err)
	}
	record("one", "", "First, edited.")
	if err := w.write(t.Context()); err != nil || w.last.Parsed != 1 {
		t.Errorf("after an edit: %v, %d files parsed", err, w.last.Parsed)
	}
	if data, err := os.ReadFile(page); err != nil || !strings.Contains(string(data), "First, edited.") {
		t.Errorf("the edit is not written: %v", err)
	}
	if after, err := os.Stat(other); err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("the page of another record was written again: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "public/shop/2026/03/three/index.html")); err == nil {
		t.Error("a draft is written")
	}

	// Asking waits for nothing, and what is asked for last is written in the end.
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { w.run(ctx) })
	defer running.Wait()
	defer stop()
	for i := range 20 {
		record("one", "", fmt.Sprintf("Edit %d.", i))
		w.ask()
	}
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if data, err := os.ReadFile(page); err == nil && strings.Contains(string(data), "Edit 19.") {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the last edit was never written")
		}
	}
}

// The line of a build counts in both languages.
func TestLineOfABuild(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "a.md, 1 page, 2 errors, 1 warning  5 ms\n",
		"ja": "a.md、1ページを更新、エラー 2件、警告 1件  5 ms\n",
	} {
		var said bytes.Buffer
		l := &serveLog{app: &app{console: console{out: &said, err: &said, env: func(string) string { return "" }}, lang: lang}}
		l.line(preview.Change{
			Files: []string{"a.md"}, Pages: []string{"a/index.html"}, Took: 5 * time.Millisecond,
			Problems: []model.Problem{{Level: model.Error}, {Level: model.Error}, {Level: model.Warning}},
		}, 0)
		if got := said.String(); !strings.HasSuffix(got, "  "+want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
