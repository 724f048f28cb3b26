package guard

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

func pieces(name string, file []byte) (all []Piece) {
	Pieces(name, file, func(p Piece) { all = append(all, p) })
	return all
}

// TestPieces: what is private is found in the pieces of a feed as in the whole,
// and the HTML of an item is the same piece in all formats.
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
			b.WriteString("{\"title\":\"taro@ozawa-shoten.jp\",\"items\":[\n")
			for i := range n {
				fmt.Fprintf(b, "{\"id\":\"%d\",\"content_html\":\"<p>%s</p>\"},\n", i, item(i))
			}
			b.WriteString("]}\n")
		},
	}
	scanner := New(Policy{})
	rules := func(name string, data []byte) []string {
		var out []string
		for _, p := range scanner.Output(read(name, data), nil) {
			out = append(out, p.Rule+" "+p.sha)
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	for name, write := range feeds {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			write(&b)
			feed := []byte(b.String())
			var found []string
			html := 0
			for _, piece := range smallest(pieces(name, feed)) {
				found = append(found, rules(piece.Name, piece.Data)...)
				if string(piece.Data) == fmt.Sprintf("<![CDATA[<p>%s</p>]]>", item(html)) {
					html++
				}
			}
			if html != n {
				t.Errorf("the HTML of %d items of %d is a piece", html, n)
			}
			slices.Sort(found)
			if want := rules(name, feed); !slices.Equal(found, want) || len(want) != n+1 {
				t.Errorf("in pieces %q, in the whole %q", found, want)
			}
		})
	}
}

// smallest are the parts of pieces, or the pieces themselves where they have none.
func smallest(pieces []Piece) (all []Piece) {
	for _, p := range pieces {
		if parts := p.Parts(); parts != nil {
			all = append(all, smallest(parts)...)
		} else {
			all = append(all, p)
		}
	}
	return all
}

// TestPiecesOfPages: what is private is found in the pieces of a page as in the
// whole, and what pages share are the same pieces.
func TestPiecesOfPages(t *testing.T) {
	page := func(own string, records ...string) []byte {
		var b strings.Builder
		b.WriteString("<!doctype html>\n<title>" + own + "</title><body>\n<header class=\"top\"><a href=\"/\">改善</a> 03-1234-5678</header>\n<main id=\"main\">\n<ul>")
		for _, r := range records {
			b.WriteString("<li class=\"row\"><a href=\"/" + r + "/\">" + r + "</a></li>\n")
		}
		b.WriteString("</ul></main><footer class=\"foot\">taro@ozawa-shoten.jp</footer></body>")
		return []byte(b.String())
	}
	scanner := New(Policy{})
	look := func(name string, data []byte, into map[string]bool) {
		for _, p := range scanner.Output(read(name, data), nil) {
			into[p.Rule+" "+p.sha] = true
		}
	}
	one, two := page("一つ目", "090-1234-5678", "b"), page("二つ目 田中太郎 様", "080-1111-2222", "b")
	known, shared := map[string]bool{}, 0
	for _, p := range [][]byte{one, two} {
		whole, parts := map[string]bool{}, map[string]bool{}
		look("index.html", p, whole)
		var joined []byte
		for _, piece := range pieces("index.html", p) {
			look(piece.Name, piece.Data, parts)
			joined = append(joined, piece.Data...)
			if known[string(piece.Data)] {
				shared++
			}
			known[string(piece.Data)] = true
		}
		if !maps.Equal(whole, parts) || len(whole) < 3 {
			t.Errorf("in pieces %v, in the whole %v", parts, whole)
		}
		if !bytes.Equal(joined, p) {
			t.Errorf("the pieces are %q", joined)
		}
	}
	if want := 4; shared != want { // header, the beginning of main, a record, the footer
		t.Errorf("%d pieces are shared, want %d", shared, want)
	}
}

// TestPiecesOfNoJSON: a theme's file may be called JSON and have line feeds in its
// strings. A value there is in one piece.
func TestPiecesOfNoJSON(t *testing.T) {
	const file = "[\n{\"t\":\"極秘の計画は\n来月に始まります\"},\n{\"t\":\"x\"}\n]"
	leaks := NewLeaks([]Secret{{Kind: Internal, Value: "極秘の計画は来月に始まります"}}, Public{})
	found := 0
	for _, piece := range smallest(pieces("x.json", []byte(file))) {
		found += len(leaks.Search(read(piece.Name, piece.Data)))
	}
	if found != 1 {
		t.Errorf("the value was found in %d pieces, want 1", found)
	}
}

// FuzzPieces: nothing gets lost between the pieces, whatever the bytes.
func FuzzPieces(f *testing.F) {
	f.Add("<a>\n    <item>\n<![CDATA[x]]>\n    <item></a>")
	f.Add("<![CDATA[\n  <entry>")
	f.Add("<main id=a><li class=row><section <footer x")
	f.Add("{\n{\"a\":1,\"content_html\":null")
	f.Add("{\n{\"id\":\"\\\"\",\"content_html\":\"a\\n\\\"\"},\n{\"id\":1,\"content_html\":\"]]>\"},\n{\"a\":1,\"content_html\":\"")
	f.Fuzz(func(t *testing.T, feed string) {
		for _, name := range []string{"feed.xml", "feed.json", "index.html"} {
			var joined bytes.Buffer
			for _, piece := range pieces(name, []byte(feed)) {
				joined.Write(piece.Data)
				if parts := piece.Parts(); parts != nil {
					wantParts(t, string(piece.Data), parts)
				}
			}
			if joined.String() != feed {
				t.Errorf("%s: the pieces of %q are %q", name, feed, &joined)
			}
		}
	})
}

// wantParts fails unless the parts of an item are what stands before its HTML, what
// stands behind it, if anything does, and the HTML itself.
func wantParts(t *testing.T, item string, parts []Piece) {
	t.Helper()
	head, html := string(parts[0].Data), string(parts[len(parts)-1].Data)
	rest, ok := strings.CutPrefix(item, head)
	var text string
	d := json.NewDecoder(strings.NewReader(rest))
	if err := d.Decode(&text); !ok || err != nil || html != "<![CDATA["+text+"]]>" {
		t.Fatalf("%q is not the HTML of %q: %v", html, item, err)
	}
	tail := ""
	for _, p := range parts[1 : len(parts)-1] {
		tail += string(p.Data)
	}
	if tail != rest[d.InputOffset():] {
		t.Errorf("%q stands behind the HTML of %q", tail, item)
	}
}
