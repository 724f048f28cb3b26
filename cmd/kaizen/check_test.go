package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestCheck runs the commands of each archive of testdata/check on the site in
// it. A command and what it says stand in files "1 kaizen check …", with
// standard output, messages and exit code; "after" sections hold the files
// that it changed.
func TestCheck(t *testing.T) {
	names, err := filepath.Glob("testdata/check/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, archive)
			if *update {
				if err := os.WriteFile(name, txtar.Format(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			for i, f := range got.Files {
				if want := string(archive.Files[i].Data); string(f.Data) != want {
					t.Errorf("%s says\n%s\nwant\n%s", f.Name, f.Data, want)
				}
			}
		})
	}
}

// play lays out a site and runs the commands of an archive. It returns the
// archive with what they say, and with the files as they are then.
func play(t *testing.T, archive *txtar.Archive) *txtar.Archive {
	t.Helper()
	dir := t.TempDir()
	got := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		data := f.Data
		switch {
		case strings.HasPrefix(f.Name, "$ kaizen "):
			args := strings.Fields(strings.TrimPrefix(f.Name, "$ kaizen "))
			data = said(t, append(args, "--source", dir))
		case strings.HasPrefix(f.Name, "after/"):
			var err error
			if data, err = os.ReadFile(filepath.Join(dir, strings.TrimPrefix(f.Name, "after/"))); err != nil {
				t.Fatal(err)
			}
		default:
			write(t, filepath.Join(dir, f.Name), unescaped(f.Data))
		}
		got.Files = append(got.Files, txtar.File{Name: f.Name, Data: data})
	}
	return got
}

// unescaped lets archives hold bytes that an editor would lose.
func unescaped(data []byte) []byte {
	return []byte(strings.NewReplacer("<BOM>", "\ufeff", "<CR>", "\r", "<TAB>", "\t").Replace(string(data)))
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// said runs a command and returns what it says.
func said(t *testing.T, args []string) []byte {
	t.Helper()
	out, messages, code := command(args, nil)
	var b bytes.Buffer
	b.WriteString(messages)
	if messages != "" && out != "" {
		b.WriteString("--\n")
	}
	b.WriteString(out)
	if code != fine {
		b.WriteString("exit " + string(rune('0'+code)) + "\n")
	}
	return b.Bytes()
}

func command(args []string, env map[string]string) (out, messages string, code int) {
	var o, e bytes.Buffer
	code = run(context.Background(), append(args, "--clock", "2026-12-15"), console{out: &o, err: &e, env: func(k string) string { return env[k] }})
	return o.String(), e.String(), code
}

// sickSite has mistakes of all levels.
func sickSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "kaizen.yaml"), []byte("title: 改善レポート\nbase_url: https://kaizen.example.com/\nproducts: [{id: shop, name: ショップ}]\n"))
	write(t, filepath.Join(dir, "content/shop/2026/10/a, b%.md"), []byte("---\ntitel: 検索\ndate: 2026-10-31\nkind: fix\n---\n本文です。\n"))
	write(t, filepath.Join(dir, "content/shop/2026/10/b.md"), []byte("---\ntitle: 検索\ndate: 2026-10-30\nkind: fix\ninquiries: {before: 40}\n---\n連絡先は 090-1234-5678 です。\n"))
	return dir
}

func TestJSON(t *testing.T) {
	out, _, _ := command([]string{"check", "--format", "json", "--source", sickSite(t)}, nil)
	var got struct {
		Errors   int
		Problems []jsonProblem
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if got.Errors == 0 || len(got.Problems) < got.Errors {
		t.Errorf("%d errors of %d problems", got.Errors, len(got.Problems))
	}
}

// TestGitHub holds what would end a command or a property early.
func TestGitHub(t *testing.T) {
	out, _, _ := command([]string{"check", "--format", "github", "--source", sickSite(t)}, nil)
	want := "::error file=content/shop/2026/10/a%2C b%25.md,line=2,col=1,title=unknown-key::there is no key \"titel\"%0Adid you mean title?\n"
	if !strings.Contains(out, want) {
		t.Errorf("got\n%s\nwant a line\n%s", out, want)
	}
	for line := range strings.Lines(out) {
		if !strings.HasPrefix(line, "::") {
			t.Errorf("a line that is no command: %q", line)
		}
	}
}

// TestGitLab holds what a Code Quality report must have: all fields, and a
// fingerprint for each problem that survives a shift of lines.
func TestGitLab(t *testing.T) {
	site := sickSite(t)
	twice := filepath.Join(site, "content/shop/2026/10/b.md")
	data, err := os.ReadFile(twice)
	if err != nil {
		t.Fatal(err)
	}
	write(t, twice, append(data, "もう一度 090-1234-5678 です。\n"...))
	read := func() (issues []gitLabIssue) {
		out, _, code := command([]string{"check", "--format", "gitlab", "--source", site}, nil)
		if err := json.Unmarshal([]byte(out), &issues); err != nil || code != problems {
			t.Fatalf("exit code %d: %v\n%s", code, err, out)
		}
		return issues
	}
	before := read()
	prints := map[string]bool{}
	for _, i := range before {
		if i.Description == "" || i.Rule == "" || i.Location.Path == "" || i.Location.Lines.Begin < 1 || !slices.Contains([]string{"critical", "minor", "info"}, i.Severity) {
			t.Errorf("not complete: %+v", i)
		}
		if prints[i.Fingerprint] {
			t.Errorf("a second problem with the fingerprint of %+v", i)
		}
		prints[i.Fingerprint] = true
	}
	if len(before) < 4 {
		t.Errorf("only %d problems", len(before))
	}
	write(t, twice, append(data, "\n\n\nもう一度 090-1234-5678 です。\n"...))
	for _, i := range read() {
		if !prints[i.Fingerprint] {
			t.Errorf("a problem that only moved counts as new: %+v", i)
		}
	}
}

// TestFormatsNameFilesFromHere: a site in a folder of a repository.
func TestFormatsNameFilesFromHere(t *testing.T) {
	site := sickSite(t)
	t.Chdir(filepath.Dir(site))
	for format, want := range map[string]string{
		"github": "file=" + filepath.Base(site) + "/content/shop/2026/10/b.md,",
		"gitlab": `"path": "` + filepath.Base(site) + `/content/shop/2026/10/b.md"`,
		"sarif":  `"uri": "` + filepath.Base(site) + `/content/shop/2026/10/b.md"`,
	} {
		out, _, _ := command([]string{"check", "--format", format, "--source", filepath.Base(site)}, nil)
		if !strings.Contains(out, want) {
			t.Errorf("--format %s does not name %s", format, want)
		}
	}
}

// TestPrivateValuesAreNotShown: no frame may show what a message masks.
func TestPrivateValuesAreNotShown(t *testing.T) {
	dir := sickSite(t)
	write(t, filepath.Join(dir, "content/shop/2026/10/c.md"), []byte("---\ntitle: 検索\ndate: 2026-10-30\ninternal: {note: 内緒の話9911}\nkindd: fix\n---\n電話は 090-1234-5678 です。\n<kbd>閉じない\n"))
	for _, format := range formats {
		out, messages, _ := command([]string{"check", "--all", "--format", format, "--source", dir}, nil)
		for _, private := range []string{"090-1234-5678", "内緒の話9911"} {
			if strings.Contains(out+messages, private) {
				t.Errorf("--format %s prints %s", format, private)
			}
		}
	}
}

func TestColours(t *testing.T) {
	dir := sickSite(t)
	for _, c := range []struct {
		env  map[string]string
		want bool
	}{
		{nil, false}, // a buffer is no terminal
		{map[string]string{"CLICOLOR_FORCE": "1"}, true},
		{map[string]string{"CLICOLOR_FORCE": "0"}, false},
		{map[string]string{"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, false},
	} {
		_, messages, _ := command([]string{"check", "--source", dir}, c.env)
		if got := strings.Contains(messages, "\x1b["); got != c.want {
			t.Errorf("%v: colours %v, want %v", c.env, got, c.want)
		}
	}
}

// TestManyWarnings: what stands in every file must not bury the errors.
func TestManyWarnings(t *testing.T) {
	dir := sickSite(t)
	for i := range 200 {
		name := "r" + string(rune('a'+i/26)) + string(rune('a'+i%26))
		write(t, filepath.Join(dir, "content/shop/2026/09", name+".md"), []byte("---\ntitle: 検索\ndate: 2026-09-30\nkind: fix\n---\n"))
	}
	_, messages, _ := command([]string{"check", "--lang", "en", "--source", dir}, nil)
	if first, _, _ := strings.Cut(messages, "\n"); !strings.Contains(first, "error:") {
		t.Errorf("the first problem is %q", first)
	}
	if n := strings.Count(messages, "[missing-id]"); n != mostOfRule {
		t.Errorf("%d times missing-id", n)
	}
	if !strings.Contains(messages, "199 more: kaizen check --all shows all\n") {
		t.Errorf("the rest is not told:\n%s", messages)
	}
	_, messages, _ = command([]string{"check", "--all", "--lang", "en", "--source", dir}, nil)
	if n := strings.Count(messages, "[missing-id]"); n != 202 {
		t.Errorf("%d times missing-id with --all", n)
	}
}

func TestLinksOutOfTheSite(t *testing.T) {
	dir, outside := sickSite(t), t.TempDir()
	write(t, filepath.Join(outside, "secret.md"), []byte("---\ntitle: 外の秘密\n---\n"))
	for link, to := range map[string]string{
		"content/shop/2026/10/out.md": filepath.Join(outside, "secret.md"), "content/far": outside,
		"content/shop/loop": "..",
	} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	_, messages, code := command([]string{"check", "--all", "--lang", "en", "--source", dir}, nil)
	for _, want := range []string{"content/shop/2026/10/out.md: error: cannot be read", "content/far: error: cannot be read", "content/shop/loop: error: the symbolic link leads to a folder above it"} {
		if !strings.Contains(messages, want) {
			t.Errorf("want %q in\n%s", want, messages)
		}
	}
	if strings.Contains(messages, "外の秘密") || code != problems {
		t.Errorf("exit code %d, messages\n%s", code, messages)
	}
}
