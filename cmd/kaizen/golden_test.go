package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"golang.org/x/tools/txtar"

	"kaizen/generator/model"
)

const (
	goldenSite   = "testdata/golden/site"
	goldenPublic = "testdata/golden/public.txtar"
)

// shownInFull are the files of the golden site that a reviewer reads: each
// type of page, feed and list once, and in English where words and dates
// differ most. Of all other files the sums are compared.
var shownInFull = []string{
	"index.html", "shop/index.html", "shop/2026/10/index.html", "shop/2026/index.html", "shop/2026/10/order-search/index.html",
	"shop/2026/09/label/index.html", "shop/2026/10/list-speed/index.html", "shop/old-search/index.html",
	"2026/10/index.html", "2026/index.html", "archive/index.html", "kinds/improvement/index.html", "action/index.html",
	"search/index.html", "search/2026.json", "subscribe/index.html", "about/index.html", "404.html",
	"feed.xml", "atom.xml", "feed.json", "monthly/feed.xml", "feeds.opml",
	"en/index.html", "en/shop/2026/10/index.html", "en/shop/2026/10/order-search/index.html", "en/shop/2026/10/list-speed/index.html", "en/feed.xml",
	"sitemap.xml", "robots.txt", "_headers", "_redirects", "_redirects.nginx", "_redirects.apache", "manifest.json",
}

// TestGolden builds a small site with every type of page and feed in both
// languages. Whoever upgrades gets the same bytes, unless CHANGELOG.md says so.
func TestGolden(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	code, _, errs := runHere(t, "", false, "build", "--strict", "--no-cache", "--source", goldenSite, "--output", out)
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	got := reviewable(t, os.DirFS(out))
	if *update {
		if err := os.WriteFile(goldenPublic, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(goldenPublic)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("sites that did not change get other bytes. If that is meant, run\n"+
			"  go test ./cmd/kaizen -run Golden -update\n"+
			"read the diff of %s, and add a line to CHANGELOG.md that tells users what looks different.\n%s",
			goldenPublic, diff.Diff("golden", want, "now", got))
	}
}

// reviewable returns a site as an archive: the sums of all files, then those
// of shownInFull. The hash in the name of an asset is left out wherever the
// name stands, so that a change of the style is one line and not one a page;
// no byte goes unseen, for the sum of the asset tells.
func reviewable(t *testing.T, site fs.FS) []byte {
	t.Helper()
	var sums bytes.Buffer
	archive := &txtar.Archive{Files: []txtar.File{{Name: "sums"}}}
	hashed := hashedNames(t, site)
	err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		if name == "manifest.json" { // sums and sizes of pages with hashed names
			data = regexp.MustCompile(`"sha256":"[0-9a-f]{64}"`).ReplaceAll(data, []byte(`"sha256":"…"`))
		}
		name, data = hashed.Replace(name), []byte(hashed.Replace(string(data)))
		if slices.Contains(shownInFull, name) {
			archive.Files = append(archive.Files, txtar.File{Name: name, Data: data})
		}
		_, err = fmt.Fprintf(&sums, "%.16s %6d %s\n", model.SumOf(data).String(), len(data), name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Files) != 1+len(shownInFull) {
		t.Errorf("of %d files to be shown in full, %d are there", len(shownInFull), len(archive.Files)-1)
	}
	slices.SortFunc(archive.Files[1:], func(a, b txtar.File) int {
		return slices.Index(shownInFull, a.Name) - slices.Index(shownInFull, b.Name)
	})
	archive.Files[0].Data = sums.Bytes()
	return txtar.Format(archive)
}

// hashedNames replaces the names of a site's assets and pictures by names
// without their hashes.
func hashedNames(t *testing.T, site fs.FS) *strings.Replacer {
	t.Helper()
	hash := regexp.MustCompile(`[.-][0-9a-f]{8,10}\.`)
	var pairs []string
	for _, folder := range []string{"assets", "media"} {
		entries, err := fs.ReadDir(site, folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			name := path.Join(folder, e.Name())
			pairs = append(pairs, name, hash.ReplaceAllString(name, ".HASH."))
		}
	}
	return strings.NewReplacer(pairs...)
}
