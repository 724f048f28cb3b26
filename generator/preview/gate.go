package preview

import (
	"net"
	"net/http"
	"slices"
	"strings"
)

// refuse returns the status with which a request is turned away, or 0. A page
// of another site must neither read from the preview nor cause anything in it,
// also when it makes its own name lead to this machine (DNS rebinding).
func (s *Server) refuse(r *http.Request) int {
	switch {
	case !s.known(r):
		return http.StatusMisdirectedRequest
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return http.StatusMethodNotAllowed
	case crooked(r):
		return http.StatusBadRequest
	case foreign(r):
		return http.StatusForbidden
	}
	return 0
}

// known reports whether the Host header is a name of this server with the port
// on which the request came in.
func (s *Server) known(r *http.Request) bool {
	name, port, err := net.SplitHostPort(r.Host)
	if err != nil {
		name, port = r.Host, "80"
	}
	if local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok {
		if _, mine, err := net.SplitHostPort(local.String()); err == nil && mine != port {
			return false
		}
	}
	name = strings.ToLower(strings.TrimSuffix(strings.TrimPrefix(name, "["), "]"))
	return slices.Contains(loopback, name) || slices.Contains(s.options.Hosts, name)
}

var loopback = []string{"localhost", "127.0.0.1", "::1"}

// crooked reports a target that no link of a site has: a whole URL, an encoded
// separator, a way up.
func crooked(r *http.Request) bool {
	path, _, _ := strings.Cut(strings.ToLower(r.RequestURI), "?")
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") {
		return true
	}
	for _, bad := range []string{"%2f", "%5c", "%00", `\`, "#"} {
		if strings.Contains(path, bad) {
			return true
		}
	}
	return slices.ContainsFunc(strings.Split(r.URL.Path, "/"), func(part string) bool { return part == ".." || part == "." })
}

// foreign reports a request that a page of another origin made. Following a
// link to a page is allowed from anywhere; reading is not.
func foreign(r *http.Request) bool {
	if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+r.Host {
		return true
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return false
	}
	return r.Header.Get("Sec-Fetch-Mode") != "navigate" || r.Header.Get("Sec-Fetch-Dest") != "document"
}
