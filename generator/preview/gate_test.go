package preview

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestGate sends requests as no well-meaning browser does. {port} stands for
// the preview's port; a request ends with an empty line by itself.
func TestGate(t *testing.T) {
	b := open(t, siteFiles)
	_, port, _ := strings.Cut(strings.TrimPrefix(b.url, "http://"), ":")
	const host = "\nHost: localhost:{port}"
	page := "GET /help/hinata/ HTTP/1.1"
	for _, c := range []struct {
		why, request string
		want         int
	}{
		{"an ordinary request", page + host, 200},
		{"by the address of IPv4", page + "\nHost: 127.0.0.1:{port}", 200},
		{"by the address of IPv6", page + "\nHost: [::1]:{port}", 200},
		{"in capitals", page + "\nHost: LOCALHOST:{port}", 200},

		// DNS rebinding: Vite CVE-2025-24010, webpack-dev-server CVE-2025-30359, CVE-2025-30360
		{"the name of another site", page + "\nHost: evil.example:{port}", 421},
		{"a name that begins like ours", page + "\nHost: localhost.evil.example:{port}", 421},
		{"a name that ends like ours", page + "\nHost: evil-localhost:{port}", 421},
		{"another address", page + "\nHost: 192.0.2.1:{port}", 421},
		{"all addresses", page + "\nHost: 0.0.0.0:{port}", 421},
		{"another port", page + "\nHost: localhost:1", 421},
		{"no port", page + "\nHost: localhost", 421},
		{"an empty name", page + "\nHost:", 421},
		{"no name", page, 400},
		{"two names", page + host + "\nHost: evil.example", 400},
		{"a name with a user", page + "\nHost: localhost:{port}@evil.example", 400},

		// reading from another origin: esbuild GHSA-67mh-4wv8-2f99, webpack-dev-server
		// CVE-2018-14732, Next.js CVE-2025-48068
		{"a page of another site", page + host + "\nOrigin: http://evil.example", 403},
		{"a sandboxed page", page + host + "\nOrigin: null", 403},
		{"our name by another scheme", page + host + "\nOrigin: https://localhost:{port}", 403},
		{"our name on another port", page + host + "\nOrigin: http://localhost:1", 403},
		{"an address as origin", page + host + "\nOrigin: http://192.0.2.1:{port}", 403},
		{"our own page", page + host + "\nOrigin: http://localhost:{port}", 200},
		{"a script element elsewhere", "GET /-/live.js HTTP/1.1" + host + "\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors", 403},
		{"a frame elsewhere", page + host + "\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: iframe", 403},
		{"a fetch from a neighbour port", page + host + "\nSec-Fetch-Site: same-site\nSec-Fetch-Mode: cors", 403},
		{"a link elsewhere", page + host + "\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document", 200},
		{"events for another site", "GET /-/events HTTP/1.1" + host + "\nOrigin: http://evil.example", 403},
		{"the status for another site", "GET /-/status HTTP/1.1" + host + "\nSec-Fetch-Site: cross-site", 403},
		{"a web socket", page + host + "\nConnection: Upgrade\nUpgrade: websocket\nOrigin: http://evil.example", 403},

		// paths: Vite CVE-2025-30208, -31486, -32395, CVE-2026-39363, -39364, -39365
		{"up", "GET /help/../kaizen.yaml HTTP/1.1" + host, 400},
		{"up, encoded", "GET /help/%2e%2e/kaizen.yaml HTTP/1.1" + host, 400},
		{"up, encoded with the slash", "GET /help/..%2fkaizen.yaml HTTP/1.1" + host, 400},
		{"up with backslashes", `GET /help/..\kaizen.yaml HTTP/1.1` + host, 400},
		{"up with encoded backslashes", "GET /help/..%5ckaizen.yaml HTTP/1.1" + host, 400},
		{"up, encoded twice", "GET /help/%252e%252e/kaizen.yaml HTTP/1.1" + host, 404},
		{"a file of the machine", "GET /@fs/etc/passwd HTTP/1.1" + host, 404},
		{"with the query of an import", "GET /@fs/etc/passwd?import&raw?? HTTP/1.1" + host, 404},
		{"a source by name", "GET /help/content/hinata/search.md HTTP/1.1" + host, 404},
		{"the config", "GET /help/kaizen.yaml?raw HTTP/1.1" + host, 404},
		{"an embedded file outside of the client", "GET /-/../desk.html HTTP/1.1" + host, 400},
		{"the client's folder", "GET /-/client/ HTTP/1.1" + host, 404},
		{"a folder", "GET /help/assets/ HTTP/1.1" + host, 404},
		{"a map", "GET /help/assets/style.css.map HTTP/1.1" + host, 404},
		{"a NUL", "GET /help/%00 HTTP/1.1" + host, 400},
		{"another host as path", "GET //evil.example/ HTTP/1.1" + host, 400},
		{"a fragment", "GET /help/#/../../etc/passwd HTTP/1.1" + host, 400},
		{"a whole URL", "GET http://evil.example/ HTTP/1.1" + host, 421},
		{"a whole URL of ours", "GET http://localhost:{port}/help/ HTTP/1.1" + host, 400},
		{"a file URL", "GET file:///etc/passwd HTTP/1.1" + host, 400},

		// methods and sizes
		{"POST", "POST /help/ HTTP/1.1" + host + "\nContent-Length: 0", 405},
		{"PUT", "PUT /help/x HTTP/1.1" + host + "\nContent-Length: 0", 405},
		{"OPTIONS", "OPTIONS * HTTP/1.1" + host, 405},
		{"CONNECT", "CONNECT localhost:{port} HTTP/1.1" + host, 405},
		{"TRACE", "TRACE /help/ HTTP/1.1" + host, 405},
		{"100 KB of header", page + host + "\nX: " + strings.Repeat("x", 100<<10), 431},
		{"100 KB of path", "GET /" + strings.Repeat("x", 100<<10) + " HTTP/1.1" + host, 431},
	} {
		status, header, body := b.raw(strings.ReplaceAll(c.request, "{port}", port))
		if status != c.want {
			t.Errorf("%s: %d, want %d", c.why, status, c.want)
		}
		if status != 200 && status != 404 && len(body) > 80 {
			t.Errorf("%s: is refused with %d bytes: %.80s", c.why, len(body), body)
		}
		if strings.Contains(body, "root:") || strings.Contains(body, "first_report") {
			t.Errorf("%s: leaks a file", c.why)
		}
		for name := range header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s: answers with %s", c.why, name)
			}
		}
	}
}

// raw sends a request as it is written.
func (b *bench) raw(request string) (status int, header http.Header, body string) {
	b.Helper()
	conn, err := net.Dial("tcp", strings.Replace(strings.TrimPrefix(b.url, "http://"), "localhost", "127.0.0.1", 1))
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	fmt.Fprint(conn, strings.ReplaceAll(request, "\n", "\r\n")+"\r\nConnection: close\r\n\r\n")
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		b.Errorf("%.60s: %v", request, err)
		return 0, nil, ""
	}
	defer res.Body.Close()
	data, _ := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	return res.StatusCode, res.Header, string(data)
}

// The names given with --host are let in, others still are not.
func TestGateHosts(t *testing.T) {
	s := New(Options{Hosts: []string{"192.168.7.1", "studio.local"}})
	for host, want := range map[string]bool{"192.168.7.1:4300": true, "studio.local:4300": true, "STUDIO.LOCAL:4300": true, "192.168.7.2:4300": false, "localhost:4300": true} {
		if got := s.known(&http.Request{Host: host}); got != want {
			t.Errorf("%s: %v, want %v", host, got, want)
		}
	}
}

// On loopback the same port answers on both families, and a taken port leads
// to the next.
func TestListenTakesBothFamilies(t *testing.T) {
	first, err := Listen("", 0)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Listen("", 0)
	if err != nil {
		t.Fatal(err)
	}
	ports := map[int]int{}
	for _, l := range append(first, second...) {
		ports[l.Addr().(*net.TCPAddr).Port]++
		defer l.Close()
	}
	if len(ports) != 2 || len(first) != len(second) {
		t.Errorf("two previews listen on %v", ports)
	}
	taken := first[0].Addr().(*net.TCPAddr).Port
	if l, err := Listen("", taken); err == nil {
		t.Errorf("port %d was given away twice: %v", taken, l[0].Addr())
	}
}
