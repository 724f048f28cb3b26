package main

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
)

// contrasts measures every text of the page with what is behind it, in the
// colours that the browser computed, and lists those under 7:1, code under
// 4.5:1. With "touched" everything is hovered, visited, a target and chosen at
// once, which is what those states look like.
const contrasts = `(scheme, hue, touched) => {
	document.documentElement.dataset.theme = scheme;
	const sheet = window.brandHue ??= new CSSStyleSheet();
	if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
	sheet.replaceSync(hue < 0 ? '' : ':root { --brand-h: ' + hue + ' !important; }');
	if (touched && !window.touched) {
		window.touched = true;
		const css = [...document.styleSheets].flatMap((s) => [...s.cssRules].map((rule) => rule.cssText)).join('\n');
		const states = new CSSStyleSheet();
		states.replaceSync(css.replace(/:(hover|visited|target|checked)\b/g, '.touched'));
		document.adoptedStyleSheets.push(states);
		document.querySelectorAll('body *').forEach((e) => e.classList.add('touched'));
	}
	const canvas = window.canvas ??= Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
	const known = window.known ??= new Map(), behind = new Map(), low = new Set();
	const luminance = (colours) => {
		const key = colours.join();
		if (!known.has(key)) {
			for (const colour of ['#fff', ...colours]) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
			const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((x) => (x / 255 <= 0.04045 ? x / 255 / 12.92 : ((x / 255 + 0.055) / 1.055) ** 2.4));
			known.set(key, 0.2126 * r + 0.7152 * g + 0.0722 * b);
		}
		return known.get(key);
	};
	const ground = (e) => {
		if (!e) return [];
		if (!behind.has(e)) {
			const colour = getComputedStyle(e).backgroundColor;
			behind.set(e, colour === 'rgba(0, 0, 0, 0)' ? ground(e.parentElement) : [...ground(e.parentElement), colour]);
		}
		return behind.get(e);
	};
	let texts = 0;
	const look = (e, style, words, own = []) => {
		texts++;
		const back = [...ground(e), ...own], [a, b] = [luminance(back), luminance([...back, style.color])];
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), least = e.closest('pre') ? 4.5 : 7;
		if (ratio < least) low.add(ratio.toFixed(2) + ' ' + e.tagName.toLowerCase() + '.' + e.className + ' ' + words.trim().slice(0, 20) + ': ' + style.color + ' on ' + back.at(-1));
	};
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let text; (text = walk.nextNode()); ) {
		const e = text.parentElement, style = getComputedStyle(e);
		if (!text.data.trim() || !e.getClientRects().length || e.closest('script, noscript, .vh') || style.opacity === '0') continue;
		look(e, style, text.data);
	}
	for (const e of document.querySelectorAll('body *')) {
		for (const part of ['::before', '::after']) {
			const style = getComputedStyle(e, part);
			if (/["'][^"'\s]/.test(style.content) && style.display !== 'none' && e.getClientRects().length && !e.closest('.vh')) {
				look(e, style, part + style.content, style.backgroundColor === 'rgba(0, 0, 0, 0)' ? [] : [style.backgroundColor]);
			}
		}
		if (e.placeholder) look(e, getComputedStyle(e, '::placeholder'), e.placeholder);
	}
	return [String(texts), ...low];
}`

// TestContrast holds the texts of both themes to AAA, and code to AA: in both
// colour schemes, on phones and wide screens, for the theme's own hue and for
// all that a site may set.
func TestContrast(t *testing.T) {
	ctx := newReader(t).ctx
	hues := []int{-1, 0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330}
	if testing.Short() {
		hues = []int{-1, 90, 270}
	}
	for _, theme := range []string{"michi", "plain"} {
		t.Run(theme, func(t *testing.T) {
			server := httptest.NewServer(compressing(sampleSite(t, theme)))
			defer server.Close()
			b := &reader{t, ctx}
			texts := 0
			for _, page := range []string{"/", "/hinata/2026/10/", "/hinata/2026/07/api-rate-limit/", "/action/", "/search/?q=受注", "/subscribe/"} {
				for _, px := range []int64{1280, 390} {
					b.width(px)
					b.visit(server.URL + page)
					b.until(`document.readyState === 'complete'`)
					if strings.Contains(page, "?q=") {
						b.until(`document.querySelector('#results a')`)
					}
					for _, touched := range []bool{false, true} {
						for _, scheme := range []string{"light", "dark"} {
							for _, hue := range hues {
								if touched && hue%90 != 0 {
									continue
								}
								found := value[[]string](b, fmt.Sprintf(`(%s)(%q, %d, %t)`, contrasts, scheme, hue, touched))
								var n int
								fmt.Sscan(found[0], &n)
								texts += n
								for _, low := range found[1:] {
									t.Errorf("%s at %d px, %s, hue %d, touched %t: %s", page, px, scheme, hue, touched, low)
								}
							}
						}
					}
				}
			}
			if texts < 10_000 {
				t.Errorf("only %d texts were measured", texts)
			}
			t.Logf("%d texts measured", texts)
		})
	}
}
