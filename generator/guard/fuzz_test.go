package guard

import (
	"strings"
	"testing"
	"time"

	"kaizen/generator/internal/bounded"
	"kaizen/generator/model"
)

func FuzzScan(f *testing.F) {
	for _, name := range []string{"private.txt", "innocent.txt"} {
		for _, c := range readExamples(f, name) {
			f.Add(c.text)
		}
	}
	f.Add("\xe3\x82\x99が\u3099&#x40;%E3%81\\u3042\\ud83d\\ude00ｶﾞ様")
	s := New(Policy{})
	f.Fuzz(func(t *testing.T, src string) {
		last := 0
		var found []Finding
		bounded.Run(t, func() { found = s.Scan(src) })
		for _, v := range found {
			if v.Start < last || v.End < v.Start || v.End > len(src) {
				t.Fatalf("%+v of %d bytes, after %d", v, len(src), last)
			}
			last = v.Start
		}
		for _, p := range s.Source(File{Path: "a.md", Data: []byte(src)}) {
			if p.Line < 1 || p.Col < 1 {
				t.Fatalf("no place: %+v", p)
			}
		}
	})
}

func FuzzOutput(f *testing.F) {
	for _, w := range wrappings() {
		f.Add(w.wrap("折り返しは 090-5555-1234 まで"))
	}
	s := New(Policy{})
	l := NewLeaks([]Secret{{Internal, "株式会社みどり工房", "a.md", 1}, {Internal, "48213", "a.md", 1}}, Public{})
	f.Fuzz(func(t *testing.T, src string) {
		lines := strings.Count(src, "\n") + 1
		for _, path := range []string{"a.html", "a.xml", "a.json", "a.txt"} {
			var found []model.Problem
			bounded.Run(t, func() {
				p := read(path, []byte(src))
				found = Gather(append(s.Output(p, nil), l.Search(p)...))
			})
			for _, v := range found {
				if v.File != path {
					continue // a leak is reported where its secret stands
				}
				if v.Line < 1 || v.Line > lines || v.Col < 1 {
					t.Fatalf("%s: %+v", path, v)
				}
			}
		}
	})
}

// TestHostileText has texts that send a careless search back and forth. Each
// may take longer than ordinary text, but not out of all proportion.
func TestHostileText(t *testing.T) {
	const size = 1 << 16
	s := New(Policy{})
	l := NewLeaks([]Secret{{Internal, "aaaaaaaa aaaaaaaa b", "a.md", 1}, {Internal, "株式会社みどり工房", "a.md", 1}}, Public{})
	timed := func(src string) time.Duration {
		return bounded.Took(func() {
			s.Source(File{Path: "a.md", Data: []byte(src)})
			for _, path := range []string{"a.html", "a.xml", "a.json"} {
				p := read(path, []byte(src))
				s.Output(p, nil)
				l.Search(p)
			}
		})
	}
	ordinary := timed(source(t)[:size])
	for _, piece := range []string{
		"@", "a@", "a@b.c@", "a@b.co ", "a.a.a.", "<", "<a ", "<a \"", "<!--", "<![CDATA[", "</", "&", "&#", "%", "%E3", "\\u", "\\",
		"0", "0-", "1 1", "1.", "1:", "(0", "+1", "090-1234-5678 ", "様", "山田様", "さん", "佐藤 ", "丁目", "1丁目", "市", "市1-1", "〒", "〒1500041",
		"番", "password:", "password is ", "token=", "eyJ", "eyJa.eyJa.", "ghp_", "-----BEGIN", "注文番号", "注文番号12345", "普通", "生年月日", "mr. ",
		"株式会社", "\u3099", "ｶﾞ", "\u200b", "a        ", "みどり\n", "\xff", "\xe3", "%E3%82%99",
	} {
		if took := timed(strings.Repeat(piece, size/len(piece))); took > 100*ordinary {
			t.Errorf("%q: %v, ordinary text %v", piece, took, ordinary)
		}
	}
}
