package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"
)

// answer is what a host says about an address.
type answer string

const (
	alive   answer = "alive"
	dead    answer = "dead"    // it says that nothing is there
	unknown answer = "unknown" // it refused, failed or kept silent: that proves nothing
)

// verdict is an answer with its reason and time.
type verdict struct {
	Answer answer    `json:"answer"`
	Why    string    `json:"why,omitempty"`
	When   time.Time `json:"when"`
}

// How long an answer holds. What is dead is asked for anew each time: somebody
// may have mended it.
var holds = map[answer]time.Duration{alive: 7 * 24 * time.Hour, unknown: time.Hour}

// prober asks other hosts, gently: each one request after the other with a
// pause between, and few hosts at a time.
type prober struct {
	client *http.Client
	pause  time.Duration // between requests to one host
	wait   time.Duration // before the first retry; twice that before the second, and so on
	tries  int
	hosts  int // asked at a time
	now    func() time.Time
}

func newProber() *prober {
	return &prober{
		client: &http.Client{Timeout: 20 * time.Second, CheckRedirect: follow},
		pause:  time.Second, wait: 2 * time.Second, tries: 3, hosts: 8, now: time.Now,
	}
}

// errCircle is of redirects that lead to no page.
var errCircle = errors.New("redirects without end")

func follow(_ *http.Request, via []*http.Request) error {
	if len(via) >= 10 {
		return errCircle
	}
	return nil
}

// longestWait is how long a host's Retry-After is heeded.
const longestWait = 30 * time.Second

// probe returns a verdict on every address: that of known where there is one,
// else what its host says now.
func (p *prober) probe(ctx context.Context, addresses []string, known map[string]verdict) map[string]verdict {
	byHost := map[string][]string{}
	out := map[string]verdict{}
	for _, address := range addresses {
		if v, ok := known[address]; ok {
			out[address] = v
			continue
		}
		if u, err := url.Parse(address); err == nil {
			byHost[u.Host] = append(byHost[u.Host], address)
		}
	}
	// One goroutine a host; a slot in busy lets it begin; verdicts meet in out
	// under the lock.
	var lock sync.Mutex
	var all sync.WaitGroup
	busy := make(chan struct{}, p.hosts)
	for _, list := range byHost {
		all.Go(func() {
			busy <- struct{}{}
			defer func() { <-busy }()
			for i, address := range list {
				if i > 0 && !sleep(ctx, p.pause) {
					return
				}
				v := p.ask(ctx, address)
				lock.Lock()
				out[address] = v
				lock.Unlock()
			}
		})
	}
	all.Wait()
	return out
}

// ask tries until there is an answer that proves something.
func (p *prober) ask(ctx context.Context, address string) verdict {
	var v verdict
	for try := range p.tries {
		again := time.Duration(0)
		v, again = p.once(ctx, address)
		if v.Answer != unknown || again < 0 || try == p.tries-1 {
			break
		}
		if !sleep(ctx, max(again, p.wait<<try)) {
			break
		}
	}
	return v
}

// once asks with HEAD, and with GET where HEAD is not understood. Again is how
// long to wait before asking again, negative when that is no use.
func (p *prober) once(ctx context.Context, address string) (v verdict, again time.Duration) {
	v.When = p.now()
	status, wait, err := p.request(ctx, http.MethodHead, address)
	if err == nil && status >= 400 && status != http.StatusTooManyRequests {
		if !sleep(ctx, p.pause) {
			return verdict{unknown, ctx.Err().Error(), v.When}, -1
		}
		status, wait, err = p.request(ctx, http.MethodGet, address)
	}
	var noHost *net.DNSError
	var noTrust *tls.CertificateVerificationError
	switch {
	case errors.As(err, &noHost) && noHost.IsNotFound:
		v.Answer, v.Why = dead, "no such host"
		return v, -1
	case errors.Is(err, errCircle) || errors.As(err, &noTrust): // will be so again
		v.Answer, v.Why = unknown, cause(err)
		return v, -1
	case err != nil:
		v.Answer, v.Why = unknown, cause(err)
		return v, 0
	}
	v.Why = fmt.Sprintf("%d %s", status, http.StatusText(status))
	switch {
	case status < 400:
		v.Answer, v.Why = alive, ""
	case status == http.StatusNotFound || status == http.StatusGone:
		v.Answer = dead
	case status == http.StatusTooManyRequests || status >= 500:
		v.Answer = unknown
		return v, min(wait, longestWait)
	default:
		v.Answer = unknown
		return v, -1
	}
	return v, 0
}

func (p *prober) request(ctx context.Context, method, address string) (status int, wait time.Duration, err error) {
	req, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return 0, 0, err
	}
	req.Header.Set("User-Agent", "kaizen/"+version+" (link check)")
	req.Header.Set("Accept", "*/*")
	res, err := p.client.Do(req)
	if err != nil {
		return 0, 0, err
	}
	defer res.Body.Close()
	io.CopyN(io.Discard, res.Body, 64<<10) // so that the connection can serve again
	if seconds, err := strconv.Atoi(res.Header.Get("Retry-After")); err == nil {
		wait = time.Duration(seconds) * time.Second
	}
	return res.StatusCode, wait, nil
}

// cause is an error of the network without the address, which the message has.
func cause(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		if u.Timeout() {
			return "no answer in time"
		}
		return u.Err.Error()
	}
	return err.Error()
}

// sleep waits, and reports whether it was left to.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// readVerdicts reads what is kept of earlier checks and still holds. What
// cannot be read is as good as nothing.
func readVerdicts(file string, now time.Time) map[string]verdict {
	all := map[string]verdict{}
	data, err := os.ReadFile(file)
	if err != nil || json.Unmarshal(data, &all) != nil {
		return map[string]verdict{}
	}
	for address, v := range all {
		if age := now.Sub(v.When); age < 0 || age > holds[v.Answer] {
			delete(all, address)
		}
	}
	return all
}

func writeVerdicts(file string, all map[string]verdict) error {
	if file == "" {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	data, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		return err
	}
	temp := file + ".new"
	if err := os.WriteFile(temp, data, 0o600); err != nil {
		return err
	}
	return os.Rename(temp, file)
}
