package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	if os.Getenv("XDG_CACHE_HOME") == "" { // not the cache of who runs the tests
		os.Setenv("XDG_CACHE_HOME", filepath.Join(os.TempDir(), "kaizen-test-cache"))
	}
	testscript.Main(m, map[string]func(){"kaizen": main})
}

// TestScripts runs testdata/script/*.txtar: each is one behaviour with a whole
// site. It is always 2026-11-05 12:00 in Tokyo there. Beside the commands of
// testscript, scripts know
//
//	exits CODE COMMAND…   run the command and expect its exit code
//	remember DIR          keep names, bytes and times of a folder's files
//	unchanged DIR         expect them to be the same still
//
// Run with -update to write what commands print into the archives.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("SOURCE_DATE_EPOCH", "1793847600")
			e.Setenv("LC_ALL", "C")
			e.Setenv("XDG_CACHE_HOME", filepath.Join(e.WorkDir, ".cache"))
			e.Values["remembered"] = map[string]tree{}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":     exits,
			"remember":  remember,
			"unchanged": unchanged,
			"edit":      edit,
		},
	})
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var code *exec.ExitError
		if !errors.As(err, &code) {
			ts.Fatalf("%v", err)
		}
		got = code.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// edit replaces words of a file that stand in it once or more.
func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s holds no %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o666))
}

// tree is what a folder holds: each file as its time, mode and bytes.
type tree map[string]string

func readTree(ts *testscript.TestScript, dir string) tree {
	files := tree{}
	ts.Check(filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		data, err := os.ReadFile(name)
		files[name] = fmt.Sprintln(info.ModTime(), info.Mode(), string(data))
		return err
	}))
	return files
}

func remember(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: remember DIR")
	}
	dir := ts.MkAbs(args[0])
	ts.Value("remembered").(map[string]tree)[dir] = readTree(ts, dir)
}

func unchanged(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: unchanged DIR")
	}
	dir := ts.MkAbs(args[0])
	before, ok := ts.Value("remembered").(map[string]tree)[dir]
	if !ok {
		ts.Fatalf("%s was not remembered", args[0])
	}
	if now := readTree(ts, dir); !maps.Equal(before, now) {
		for _, name := range slices.Sorted(maps.Keys(before)) {
			if now[name] != before[name] {
				ts.Logf("changed or gone: %s", name)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(now)) {
			if before[name] == "" {
				ts.Logf("new: %s", name)
			}
		}
		ts.Fatalf("%s has changed", args[0])
	}
}

// runHere runs the program in this process; it returns exit code, output and
// messages.
func runHere(t *testing.T, input string, tty bool, args ...string) (int, string, string) {
	t.Helper()
	var out, errs bytes.Buffer
	env := map[string]string{"SOURCE_DATE_EPOCH": "1793847600"}
	code := run(t.Context(), args, console{
		in: bytes.NewReader([]byte(input)), out: &out, err: &errs, tty: tty,
		env: func(name string) string { return env[name] },
	})
	return code, out.String(), errs.String()
}
