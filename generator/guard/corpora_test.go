package guard

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"kaizen/generator/model"
)

// TestCorpora scans 1,418 change notes that real companies published.
// testdata/corpora.txt lists the true findings, one "path rule sha why" a
// line; any other error is a false alarm. The notes lie beside the
// repository, and only there.
func TestCorpora(t *testing.T) {
	const folder = "../../../shared/corpora"
	if _, err := os.Stat(folder); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Log("the corpora are not beside this checkout")
		return
	}
	expected := map[string]bool{}
	list, err := os.ReadFile("testdata/corpora.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(list)) {
		if f := strings.Fields(line); len(f) > 3 {
			expected[strings.Join(f[:3], " ")] = false
		}
	}
	s := New(Policy{})
	corpora := os.DirFS(folder)
	err = fs.WalkDir(corpora, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".md") {
			return err
		}
		data, err := fs.ReadFile(corpora, path)
		for _, f := range s.Scan(string(data)) {
			if f.Level != model.Error {
				continue
			}
			key := path + " " + f.Rule + " " + f.Sha
			if _, ok := expected[key]; !ok {
				t.Errorf("%s (%s)", key, f.Masked)
			}
			expected[key] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for key, found := range expected {
		if !found {
			t.Errorf("not found: %s", key)
		}
	}
}
