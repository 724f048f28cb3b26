package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"kaizen/generator"
	"kaizen/generator/model"
	"kaizen/generator/preview"
	"kaizen/templates"
	"kaizen/themes"
)

// firstPort is where the search for a free port begins.
const firstPort = 4300

type serveOptions struct {
	host string
	port int
	once bool

	drafts, future bool
}

func (a *app) serveCommand() *cobra.Command {
	o := serveOptions{}
	cmd := &cobra.Command{
		Use:     "serve",
		Short:   a.say("書きながら確かめる", "Preview the site while you write"),
		Example: "  kaizen serve\n  kaizen serve --port 8080",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a.drafts, a.future = o.drafts, o.future
			return a.serve(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.IntVar(&o.port, "port", 0, a.say("ポート（既定は4300から空きを探す）", "port (default: the first free one from 4300)"))
	f.BoolVar(&o.once, "once", false, a.say("一度ビルドして、問題を表示して終わる", "build once, print the problems and end"))
	f.BoolVar(&o.drafts, "drafts", true, a.say("下書きも表示する", "show drafts"))
	f.BoolVar(&o.future, "future", true, a.say("公開予定の記録も表示する", "show scheduled records"))
	return cmd
}

func (a *app) serve(ctx context.Context, o serveOptions) error {
	root, err := filepath.Abs(a.source)
	if err != nil {
		return err
	}
	if _, err := a.inputs(); err != nil {
		return err
	}
	server := preview.New(preview.Options{Build: a.rebuild, Lang: a.messages(), Dir: root, Done: a.rebuilt})
	if o.once {
		if s := server.Rebuild(ctx, nil); s == nil || model.HasErrors(s.Problems) {
			return exit(problems)
		}
		return nil
	}
	listeners, err := listen(o.port)
	if err != nil {
		return err
	}
	port := listeners[0].Addr().(*net.TCPAddr).Port
	fmt.Fprintf(a.out, "http://localhost:%d/\n", port)
	ring := make(chan struct{}, 1)
	go poll(ctx, ring)
	go server.Run(ctx, ring)
	return serveOn(ctx, server, listeners)
}

// serveOn answers until ctx ends.
func serveOn(ctx context.Context, handler http.Handler, listeners []net.Listener) error {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	failed := make(chan error, len(listeners))
	for _, l := range listeners {
		go func() { failed <- server.Serve(l) }()
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if err := server.Shutdown(end); err != nil {
		server.Close()
	}
	return nil
}

// listen takes the same port on both loopback addresses: a browser may try
// either for "localhost", and another program on one of them would answer.
func listen(port int) ([]net.Listener, error) {
	first, last := port, port
	if port == 0 {
		first, last = firstPort, firstPort+99
	}
	var err error
	for p := first; p <= last; p++ {
		var four, six net.Listener
		if four, err = net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", p)); err != nil {
			continue
		}
		six, err = net.Listen("tcp6", fmt.Sprintf("[::1]:%d", p))
		switch {
		case err == nil:
			return []net.Listener{four, six}, nil
		case errors.Is(err, syscall.EADDRINUSE):
			four.Close()
			continue
		}
		return []net.Listener{four}, nil
	}
	return nil, fmt.Errorf("listen: %w", err)
}

// rebuild opens the site anew for each build: its folder may have been moved
// away and made again since.
func (a *app) rebuild(ctx context.Context, prev *generator.Snapshot) (*generator.Snapshot, error) {
	now, err := a.now()
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(a.source)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", a.source, err)
	}
	defer root.Close()
	return generator.Build(ctx, generator.Inputs{
		Site: root.FS(), Templates: templates.FS, Themes: themes.FS,
		Now: now, Drafts: a.drafts, Future: a.future, Clock: time.Now,
	}, prev)
}

// rebuilt prints one line for a build that changed something.
func (a *app) rebuilt(c preview.Change) {
	if c.Err != nil {
		a.failure(c.Err)
		return
	}
	if len(c.Files) == 0 && len(c.Pages) == 0 {
		return
	}
	a.printProblems(problemsToMend(c.Problems))
	if !a.quiet {
		fmt.Fprintf(a.out, "%s %s → %d (%d ms)\n", c.At.Format("15:04:05"), strings.Join(c.Files, " "), len(c.Pages), c.Took.Milliseconds())
	}
}

func problemsToMend(list []model.Problem) []model.Problem {
	var out []model.Problem
	for _, p := range list {
		if p.Level == model.Error {
			out = append(out, p)
		}
	}
	return out
}

// poll rings from time to time.
func poll(ctx context.Context, ring chan<- struct{}) {
	t := time.NewTicker(400 * time.Millisecond)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			select {
			case ring <- struct{}{}:
			default:
			}
		}
	}
}
