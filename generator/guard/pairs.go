package guard

import "strings"

// pairSet is a set of pairs of bytes. Every window of three bytes has two
// pairs, one of which begins at an even place of the text: it is enough to look
// at every second place.
type pairSet [1 << 10]uint64

// add enters both pairs of a window, in upper and lower case.
func (p *pairSet) add(window string) {
	for i := range 2 {
		for _, a := range cases(window[i]) {
			for _, b := range cases(window[i+1]) {
				pair := uint(a)<<8 | uint(b)
				p[pair>>6] |= 1 << (pair & 63)
			}
		}
	}
}

func cases(b byte) []byte {
	if b >= 'a' && b <= 'z' {
		return []byte{b, b - 'a' + 'A'}
	}
	return []byte{b}
}

// ordinary is a text like most of what is searched: which of its pairs are
// rare tells what to look for.
const ordinary = ` class="badge prod hue p-shop" href="/shop/2026/10/search-results/" class="i" href="/subscribe/" class="vh" href="/tags/mail/" class="brief" class="facts" datetime="2026-10-31" aria-labelledby="related" id="section"
 class="kind icon k-improvement" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" stroke-width="2.6" src="/assets/style.css" title="
注文の一覧を絞り込めるようになりました。これまではサーバーの設定を変えるたびに、管理画面を開き直す必要がありました。
お客様から、検索しても目的の項目が見つからないというお問い合わせを先月だけで13件いただいていました。メールアドレスはそのままお使いいただけます。
ショップのデータをダウンロードするときに時間がかかりすぎる不具合を修正しました。ご確認ください。詳しい手順はヘルプページをご覧ください。対応した内容と影響の範囲
We fixed an obstacle that customers met when they searched for an order in the list. It now takes less than a second and nothing else has changed.
You can save the settings of your server and use them again; there is no need to open the page twice. See the description for details and related improvements. `

// frequencies counts the pairs of the ordinary text.
func frequencies() map[string]int {
	counts := map[string]int{}
	lower := strings.ToLower(ordinary)
	for i := range len(lower) - 1 {
		counts[lower[i:i+2]]++
	}
	return counts
}

// findByPairs is find for windows of three bytes, none of which is skipped.
func (f *finder) findByPairs(s string, visit func(found)) {
	pairs := f.pairs
	for i := 0; i+1 < len(s); i += 2 {
		pair := uint(s[i])<<8 | uint(s[i+1])
		if pairs[pair>>6]&(1<<(pair&63)) == 0 {
			continue
		}
		for end := max(i+2, 3); end <= min(i+3, len(s)); end++ {
			w := uint64(f.fold[s[end-3]])<<16 | uint64(f.fold[s[end-2]])<<8 | uint64(f.fold[s[end-1]])
			bit := w * spread >> f.shift
			if f.filter[bit>>6]&(1<<(bit&63)) == 0 {
				continue
			}
			for _, win := range f.windows[w] {
				if start, end, ok := f.match(s, end, win); ok {
					visit(found{win.id, start, end})
				}
			}
		}
	}
}
