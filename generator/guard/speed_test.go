package guard

import (
	"fmt"
	"html"
	"strings"
	"testing"
)

// source is a megabyte of what authors write: the innocent sentences, with
// one private one in a hundred.
func source(tb testing.TB) string {
	var b strings.Builder
	private := readExamples(tb, "private.txt")
	innocent := readExamples(tb, "innocent.txt")
	for i := 0; b.Len() < 1<<20; i++ {
		fmt.Fprintf(&b, "%s\n", innocent[i%len(innocent)].text)
		if i%100 == 0 {
			fmt.Fprintf(&b, "%s\n", private[i/100%len(private)].text)
		}
	}
	return b.String()
}

// output is a page of a site about as dense with markup as a real one.
func output(tb testing.TB) []byte {
	var b strings.Builder
	b.WriteString("<!doctype html><html lang=ja><head><meta charset=utf-8><title>改善レポート</title></head><body>")
	for i, s := range readExamples(tb, "innocent.txt") {
		fmt.Fprintf(&b, `<article class="record record--improvement" id="record-%d"><h2 class="record__title"><a href="/hinata/2026/10/record-%d/">%s</a></h2>`+
			`<p class="record__meta"><time datetime="2026-10-31">2026年10月31日</time> <a class="tag" href="/tags/orders/">受注</a></p>`+
			`<p>保存した条件を選ぶだけで、毎朝の絞り込みが終わります。スタッフ間でも共有できます。</p></article>`+"\n", i, i, html.EscapeString(s.text))
	}
	b.WriteString("</body></html>")
	return []byte(b.String())
}

func BenchmarkScan(b *testing.B) {
	src, s := source(b), New(Policy{})
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		s.Scan(src)
	}
}

func BenchmarkOutput(b *testing.B) {
	data, s := output(b), New(Policy{})
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			Read("index.html", data, func(*Page) {})
		}
	})
	p := read("index.html", data)
	b.Run("scan", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			s.Output(p, nil)
		}
	})
	var secrets []Secret
	for i := range 3000 {
		secrets = append(secrets,
			Secret{Internal, fmt.Sprintf("顧客%05d商店", i), "a.md", 1},
			Secret{Internal, fmt.Sprint(77000013 + i*7), "a.md", 1})
	}
	l := NewLeaks(secrets, Public{})
	b.Run("leaks", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			l.Search(p)
		}
	})
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New(Policy{})
	}
}

func BenchmarkNewLeaks(b *testing.B) {
	var secrets []Secret
	for i := range 3000 {
		secrets = append(secrets, Secret{Internal, fmt.Sprintf("顧客%05d商店", i), "a.md", 1})
	}
	for b.Loop() {
		NewLeaks(secrets, Public{})
	}
}
