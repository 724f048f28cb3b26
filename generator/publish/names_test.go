package publish

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
)

func TestCheckPaths(t *testing.T) {
	long := strings.Repeat("長", 67)
	deep := strings.Repeat("abcdefghi/", 24) + "x"
	for _, test := range []struct {
		paths string // separated by |
		want  string // "rule path path" for each collision, separated by commas
	}{
		{"index.html|a/index.html|a/b/index.html", ""},
		{"index.html|index.html", "duplicate-path index.html"},
		{"About/index.html|about/index.html|about/x", "clashing-path About about"},
		{"a/Style.css|a/style.css", "clashing-path a/Style.css a/style.css"},
		{"が.html|か\u3099.html", "unportable-path か\u3099.html, clashing-path か\u3099.html が.html"},
		{"about|about/index.html", "clashing-path about about/index.html"},
		{"About|about/index.html|about/team.html", "clashing-path About about/index.html"},
		{"a/../b", "unportable-path a/../b"},
		{"/etc/passwd", "unportable-path /etc/passwd"},
		{"a//b", "unportable-path a//b"},
		{"a/", "unportable-path a/"},
		{"Straße|straſſe|STRASSE", "clashing-path STRASSE straſſe"},
		{" a/b|a /b|a/b.", "unportable-path  a/b, unportable-path a /b, unportable-path a/b."},
		{"a\\b|c:d|e?|\x00", "unportable-path \x00, unportable-path a\\b, unportable-path c:d, unportable-path e?"},
		{"a\xff", "unportable-path a\xff"},
		{"con|aux.html|COM1|lpt9.txt|com¹.a|nul/x", "unportable-path COM1, unportable-path aux.html, unportable-path com¹.a, unportable-path con, unportable-path lpt9.txt, unportable-path nul/x"},
		{"com10|com|console.html|lpt", ""},
		{long, "long-path " + long},
		{deep, "long-path " + deep},
		{"manifest.json|.kaizen/x", "reserved-path .kaizen/x, reserved-path manifest.json"},
		{".well-known/security.txt|.nojekyll|_headers", ""},
	} {
		var got []string
		for _, c := range CheckPaths(strings.Split(test.paths, "|")) {
			got = append(got, c.Rule+" "+strings.Join(c.Paths, " "))
			for _, text := range []string{c.Text["ja"], c.Text["en"], c.Hint["ja"], c.Hint["en"]} {
				if text == "" {
					t.Errorf("%s has a message missing", c.Rule)
				}
			}
		}
		if joined := strings.Join(got, ", "); joined != test.want {
			t.Errorf("CheckPaths(%q)\nis   %s\nwant %s", test.paths, joined, test.want)
		}
	}
}

// Paths without a collision can be written side by side, and stay in the folder.
func FuzzCheckPaths(f *testing.F) {
	f.Add("index.html", "a/index.html")
	f.Add("a", "A/b")
	f.Add("a/../..", "con.")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(CheckPaths([]string{a, b})) > 0 {
			return
		}
		for _, p := range []string{a, b} {
			if !fs.ValidPath(p) {
				t.Errorf("%q is no path below a folder", p)
			}
		}
		if a == b || strings.EqualFold(a, b) || strings.HasPrefix(a, b+"/") || strings.HasPrefix(b, a+"/") {
			t.Errorf("%q and %q collide", a, b)
		}
	})
}

func FuzzManifest(f *testing.F) {
	f.Add([]byte(`{"generator":"kaizen","format":1,"files":[{"path":"a","size":1,"sha256":"00"}]}`))
	f.Add([]byte(`{"generator":"kaizen","format":1,"files":null,"previous":[{}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		k := newKnown()
		if k.add(data) != nil && (k.adopted || len(k.sums) > 0) {
			t.Error("a refused manifest counts")
		}
	})
}

func TestManifestRoundTrip(t *testing.T) {
	outs := benchSite(30)
	m := manifest{Generator: generator, Format: manifestFormat}
	for i, out := range outs {
		m.Files = append(m.Files, manifestFile{out.Path, int64(len(out.Data)), out.Sum.String()})
		if i%3 == 0 {
			m.Previous = append(m.Previous, manifestFile{fmt.Sprint("old-", i), 1, out.Sum.String()})
		}
	}
	k := newKnown()
	if err := k.add(m.output().Data); err != nil {
		t.Fatal(err)
	}
	for i, out := range outs {
		if !k.wrote(out.Path, out.Sum) || k.previous[out.Path] {
			t.Errorf("%s is lost", out.Path)
		}
		if i%3 == 0 && !k.previous[fmt.Sprint("old-", i)] {
			t.Errorf("old-%d is lost", i)
		}
	}
	slices.Reverse(m.Files)
	if a, b := m.output(), m.output(); a.Sum != b.Sum {
		t.Error("the order of the outputs shows in the manifest")
	}
}
