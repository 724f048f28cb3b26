//go:build unix

package publish

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// asNobody gives dir to a user without rights elsewhere, and becomes that user
// if the test is run by root, for whom no permission bit counts.
func asNobody(t *testing.T, dir string) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	const nobody = 65534
	chmod(t, filepath.Dir(dir), 0o755)
	if err := os.Chown(dir, nobody, nobody); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Seteuid(nobody); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Seteuid(0) })
}

func chmod(t *testing.T, name string, mode fs.FileMode) {
	t.Helper()
	if err := os.Chmod(name, mode); err != nil {
		t.Fatal(err)
	}
}

func TestNoRightToWriteBesideTheFolder(t *testing.T) {
	above := t.TempDir()
	asNobody(t, above)
	o := Options{Dir: filepath.Join(above, "public")}
	mustPublish(t, outputs(`index.html: zero`), o)
	mustPublish(t, outputs(`index.html: one`), o) // leaves a tree beside the folder
	chmod(t, above, 0o555)
	t.Cleanup(func() { os.Chmod(above, 0o755) })
	for _, lines := range []string{"index.html: two\n", "a/index.html: A\nindex.html: two\n"} {
		if r := mustPublish(t, outputs(lines), o); r.Swapped {
			t.Error("exchanged a folder that cannot be renamed")
		}
		wantContent(t, o.Dir, lines)
	}

	chmod(t, o.Dir, 0o555)
	t.Cleanup(func() { os.Chmod(o.Dir, 0o755) })
	_, err := Publish(context.Background(), outputs(`index.html: three`), o)
	wantError(t, err, "permission denied")
}

func TestUmaskIsRespected(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o027))
	bothWays(t, func(t *testing.T, o Options) {
		mustPublish(t, outputs(`a/index.html: one`), o)
		mustPublish(t, outputs("a/index.html: two\nb/index.html: new"), o)
		for name, want := range map[string]fs.FileMode{
			"a": fs.ModeDir | 0o750, "a/index.html": 0o640,
			"b": fs.ModeDir | 0o750, "b/index.html": 0o640,
			manifestName: 0o640, ".": fs.ModeDir | 0o750,
		} {
			if got := stat(t, o.Dir, name).Mode(); got != want {
				t.Errorf("mode of %s is %v, want %v", name, got, want)
			}
		}
	})
}

func TestModesOfFoldersStay(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		mustPublish(t, outputs(`a/index.html: one`), o)
		chmod(t, o.Dir, 0o775)
		chmod(t, filepath.Join(o.Dir, "a"), fs.ModeSetgid|0o770)
		mustPublish(t, outputs(`a/index.html: two`), o)
		mustPublish(t, outputs(`a/index.html: three`), o)
		if got := stat(t, o.Dir, ".").Mode(); got != fs.ModeDir|0o775 {
			t.Errorf("mode of the folder is %v", got)
		}
		if got := stat(t, o.Dir, "a").Mode(); got != fs.ModeDir|fs.ModeSetgid|0o770 {
			t.Errorf("mode of a/ is %v", got)
		}
	})
}

func TestLinksAndDevicesStay(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		mustPublish(t, outputs(`index.html: one`), o)
		if err := os.Symlink("index.html", filepath.Join(o.Dir, "start.html")); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(filepath.Join(o.Dir, "pipe"), 0o666); err != nil {
			t.Fatal(err)
		}
		if r := mustPublish(t, outputs(`index.html: two`), o); r.Swapped {
			t.Error("exchanged a folder with things that cannot be linked")
		}
		if to, _ := os.Readlink(filepath.Join(o.Dir, "start.html")); to != "index.html" {
			t.Errorf("start.html leads to %q", to)
		}
		if stat(t, o.Dir, "pipe").Mode().Type() != fs.ModeNamedPipe {
			t.Error("the pipe is gone")
		}
	})
}
