package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"kaizen/generator/publish"
)

// noteChanges adds what publishing changed to the list in a file, for rsync
// --files-from and its like. A list that was not uploaded stays in it: whoever
// uploads removes the file. What others need comes before them: assets, pages,
// lists of pages and feeds, the manifest; then what is gone.
func noteChanges(file string, res publish.Result) error {
	old, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	place := map[string]int{}
	for line := range strings.Lines(string(old)) {
		name := strings.TrimSuffix(line, "\n")
		place[name] = turn(name)
	}
	for _, name := range res.Written {
		place[name] = turn(name)
	}
	for _, name := range res.Removed {
		place[name] = lastTurn
	}
	names := make([]string, 0, len(place))
	for name := range place {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if place[a] != place[b] {
			return place[a] - place[b]
		}
		return strings.Compare(a, b)
	})
	var b bytes.Buffer
	for _, name := range names {
		fmt.Fprintln(&b, name)
	}
	return os.WriteFile(file, b.Bytes(), 0o666)
}

const lastTurn = 4

// turn says when a file may be uploaded.
func turn(name string) int {
	plain := strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".br")
	switch {
	case strings.HasPrefix(name, "assets/") || strings.HasPrefix(name, "media/"):
		return 0
	case plain == "manifest.json":
		return 3
	case strings.HasSuffix(plain, "/index.html") && strings.Count(plain, "/") > 3:
		return 1 // records, which lists lead to
	}
	return 2
}
