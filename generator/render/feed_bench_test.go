package render

import (
	"fmt"
	"strings"
	"testing"
)

func BenchmarkFeed(b *testing.B) {
	for _, f := range formats {
		b.Run(string(f), func(b *testing.B) {
			v := sample(f)
			for i := range 50 {
				it := *v.Items[0]
				it.ID = fmt.Sprint("tag:kaizen.example.com,2026:record/", i)
				it.Body = body(strings.Repeat("<p>毎朝くり返していた絞り込みに名前を付けて保存できます。</p>\n", 30))
				v.Items = append(v.Items, &it)
			}
			for b.Loop() {
				out, err := written(v)
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(out)))
			}
		})
	}
}
