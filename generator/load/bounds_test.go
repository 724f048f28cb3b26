package load

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"kaizen/generator/internal/bounded"
)

// TestBounds: no file may take time or memory out of proportion, or read what
// lies elsewhere; each is refused where it goes too far, and soon.
func TestBounds(t *testing.T) {
	const head = "---\ntitle: 題\ndate: 2026-10-31\nkind: fix\n"
	var keys strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&keys, "x_%d: %d\n", i, i)
	}
	for _, c := range []struct {
		name, file, text string
		want             string // "line:col rule"
	}{
		{"front matter of 65 KB", "", head + "summary: " + strings.Repeat("長", 22<<10) + "\n---\n", "1:1 too-large"},
		{"5,000 keys", "", head + keys.String() + "---\n", ""},
		{"an alias", "", head + "goal: &a x\nobstacle: *a\n---\n", "5:7 forbidden-yaml"},
		{"an alias alone", "", head + "goal: *a\n---\n", "5:7 wrong-yaml"},
		{"a merge key", "", head + "action:\n  <<: {needed: true}\n---\n", "6:3 forbidden-yaml"},
		{"a tag", "", head + "goal: !!binary aGVsbG8=\n---\n", "5:7 forbidden-yaml"},
		{"nested 30 deep", "", head + "internal: " + strings.Repeat("[", 30) + "1" + strings.Repeat("]", 30) + "\n---\n", ""},
		{"nested 40 deep", "", head + "internal: " + strings.Repeat("[", 40) + "1" + strings.Repeat("]", 40) + "\n---\n", "5:43 too-deep"},
		{"nested 9,000 deep", "", head + "internal: " + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + "\n---\n", "5:43 too-deep"},
		{"nested 30,000 deep", "", head + "internal: " + strings.Repeat("[", 30000) + strings.Repeat("]", 30000) + "\n---\n", "5:10011 wrong-yaml"},
		{"a body of 600 KB", "", head + "---\n\n" + strings.Repeat("本文です。\n", 40<<10) + "\n", "6:1 too-large"},
		{"text that turns around", "", head + "goal: 逆\u202eさ\n---\n", "5:8 invisible-character"},
		{"a control character", "", head + "goal: a\u0008b\n---\n", "5:8 control-character"},
		{"one in the body", "", head + "---\n\na\u0008b\n", "7:2 invisible-character"},
		{"a picture from elsewhere", "", head + "image: {src: /../../etc/passwd, alt: x}\n---\n", ""},
		{"a config of 2 MB", "kaizen.yaml", fuzzConfig + strings.Repeat("# 長い\n", 300<<10), "0:0 too-large"},
		{"a config with aliases", "kaizen.yaml", "title: &a 改善\nfooter: *a\nproducts: [{id: hinata, name: x}]\nbase_url: https://example.com/\n", "1:8 forbidden-yaml"},
		{"a file of 33 MB", "content/hinata/big.zip", strings.Repeat("x", 33<<20), "0:0 too-large"},
	} {
		name := c.file
		if name == "" {
			name = "content/hinata/2026/10/a.md"
		}
		site := fstest.MapFS{"kaizen.yaml": {Data: []byte(fuzzConfig)}}
		site[name] = &fstest.MapFile{Data: []byte(c.text)}
		first := dressed()
		var res *Result
		bounded.Run(t, func() {
			var err error
			if res, err = Load(t.Context(), Inputs{Site: site, Templates: dressedIn.Templates, Themes: dressedIn.Themes}, first); err != nil {
				t.Fatal(err)
			}
		})
		got := ""
		for _, p := range res.Problems {
			if p.File == name && p.Rule != "missing-id" && got == "" {
				got = fmt.Sprintf("%d:%d %s", p.Line, p.Col, p.Rule)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
