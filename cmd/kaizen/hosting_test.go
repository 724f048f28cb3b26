package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
)

// TestNginx serves a site with hosting/nginx.conf, at the root of a host and
// below a base path.
func TestNginx(t *testing.T) {
	nginx := program(t, "nginx")
	for _, base := range []string{"/", "/help/"} {
		t.Run(base, func(t *testing.T) {
			public, host := hosted(t, nginx, base, "", "")
			h := &visitor{t, host}
			policy := policyIn(t, public)

			page := h.get(base, 200)
			h.header(page, "Content-Security-Policy", policy)
			h.header(page, "X-Content-Type-Options", "nosniff")
			h.header(page, "Referrer-Policy", "strict-origin-when-cross-origin")
			h.header(page, "Cache-Control", "no-cache")
			h.header(page, "Content-Type", "text/html; charset=utf-8")
			h.header(page, "Content-Encoding", "gzip")
			h.header(page, "Vary", "Accept-Encoding")

			lost := h.get(base+"nowhere/", 404)
			h.header(lost, "Content-Security-Policy", policy)
			h.header(lost, "Cache-Control", "")
			if body, err := io.ReadAll(lost.Body); err != nil || !strings.Contains(string(body), "404") || !strings.Contains(string(body), "ひなたショップ") {
				t.Errorf("the page of what is not found is not the site's: %v", err)
			}

			assets, err := filepath.Glob(filepath.Join(public, "assets", "*.css"))
			if err != nil || len(assets) == 0 {
				t.Fatalf("there is no style: %v", err)
			}
			h.header(h.get(base+"assets/"+filepath.Base(assets[0]), 200), "Cache-Control", "public, max-age=31536000, immutable")

			h.header(h.get(base+"feed.xml", 200), "Content-Type", "application/rss+xml; charset=utf-8")
			h.header(h.get(base+"atom.xml", 200), "Content-Type", "application/atom+xml; charset=utf-8")
			h.header(h.get(base+"feed.json", 200), "Content-Type", "application/feed+json; charset=utf-8")

			to := base + "shop/2026/11/search/"
			h.header(h.get(base+"shop/old/", 301), "Location", to)
			h.header(h.get(base+"shop/old/?from=mail", 301), "Location", to+"?from=mail")
			h.header(h.get(base+"shop/two%20old/", 301), "Location", to)
			h.header(h.get(base+"shop/2026", 301), "Location", base+"shop/2026/")
			for _, hidden := range []string{"_headers", "_redirects", "_redirects.nginx", "_redirects.apache", ".git/config"} {
				h.get(base+hidden, 404)
			}
		})
	}
}

// TestNginxBrotli serves the site with the line for brotli in
// hosting/nginx.conf, to visitors who take it and to those who do not.
func TestNginxBrotli(t *testing.T) {
	nginx, module := program(t, "nginx"), brotliModule(t)
	public, host := hosted(t, nginx, "/", "brotli_static", "load_module "+module+";\n")
	want, err := os.ReadFile(filepath.Join(public, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for accept, encoding := range map[string]string{"gzip, deflate, br": "br", "gzip": "gzip", "identity": ""} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+host+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Accept-Encoding", accept)
		res, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		h := &visitor{t, host}
		h.header(res, "Content-Encoding", encoding)
		h.header(res, "Vary", "Accept-Encoding")
		h.header(res, "Content-Type", "text/html; charset=utf-8")
		var body io.Reader = res.Body
		if encoding == "br" {
			body = brotli.NewReader(body)
		} else if encoding == "gzip" {
			if body, err = gzip.NewReader(body); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := io.ReadAll(body); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: the page arrives changed: %v", accept, err)
		}
	}
}

// brotliModule finds the module of nginx that Debian packs on its own.
func brotliModule(t *testing.T) string {
	t.Helper()
	const file = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
	if _, err := os.Stat(file); err == nil {
		return file
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("there is no " + file + ": CI must install one")
	}
	t.Skip("there is no " + file + " on this machine, so the recipe for it is not tested")
	return ""
}

// program finds a program that a recipe needs. Without it the test is skipped,
// except in CI.
func program(t *testing.T, name string) string {
	t.Helper()
	for _, place := range []string{name, "/usr/sbin/" + name} {
		if found, err := exec.LookPath(place); err == nil {
			return found
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("there is no %s: CI must install one", name)
	}
	t.Skipf("there is no %s on this machine, so the recipe for it is not tested", name)
	return ""
}

// TestRsync uploads a site with hosting/rsync.sh, again after records came and
// went, and once more when nothing has changed.
func TestRsync(t *testing.T) {
	program(t, "rsync")
	site := writeSite(t, smallSite)
	target, list := t.TempDir(), filepath.Join(t.TempDir(), "upload.txt")
	upload := func() {
		t.Helper()
		mustRun(t, "build", "--source", site, "--changed", list)
		if out, err := exec.Command("sh", "hosting/rsync.sh", filepath.Join(site, "public"), list, target+"/").CombinedOutput(); err != nil {
			t.Fatalf("rsync.sh: %v\n%s", err, out)
		}
		here, there := map[string]string{}, map[string]string{}
		for dir, files := range map[string]map[string]string{filepath.Join(site, "public"): here, target: there} {
			eachFile(t, dir, func(name string, data []byte) error { files[name] = string(data); return nil })
		}
		if !maps.Equal(here, there) {
			t.Error("what was uploaded is not the site")
		}
		for _, folder := range emptyFolders(t, target) {
			t.Errorf("%s is empty: servers answer 403 there, not 404", folder)
		}
		if _, err := os.Stat(list); err == nil {
			t.Error("the list is still there")
		}
	}
	upload()
	record := filepath.Join(site, "content/shop/2026/11/search.md")
	data, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(record), "other.md"), []byte(strings.Replace(string(data), "id: search", "id: other", 1)), 0o666); err != nil {
		t.Fatal(err)
	}
	upload()

	// What was built and not uploaded goes up with the next build, whatever
	// its name.
	data = []byte(strings.Replace(string(data), "kind:", "aliases: [\"/shop/two old/\"]\nkind:", 1))
	if err := os.WriteFile(record, data, 0o666); err != nil {
		t.Fatal(err)
	}
	mustRun(t, "build", "--source", site, "--changed", list)
	upload()
	if err := os.Remove(record); err != nil {
		t.Fatal(err)
	}
	mustRun(t, "build", "--source", site, "--changed", list)
	upload()
	upload()
}

// emptyFolders lists the folders in which there is nothing.
func emptyFolders(t *testing.T, dir string) (list []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		entries, err := os.ReadDir(name)
		if len(entries) == 0 {
			list = append(list, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// hosted builds a site and lets nginx serve it; it returns the output folder
// and where nginx listens. A directive that the recipe has as a comment can be
// switched on, and lines put before all others.
func hosted(t *testing.T, nginx, base, directive, first string) (public, host string) {
	t.Helper()
	dir := t.TempDir()
	public = movedSite(t, filepath.Join(dir, "www"), base)
	recipe, err := os.ReadFile("hosting/nginx.conf")
	if err != nil {
		t.Fatal(err)
	}
	host = freePort(t)
	conf := strings.NewReplacer(
		"include /srv/kaizen/public", "include "+public, "root /srv/kaizen/public", "root "+filepath.Join(dir, "www"),
		"listen 80", "listen "+host, "404 /404.html", "404 "+base+"404.html",
		"# "+directive+" on;", directive+" on;").Replace(string(recipe))
	types := "types { text/html html; text/css css; text/javascript js; application/json json; text/xml xml; image/svg+xml svg; }\n"
	conf = first + fmt.Sprintf("daemon off;\nmaster_process off;\npid %s/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\nclient_body_temp_path %[1]s/t1;\nproxy_temp_path %[1]s/t2;\nfastcgi_temp_path %[1]s/t3;\nuwsgi_temp_path %[1]s/t4;\nscgi_temp_path %[1]s/t5;\n%s%s}\n", dir, types, conf)
	file := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(file, []byte(conf), 0o666); err != nil {
		t.Fatal(err)
	}
	serve(t, exec.Command(nginx, "-e", "stderr", "-p", dir, "-c", file), host)
	return public, host
}

// movedSite builds a site whose record had two addresses before, below a base
// path of a folder for a host; it returns the output folder.
func movedSite(t *testing.T, www, base string) (public string) {
	t.Helper()
	site := writeSite(t, strings.Replace(smallSite, "example.com/", "example.com"+base, 1))
	record := filepath.Join(site, "content/shop/2026/11/search.md")
	data, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	write(t, record, []byte(strings.Replace(string(data), "kind:", "aliases: [/shop/old/, \"/shop/two old/\"]\nkind:", 1)))
	public = filepath.Join(www, base)
	mustRun(t, "build", "--source", site, "--output", public, "--compress", "gz,br")
	return public
}

// serve runs a server until the test is over, and waits for it to answer.
func serve(t *testing.T, cmd *exec.Cmd, host string) {
	t.Helper()
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	over := make(chan error, 1)
	go func() { over <- cmd.Wait() }()
	t.Cleanup(func() {
		cmd.Process.Kill()
		<-over
	})
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		select {
		case err := <-over:
			over <- err
			t.Fatalf("%s: %v\n%s", cmd.Path, err, said.String())
		default:
		}
		if c, err := net.Dial("tcp", host); err == nil {
			c.Close()
			return
		}
	}
	t.Fatalf("%s does not answer at %s", cmd.Path, host)
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// policyIn is the policy that the build publishes for hosts that read _headers.
func policyIn(t *testing.T, public string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(public, "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "Content-Security-Policy: ")
	policy, _, _ := strings.Cut(rest, "\n")
	return policy
}

// visitor asks a server as a browser does, without following redirects.
type visitor struct {
	t    *testing.T
	host string
}

func (v *visitor) get(path string, status int) *http.Response {
	v.t.Helper()
	req, err := http.NewRequestWithContext(v.t.Context(), http.MethodGet, "http://"+v.host+path, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	if strings.HasSuffix(path, "/") && !strings.HasSuffix(path, "nowhere/") {
		req.Header.Set("Accept-Encoding", "gzip")
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		v.t.Fatal(err)
	}
	v.t.Cleanup(func() { res.Body.Close() })
	if res.StatusCode != status {
		v.t.Errorf("%s: %s, want %d", path, res.Status, status)
	}
	return res
}

func (v *visitor) header(res *http.Response, name, want string) {
	v.t.Helper()
	if got := res.Header.Get(name); got != want {
		v.t.Errorf("%s: %s: %q, want %q", res.Request.URL.Path, name, got, want)
	}
}
