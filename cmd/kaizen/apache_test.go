package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestApache serves a site with the directives at the end of themes/README.md,
// at the root of a host and below a base path: from the config of the server,
// and from a .htaccess, which is all that many rented servers let one write.
func TestApache(t *testing.T) {
	apache := program(t, "apache2")
	directives := apacheDirectives(t)
	for _, base := range []string{"/", "/help/"} {
		for _, place := range []string{"config", ".htaccess"} {
			t.Run(base+place, func(t *testing.T) {
				dir := readableDir(t)
				public := movedSite(t, filepath.Join(dir, "www"), base)
				policy := policyIn(t, public)
				said := strings.Replace(directives, "404 /404.html", "404 "+base+"404.html", 1)
				conf := "IncludeOptional " + public + "/_redirects.apach[e]\n" + said
				if place == ".htaccess" {
					moved, err := os.ReadFile(filepath.Join(public, "_redirects.apache"))
					if err != nil {
						t.Fatal(err)
					}
					write(t, filepath.Join(public, ".htaccess"), []byte(string(moved)+said))
					conf = ""
				}
				host := apacheOf(t, apache, dir, conf)
				h := &visitor{t, host}

				page := h.get(base, 200)
				h.header(page, "Content-Security-Policy", policy)
				h.header(page, "X-Content-Type-Options", "nosniff")
				h.header(page, "Referrer-Policy", "strict-origin-when-cross-origin")
				h.header(page, "Cache-Control", "no-cache")
				h.header(page, "Content-Type", "text/html; charset=utf-8")

				lost := h.get(base+"nowhere/", 404)
				h.header(lost, "Content-Security-Policy", policy)
				if body, err := io.ReadAll(lost.Body); err != nil || !strings.Contains(string(body), "ひなたショップ") {
					t.Errorf("the page of what is not found is not the site's: %v", err)
				}

				assets, err := filepath.Glob(filepath.Join(public, "assets", "*.css"))
				if err != nil || len(assets) == 0 {
					t.Fatalf("there is no style: %v", err)
				}
				h.header(h.get(base+"assets/"+filepath.Base(assets[0]), 200), "Cache-Control", "public, max-age=31536000, immutable")

				h.header(h.get(base+"feed.xml", 200), "Content-Type", "application/rss+xml; charset=utf-8")
				h.header(h.get(base+"atom.xml", 200), "Content-Type", "application/atom+xml; charset=utf-8")
				h.header(h.get(base+"feed.json", 200), "Content-Type", "application/feed+json")

				to := "http://" + host + base + "shop/2026/11/search/"
				h.header(h.get(base+"shop/old/", 301), "Location", to)
				h.header(h.get(base+"shop/old/?from=mail", 301), "Location", to+"?from=mail")
				h.header(h.get(base+"shop/two%20old/", 301), "Location", to)
				for _, hidden := range []string{"_headers", "_redirects", "_redirects.nginx", "_redirects.apache", ".htaccess", ".git/config"} {
					h.get(base+hidden, 404)
				}
			})
		}
	}
}

// apacheDirectives is what themes/README.md tells to write.
func apacheDirectives(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../../themes/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, begins := strings.Cut(string(data), "```apache\n")
	text, _, ends := strings.Cut(rest, "```")
	if !begins || !ends {
		t.Fatal("themes/README.md has no words for Apache")
	}
	return text
}

// readableDir is a folder that the workers of a server may enter, too, which
// are not of the user who runs the test.
func readableDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, d := range []string{filepath.Dir(dir), dir} {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// apacheOf lets Apache serve the folder www of dir, as Debian packs it, with
// lines for its config; it returns where it listens.
func apacheOf(t *testing.T, apache, dir, lines string) (host string) {
	t.Helper()
	host = freePort(t)
	var conf strings.Builder
	for _, module := range []string{"mpm_event", "authz_core", "dir", "alias", "headers", "mime"} {
		fmt.Fprintf(&conf, "LoadModule %[1]s_module /usr/lib/apache2/modules/mod_%[1]s.so\n", module)
	}
	fmt.Fprintf(&conf, `Listen %s
ServerName kaizen.example.com
User nobody
Group nogroup
PidFile %[2]s/pid
DefaultRuntimeDir %[2]s
ErrorLog /dev/stderr
TypesConfig /dev/null
AddType text/html .html
AddType text/css .css
AddType application/json .json
AddType text/xml .xml
DocumentRoot %[2]s/www
DirectoryIndex index.html
<Directory %[2]s/www>
    Require all granted
    AllowOverride FileInfo
</Directory>
%[3]s`, host, dir, lines)
	file := filepath.Join(dir, "apache.conf")
	write(t, file, []byte(conf.String()))
	serve(t, exec.Command(apache, "-X", "-d", dir, "-f", file), host)
	return host
}
