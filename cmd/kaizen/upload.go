package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"kaizen/generator/model"
	"kaizen/generator/publish"
)

// What makes uploading and serving cheaper: compressed copies, and a list of
// what has to be sent.

// compressed adds a gzip copy of every file that gets smaller, for servers that
// send those as they are. Same bytes, same copy: there is no time in it.
func compressed(outputs []model.Output, store *spool) ([]model.Output, error) {
	copies := make([]model.Output, len(outputs))
	errs := make([]error, len(outputs))
	model.Each(len(outputs), func(i int) { copies[i], errs[i] = compress(outputs[i].Path, store) })
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	copies = slices.DeleteFunc(copies, func(o model.Output) bool { return o.Path == "" })
	return append(slices.Clone(outputs), copies...), nil
}

// compressible are the endings of files that are text.
var compressible = []string{".html", ".css", ".js", ".json", ".xml", ".opml", ".svg", ".txt"}

// compress returns no output when a copy is of no use.
func compress(name string, store *spool) (model.Output, error) {
	if !slices.Contains(compressible, path.Ext(name)) {
		return model.Output{}, nil
	}
	data, err := store.Get(name)
	if err != nil {
		return model.Output{}, err
	}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return model.Output{}, err
	}
	_, err = w.Write(data)
	if err = errors.Join(err, w.Close()); err != nil || b.Len() >= len(data) {
		return model.Output{}, err
	}
	return model.Output{Path: name + ".gz", Sum: model.SumOf(b.Bytes())}, store.Put(name+".gz", b.Bytes())
}

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
	for _, name := range strings.Fields(string(old)) {
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
	plain := strings.TrimSuffix(name, ".gz")
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
