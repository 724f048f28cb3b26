package markdown

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// stylesheet is where the looks of what we write are, in the default theme.
const stylesheet = "../../themes/michi/prose.css"

var (
	property = regexp.MustCompile(`--((?:code|line)-[a-z]+):\s*light-dark\(oklch\(([^)]*)\),\s*oklch\(([^)]*)\)\)`)
	class    = regexp.MustCompile(` class="([^"]*)"`)
)

// TestCodeIsReadable computes the contrast (WCAG 2) of every colour of code on
// the background of code blocks and of marked lines, in light and in dark.
func TestCodeIsReadable(t *testing.T) {
	css := readStylesheet(t)
	colors := map[string][2]string{"code-bg": {"95.5% .006 85", "25.5% .008 75"}} // as the theme has it
	for _, m := range property.FindAllStringSubmatch(css, -1) {
		colors[m[1]] = [2]string{m[2], m[3]}
	}
	if len(colors) < 11 {
		t.Fatalf("found only %v", colors)
	}
	for ink, inks := range colors {
		for paper, papers := range colors {
			if !strings.HasPrefix(ink, "code-") || ink == "code-bg" || paper != "code-bg" && !strings.HasPrefix(paper, "line-") {
				continue
			}
			for scheme := range 2 {
				if c := contrast(luminance(t, inks[scheme]), luminance(t, papers[scheme])); c < 4.5 {
					t.Errorf("%s on %s, %s: %.2f", ink, paper, []string{"light", "dark"}[scheme], c)
				}
			}
		}
	}
}

// TestEveryClassHasLooks expects a rule for each class in the cases' pages.
func TestEveryClassHasLooks(t *testing.T) {
	css := readStylesheet(t)
	r := New()
	var classes []string
	for _, body := range records(t) {
		for _, part := range r.Render(body, Options{}).Page.Parts {
			for _, m := range class.FindAllStringSubmatch(part, -1) {
				classes = append(classes, strings.Fields(m[1])...)
			}
		}
	}
	slices.Sort(classes)
	for _, c := range slices.Compact(classes) {
		if c != "ba" && !regexp.MustCompile(`\.`+c+`\b`).MatchString(css) {
			t.Errorf("no rule for .%s", c)
		}
	}
}

func readStylesheet(t *testing.T) string {
	t.Helper()
	css, err := os.ReadFile(stylesheet)
	if err != nil {
		t.Fatal(err)
	}
	return string(css)
}

func contrast(a, b float64) float64 { return (max(a, b) + .05) / (min(a, b) + .05) }

// luminance returns the relative luminance of "L% C H" in OKLCH, by way of
// OKLab and linear sRGB (CSS Color 4, 10).
func luminance(t *testing.T, oklch string) float64 {
	t.Helper()
	var v [3]float64
	for i, f := range strings.Fields(strings.Replace(oklch, "%", "", 1)) {
		n, err := strconv.ParseFloat(f, 64)
		if err != nil {
			t.Fatal(fmt.Errorf("color %q: %w", oklch, err))
		}
		v[i] = n
	}
	L, a, b := v[0]/100, v[1]*math.Cos(v[2]*math.Pi/180), v[1]*math.Sin(v[2]*math.Pi/180)
	l, m, s := cube(L+.3963377774*a+.2158037573*b), cube(L-.1055613458*a-.0638541728*b), cube(L-.0894841775*a-1.2914855480*b)
	red := 4.0767416621*l - 3.3077115913*m + .2309699292*s
	green := -1.2684380046*l + 2.6097574011*m - .3413193965*s
	blue := -.0041960863*l - .7034186147*m + 1.7076147010*s
	return .2126*clamp(red) + .7152*clamp(green) + .0722*clamp(blue)
}

func cube(x float64) float64  { return x * x * x }
func clamp(x float64) float64 { return min(max(x, 0), 1) }
