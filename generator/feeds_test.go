package generator_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// edits are what authors and hosts do in the course of years. Each names the
// records that readers shall hear of again.
var edits = []struct {
	name string
	edit func(r *rand.Rand, s *notes) (news []string)
}{
	{"rename files", func(r *rand.Rand, s *notes) []string {
		return s.some(r, func(n *note) { n.file = "moved/" + path.Base(n.file) + "-neu" })
	}},
	{"change slugs", func(r *rand.Rand, s *notes) []string {
		return s.some(r, func(n *note) { n.slug += "-new" })
	}},
	{"correct titles", func(r *rand.Rand, s *notes) []string {
		return s.some(r, func(n *note) { n.title = "改題" + n.title })
	}},
	{"correct typos", func(r *rand.Rand, s *notes) []string {
		return s.some(r, func(n *note) { n.body += "追記。\n" })
	}},
	{"move products", func(r *rand.Rand, s *notes) []string {
		return s.some(r, func(n *note) { n.product = "server" })
	}},
	{"change kinds", func(r *rand.Rand, s *notes) []string {
		return s.some(r, func(n *note) { n.kind = "change" })
	}},
	{"move to another host", func(_ *rand.Rand, s *notes) []string {
		s.config = strings.Replace(s.config, "https://a.example.com/help/", "https://b.example.net/", 1)
		return nil
	}},
	{"note updates quietly", func(r *rand.Rand, s *notes) []string {
		return s.some(r, func(n *note) { n.extra += "updated: [{date: 2026-11-10, text: 言い回しを直しました。}]\n" })
	}},
	{"translate", func(r *rand.Rand, s *notes) []string {
		return s.some(r, func(n *note) { n.english = true })
	}},
	{"withdraw", func(r *rand.Rand, s *notes) []string {
		return s.some(r, func(n *note) { n.extra += "withdrawn: {date: 2026-11-12, text: 元に戻しました。}\n" })
	}},
	{"notify", func(r *rand.Rand, s *notes) (news []string) {
		s.some(r, func(n *note) {
			n.extra += "updated: [{date: 2026-11-10, text: 対象を広げました。, notify: true}]\n"
			news = append(news, n.id)
		})
		return news
	}},
	{"notify of imported records", func(r *rand.Rand, s *notes) []string {
		return s.some(r, func(n *note) {
			n.extra += "imported: true\nupdated: [{date: 2026-11-10, text: 対象を広げました。, notify: true}]\n"
		})
	}},
	{"move dates", func(r *rand.Rand, s *notes) (news []string) {
		s.some(r, func(n *note) {
			n.date = "2026-11-0" + fmt.Sprint(1+r.IntN(9))
			news = append(news, n.id)
		})
		return news
	}},
}

// some edits a third of the records. It names none of them as news.
func (s *notes) some(r *rand.Rand, edit func(*note)) []string {
	for i := range s.list {
		if r.IntN(3) == 0 {
			edit(&s.list[i])
		}
	}
	return nil
}

func TestFeedIDsNeverChange(t *testing.T) {
	for i, e := range edits {
		t.Run(e.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(uint64(i), 7))
			s := randomNotes(r, 20)
			before := s.feeds(t)
			news := map[string]bool{}
			for _, id := range e.edit(r, s) {
				news["tag:kaizen.example.com,2026:record/"+id] = true
				news["tag:kaizen.example.com,2026:record/"+id+"/en"] = true
			}
			after := s.feeds(t)
			for _, edition := range []string{"", "en/"} {
				old, now := modified(t, before, edition), modified(t, after, edition)
				if len(old) != 20 {
					t.Fatalf("%d records in the feeds of %q, want 20", len(old), edition)
				}
				if was, is := slices.Sorted(maps.Keys(old)), slices.Sorted(maps.Keys(now)); !slices.Equal(was, is) {
					t.Fatalf("the ids were\n%s\nand are\n%s", was, is)
				}
				for id, at := range old {
					if moved := !now[id].Equal(at); moved != news[id] {
						t.Errorf("%s: updated was %v and is %v", id, at, now[id])
					}
				}
			}
		})
	}
}

// All records of a day have the same time, but no two items of a feed may.
func TestUpdatedTimesDiffer(t *testing.T) {
	s := randomNotes(rand.New(rand.NewPCG(1, 1)), 40)
	s.config = strings.Replace(s.config, "limit: 6", "limit: 50", 1)
	for i := range s.list {
		s.list[i].date = "2026-10-31"
	}
	for name, data := range s.feeds(t) {
		if path.Ext(name) != ".json" {
			continue
		}
		seen := map[time.Time]bool{}
		for _, it := range readJSON(t, data).Items {
			if seen[it.Modified] {
				t.Errorf("%s: two items were updated at %v", name, it.Modified)
			}
			seen[it.Modified] = true
		}
	}
}

// The three formats of a feed hold the same items, and following the chain of
// archives brings them all.
func TestFeedDocuments(t *testing.T) {
	s := randomNotes(rand.New(rand.NewPCG(2, 2)), 60)
	files := s.feeds(t)
	for name, data := range files {
		if path.Ext(name) != ".json" {
			continue
		}
		want := ids(t, data)
		rss := strings.TrimSuffix(name, ".json") + ".xml"
		atom := path.Join(path.Dir(name), "atom.xml")
		for _, other := range []string{rss, atom} {
			if got := ids(t, files[other]); !slices.Equal(got, want) {
				t.Errorf("%s has %v, %s has %v", name, want, other, got)
			}
		}
	}
	for _, start := range []string{"feed.json", "en/feed.json", "atom.xml", "hinata/atom.xml", "server/atom.xml"} {
		all, documents := map[string]bool{}, 0
		for at := start; at != ""; documents++ {
			for _, id := range ids(t, files[at]) {
				all[id] = true
			}
			at = strings.TrimPrefix(olderDocument(t, files[at]), "https://a.example.com/help/")
		}
		want := 0
		for _, n := range s.list {
			if dir := path.Dir(start); dir == "." || dir == "en" || dir == n.product {
				want++
			}
		}
		if len(all) != want || documents < 3 {
			t.Errorf("%s leads to %d records in %d documents, want %d", start, len(all), documents, want)
		}
	}
}

// A new record leaves the archives as they are, byte for byte.
func TestArchivesNeverChange(t *testing.T) {
	s := randomNotes(rand.New(rand.NewPCG(3, 3)), 30)
	before := s.feeds(t)
	for i := range 7 {
		s.list = append(s.list, note{file: fmt.Sprintf("new%d", i), id: fmt.Sprintf("new-%d", i), slug: fmt.Sprintf("new-%d", i), title: "新しい改善", date: "2026-11-15", product: "hinata", kind: "fix", body: "本文。\n"})
	}
	after := s.feeds(t)
	archives := 0
	for name, data := range before {
		if strings.Contains(name, "feeds/") {
			archives++
			if !bytes.Equal(data, after[name]) {
				t.Errorf("%s changed:\n%s\nwas\n%s", name, after[name], data)
			}
		}
	}
	if archives == 0 || len(after) <= len(before) {
		t.Errorf("%d archives before, %d files, then %d", archives, len(before), len(after))
	}
}

// No document is larger than readers bear, whatever the records hold.
func TestFeedSize(t *testing.T) {
	s := randomNotes(rand.New(rand.NewPCG(4, 4)), 16)
	s.config = strings.Replace(s.config, "limit: 6", "limit: 50", 1)
	for i := range s.list {
		word := []string{"改善しました。\n\n", "& \" ' \\ ]] >\n\n", "a\n\n", "```\n\t\"quoted\"\n```\n\n"}[i%4]
		s.list[i].body = strings.Repeat(word, (20<<10)*(1+i)/len(word)) + "\n"
	}
	largest := 0
	for name, data := range s.feeds(t) {
		if largest = max(largest, len(data)); len(data) > 512<<10 {
			t.Errorf("%s has %d bytes", name, len(data))
		}
	}
	if largest < 300<<10 {
		t.Errorf("the largest feed has only %d bytes: nothing was put to the test", largest)
	}
}

// Whatever authors paste, a feed stays well-formed. (What is not UTF-8 at all is
// refused when it is loaded.)
func TestHostileRecords(t *testing.T) {
	hostile := []string{
		"]]>", "]]><script>", "&amp;&lt;&#0;&bogus;", "<b>太字</b>", "\x08\x0b\x1f\x7f", "\u0085\u009f\ufffe\uffff\ufdd0",
		"\u2028\u2029", "葛󠄀 👨‍👩‍👧", "</title></channel>", "{{.}} ${x} %s",
	}
	s := randomNotes(rand.New(rand.NewPCG(5, 5)), len(hostile))
	for i := range s.list {
		s.list[i].title = "題" + strings.Map(func(r rune) rune {
			if r < ' ' {
				return -1 // YAML has no place for them
			}
			return r
		}, strings.ToValidUTF8(hostile[i], ""))
		s.list[i].body = "```\n" + hostile[i] + "\n```\n"
		if !strings.Contains(hostile[i], "<") { // active HTML is refused
			s.list[i].body += "本文" + hostile[i] + "。\n"
		}
	}
	for name, data := range s.feeds(t) {
		if path.Ext(name) == ".json" {
			readJSON(t, data)
		} else {
			wellFormed(t, name, data)
		}
		if bytes.ContainsAny(data, "\x08\x0b\x1f\x7f") || bytes.Contains(data, []byte("\ufffd")) {
			t.Errorf("%s holds a broken character", name)
		}
		if bytes.Contains(data, []byte("⟦")) {
			t.Errorf("%s lacks a text", name)
		}
	}
}

var prevArchive = regexp.MustCompile(`<(?:atom:)?link rel="prev-archive"[^>]* href="([^"]+)"`)

// olderDocument is the address of the archive before a document, or "".
func olderDocument(t *testing.T, data []byte) string {
	t.Helper()
	if data[0] == '{' {
		return readJSON(t, data).NextURL
	}
	if m := prevArchive.FindSubmatch(data); m != nil {
		return string(m[1])
	}
	return ""
}
