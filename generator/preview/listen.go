package preview

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"
)

// firstPort is where the search for a free port begins; it takes at most
// portRange steps.
const (
	firstPort = 4300
	portRange = 100
)

// Listen takes a port on this machine: port, or, when that is 0, the first
// free one from 4300 on. host is "" for loopback alone, or an address or name
// of the machine. On loopback it takes the same port of IPv4 and IPv6: a
// browser may try either for "localhost", and must not find another program.
func Listen(host string, port int) ([]net.Listener, error) {
	first, last := port, port
	if port == 0 {
		first, last = firstPort, firstPort+portRange-1
	}
	var list []net.Listener
	var err error
	for p := first; p <= last; p++ {
		if list, err = listenAt(host, p); err == nil {
			return list, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			break
		}
	}
	return nil, fmt.Errorf("preview: listen: %w", err)
}

func listenAt(host string, port int) ([]net.Listener, error) {
	if host != "" {
		l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
		return []net.Listener{l}, err
	}
	four, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil && (errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, syscall.EACCES)) {
		return nil, err
	}
	six, err6 := net.Listen("tcp6", net.JoinHostPort("::1", strconv.Itoa(port)))
	switch {
	case err == nil && err6 == nil:
		return []net.Listener{four, six}, nil
	case err == nil && errors.Is(err6, syscall.EADDRINUSE):
		four.Close()
		return nil, err6
	case err == nil: // a machine without IPv6
		return []net.Listener{four}, nil
	case err6 == nil:
		return []net.Listener{six}, nil
	}
	return nil, err
}

// LocalAddresses are the addresses of this machine on its networks.
func LocalAddresses() []string {
	list, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var out []string
	for _, a := range list {
		if n, ok := a.(*net.IPNet); ok && n.IP.IsGlobalUnicast() {
			out = append(out, n.IP.String())
		}
	}
	return out
}

// lastWords is how long open requests may take once the preview ends.
const lastWords = 2 * time.Second

// Serve answers on the listeners until ctx ends. Event streams end with ctx.
func (s *Server) Serve(ctx context.Context, listeners []net.Listener) error {
	server := &http.Server{
		Handler: s, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10, DisableGeneralOptionsHandler: true,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	failed := make(chan error, len(listeners))
	for _, l := range listeners {
		go func() { failed <- server.Serve(l) }()
	}
	select {
	case err := <-failed:
		server.Close()
		return fmt.Errorf("preview: serve: %w", err)
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWords)
	defer cancel()
	if server.Shutdown(end) != nil {
		server.Close() // what a slow reader has not got by now it does not get
	}
	return nil
}
