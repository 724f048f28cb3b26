package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"kaizen/generator"
	"kaizen/generator/model"
	"kaizen/generator/preview"
	"kaizen/generator/watch"
)

// serveOptions are the flags of serve.
type serveOptions struct {
	host           string
	port           int
	open, once     bool
	write          bool
	navigate       bool
	poll           time.Duration
	drafts, future bool
	cache          cacheOptions
	profiles       profiles
}

func (a *app) serveCommand() *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve",
		Short: a.say("書きながら確かめる", "Preview the site while you write"),
		Long: a.say(`サイトをメモリーの中に作って表示し、保存するたびに開いているページを新しくします。
public/ には何も書きません。下書きと公開予定の記録も、印を付けて表示します。`,
			`Builds the site in memory, shows it, and brings open pages up to date at every
save. Nothing is written to public/. Drafts and scheduled records are shown too,
and marked.`),
		Example: "  kaizen serve --open\n  kaizen serve --port 8080 --navigate",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a.drafts, a.future = o.drafts, o.future
			stop, err := o.profiles.start()
			if err != nil {
				return err
			}
			return errors.Join(a.serve(cmd.Context(), o), stop())
		},
	}
	f := cmd.Flags()
	f.IntVar(&o.port, "port", 0, a.say("ポート（既定は4300から空きを探す）", "port (default: the first free one from 4300)"))
	f.StringVar(&o.host, "host", "", a.say("ほかの機械からも見えるようにするアドレス（0.0.0.0 など。既定はこの機械だけ）", "address to be seen at from other machines, such as 0.0.0.0 (default: this machine only)"))
	f.BoolVar(&o.open, "open", false, a.say("ブラウザーで開く", "open the browser"))
	f.BoolVar(&o.once, "once", false, a.say("一度だけ作り、結果をJSONで出力して終わる", "build once, print the outcome as JSON and end"))
	f.BoolVar(&o.write, "write", false, a.say("問題がないときは public/ にも書き出す（下書きは除く）", "also write public/ whenever there is no problem (without drafts)"))
	f.BoolVar(&o.navigate, "navigate", false, a.say("書いている記録のページへ移る", "go to the record that is being edited"))
	a.cacheFlags(f, &o.cache)
	f.DurationVar(&o.poll, "poll", 0, a.say("通知に頼らず、この間隔でファイルを調べる", "look at the files this often instead of waiting for events"))
	f.Lookup("poll").NoOptDefVal = "700ms"
	o.profiles.flags(f)
	f.BoolVar(&o.drafts, "drafts", true, a.say("下書きも表示する（--drafts=false で隠す）", "show drafts (hide them with --drafts=false)"))
	f.BoolVar(&o.future, "future", true, a.say("公開予定の記録も表示する（--future=false で隠す）", "show scheduled records (hide them with --future=false)"))
	return cmd
}

func (a *app) serve(ctx context.Context, o serveOptions) error {
	if o.port < 0 || o.port > 65535 {
		return &misuse{
			text: model.Text{"ja": fmt.Sprintf("ポート %d はありません", o.port), "en": fmt.Sprintf("there is no port %d", o.port)},
			hint: model.Text{"ja": "1024から65535までの数を指定してください", "en": "choose one from 1024 to 65535"}}
	}
	if _, release, err := a.open(); err != nil {
		return err
	} else {
		release()
	}
	dir, err := filepath.Abs(a.source)
	if err != nil {
		return fmt.Errorf("serve: find %s: %w", a.source, err)
	}
	defer a.useServeCache(o.cache)()
	log, base := &serveLog{app: a}, make(chan string, 1)
	listing := preview.NewListing(dir)
	settle := startGenerously()
	server := preview.New(preview.Options{
		Inputs: a.previewInputs, Hosts: hostNames(o.host), Lang: a.messages(), Dir: filepath.ToSlash(dir), Navigate: o.navigate,
		Ready: func(path string) { settle(); base <- path }, Done: log.done, Listing: listing,
	})
	if o.once {
		err := a.serveOnce(ctx, server)
		if err == nil && o.write {
			err = a.newWriter().write(ctx)
		}
		return err
	}
	listeners, err := preview.Listen(o.host, o.port)
	if err != nil {
		return err
	}
	var writing sync.WaitGroup
	defer writing.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if o.write {
		w := a.newWriter()
		log.good = w.ask
		writing.Go(func() { w.run(ctx) })
	}
	ring := make(chan model.Bell)
	ended := make(chan struct{})
	watching := make(chan error, 1)
	go func() {
		defer stop()
		watching <- a.watch(ctx, o.poll, listing, ring)
	}()
	go func() { defer close(ended); server.Run(ctx, ring) }()
	go a.welcome(ctx, listeners, o, base)
	err = server.Serve(ctx, listeners)
	stop()
	<-ended
	if watchErr := <-watching; err == nil {
		err = watchErr
	}
	return err
}

// previewInputs are those of a build, but nothing is published: the outputs
// need no search for private data, the sources are still searched.
func (a *app) previewInputs() (generator.Inputs, func(), error) {
	in, release, err := a.open()
	in.Search = false
	if a.cache != nil {
		in.Cache = a.cache()
	}
	return in, release, err
}

// serveOnce builds as the preview would and says what came out.
func (a *app) serveOnce(ctx context.Context, server *preview.Server) error {
	s := server.Once(ctx)
	if s == nil {
		return exit(machine)
	}
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(server.Status()); err != nil {
		return err
	}
	if model.HasErrors(s.Problems) {
		return exit(problems)
	}
	return nil
}

// hostNames are the names and addresses under which a preview that listens on
// host may be called.
func hostNames(host string) []string {
	if host == "" {
		return nil
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		return preview.LocalAddresses()
	}
	return []string{strings.ToLower(host)}
}

// welcome says where the preview is, once it is known below which path.
func (a *app) welcome(ctx context.Context, listeners []net.Listener, o serveOptions, base <-chan string) {
	path := "/"
	select {
	case <-ctx.Done():
		return
	case path = <-base:
	}
	port := strconv.Itoa(listeners[0].Addr().(*net.TCPAddr).Port)
	at := func(host string) string {
		return (&url.URL{Scheme: "http", Host: net.JoinHostPort(host, port), Path: path}).String()
	}
	home := at("localhost")
	if ip := net.ParseIP(o.host); o.host != "" && (ip == nil || !ip.IsUnspecified()) {
		home = at(o.host)
	}
	fmt.Fprintln(a.out, home)
	if o.host != "" {
		for _, host := range hostNames(o.host) {
			if at(host) != home {
				fmt.Fprintln(a.out, at(host))
			}
		}
		fmt.Fprintln(a.err, a.say("警告: 同じネットワークの誰からでも、下書きを含めて見えます", "warning: anybody on the same network can see this, drafts included"))
	}
	if o.open {
		if err := openBrowser(ctx, home); err != nil {
			fmt.Fprintf(a.err, a.say("ブラウザーを開けませんでした: %v\n", "could not open a browser: %v\n"), err)
		}
	}
}

func openBrowser(ctx context.Context, url string) error {
	command := map[string][]string{"darwin": {"open"}, "windows": {"rundll32", "url.dll,FileProtocolHandler"}}[runtime.GOOS]
	if command == nil {
		command = []string{"xdg-open"}
	}
	cmd := exec.CommandContext(ctx, command[0], append(slices.Clone(command[1:]), url)...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait() // so that it leaves no zombie
	return nil
}

// watch rings whenever the site may have changed.
func (a *app) watch(ctx context.Context, every time.Duration, listing *preview.Listing, ring chan<- model.Bell) error {
	var roots []string
	for _, name := range []string{"kaizen.yaml", "search-synonyms.yaml", "content", "templates", "themes"} {
		roots = append(roots, filepath.Join(a.source, name))
	}
	return watch.Watch(ctx, watch.Options{
		Roots: roots, Site: a.source, Poll: every, Touched: listing.Touched, Listed: listing.Listed,
		Say: func(t model.Text) { fmt.Fprintln(a.err, t.In(a.messages())) },
	}, ring)
}
