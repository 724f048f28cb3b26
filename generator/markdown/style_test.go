package markdown

import (
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// styleFolder is where the looks of what we write are, in the default theme.
const styleFolder = "../../themes/michi/css/"

var (
	// a custom property or a class of code, with its colour in light and dark
	colorRule = regexp.MustCompile(`(?m)(?:--([a-z0-9-]+)|^\.(c-[a-z])|^([a-z]+)\.ln) ?[:{](?: (?:background|color):)? (?:light-dark\(oklch\(([^)]*)\), oklch\(([^)]*)\)\)|var\(--([a-z0-9-]+)\))`)
	class     = regexp.MustCompile(` class="([^"]*)"`)
)

// TestCodeIsReadable computes the contrast (WCAG 2) of every colour of code on
// the backgrounds that lines of code have, in light and in dark.
func TestCodeIsReadable(t *testing.T) {
	colors := colorsOf(t, readStyles(t, "1-tokens.css")+readStyles(t, "6-prose.css"))
	for _, ink := range []string{"ink", "c-k", "c-f", "c-s", "c-n", "c-c"} {
		for _, paper := range []string{"code-bg", "mark", "ins", "del"} {
			on := ink
			if ink == "c-c" && paper == "mark" {
				on = "ink-2" // a rule of its own, see below
			}
			for scheme := range 2 {
				if c := contrast(luminance(t, colors[on][scheme]), luminance(t, colors[paper][scheme])); c < 4.5 {
					t.Errorf("%s on %s, %s: %.2f", ink, paper, []string{"light", "dark"}[scheme], c)
				}
			}
		}
	}
	if rule := ".code mark .c-c { color: var(--ink-2); }"; !strings.Contains(readStyles(t, "6-prose.css"), rule) {
		t.Errorf("%s is gone", rule)
	}
}

// colorsOf returns the colours in css by the name of their property, class or
// element, light and dark.
func colorsOf(t *testing.T, css string) map[string][2]string {
	t.Helper()
	colors := map[string][2]string{}
	for _, m := range colorRule.FindAllStringSubmatch(css, -1) {
		name := m[1] + m[2] + m[3]
		if m[6] != "" {
			colors[name] = colors[m[6]]
		} else {
			colors[name] = [2]string{m[4], m[5]}
		}
	}
	return colors
}

// TestEveryClassHasLooks expects a rule for each class in the pages of our own
// records, but for those that only name a part.
func TestEveryClassHasLooks(t *testing.T) {
	css := readStyles(t, "4-parts.css") + readStyles(t, "6-prose.css")
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
		if c != "code-title" && c != "ba-pictures" && !regexp.MustCompile(`\.`+c+`\b`).MatchString(css) {
			t.Errorf("no rule for .%s", c)
		}
	}
}

func readStyles(t *testing.T, file string) string {
	t.Helper()
	css, err := os.ReadFile(styleFolder + file)
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
	fields := strings.Fields(strings.Replace(oklch, "%", "", 1))
	if len(fields) != 3 {
		t.Fatalf("no color: %q", oklch)
	}
	var v [3]float64
	for i, f := range fields {
		n, err := strconv.ParseFloat(f, 64)
		if err != nil {
			t.Fatalf("color %q: %v", oklch, err)
		}
		v[i] = n
	}
	lightness, a, b := v[0]/100, v[1]*math.Cos(v[2]*math.Pi/180), v[1]*math.Sin(v[2]*math.Pi/180)
	l, m, s := cube(lightness+.3963377774*a+.2158037573*b), cube(lightness-.1055613458*a-.0638541728*b), cube(lightness-.0894841775*a-1.2914855480*b)
	red := 4.0767416621*l - 3.3077115913*m + .2309699292*s
	green := -1.2684380046*l + 2.6097574011*m - .3413193965*s
	blue := -.0041960863*l - .7034186147*m + 1.7076147010*s
	return .2126*clamp(red) + .7152*clamp(green) + .0722*clamp(blue)
}

func cube(x float64) float64  { return x * x * x }
func clamp(x float64) float64 { return min(max(x, 0), 1) }
