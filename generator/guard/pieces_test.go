package guard

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestPieces: the pieces of a feed are all of it, one for each item and one
// for what stands before the first, and what is private is found in them as in
// the whole.
func TestPieces(t *testing.T) {
	const n = 40
	item := func(i int) string { return fmt.Sprintf("連絡先は 090-1234-%04d の田中%dさん", 1000+i, i) }
	feeds := map[string]func(b *strings.Builder){
		"feed.xml": func(b *strings.Builder) {
			b.WriteString("<?xml version=\"1.0\"?>\n<rss>\n  <channel>\n    <title>taro@ozawa-shoten.jp</title>\n")
			for i := range n {
				fmt.Fprintf(b, "    <item>\n      <title>題</title>\n      <content:encoded><![CDATA[<p>%s</p>]]></content:encoded>\n    </item>\n", item(i))
			}
			b.WriteString("  </channel>\n</rss>\n")
		},
		"atom.xml": func(b *strings.Builder) {
			b.WriteString("<?xml version=\"1.0\"?>\n<feed>\n  <title>taro@ozawa-shoten.jp</title>\n")
			for i := range n {
				fmt.Fprintf(b, "  <entry xml:lang=\"en\">\n    <content type=\"html\"><![CDATA[<p>%s</p>]]></content>\n  </entry>\n", item(i))
			}
			b.WriteString("</feed>\n")
		},
		"feed.json": func(b *strings.Builder) {
			b.WriteString("{\n  \"title\": \"taro@ozawa-shoten.jp\",\n  \"items\": [\n")
			for i := range n {
				fmt.Fprintf(b, "    {\n      \"content_html\": \"<p>%s</p>\\n\"\n    },\n", item(i))
			}
			b.WriteString("  ]\n}\n")
		},
	}
	scanner := New(Policy{})
	rules := func(name string, data []byte) []string {
		var out []string
		for _, p := range scanner.Output(Read(name, data), nil) {
			out = append(out, p.Rule+" "+p.Hint.In("en")) // which has the hash of the value
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	for name, write := range feeds {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			write(&b)
			feed := []byte(b.String())
			pieces := Pieces(name, feed)
			if len(pieces) != n+1 {
				t.Fatalf("%d pieces, want %d", len(pieces), n+1)
			}
			if !bytes.Equal(slices.Concat(pieces...), feed) {
				t.Error("the pieces are not the whole")
			}
			var found []string
			for _, piece := range pieces {
				found = append(found, rules(name, piece)...)
			}
			slices.Sort(found)
			if want := rules(name, feed); !slices.Equal(found, want) || len(want) != n+1 {
				t.Errorf("in pieces %q, in the whole %q", found, want)
			}
		})
	}
	if got := Pieces("index.html", []byte("<p>\n    <item>")); len(got) != 1 {
		t.Errorf("a page is cut: %q", got)
	}
	if got := Pieces("feed.xml", nil); len(got) != 1 || len(got[0]) != 0 {
		t.Errorf("nothing is cut: %q", got)
	}
}
