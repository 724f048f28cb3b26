package picture

import (
	"image"
	"math"
)

// shrink scales img down to w × h pixels with a Catmull-Rom filter, first
// along rows, then along columns. Weights are whole numbers, so that every
// processor comes to the same bytes, and what lies between the two steps
// takes a byte per channel: golang.org/x/image/draw takes eight, which is 600
// MB for a screenshot of a long page.
func shrink(img image.Image, w, h int) image.Image {
	channels, row := rows(img)
	from := img.Bounds()
	across, down := filter(from.Dx(), w), filter(from.Dy(), h)

	narrow := make([]byte, w*channels*from.Dy())
	for y := range from.Dy() {
		shrinkRow(narrow[y*w*channels:][:w*channels], row(y), channels, across)
	}
	small, pix := blank(channels, w, h)
	sums := make([]int32, w*channels)
	for y, taps := range down {
		clear(sums)
		for i, weight := range taps.weights {
			for x, v := range narrow[(taps.first+i)*len(sums):][:len(sums)] {
				sums[x] += int32(v) * weight
			}
		}
		line := pix[y*len(sums):][:len(sums)]
		for x, sum := range sums {
			line[x] = toByte(sum)
		}
		if channels == 4 {
			limitToAlpha(line)
		}
	}
	return small
}

func shrinkRow(dst, src []byte, channels int, across []taps) {
	for x, taps := range across {
		for c := range channels {
			var sum int32
			at := taps.first*channels + c
			for _, weight := range taps.weights {
				sum += int32(src[at]) * weight
				at += channels
			}
			dst[x*channels+c] = toByte(sum)
		}
	}
}

// limitToAlpha takes back what the filter, which sharpens, put on colours
// beyond their alpha.
func limitToAlpha(line []byte) {
	for i := 0; i < len(line); i += 4 {
		alpha := line[i+3]
		line[i] = min(line[i], alpha)
		line[i+1] = min(line[i+1], alpha)
		line[i+2] = min(line[i+2], alpha)
	}
}

// taps say how a sample comes from neighbouring samples of the original:
// weights, in units of 1/one, that sum to one. They may be below 0.
type taps struct {
	first   int
	weights []int32
}

const one = 1 << 16

func toByte(sum int32) byte {
	return byte(max(0, min(255, (sum+one/2)/one)))
}

// filter returns the taps that make to samples of from samples.
func filter(from, to int) []taps {
	all := make([]taps, to)
	scale := float64(from) / float64(to)
	for i := range all {
		centre := (float64(i)+0.5)*scale - 0.5
		first := max(0, int(math.Ceil(centre-2*scale)))
		last := min(from-1, int(math.Floor(centre+2*scale)))
		weights := make([]float64, last-first+1)
		total := 0.0
		for k := range weights {
			weights[k] = catmullRom(math.Abs(float64(first+k)-centre) / scale)
			total += weights[k]
		}
		all[i] = taps{first, wholes(weights, total)}
	}
	return all
}

// catmullRom is the cubic through the samples, for a distance t of at most 2.
func catmullRom(t float64) float64 {
	if t < 1 {
		return (1.5*t-2.5)*t*t + 1
	}
	return ((-0.5*t+2.5)*t-4)*t + 2
}

// wholes returns weights in units of 1/one; what rounding leaves over goes to
// the middle, so that an even area keeps its colour.
func wholes(weights []float64, total float64) []int32 {
	whole := make([]int32, len(weights))
	left := int32(one)
	for k, weight := range weights {
		whole[k] = int32(math.Round(weight / total * one))
		left -= whole[k]
	}
	whole[len(whole)/2] += left
	return whole
}
