package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// witness is put before the first script of a page: it notes what goes wrong,
// which colours the first frame has, and what is copied.
const witness = `
window.faults = [];
addEventListener('error', (event) => faults.push(event.message));
addEventListener('unhandledrejection', (event) => faults.push(String(event.reason)));
console.error = console.warn = (...words) => faults.push(words.join(' '));
requestAnimationFrame(() => (window.firstFrame = document.documentElement.dataset.theme));
navigator.clipboard.writeText = async (text) => { window.copied = text; };
`

// strict serves a site with the headers that it asks for, and gathers what
// browsers report of them.
type strict struct {
	*httptest.Server
	mutex   sync.Mutex
	reports []string
}

var policy = regexp.MustCompile(`Content-Security-Policy: (.+)`)

func newStrict(t *testing.T, public string) *strict {
	t.Helper()
	headers, err := os.ReadFile(filepath.Join(public, "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	csp, files := string(policy.FindSubmatch(headers)[1]), http.FileServer(http.Dir(public))
	s := &strict{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/report" {
			body, _ := io.ReadAll(r.Body)
			s.mutex.Lock()
			s.reports = append(s.reports, string(body))
			s.mutex.Unlock()
			return
		}
		w.Header().Set("Content-Security-Policy", csp+"; report-uri /report")
		if strings.HasPrefix(r.URL.Path, "/assets/theme.") {
			script, err := os.ReadFile(filepath.Join(public, r.URL.Path))
			if err != nil {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
			w.Write(bytes.Join([][]byte{[]byte(witness), script}, nil))
			return
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// TestReading uses what the themes' scripts add, under the site's own strict
// headers: nothing is refused, nothing goes wrong, and readers get what they
// ask for.
func TestReading(t *testing.T) {
	for _, theme := range []string{"michi", "plain"} {
		t.Run(theme, func(t *testing.T) {
			site := newStrict(t, sampleSite(t, theme))
			b := newReader(t)
			colours(b, site.URL)
			copies(b, site.URL)
			slash(b, site.URL)
			if theme == "michi" { // plain marks nothing
				marksNews(b, site.URL)
			}
			site.mutex.Lock()
			defer site.mutex.Unlock()
			if len(site.reports) > 0 {
				t.Errorf("the headers forbid what the site does: %s", site.reports)
			}
		})
	}
}

// wellBehaved demands that nothing went wrong on the page.
func wellBehaved(b *reader) {
	b.t.Helper()
	if faults := value[[]string](b, `window.faults`); len(faults) > 0 {
		b.t.Errorf("%s: %q", value[string](b, `location.href`), faults)
	}
}

// colours: the button goes from the device's colours to light, to dark and
// back, says which they are, and the next page has them from its first frame.
func colours(b *reader, url string) {
	b.visit(url + "/")
	for _, want := range []struct{ theme, words string }{{"light", "明るい"}, {"dark", "暗い"}, {"auto", "端末に合わせる"}, {"light", "明るい"}, {"dark", "暗い"}} {
		b.follow(".scheme")
		b.until(`document.documentElement.dataset.theme === '` + want.theme + `' && document.querySelector('.scheme').innerText.includes('` + want.words + `')`)
	}
	b.visit(url + "/hinata/2026/10/")
	b.until(`window.firstFrame`)
	if first := value[string](b, `firstFrame`); first != "dark" {
		b.t.Errorf("the first frame of the next page is %s, not dark", first)
	}
	wellBehaved(b)
}

// copies: the buttons copy the code and the address of a feed, and say so.
func copies(b *reader, url string) {
	b.visit(url + "/hinata/2026/07/api-rate-limit/")
	b.until(`document.readyState === 'complete'`)
	b.follow(".code button")
	b.until(`window.copied?.startsWith('curl ') && document.getElementById('said').textContent === 'コピーしました。'`)
	b.follow(".feed .copy")
	b.until(`window.copied === 'https://kaizen.example.com/hinata/feed.xml'`)
	wellBehaved(b)
}

// slash: the key / goes to the search box, also from pages that have none, and
// is a letter like others in a field.
func slash(b *reader, url string) {
	b.visit(url + "/search/")
	press := func(key string) {
		if err := chromedp.Do(b.ctx, chromedp.KeyEvent(key)); err != nil {
			b.t.Fatal(err)
		}
	}
	b.until(`document.readyState === 'complete'`)
	press("/")
	b.until(`document.activeElement.id === 'q'`)
	press("/")
	b.until(`document.activeElement.value.endsWith('/') && location.pathname === '/search/'`)
	b.visit(url + "/about/")
	b.until(`document.readyState === 'complete'`)
	press("/")
	b.until(`location.pathname === '/search/' && document.activeElement.id === 'q'`)
	press("c")
	press("s")
	press("v")
	b.until(`document.querySelector('#results a') && location.search.endsWith('csv')`)
	wellBehaved(b)
}

// marksNews: records published since the last visit are marked, on every page of
// this visit; a first visit marks nothing.
func marksNews(b *reader, url string) {
	b.visit(url + "/")
	b.until(`document.readyState === 'complete' && localStorage['kaizen-visit:/']`)
	if n := value[int](b, `document.querySelectorAll('.flag--new').length`); n > 0 {
		b.t.Errorf("a first visit marks %d records as new", n)
	}
	value[bool](b, `!!(localStorage['kaizen-visit:/'] = JSON.stringify({since: '', seen: +new Date('2026-11-18T12:00:00+09:00')}))`)
	for _, page := range []string{"/", "/2026/11/"} {
		b.visit(url + page)
		b.until(`document.querySelector('.flag--new')`)
		wrong := value[[]string](b, `[...document.querySelectorAll('.rec')].filter((record) => !!record.querySelector('.flag--new') !== (record.querySelector('time').dateTime > '2026-11-18')).map((record) => record.innerText)`)
		if len(wrong) > 0 {
			b.t.Errorf("%s: wrongly marked or not: %q", page, wrong)
		}
		wellBehaved(b)
	}
}
