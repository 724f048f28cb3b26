package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"kaizen/generator"
	"kaizen/generator/model"
)

// mostPasses bounds how often mending is tried anew: what is wrong with a file
// may only show once it can be read.
const mostPasses = 5

// mend makes the edits that problems offer, prints what changed, and returns
// what is left.
func (a *app) mend(ctx context.Context, s *generator.Snapshot, list []model.Problem) (*generator.Snapshot, []model.Problem, error) {
	changed := 0
	for range mostPasses {
		n, err := a.applyEdits(list)
		if err != nil {
			return nil, nil, err
		}
		if n == 0 {
			break
		}
		changed += n
		if s, list, err = a.findings(ctx); err != nil {
			return nil, nil, err
		}
	}
	if !a.quiet {
		fmt.Fprintf(a.err, a.say("%d行を直しました\n", "lines mended: %d\n"), changed)
	}
	return s, list, nil
}

// applyEdits writes the files that problems offer edits for, and returns how
// many lines have changed.
func (a *app) applyEdits(list []model.Problem) (int, error) {
	root, err := os.OpenRoot(a.source)
	if err != nil {
		return 0, fmt.Errorf("open %s: %w", a.source, err)
	}
	defer root.Close()
	edits := map[string][]model.Edit{}
	var files []string
	for _, p := range list {
		if len(p.Edits) > 0 && edits[p.File] == nil {
			files = append(files, p.File)
		}
		edits[p.File] = append(edits[p.File], p.Edits...)
	}
	lines := 0
	for _, name := range files {
		n, err := a.editFile(root, name, edits[name])
		if err != nil {
			return lines, err
		}
		lines += n
	}
	return lines, nil
}

func (a *app) editFile(root *os.Root, name string, edits []model.Edit) (int, error) {
	info, err := root.Lstat(name)
	if err != nil {
		return 0, err
	}
	if !info.Mode().IsRegular() {
		fmt.Fprintf(a.err, a.say("%s: リンクなので直しません。元のファイルを直してください\n", "%s: is a link and is left alone; mend the file that it leads to\n"), visible(name))
		return 0, nil
	}
	data, err := root.ReadFile(name)
	if err != nil {
		return 0, err
	}
	mended, changes := edited(data, edits)
	if len(changes) == 0 {
		return 0, nil
	}
	if err := replaceFile(root, name, mended, info.Mode().Perm()); err != nil {
		return 0, fmt.Errorf("mend %s: %w", name, err)
	}
	if !a.quiet {
		for _, c := range changes {
			fmt.Fprintf(a.err, "%s:%d: %s\n", visible(name), c.line, c.text)
		}
	}
	return len(changes), nil
}

// replaceFile writes a file whole or not at all.
func replaceFile(root *os.Root, name string, data []byte, mode fs.FileMode) error {
	temp := path.Join(path.Dir(name), ".kaizen-"+rand.Text()+".tmp")
	if err := root.WriteFile(temp, data, mode); err != nil {
		root.Remove(temp)
		return err
	}
	if err := root.Rename(temp, name); err != nil {
		root.Remove(temp)
		return err
	}
	return nil
}

// change is what mending did to one line, for people.
type change struct {
	line int
	text string
}

// sourceLine is a line of a file with what ends it: every byte is kept.
type sourceLine struct{ text, end string }

// edited makes edits, from the last to the first; of two that overlap, the
// later waits for the next pass.
func edited(data []byte, edits []model.Edit) ([]byte, []change) {
	text, bom := strings.CutPrefix(string(data), "\ufeff")
	lines := splitLines(text)
	ending := "\n"
	if len(lines) > 0 && lines[0].end != "" {
		ending = lines[0].end
	}
	var changes []change
	for _, e := range edits {
		if e.Line == 0 {
			ending = e.New
			for i := range lines {
				if lines[i].end != "" {
					lines[i].end = ending
				}
			}
			changes = append(changes, change{1, "CRLF → LF"})
		}
	}
	edits = slices.Clone(edits)
	slices.Reverse(edits) // what is put in at one place comes out in the order of the problems
	slices.SortStableFunc(edits, func(x, y model.Edit) int { return cmp.Or(y.Line-x.Line, y.Col-x.Col) })
	free := model.Edit{Line: len(lines) + 1} // where the last edit begins
	for _, e := range slices.Compact(edits) {
		switch {
		case e.Line == 0:
		case e.Col == 0:
			bom = false
			changes = append(changes, change{1, "BOM → (−)"})
		case e.Line > len(lines) || e.Line == free.Line && e.Col+e.Len > free.Col:
		default:
			old := lines[e.Line-1].text
			mended, ok := replaced(old, e)
			if !ok {
				continue
			}
			lines[e.Line-1].text = strings.ReplaceAll(mended, "\n", ending)
			changes = append(changes, change{e.Line, described(e, old, mended)})
			free = e
		}
	}
	slices.Reverse(changes)
	var b strings.Builder
	if bom {
		b.WriteString("\ufeff")
	}
	for _, l := range lines {
		b.WriteString(l.text + l.end)
	}
	return []byte(b.String()), changes
}

func described(e model.Edit, old, mended string) string {
	if e.Len == 0 && strings.HasSuffix(e.New, "\n") {
		return "+ " + visible(strings.TrimSuffix(e.New, "\n"))
	}
	return visible(strings.TrimSpace(old)) + " → " + visible(strings.TrimSpace(mended))
}

func splitLines(s string) []sourceLine {
	var out []sourceLine
	for s != "" {
		i := strings.IndexAny(s, "\r\n")
		if i < 0 {
			return append(out, sourceLine{text: s})
		}
		n := 1
		if strings.HasPrefix(s[i:], "\r\n") {
			n = 2
		}
		out = append(out, sourceLine{s[:i], s[i : i+n]})
		s = s[i+n:]
	}
	return out
}

// replaced makes an edit in its line, unless the line is not what it was when
// the edit was thought of.
func replaced(line string, e model.Edit) (string, bool) {
	from, to := runeOffset(line, e.Col), runeOffset(line, e.Col+e.Len)
	if from < 0 || to < 0 {
		return "", false
	}
	return line[:from] + e.New + line[to:], true
}

// runeOffset is the byte offset of a column, or -1 beyond the end of s.
func runeOffset(s string, col int) int {
	for i := range s {
		if col == 1 {
			return i
		}
		col--
	}
	if col == 1 && utf8.ValidString(s) {
		return len(s)
	}
	return -1
}
