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
	for _, file := range []string{"private.txt", "private-fresh.txt", "private-reports.txt"} {
		list := readExamples(t, file)
		found := 0
		for _, c := range list {
			fs := s.Scan(c.text)
			switch objects := slices.ContainsFunc(fs, func(f Finding) bool { return f.Rule == c.heading }); {
			case objects:
				found++
			case c.heading != "missed":
				t.Errorf("%s:%d: no %s in %s (found %v)", file, c.line, c.heading, c.text, fs)
			case len(fs) > 0:
				t.Errorf("%s:%d: no longer missed: %s", file, c.line, c.text)
			}
		}
		if found < 120 || found*100 < 95*len(list) {
			t.Errorf("%s: found %d of %d", file, found, len(list))
		}
	}
}

func TestInnocent(t *testing.T) {
	s := New(Policy{})
	for _, file := range []string{"innocent.txt", "innocent-fresh.txt", "innocent-reports.txt"} {
		list := readExamples(t, file)
		if len(list) < 300 {
			t.Fatalf("%s: only %d sentences", file, len(list))
		}
		for _, c := range list {
			for _, f := range s.Scan(c.text) {
				if f.Level == model.Error {
					t.Errorf("%s:%d: %s in %q of %s", file, c.line, f.Rule, c.text[f.Start:f.End], c.text)
				}
			}
		}
	}
}
