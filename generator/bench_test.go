package generator_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kaizen/generator"
	"kaizen/generator/cache"
	"kaizen/generator/model"
	"kaizen/templates"
	"kaizen/themes"
)

// BenchmarkBuild builds sites of several sizes: from nothing, from the cache
// when nothing changed, and from the last snapshot when nothing or one body
// changed, of which the last is what the preview does. Each stage's part is
// reported beside the whole, in milliseconds.
func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		site := manyRecords(n)
		b.Run(fmt.Sprintf("clean/%d", n), func(b *testing.B) {
			bench(b, func() *generator.Snapshot { return snapshot(b, benchInputs(site), nil) })
		})
		b.Run(fmt.Sprintf("cached/%d", n), func(b *testing.B) {
			dir := b.TempDir()
			recalled := func() *generator.Snapshot {
				in := benchInputs(site)
				c := cache.Open(dir, model.Sum{})
				in.Cache, in.Has = c, everything
				s := snapshot(b, in, nil)
				if err := c.Close(); err != nil {
					b.Fatal(err)
				}
				return s
			}
			recalled()
			bench(b, recalled)
		})
		b.Run(fmt.Sprintf("unchanged/%d", n), func(b *testing.B) {
			last := snapshot(b, benchInputs(site), nil)
			bench(b, func() *generator.Snapshot { last = snapshot(b, benchInputs(site), last); return last })
		})
		b.Run(fmt.Sprintf("body/%d", n), func(b *testing.B) {
			in := benchInputs(site)
			in.Lazy = true
			last := snapshot(b, in, nil)
			i := 0
			bench(b, func() *generator.Snapshot {
				i++
				site[recordPath(n/2)] = recordFile(n/2, fmt.Sprintf("%d回目の編集です。", i), i)
				last = snapshot(b, in, last)
				return last
			})
		})
	}
}

// bench runs build and reports the mean of each stage.
func bench(b *testing.B, build func() *generator.Snapshot) {
	b.ReportAllocs()
	took := map[string]time.Duration{}
	for b.Loop() {
		for _, t := range build().Times {
			took[t.Stage] += t.Took
		}
	}
	for stage, sum := range took {
		b.ReportMetric(sum.Seconds()*1000/float64(b.N), stage+"-ms/op")
	}
}

func snapshot(b *testing.B, in generator.Inputs, prev *generator.Snapshot) *generator.Snapshot {
	s, err := generator.Build(context.Background(), in, prev)
	if err != nil {
		b.Fatal(err)
	}
	if model.HasErrors(s.Problems) {
		b.Fatal(s.Problems)
	}
	return s
}

func benchInputs(site fstest.MapFS) generator.Inputs {
	return generator.Inputs{
		Site: site, Templates: templates.FS, Themes: themes.FS, Search: true, Store: nowhere{},
		Now: time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC), Clock: time.Now,
	}
}

// nowhere takes the bytes of outputs as a disk would, and forgets them.
type nowhere struct{}

func (nowhere) Put(_ string, data []byte) error {
	_, err := io.Copy(io.Discard, bytes.NewReader(data))
	return err
}

func (nowhere) Get(string, []byte) ([]byte, error) { return nil, nil }

// manyRecords is a site of n records over ten years: two products, eight
// kinds of tags, half of the records with code or a table.
func manyRecords(n int) fstest.MapFS {
	site := fstest.MapFS{"kaizen.yaml": {Data: []byte(workshopConfig), ModTime: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}}
	for i := range n {
		site[recordPath(i)] = recordFile(i, "", 0)
	}
	return site
}

func recordPath(i int) string { return fmt.Sprintf("content/%d/r%05d.md", 2016+i%10, i) }

// recordFile is the i-th record, with a sentence that differs between edits.
func recordFile(i int, edit string, version int) *fstest.MapFile {
	var b strings.Builder
	fmt.Fprintf(&b, "---\nid: r%05d\ntitle: 注文の一覧で条件%dを保存できるようになりました\ndate: %d-%02d-%02d\nproduct: %s\nkind: %s\ntags: [t%d, t%d]\n",
		i, i, 2016+i%10, 1+i/10%12, 1+i/120%28, []string{"hinata", "michi"}[i%2], []string{"obstacle", "fix", "feature", "speed"}[i%4], i%8, i/8%8)
	if i%3 == 0 {
		b.WriteString("before: {value: 8.2, unit: 秒}\nafter: {value: 1.1, unit: 秒}\ninquiries: {before: 40, after: 3}\n")
	}
	b.WriteString("---\n")
	for j := range 4 {
		fmt.Fprintf(&b, "## 対応した内容%d\n\n絞り込みの条件を変えるたびに、**%d回**の操作が必要でした。保存した条件を選ぶだけで、毎朝の作業が終わります。%s\n\n- 一覧から選ぶ\n- [ヘルプ](https://example.com/help/%d)を見る\n\n", j, i+j, edit, i)
	}
	if i%2 == 0 {
		fmt.Fprintf(&b, "```php\n<?php\nforeach ($orders as $order) { echo $order->id + %d; }\n```\n\n| 操作 | 前 | 後 |\n|---|--:|--:|\n| 検索 | %d | 1 |\n", i, i%9)
	}
	return &fstest.MapFile{Data: []byte(b.String()), ModTime: time.Date(2026, 1, 1, 0, version, 0, 0, time.UTC)}
}
