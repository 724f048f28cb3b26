package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kaizen/generator/model"
)

// host answers by path, and notes who asked for what.
type host struct {
	*httptest.Server
	lock  sync.Mutex
	asked []string
	at    []time.Time
	live  int // requests that are being answered
	most  int
}

func newHost(t *testing.T) *host {
	t.Helper()
	h := &host{}
	h.Server = httptest.NewServer(h)
	t.Cleanup(h.Close)
	return h
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.lock.Lock()
	h.asked, h.at = append(h.asked, r.Method+" "+r.URL.Path), append(h.at, time.Now())
	times := strings.Count(strings.Join(h.asked, "\n")+"\n", r.Method+" "+r.URL.Path+"\n")
	h.live++
	h.most = max(h.most, h.live)
	h.lock.Unlock()
	defer func() { h.lock.Lock(); h.live--; h.lock.Unlock() }()
	switch path := r.URL.Path; path {
	case "/moved":
		http.Redirect(w, r, "/fine", http.StatusMovedPermanently)
	case "/circle":
		http.Redirect(w, r, "/circle", http.StatusFound)
	case "/only-get":
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusMethodNotAllowed)
		}
	case "/gone", "/missing", "/forbidden", "/busy", "/broken":
		if path == "/busy" {
			w.Header().Set("Retry-After", "0")
		}
		w.WriteHeader(map[string]int{"/gone": 410, "/missing": 404, "/forbidden": 403, "/busy": 429, "/broken": 503}[path])
	case "/recovers":
		if times < 2 {
			w.WriteHeader(http.StatusBadGateway)
		}
	case "/silent":
		<-r.Context().Done()
	}
}

func quickProber() *prober {
	p := newProber()
	p.client.Timeout, p.pause, p.wait = 300*time.Millisecond, 5*time.Millisecond, time.Millisecond
	return p
}

func TestAnswers(t *testing.T) {
	h := newHost(t)
	for path, want := range map[string]verdict{
		"/fine":      {Answer: alive},
		"/moved":     {Answer: alive},
		"/only-get":  {Answer: alive},
		"/recovers":  {Answer: alive},
		"/missing":   {Answer: dead, Why: "404 Not Found"},
		"/gone":      {Answer: dead, Why: "410 Gone"},
		"/forbidden": {Answer: unknown, Why: "403 Forbidden"},
		"/busy":      {Answer: unknown, Why: "429 Too Many Requests"},
		"/broken":    {Answer: unknown, Why: "503 Service Unavailable"},
		"/silent":    {Answer: unknown, Why: "no answer in time"},
	} {
		got := quickProber().probe(context.Background(), []string{h.URL + path}, nil)[h.URL+path]
		if got.Answer != want.Answer || got.Why != want.Why {
			t.Errorf("%s: %s (%s), want %s (%s)", path, got.Answer, got.Why, want.Answer, want.Why)
		}
	}
}

// TestNoUseAskingAgain: what will be so again is asked for once.
func TestNoUseAskingAgain(t *testing.T) {
	h := newHost(t)
	address := h.URL + "/circle"
	p := quickProber()
	p.client.Timeout = time.Minute // on a busy machine, too
	got := p.probe(context.Background(), []string{address}, nil)[address]
	if got.Answer != unknown || got.Why != "redirects without end" || len(h.asked) != 10 {
		t.Errorf("%+v after %d requests", got, len(h.asked))
	}
	secure := httptest.NewUnstartedServer(nil)
	var calls atomic.Int32
	secure.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			calls.Add(1)
		}
	}
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	if got := p.probe(context.Background(), []string{secure.URL}, nil)[secure.URL]; got.Answer != unknown || calls.Load() != 1 {
		t.Errorf("%+v after %d calls", got, calls.Load())
	}
}

func TestARefusedConnectionProvesNothing(t *testing.T) {
	closed := httptest.NewServer(nil)
	closed.Close()
	if got := quickProber().probe(context.Background(), []string{closed.URL}, nil)[closed.URL]; got.Answer != unknown || got.Why == "" {
		t.Errorf("%+v", got)
	}
}

// TestPacing: one request at a time to a host, with a pause between, while
// other hosts are asked too.
func TestPacing(t *testing.T) {
	p := quickProber()
	p.pause = 30 * time.Millisecond
	var addresses []string
	hosts := []*host{newHost(t), newHost(t), newHost(t)}
	for _, h := range hosts {
		for i := range 5 {
			addresses = append(addresses, fmt.Sprintf("%s/page-%d", h.URL, i))
		}
	}
	if got := p.probe(context.Background(), addresses, nil); len(got) != len(addresses) {
		t.Fatalf("%d verdicts", len(got))
	}
	for _, h := range hosts {
		if h.most != 1 {
			t.Errorf("%d requests to one host at a time", h.most)
		}
		for i := 1; i < len(h.at); i++ {
			if gap := h.at[i].Sub(h.at[i-1]); gap < p.pause/2 {
				t.Errorf("only %v between requests", gap)
			}
		}
	}
}

func TestProbeEndsWithItsContext(t *testing.T) {
	h := newHost(t)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	p := newProber()
	p.probe(ctx, []string{h.URL + "/silent", h.URL + "/a", h.URL + "/b"}, nil)
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestVerdictsAreKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "kaizen", "links.json")
	now := time.Date(2026, 12, 15, 0, 0, 0, 0, time.UTC)
	at := func(ago time.Duration, a answer) verdict { return verdict{Answer: a, When: now.Add(-ago)} }
	all := map[string]verdict{
		"fresh": at(24*time.Hour, alive), "old": at(8*24*time.Hour, alive), "dead": at(time.Minute, dead),
		"unsure": at(time.Minute, unknown), "unsure for long": at(2*time.Hour, unknown), "of tomorrow": at(-time.Hour, alive),
	}
	if err := writeVerdicts(file, all); err != nil {
		t.Fatal(err)
	}
	kept := readVerdicts(file, now)
	for address, want := range map[string]bool{"fresh": true, "unsure": true} {
		if _, ok := kept[address]; ok != want {
			t.Errorf("%s: kept %v", address, ok)
		}
	}
	if len(kept) != 2 {
		t.Errorf("kept %v", kept)
	}
	h := newHost(t)
	known := map[string]verdict{h.URL + "/missing": at(0, alive)}
	if got := quickProber().probe(context.Background(), []string{h.URL + "/missing"}, known); got[h.URL+"/missing"].Answer != alive || len(h.asked) > 0 {
		t.Errorf("asked %v although the answer was known", h.asked)
	}
}

// TestExternal runs the command on a site with links to another one.
func TestExternal(t *testing.T) {
	h := newHost(t)
	cache := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	t.Setenv("HOME", cache)
	t.Setenv("LocalAppData", cache)
	dir := t.TempDir()
	write(t, filepath.Join(dir, "kaizen.yaml"), []byte("title: 改善\nbase_url: https://kaizen.example.com/\nproducts: [{id: shop, name: 店}]\n"))
	write(t, filepath.Join(dir, "content/shop/a.md"), []byte("---\nid: a\ntitle: 検索\ndate: 2026-10-31\nkind: fix\nhelp: "+h.URL+"/missing#top\n---\n[よい](<"+h.URL+"/fine>)と[ない](<"+h.URL+"/gone>)\n"))
	_, messages, code := command([]string{"check", "--external", "--lang", "en", "--source", dir}, nil)
	if code != fine {
		t.Errorf("exit code %d: other sites must not stop ours\n%s", code, messages)
	}
	for _, want := range []string{
		"content/shop/a.md:6:7: warning: " + h.URL + "/missing is not there (404 Not Found) [dead-external-link]",
		"content/shop/a.md:8:" + fmt.Sprint(len([]rune("[よい](<"+h.URL+"/fine>)と"))+1) + ": warning: " + h.URL + "/gone is not there",
	} {
		if !strings.Contains(messages, want) {
			t.Errorf("want %q in\n%s", want, messages)
		}
	}
	if strings.Contains(messages, "/fine is") {
		t.Errorf("a good link is reported:\n%s", messages)
	}
	before := len(h.asked)
	command([]string{"check", "--source", dir}, nil)
	command([]string{"build", "--source", dir}, nil)
	if len(h.asked) != before {
		t.Error("a plain check or a build used the network")
	}
}

func TestVerdictsInBothLanguages(t *testing.T) {
	for _, v := range []verdict{{Answer: dead, Why: "404"}, {Answer: unknown, Why: "403"}} {
		p, bad := v.problem(foreignLink{"https://example.com/", model.Pos{File: "a.md", Line: 1, Col: 1}})
		if !bad || p.Text["ja"] == "" || p.Text["en"] == "" || p.Hint["ja"] == "" || p.Hint["en"] == "" {
			t.Errorf("%+v", p)
		}
	}
}
