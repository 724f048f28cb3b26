package plan

import (
	"fmt"
	"strings"
	"unicode"

	"kaizen/generator/model"
)

// HueCSS returns the style rules that follow from the config: the hue of each
// kind (class k-ID) and product (class p-ID), and the tokens that the site sets
// itself. A hue is a number of degrees; lightness and chroma are the theme's,
// so no choice of hue can spoil the contrast.
func HueCSS(cfg *model.Config) string {
	var b strings.Builder
	for _, k := range cfg.Kinds {
		fmt.Fprintf(&b, ".k-%s{--h:%d}\n", k.ID, k.Hue)
	}
	for _, p := range cfg.Products {
		fmt.Fprintf(&b, ".p-%s{--h:%d}\n", p.ID, p.Hue)
	}
	var root []string
	if cfg.Look.Hue >= 0 {
		root = append(root, fmt.Sprintf("--brand-h:%d", cfg.Look.Hue))
	}
	if r := cfg.Look.Radius; r >= 0 {
		root = append(root, fmt.Sprintf("--r1:%dpx;--r2:%dpx;--r3:%dpx", r/3, r*2/3, r))
	}
	if font := fontList(cfg.Look.Font); font != "" {
		root = append(root, "--sans:"+font)
	}
	if len(root) > 0 {
		fmt.Fprintf(&b, ":root{%s}\n", strings.Join(root, ";"))
	}
	return b.String()
}

// fontList drops every character that no list of font families needs, so that
// a config can't write other rules with it.
func fontList(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(` ,-_"'`, r) {
			return r
		}
		return -1
	}, s)
}
