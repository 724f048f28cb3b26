package picture

import "testing"

func BenchmarkScreenshot(b *testing.B) {
	for name, data := range map[string][]byte{
		"png":  pngWith(page(1280, 800), pngExtras...),
		"jpeg": jpegWith(page(1280, 800), jpegExtras(1)...),
		"side": jpegWith(page(1280, 800), jpegExtras(6)...),
	} {
		b.Run(name, func(b *testing.B) {
			b.Run("Probe", func(b *testing.B) {
				for b.Loop() {
					if _, err := Probe(data); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run("Clean", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := Clean(data); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run("Scale", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := Scale(data, 640); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}
