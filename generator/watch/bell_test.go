package watch

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kaizen/generator/model"
)

// heard is a bell, and what page.md held when it was heard.
type heard struct {
	bell model.Bell
	text string
}

// A save stirs before it settles, and again with each change that comes in
// between; a file that is emptied first does not stir until it is written.
func TestStirsBeforeItSettles(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "page.md")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("as it was")
	ring := make(chan model.Bell)
	go Watch(t.Context(), Options{Roots: []string{dir}}, ring)
	until := func(want model.Bell) (list []heard) {
		t.Helper()
		for {
			select {
			case bell := <-ring:
				data, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				list = append(list, heard{bell, string(data)})
				if bell == want {
					return list
				}
			case <-time.After(15 * time.Second):
				t.Fatalf("heard %v and then nothing", list)
			}
		}
	}
	until(model.Settled)

	write("first")
	until(model.Stirred)
	write("second")
	got := until(model.Settled)
	if last := got[len(got)-1]; last.text != "second" || !slices.Contains(got, heard{model.Stirred, "second"}) {
		t.Errorf("after an edit that followed at once, heard %v", got)
	}

	write("")
	time.Sleep(quietEmpty / 3)
	write("written late")
	for _, h := range until(model.Settled) {
		if h.text == "" {
			t.Errorf("the empty file rang %v", h.bell)
		}
	}
}
