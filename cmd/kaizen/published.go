package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"strings"
	"time"

	"kaizen/generator/diff"
	"kaizen/generator/model"
)

// Bounds on what is read from outside.
const (
	publishedFileMax = 64 << 20 // bytes of one file
	publishedMax     = 1 << 30  // bytes of an unpacked archive
	publishedTimeout = 30 * time.Second
)

// errNothingPublished is returned where a published site could be, but none is
// yet.
var errNothingPublished = errors.New("nothing is published there")

// published opens a published site: its URL, its folder, or an archive of it.
func published(ctx context.Context, at string) (files diff.Files, release func() error, err error) {
	release = func() error { return nil }
	var read func(string) ([]byte, error)
	switch {
	case strings.HasPrefix(at, "https://") || strings.HasPrefix(at, "http://"):
		read, err = publishedAt(ctx, at)
	case strings.HasSuffix(at, ".zip"):
		read, release, err = zipped(at)
	case strings.HasSuffix(at, ".tar.gz") || strings.HasSuffix(at, ".tgz"):
		read, err = tarred(at)
	default:
		read, release, err = folder(at)
	}
	if err != nil {
		return files, release, err
	}
	data, err := read("manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return files, release, errNothingPublished
	}
	if err != nil {
		return files, release, err
	}
	files.Sums, err = diff.Manifest(data)
	files.Read = func(name string) ([]byte, error) {
		data, err := read(name)
		if err == nil && path.Ext(name) == ".xml" && model.SumOf(data) != files.Sums[name] {
			return nil, errors.New("it is not the file that manifest.json names; try again when publishing is over")
		}
		return data, err
	}
	return files, release, err
}

func folder(dir string) (func(string) ([]byte, error), func() error, error) {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, nil, fs.ErrNotExist // a file, and no archive that we know
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, err
	}
	return root.ReadFile, root.Close, nil
}

func zipped(name string) (func(string) ([]byte, error), func() error, error) {
	archive, err := zip.OpenReader(name)
	if err != nil {
		return nil, nil, fmt.Errorf("open %s: %w", name, err)
	}
	var names []string
	for _, f := range archive.File {
		names = append(names, f.Name)
	}
	top := topFolder(names)
	read := func(name string) ([]byte, error) {
		f, err := archive.Open(top + name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return readBounded(f, publishedFileMax)
	}
	return read, archive.Close, nil
}

// tarred keeps in memory what a comparison may read of an archive: such files
// can only be read from the beginning.
func tarred(name string) (func(string) ([]byte, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
	files := map[string][]byte{}
	var names []string
	for r, size := tar.NewReader(unpacked), int64(0); ; {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		if size += h.Size; size > publishedMax {
			return nil, fmt.Errorf("read %s: larger than %d MB", name, publishedMax>>20)
		}
		at := path.Clean(h.Name)
		switch path.Ext(at) {
		case ".json", ".xml", ".html":
			if files[at], err = readBounded(r, publishedFileMax); err != nil {
				return nil, fmt.Errorf("read %s: %s: %w", name, at, err)
			}
			names = append(names, at)
		}
	}
	top := topFolder(names)
	return func(name string) ([]byte, error) {
		data, ok := files[top+name]
		if !ok {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
		return data, nil
	}, nil
}

// topFolder is where the site begins in an archive: "" or "public/".
func topFolder(names []string) string {
	top, found := "", false
	for _, name := range names {
		if path.Base(name) == "manifest.json" && (!found || len(name) < len(top)+len("manifest.json")) {
			top, found = strings.TrimSuffix(name, "manifest.json"), true
		}
	}
	return top
}

func publishedAt(ctx context.Context, at string) (func(string) ([]byte, error), error) {
	base, err := url.Parse(at)
	if err != nil {
		return nil, wrong(model.Says{JA: "「" + at + "」はURLとして読めません", EN: "cannot read the URL " + at})
	}
	base.RawQuery, base.Fragment = "", ""
	client := &http.Client{Timeout: publishedTimeout}
	return func(name string) ([]byte, error) {
		return fetch(ctx, client, base.JoinPath(name).String())
	}, nil
}

func fetch(ctx context.Context, client *http.Client, at string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", "kaizen/"+version)
	req.Header.Set("Cache-Control", "no-cache")
	res, err := client.Do(req)
	if err != nil {
		return nil, &unreachable{err}
	}
	defer res.Body.Close()
	switch res.StatusCode {
	case http.StatusOK:
		return readBounded(res.Body, publishedFileMax)
	case http.StatusNotFound, http.StatusGone:
		return nil, &fs.PathError{Op: "get", Path: at, Err: fs.ErrNotExist}
	}
	return nil, &unreachable{fmt.Errorf("get %s: %s", at, res.Status)}
}

// unreachable is the failure of a site that does not answer, or not with its
// files.
type unreachable struct{ error }

func (u *unreachable) Unwrap() error { return u.error }

func readBounded(r io.Reader, most int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(data)) > most {
		err = fmt.Errorf("larger than %d MB", most>>20)
	}
	return data, err
}
