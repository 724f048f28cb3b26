package preview

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"
)

// browser is a tab of a headless Chromium.
type browser struct {
	*testing.T
	ctx context.Context
}

// TestBrowser drives the client in Chromium: one browser for all, a site and a
// tab for each.
func TestBrowser(t *testing.T) {
	chromium := chromium(t)
	for _, c := range []struct {
		name string
		test func(*testing.T, *browser)
	}{
		{"Morphs", browserMorphs},
		{"LeavesOthersAlone", browserLeavesOthersAlone},
		{"ShowsProblems", browserShowsProblems},
		{"RecoversFromABrokenStart", browserRecoversFromABrokenStart},
		{"SwapsStyles", browserSwapsStyles},
		{"Reconnects", browserReconnects},
		{"TabsShareAStream", browserTabsShareAStream},
		{"Navigates", browserNavigates},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, chromium.tab(t)) })
	}
}

// chromium starts a browser. Without Chromium the test is skipped, except in CI.
func chromium(t *testing.T) *browser {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" && os.Getenv("CI") == "true" {
		t.Fatal("there is no Chromium: CI must install one")
	}
	if path == "" {
		t.Skip("there is no Chromium on this machine, so the client of the preview is not tested")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox)
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &browser{t, ctx}
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	return b
}

// tab opens another tab of the same browser.
func (b *browser) tab(t *testing.T) *browser {
	ctx, cancel := chromedp.NewContext(b.ctx)
	t.Cleanup(cancel)
	return &browser{t, ctx}
}

func (b *browser) visit(url string) {
	b.Helper()
	if err := chromedp.Do(b.ctx, chromedp.Navigate(url)); err != nil {
		b.Fatal(err)
	}
	// the client has the page as it was sent, and the first answer about it
	b.until(`document.querySelector('kaizen-preview')?.dataset.errors !== undefined`)
}

func (b *browser) run(script string) {
	b.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](script+"; true")); err != nil {
		b.Fatalf("%s: %v", script, err)
	}
}

func (b *browser) is(condition string) bool {
	b.Helper()
	ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
	return err == nil && ok
}

// until waits for a condition.
func (b *browser) until(condition string) {
	b.Helper()
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if b.is(condition) {
			return
		}
	}
	b.Errorf("in the browser it never came to be that %s", condition)
}

// hears returns what a screen reader finds on the page, the preview's own
// shadow tree included.
func (b *browser) hears() string {
	b.Helper()
	tree, err := chromedp.Call(b.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		b.Fatal(err)
	}
	var text strings.Builder
	for _, n := range tree.Nodes {
		if !n.Ignored && n.Role != nil && n.Name != nil {
			text.WriteString(string(n.Role.Value) + " " + string(n.Name.Value) + "\n")
		}
	}
	return text.String()
}

// untilHeard waits until a screen reader finds text, or, if not is set, no more.
func (b *browser) untilHeard(text string, not bool) {
	b.Helper()
	heard := ""
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if heard = b.hears(); strings.Contains(heard, text) != not {
			return
		}
	}
	b.Errorf("heard %q: %v, want the contrary:\n%s", text, not, heard)
}

var long = strings.Repeat("長い記録の段落です。\n\n", 80) + "<details><summary>詳しく</summary>\n\n中身\n\n</details>\n\n"

// A page is changed in place: what the reader did to it stays.
func browserMorphs(t *testing.T, b *browser) {
	s := open(t, siteFiles)
	text := record("search", "2026-02-03", "題", "はじめ\n\n"+long+"おわり\n\n[年表](/archive/)\n")
	s.save("content/hinata/search.md", text)
	b.visit(s.url + searchPage)
	b.run(`document.querySelector('details').open = true`)
	b.run(`document.querySelector('.prose a').focus()`)
	b.run(`window.scrollTo(0, 900)`)
	b.run(`window.same = true; document.documentElement.dataset.theme = 'dark'; document.querySelector('.prose p:last-of-type').dataset.mine = 'yes'`)
	b.run(`window.top0 = document.activeElement.getBoundingClientRect().top`)
	s.save("content/hinata/search.md", strings.Replace(text, "はじめ", "書き直したはじめ\n\n足した段落", 1))
	b.until(`document.querySelector('.prose').textContent.includes('書き直したはじめ')`)
	for _, kept := range []string{
		`window.same`, `document.querySelector('details').open`, `document.activeElement.textContent === '年表'`, `window.scrollY > 500`,
		`document.documentElement.dataset.theme === 'dark'`, `document.querySelector('[data-mine]')`,
	} {
		if !b.is(kept) {
			t.Errorf("after a change in place it is no longer so that %s", kept)
		}
	}
	s.save("content/hinata/search.md", text)
	b.until(`!document.querySelector('.prose').textContent.includes('足した段落')`)
	if !b.is(`window.same && document.querySelector('[data-mine]')`) {
		t.Error("the page was loaded anew")
	}
}

// Pages that did not change are left alone.
func browserLeavesOthersAlone(t *testing.T, b *browser) {
	s := open(t, siteFiles)
	b.visit(s.url + "/help/hinata/2026/03/csv/")
	b.run(`window.same = true; new MutationObserver(() => (window.touched = true)).observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true})`)
	other := b.tab(t)
	other.visit(s.url + "/help/about/")
	s.save("content/pages/about.md", "---\ntitle: このサイトについて\n---\n書き直した紹介です。\n")
	other.until(`document.body.textContent.includes('書き直した紹介')`)
	if !b.is(`window.same && !window.touched`) {
		t.Error("a page that did not change was touched")
	}
}

// The sheet of problems comes and goes by itself, can be hidden with Esc, and
// is there for screen readers.
func browserShowsProblems(t *testing.T, b *browser) {
	s := open(t, siteFiles)
	b.visit(s.url + searchPage)
	b.run(`window.same = true`)
	s.save("content/hinata/search.md", "---\ntitle: <img src=x onerror=window.bad=1>\ntitel: x\n---\n")
	b.until(`document.querySelector('kaizen-preview').dataset.open === 'true'`)
	b.untilHeard("content/hinata/search.md:3", false)
	if !b.is(`window.same && document.querySelector('h1').textContent.includes('検索条件') && !window.bad`) {
		t.Error("the last good page does not stay below the problems")
	}
	b.run(`dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', cancelable: true}))`)
	b.until(`document.querySelector('kaizen-preview').dataset.open === 'false'`)
	s.save("content/hinata/csv.md", "---\ntitle: x\n---\n")
	b.until(`document.querySelector('kaizen-preview').dataset.open === 'true'`)
	s.save("content/hinata/csv.md", siteFiles["content/hinata/csv.md"])
	s.save("content/hinata/search.md", siteFiles["content/hinata/search.md"])
	b.until(`document.querySelector('kaizen-preview').dataset.open === 'false' && document.querySelector('kaizen-preview').dataset.errors === '0'`)
	b.untilHeard("content/hinata/search.md:3", true)
}

// A site that cannot be built shows why, and shows itself once it can.
func browserRecoversFromABrokenStart(t *testing.T, b *browser) {
	s := open(t, map[string]string{"kaizen.yaml": "title: [\n", "content/hinata/search.md": siteFiles["content/hinata/search.md"]})
	if err := chromedp.Do(b.ctx, chromedp.Navigate(s.url+searchPage)); err != nil {
		t.Fatal(err)
	}
	b.untilHeard("kaizen.yaml:", false)
	s.save("kaizen.yaml", siteFiles["kaizen.yaml"])
	b.until(`document.querySelector('h1')?.textContent.includes('検索条件')`)
}

// A change of the style reaches the page without loading it anew.
func browserSwapsStyles(t *testing.T, b *browser) {
	s := open(t, siteFiles)
	b.visit(s.url + searchPage)
	b.run(`window.same = true`)
	css, err := os.ReadFile("../../themes/michi/css/9-print.css")
	if err != nil {
		t.Fatal(err)
	}
	s.save("themes/michi/css/9-print.css", string(css)+"\nbody { outline: 7px solid rgb(1, 2, 3) }\n")
	b.until(`getComputedStyle(document.body).outlineWidth === '7px'`)
	if !b.is(`window.same && document.querySelectorAll('link[rel=stylesheet]').length === 1`) {
		t.Error("the page was loaded anew, or keeps the old style")
	}
}

// When the server comes back after a while, on the same port, open pages catch
// up with what was edited meanwhile.
func browserReconnects(t *testing.T, b *browser) {
	s := open(t, siteFiles)
	first := *s
	stop := first.serve(0)
	first.rebuild()
	b.visit(first.url + searchPage)
	b.run(`window.same = true`)
	port := first.port()
	stop()
	b.untilHeard("does not answer", false)
	s.write("content/hinata/search.md", strings.Replace(siteFiles["content/hinata/search.md"], "最初の", "寝ている間の", 1))
	second := *s
	second.serve(port)
	second.rebuild()
	b.until(`document.body.textContent.includes('寝ている間の')`)
	b.untilHeard("does not answer", true)
	if !b.is("window.same") {
		t.Error("the page was loaded anew though it could be changed in place")
	}
}

// Ten tabs share one stream, all of them hear, and when the one with the
// stream is closed another takes over.
func browserTabsShareAStream(t *testing.T, b *browser) {
	s := open(t, siteFiles)
	b.visit(s.url + searchPage)
	var tabs []*browser
	for range 9 {
		tab := b.tab(t)
		tab.visit(s.url + searchPage)
		tabs = append(tabs, tab)
	}
	if n := len(s.server.streams); n != 1 {
		t.Errorf("ten tabs have %d streams", n)
	}
	text := siteFiles["content/hinata/search.md"]
	s.save("content/hinata/search.md", strings.Replace(text, "最初の", "みんなの", 1))
	b.run(`addEventListener('pageshow', (event) => (window.thawed = event.persisted))`)
	for _, tab := range append(tabs, b) {
		tab.until(`document.body.textContent.includes('みんなの')`)
	}
	if err := chromedp.Do(b.ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	s.save("content/hinata/search.md", strings.Replace(text, "最初の", "残った", 1))
	for _, tab := range tabs {
		tab.until(`document.body.textContent.includes('残った')`)
	}
	b.run(`history.back()`)
	b.until(`document.body.textContent.includes('残った')`)
	t.Logf("the browser had kept the page as it was: %v", b.is("window.thawed"))
}

// With Navigate the tab goes to the record that was edited.
func browserNavigates(t *testing.T, b *browser) {
	s := open(t, siteFiles)
	s.server.options.Navigate = true
	b.visit(s.url + "/help/")
	s.save("content/hinata/search.md", strings.Replace(siteFiles["content/hinata/search.md"], "二番目", "新しい二番目", 1))
	b.until(`location.pathname === '` + searchPage + `' && location.hash !== ''`)
}
