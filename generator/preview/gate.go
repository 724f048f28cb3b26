package preview

import (
	"net"
	"net/http"
	"slices"
	"strings"
)

// refuse returns the status with which a request is turned away, or 0.
// A page of another site must neither read from the preview nor cause anything
// in it, also when it makes its own name lead to this machine.
func (s *Server) refuse(r *http.Request) int {
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return http.StatusMethodNotAllowed
	case !s.known(r.Host):
		return http.StatusMisdirectedRequest
	case crooked(r):
		return http.StatusBadRequest
	case foreign(r):
		return http.StatusForbidden
	}
	return 0
}

// known reports whether a Host header names this server.
func (s *Server) known(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	name = strings.ToLower(strings.Trim(name, "[]"))
	return slices.Contains([]string{"localhost", "127.0.0.1", "::1"}, name) || slices.Contains(s.options.Hosts, name)
}

// crooked reports a target that no link of the site has.
func crooked(r *http.Request) bool {
	target := strings.ToLower(r.RequestURI)
	if !strings.HasPrefix(target, "/") || strings.HasPrefix(target, "//") {
		return true
	}
	path, _, _ := strings.Cut(target, "?")
	for _, bad := range []string{"%2f", "%5c", "%00", "\\"} {
		if strings.Contains(path, bad) {
			return true
		}
	}
	return slices.Contains(strings.Split(r.URL.Path, "/"), "..")
}

// foreign reports a request that a page of another origin made. Going to a
// page by a link is allowed from anywhere.
func foreign(r *http.Request) bool {
	if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+r.Host {
		return true
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return false
	}
	return r.Header.Get("Sec-Fetch-Mode") != "navigate"
}
