package preview

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// BenchmarkSave measures from the moment a record is saved until the event
// stream of a browser that has its page open rings, with as many records as a
// large site has.
func BenchmarkSave(b *testing.B) {
	for _, records := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprintf("records=%d", records), func(b *testing.B) {
			s := open(b, manyFiles(records))
			s.watched()
			const name, page = "content/hinata/r0.md", "/help/hinata/2026/01/r0/"
			s.get(page)
			events := s.stream("")
			events.id(10 * time.Second)
			time.Sleep(3 * time.Second) // file times that are old enough to be trusted
			for i := 0; b.Loop(); i++ {
				s.write(name, record("r0", "2026-01-01", "題", fmt.Sprintf("本文 %d", i)))
				if events.id(30*time.Second) == "" {
					b.Fatal("the stream does not ring")
				}
			}
		})
	}
}

// manyFiles is a site of many records.
func manyFiles(records int) map[string]string {
	files := map[string]string{"kaizen.yaml": siteFiles["kaizen.yaml"]}
	for i := range records {
		body := fmt.Sprintf("検索条件 %d の話です。\n\n## 背景\n\n%s\n\n- 一つめ\n- 二つめ\n", i, strings.Repeat("長い記録の段落です。\n\n", 60))
		files[fmt.Sprintf("content/hinata/r%d.md", i)] = record(fmt.Sprintf("r%d", i), fmt.Sprintf("2026-%02d-%02d", 1+i%5, 1+i%28), fmt.Sprintf("改善 %d", i), body)
	}
	return files
}
