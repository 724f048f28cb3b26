package generator_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kaizen/generator"
)

// BenchmarkGrowth builds sites that have much of one thing. The time for each
// (µs/each) must not grow with their number, twice as much of anything takes
// twice as long and no longer:
// go test ./generator -run '^$' -bench Growth -benchtime 1x
func BenchmarkGrowth(b *testing.B) {
	for _, axis := range []struct {
		name  string
		sizes []int
		site  func(n int) fstest.MapFS
	}{
		{"records", []int{1000, 2000, 4000, 8000}, manyRecords},
		{"day", []int{500, 1000, 2000, 4000}, manyOnOneDay},
		{"tags", []int{500, 1000, 2000, 4000}, manyTags},
		{"months", []int{300, 600, 1200}, manyMonths},
		{"products", []int{100, 200, 400, 800}, manyProducts},
		{"twins", []int{500, 1000, 2000, 4000}, manyTwins},
		{"links", []int{500, 1000, 2000, 4000}, manyLinks},
	} {
		for _, n := range axis.sizes {
			b.Run(fmt.Sprintf("%s/%d", axis.name, n), func(b *testing.B) {
				in := benchInputs(axis.site(n))
				bench(b, func() *generator.Snapshot { return snapshot(b, in, nil) })
				b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(n), "µs/each")
			})
		}
	}
}

// siteOf is a site of these products, with records to be added.
func siteOf(config string) fstest.MapFS {
	site := fstest.MapFS{}
	addFile(site, "kaizen.yaml", "base_url: https://kaizen.example.com/\ntitle: 改善レポート\n"+config)
	return site
}

func addFile(site fstest.MapFS, name, text string) {
	site[name] = &fstest.MapFile{Data: []byte(text), ModTime: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
}

// addRecord adds the i-th record; more are lines of its front matter.
func addRecord(site fstest.MapFS, i int, more, body string) {
	addFile(site, fmt.Sprintf("content/r%05d.md", i), fmt.Sprintf("---\nid: r%05d\ntitle: 注文の一覧で条件%dを保存できます\nkind: fix\n%s---\n%s\n", i, i, more, body))
}

const oneProduct = "products: [{id: hinata, name: ひなた}]\n"

func manyOnOneDay(n int) fstest.MapFS {
	site := siteOf(oneProduct)
	for i := range n {
		addRecord(site, i, "product: hinata\ndate: 2026-03-14\ntags: [csv]\n", "本文です。")
	}
	return site
}

func manyTags(n int) fstest.MapFS {
	site := siteOf(oneProduct)
	for i := range n {
		addRecord(site, i, fmt.Sprintf("product: hinata\ndate: 2026-03-%02d\ntags: [t%d, t%d, csv]\n", 1+i%28, i, i/2), "本文です。")
	}
	return site
}

func manyMonths(n int) fstest.MapFS {
	first := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC).AddDate(0, -n, 0)
	site := siteOf(fmt.Sprintf("products: [{id: hinata, name: ひなた, first_report: %q}]\n", first.Format("2006-01")))
	for i := range n {
		addRecord(site, i, "product: hinata\ndate: "+first.AddDate(0, i, 2).Format("2006-01-02")+"\n", "本文です。")
	}
	return site
}

func manyProducts(n int) fstest.MapFS {
	var config strings.Builder
	config.WriteString("products:\n")
	for i := range n {
		fmt.Fprintf(&config, "  - {id: p%d, name: 製品%d}\n", i, i)
	}
	site := siteOf(config.String())
	for i := range 2 * n {
		addRecord(site, i, fmt.Sprintf("product: p%d\ndate: 2026-03-%02d\n", i%n, 1+i%28), "本文です。")
	}
	return site
}

func manyTwins(n int) fstest.MapFS {
	site := siteOf("languages: [ja, en]\n" + oneProduct)
	for i := range n {
		more := fmt.Sprintf("product: hinata\ndate: 2026-%02d-%02d\n", 1+i%5, 1+i%28)
		addRecord(site, i, more, "本文です。")
		addFile(site, fmt.Sprintf("content/r%05d.en.md", i), fmt.Sprintf("---\nid: r%05d\ntitle: Conditions %d can be kept\nkind: fix\n%s---\nText.\n", i, i, more))
	}
	return site
}

func manyLinks(n int) fstest.MapFS {
	site := siteOf(oneProduct)
	for i := range n {
		more := fmt.Sprintf("product: hinata\ndate: 2026-%02d-%02d\nrelated: [r%05d]\naliases: [/old/%d/]\n", 1+i%5, 1+i%28, (i+1)%n, i)
		addRecord(site, i, more, fmt.Sprintf("[次](r%05d.md)と[前](r%05d.md)を見てください。", (i+1)%n, (i+n-1)%n))
	}
	return site
}
