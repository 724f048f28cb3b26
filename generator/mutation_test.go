package generator_test

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"kaizen/generator/assemble"
	"kaizen/generator/load"
	"kaizen/generator/model"
	"kaizen/generator/plan"
	"kaizen/templates"
	"kaizen/themes"
)

// mutation is one mistake put into a valid site by program, and where and how
// it must be found.
type mutation struct {
	name string // what was done, and to what
	file string
	text string // of the file, with the mistake
	want found
}

// found is the problem that a mistake must give.
type found struct {
	rule      string
	line, col int    // col 0: anywhere on the line
	hint      string // part of the English hint; "" where there is none to give
}

// TestMutations makes mistakes of every sort in the records and the config of
// the sample site, one at a time: each must be found, on its line, with the
// hint that mends it, and the site itself has none.
func TestMutations(t *testing.T) {
	s := newPatient(t)
	for _, stage := range stages {
		if bad := grave(stage(s.healthy)); len(bad) > 0 {
			t.Fatalf("the sample site has problems: %v", bad)
		}
	}
	list := slices.Concat(s.keyMistakes(), s.valueMistakes(), s.linkMistakes(), s.fileMistakes(), s.configMistakes(), s.nestedMistakes())
	if len(list) < 300 {
		t.Errorf("only %d mutations, want 300 or more", len(list))
	}
	missed := make([]string, len(list))
	model.Each(len(list), func(i int) { missed[i] = s.examine(t, list[i]) })
	for i, m := range list {
		if missed[i] != "" {
			t.Errorf("%s\n  %s", m.name, missed[i])
		}
	}
	t.Logf("%d mutations", len(list))
}

// patient is the sample site, in memory and built.
type patient struct {
	files   fstest.MapFS
	healthy *load.Result
	records []record
	later   time.Time // of files that were changed
}

func newPatient(t *testing.T) *patient {
	t.Helper()
	s := &patient{files: fstest.MapFS{}, later: time.Date(2026, 12, 2, 0, 0, 0, 0, time.UTC)}
	root := os.DirFS("..")
	for _, from := range []string{"kaizen.yaml", "search-synonyms.yaml", "content"} {
		err := fs.WalkDir(root, from, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(root, name)
			s.files[name] = &fstest.MapFile{Data: data, Mode: 0o644, ModTime: s.later.AddDate(0, 0, -1)}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	s.healthy = s.load(t, s.files, nil)
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		if strings.HasSuffix(name, ".md") && !strings.Contains(name, "/pages/") && !strings.Contains(name, "/reports/") {
			s.records = append(s.records, newRecord(name, string(s.files[name].Data)))
		}
	}
	return s
}

func (s *patient) load(t *testing.T, files fs.FS, prev *load.Result) *load.Result {
	t.Helper()
	loaded, err := load.Load(context.Background(), load.Inputs{Site: files, Templates: templates.FS, Themes: themes.FS, Read: s.later.Add(time.Hour)}, prev)
	if err != nil {
		t.Error(err)
		return &load.Result{}
	}
	return loaded
}

// stages are those that judge what authors write, in their order.
var stages = []func(*load.Result) []model.Problem{
	func(l *load.Result) []model.Problem { return l.Problems },
	func(l *load.Result) []model.Problem { _, problems := assembled(l); return problems },
	func(l *load.Result) []model.Problem {
		site, _ := assembled(l)
		return plan.Plan(site, nil).Problems
	},
}

func assembled(l *load.Result) (*model.Site, []model.Problem) {
	now := time.Date(2026, 12, 15, 3, 0, 0, 0, time.UTC)
	site, problems, _ := assemble.Assemble(&l.Sources, assemble.Options{Now: now, Drafts: true, Future: true}, nil)
	return site, problems
}

// examine makes a mistake in the site, and says what is wrong with how it was
// found.
func (s *patient) examine(t *testing.T, m mutation) string {
	t.Helper()
	files := maps.Clone(s.files)
	files[m.file] = &fstest.MapFile{Data: []byte(m.text), Mode: 0o644, ModTime: s.later}
	sick := s.load(t, files, s.healthy)
	var others []string
	for _, stage := range stages {
		if sick.Config == nil && len(others) > 0 {
			break
		}
		for _, p := range stage(sick) {
			if p.File != m.file {
				continue
			}
			if p.Rule == m.want.rule && p.Line == m.want.line && (m.want.col == 0 || p.Col == m.want.col) && strings.Contains(p.Hint["en"], m.want.hint) {
				return bilingual(p)
			}
			others = append(others, fmt.Sprintf("%d:%d %s (%s)", p.Line, p.Col, p.Rule, p.Hint["en"]))
		}
	}
	return fmt.Sprintf("want %+v in %s\n  got %s", m.want, m.file, strings.Join(others, "\n      "))
}

// bilingual says what a problem lacks in one of its languages.
func bilingual(p model.Problem) string {
	if p.Text["ja"] == "" || p.Text["en"] == "" || (p.Hint["ja"] == "") != (p.Hint["en"] == "") {
		return "a message lacks one of its languages"
	}
	return ""
}

// grave are the problems that are more than a note.
func grave(list []model.Problem) []model.Problem {
	return slices.DeleteFunc(slices.Clone(list), func(p model.Problem) bool { return p.Level == model.Note })
}

// record is a source file cut into lines.
type record struct {
	file  string
	lines []string
	end   int // index of the closing ---
}

func newRecord(file, text string) record {
	r := record{file: file, lines: strings.Split(text, "\n")}
	r.end = 1 + slices.Index(r.lines[1:], "---")
	return r
}

func (r record) text() string { return strings.Join(r.lines, "\n") }

// entry is a key at the margin of the front matter with its value.
type entry struct {
	index      int // of its line
	key, value string
	alone      bool // nothing of the value stands on the lines below
}

func (e entry) line() int { return e.index + 1 }

// col is the column of the value.
func (e entry) col() int { return len(e.key) + 3 }

func (r record) entries() []entry {
	var out []entry
	for i, line := range r.lines[1:r.end] {
		key, value, ok := strings.Cut(line, ": ")
		if ok && key == strings.TrimLeft(key, " -") {
			below := r.lines[i+2]
			out = append(out, entry{i + 1, key, value, below == strings.TrimLeft(below, " -") || below == "---"})
		}
	}
	return out
}

func (r record) entry(key string) (entry, bool) {
	for _, e := range r.entries() {
		if e.key == key && e.alone {
			return e, true
		}
	}
	return entry{}, false
}

// with is the record with another line in the place of one of its own; no
// lines take it out.
func (r record) with(index int, lines ...string) string {
	return strings.Join(slices.Concat(r.lines[:index], lines, r.lines[index+1:]), "\n")
}

// mutate is a mutation of one line.
func (r record) mutate(e entry, line string, want found) mutation {
	return mutation{fmt.Sprintf("%s: %q becomes %q", r.file, r.lines[e.index], line), r.file, r.with(e.index, strings.Split(line, "\n")...), want}
}

// typo misspells a word in one of the ways of hurried fingers.
func typo(word string, way int) string {
	runes := []rune(word)
	if len(runes) < 4 {
		way = 0
	}
	i := 1 + way%max(1, len(runes)-2)
	switch way % 3 {
	case 0:
		if runes[i] != runes[i-1] {
			runes[i], runes[i-1] = runes[i-1], runes[i]
			return string(runes)
		}
		fallthrough
	case 1:
		return string(slices.Insert(runes, i, runes[i-1]))
	}
	return string(slices.Delete(runes, i, i+1))
}

// column is where part begins in line, in characters from 1.
func column(line, part string) int {
	before, _, _ := strings.Cut(line, part)
	return utf8.RuneCountInString(before) + 1
}
