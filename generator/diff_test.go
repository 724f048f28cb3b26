package generator_test

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"kaizen/generator"
	"kaizen/generator/diff"
	"kaizen/generator/model"
	"kaizen/templates"
	"kaizen/themes"
)

var scripts = flag.Int("scripts", 12, "random edit scripts in TestDiffSaysWhatReadersSee")

// site builds the whole site.
func (s *notes) site(t *testing.T) (*generator.Snapshot, diff.Files) {
	t.Helper()
	snap, err := generator.Build(t.Context(), generator.Inputs{Site: s.fs(), Templates: templates.FS, Themes: themes.FS, Now: notesNow}, nil)
	if err != nil {
		t.Fatal(err)
	}
	noErrors(t, snap.Problems)
	return snap, filesOf(snap)
}

func filesOf(snap *generator.Snapshot) diff.Files {
	f := diff.Files{Sums: map[string]model.Sum{}}
	data := map[string][]byte{}
	for _, o := range snap.Outputs {
		f.Sums[o.Path], data[o.Path] = o.Sum, o.Data
	}
	f.Read = func(p string) ([]byte, error) {
		if d, ok := data[p]; ok {
			return d, nil
		}
		return nil, fmt.Errorf("%s was read, which does not exist", p)
	}
	return f
}

// compare builds the site and compares it with a published one.
func (s *notes) compare(t *testing.T, old diff.Files) (*diff.Report, diff.Files) {
	t.Helper()
	snap, now := s.site(t)
	report, err := diff.Compare(old, diff.Next{Files: now, Pages: snap.Pages, Left: snap.Site.Left})
	if err != nil {
		t.Fatal(err)
	}
	return report, now
}

// clone lets a test edit a site and keep it.
func (s *notes) clone() *notes { return &notes{s.config, slices.Clone(s.list)} }

// uncut are the feeds without a limit: what those know who have read for ever.
func (s *notes) uncut(t *testing.T) map[string][]byte {
	all := s.clone()
	for _, limit := range []string{"limit: 6", "limit: 4"} {
		all.config = strings.Replace(all.config, limit, "limit: 1000", 1)
	}
	return all.feeds(t)
}

// scriptEdits are what happens between two builds beside the edits above.
var scriptEdits = []func(r *rand.Rand, s *notes){
	func(r *rand.Rand, s *notes) { i := r.IntN(len(s.list)); s.list = slices.Delete(s.list, i, i+1) },
	func(r *rand.Rand, s *notes) {
		n := randomNotes(r, 1).list[0]
		n.id, n.slug, n.file = fmt.Sprintf("late-%d", r.IntN(1e6)), fmt.Sprintf("late-%d", r.IntN(1e6)), fmt.Sprintf("late%d", r.IntN(1e6))
		n.date = fmt.Sprintf("2026-%02d-%02d", 1+r.IntN(11), 1+r.IntN(28))
		s.list = append(s.list, n)
	},
	func(r *rand.Rand, s *notes) { s.list[r.IntN(len(s.list))].extra += "draft: true\n" },
	func(r *rand.Rand, s *notes) { s.list[r.IntN(len(s.list))].extra += "unlisted: true\n" },
	func(r *rand.Rand, s *notes) { s.list[r.IntN(len(s.list))].extra += "expires: 2026-11-11\n" },
	func(r *rand.Rand, s *notes) {
		n := &s.list[r.IntN(len(s.list))]
		n.extra = strings.NewReplacer("[orders]", "[csv]", "[csv]", "[orders, csv]").Replace(n.extra)
	},
	func(r *rand.Rand, s *notes) { s.list[r.IntN(len(s.list))].id += "-other" },
	func(r *rand.Rand, s *notes) { s.config = strings.Replace(s.config, "limit: 6", "limit: 4", 1) },
	func(r *rand.Rand, s *notes) {
		s.config = strings.Replace(s.config, "feeds: {", "feeds: {summary_only: true, ", 1)
	},
}

// script makes one to four edits, no two of a kind.
func script(r *rand.Rand, s *notes) {
	var all []func(*rand.Rand, *notes)
	for _, e := range edits {
		all = append(all, func(r *rand.Rand, s *notes) { e.edit(r, s) })
	}
	all = append(all, scriptEdits...)
	updates := false
	for _, i := range r.Perm(len(all))[:1+r.IntN(4)] {
		if i < len(edits) && strings.Contains(edits[i].name, "notif") || i < len(edits) && strings.Contains(edits[i].name, "quietly") {
			if updates {
				continue // a record has one list of updates
			}
			updates = true
		}
		all[i](r, s)
	}
}

// TestDiffSaysWhatReadersSee edits sites at random and holds what diff
// announces against what an independent feed reader finds in the documents:
// one that has read the published feed, and one that has read all there was.
// Run all with: go test ./generator -run TestDiffSays -scripts 200
func TestDiffSaysWhatReadersSee(t *testing.T) {
	for seed := range uint64(*scripts) {
		r := rand.New(rand.NewPCG(seed, 8))
		before := randomNotes(r, 16)
		for i := range before.list {
			if r.IntN(2) == 0 {
				before.list[i].extra += "action: {needed: true, until: 2026-12-01, text: 設定を変える}\n"
			}
		}
		_, old := before.site(t)
		after := before.clone()
		script(r, after)
		report, now := after.compare(t, old)
		known, stays := before.uncut(t), after.uncut(t)
		said := map[string]diff.Feed{}
		for _, f := range report.Feeds {
			said[f.Path] = f
		}
		for p := range old.Sums {
			if !isLiving(p) {
				continue
			}
			f := said[path.Dir(p)+"/atom.xml"]
			if path.Dir(p) == "." {
				f = said["atom.xml"]
			}
			was, is, ever, still := readFeeds(t, old, p), readFeeds(t, now, p), parse(t, known[p]), parse(t, stays[p])
			expect(t, seed, p, "not read before", append(slices.Clone(f.New), f.Returned...), missing(is, was))
			expect(t, seed, p, "gone", f.Gone, missing(was, still))
			expect(t, seed, p, "new", f.New, missing(is, ever))
			if path.Base(p) == "atom.xml" {
				expect(t, seed, p, "changed", f.Changed, moved(was, is))
			}
		}
		if t.Failed() {
			return
		}
	}
}

func isLiving(p string) bool {
	return slices.Contains([]string{"feed.xml", "atom.xml", "feed.json"}, path.Base(p)) && !strings.Contains("/"+p, "/feeds/")
}

// readFeeds returns the items of a document by id with the time of their last
// change, or none if there is no such document.
func readFeeds(t *testing.T, f diff.Files, p string) map[string]time.Time {
	t.Helper()
	if _, ok := f.Sums[p]; !ok {
		return nil
	}
	data, err := f.Read(p)
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, data)
}

func parse(t *testing.T, data []byte) map[string]time.Time {
	t.Helper()
	if data == nil {
		return nil
	}
	feed, err := gofeed.NewParser().ParseString(string(data))
	if err != nil {
		t.Fatal(err)
	}
	items := map[string]time.Time{}
	for _, it := range feed.Items {
		items[it.GUID] = time.Time{}
		if it.UpdatedParsed != nil {
			items[it.GUID] = *it.UpdatedParsed
		}
	}
	return items
}

func missing(a, b map[string]time.Time) (out []string) {
	for _, id := range slices.Sorted(maps.Keys(a)) {
		if _, ok := b[id]; !ok {
			out = append(out, id)
		}
	}
	return out
}

func moved(was, is map[string]time.Time) (out []string) {
	for _, id := range slices.Sorted(maps.Keys(is)) {
		if at, ok := was[id]; ok && !at.Equal(is[id]) {
			out = append(out, id)
		}
	}
	return out
}

func expect(t *testing.T, seed uint64, p, what string, said []diff.Item, want []string) {
	t.Helper()
	var got []string
	for _, it := range said {
		got = append(got, it.ID)
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("script %d: %s: %s\ndiff says %s\nreaders see %s", seed, p, what, got, want)
	}
}
