package guard

import (
	"os"
	"slices"
	"strings"
	"testing"

	"kaizen/generator/model"
)

// example is one line of a file in testdata, under its heading.
type example struct {
	line    int
	heading string
	text    string
}

// readExamples reads lines under "## " headings. "¦" is taken out: it keeps
// invented keys in our own repository from looking real.
func readExamples(t testing.TB, name string) (list []example) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	heading := ""
	for i, line := range strings.Split(string(data), "\n") {
		if h, ok := strings.CutPrefix(line, "## "); ok {
			heading = h
		} else if line != "" && heading != "" {
			list = append(list, example{i + 1, heading, strings.ReplaceAll(line, "¦", "")})
		}
	}
	return list
}

func TestPrivate(t *testing.T) {
	s := New(Policy{})
	list := readExamples(t, "private.txt")
	found := 0
	for _, c := range list {
		fs := s.Scan(c.text)
		switch objects := slices.ContainsFunc(fs, func(f Finding) bool { return f.Rule == c.heading }); {
		case objects:
			found++
		case c.heading != "missed":
			t.Errorf("private.txt:%d: no %s in %s (found %v)", c.line, c.heading, c.text, fs)
		case len(fs) > 0:
			t.Errorf("private.txt:%d: no longer missed: %s", c.line, c.text)
		}
	}
	if found < 120 || found*100 < 95*len(list) {
		t.Errorf("found %d of %d", found, len(list))
	}
}

func TestInnocent(t *testing.T) {
	s := New(Policy{})
	list := readExamples(t, "innocent.txt")
	if len(list) < 300 {
		t.Fatalf("only %d sentences", len(list))
	}
	for _, c := range list {
		for _, f := range s.Scan(c.text) {
			if f.Level == model.Error {
				t.Errorf("innocent.txt:%d: %s in %q of %s", c.line, f.Rule, c.text[f.Start:f.End], c.text)
			}
		}
	}
}
