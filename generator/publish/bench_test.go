package publish

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"kaizen/generator/model"
)

// benchSite is a site of the size that bench/ measures: n records, each in its
// own folder, and a third as many lists; 13 kB a file.
func benchSite(n int) []model.Output {
	random := rand.NewChaCha8([32]byte{})
	var outs []model.Output
	add := func(p string) {
		data := make([]byte, 13_000)
		random.Read(data)
		outs = append(outs, model.Output{Path: p, Sum: model.SumOf(data), Data: data})
	}
	for i := range n {
		add(fmt.Sprintf("product-%d/20%02d/%02d/record-%d/index.html", i%3, i%20, i%12+1, i))
		if i%3 == 0 {
			add(fmt.Sprintf("tags/tag-%d/%d.html", i%100, i))
		}
	}
	return outs
}

// edit changes about ten files, as the edit of one record does.
func edit(outs []model.Output, round int) {
	for i := range 10 {
		data := fmt.Appendf(nil, "round %d of %d", round, i)
		outs[i*len(outs)/10] = model.Output{Path: outs[i*len(outs)/10].Path, Sum: model.SumOf(data), Data: data}
	}
}

func BenchmarkPublish(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprintf("records=%d", n), func(b *testing.B) { benchPublish(b, benchSite(n)) })
	}
}

func benchPublish(b *testing.B, outs []model.Output) {
	publish := func(b *testing.B, o Options) {
		if _, err := Publish(context.Background(), outs, o); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("fresh", func(b *testing.B) {
		for b.Loop() {
			publish(b, Options{Dir: filepath.Join(b.TempDir(), "public")})
		}
	})
	for _, inPlace := range []bool{false, true} {
		o := Options{Dir: filepath.Join(b.TempDir(), "public"), InPlace: inPlace}
		publish(b, o)
		b.Run(fmt.Sprintf("unchanged/inplace=%v", inPlace), func(b *testing.B) {
			for b.Loop() {
				publish(b, o)
			}
		})
		edit(outs, -1)
		publish(b, o) // makes the second tree
		b.Run(fmt.Sprintf("edit/inplace=%v", inPlace), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				edit(outs, i)
				publish(b, o)
			}
		})
	}
}
