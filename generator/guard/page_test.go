package guard

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"kaizen/generator/model"
)

// read is Read for who wants the page for longer.
func read(path string, data []byte) (page *Page) {
	Read(path, data, func(p *Page) {
		page = &Page{p.path, p.data, strings.Clone(p.text)}
	})
	return page
}

var update = flag.Bool("update", false, "rewrite the expected results in testdata")

// TestOutputs reads testdata/outputs.txt: files of an output, each between
// "-- path --" and the findings that the guard has to make in it.
func TestOutputs(t *testing.T) {
	const file = "testdata/outputs.txt"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s := New(Policy{Phones: []string{"03-5555-0100"}, Emails: []string{"@kaizen-studio.jp"}})
	var got strings.Builder
	head, rest, _ := strings.Cut(string(data), "-- ")
	got.WriteString(head)
	for part := range strings.SplitSeq(rest, "\n-- ") {
		path, body, _ := strings.Cut(part, " --\n")
		content, _, _ := strings.Cut(body, "\n>>>\n")
		fmt.Fprintf(&got, "-- %s --\n%s\n>>>\n", path, content)
		ps := Gather(s.Output(read(path, []byte(strings.ReplaceAll(content, "¦", ""))), map[string]bool{Sha("0355550111"): true}))
		slices.SortFunc(ps, func(a, b model.Problem) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col)) })
		for _, p := range ps {
			fmt.Fprintf(&got, "%d:%d %s: %s\n", p.Line, p.Col, p.Rule, p.Text.In("en"))
		}
		got.WriteString("\n")
	}
	want := strings.TrimRight(string(data), "\n")
	if text := strings.TrimRight(got.String(), "\n"); text != want {
		if *update {
			os.WriteFile(file, []byte(text+"\n"), 0o644)
			return
		}
		t.Errorf("%s differs; run go test -update and look at the difference:\n%s", file, text)
	}
}
