package picture

import (
	"encoding/base64"
	"encoding/xml"
	"math"
	"strconv"
	"strings"
)

// attributes writes the attributes of e that are on the list.
func (s *sanitizer) attributes(e xml.StartElement) error {
	seen := map[string]bool{}
	for _, a := range e.Attr {
		name, value := attributeName(a.Name), a.Value
		if strings.HasPrefix(strings.ToLower(name), "on") {
			return s.unsafe("<" + e.Name.Local + " " + name + `="…">`)
		}
		if seen[name] || !keptAttribute(name) || name == "href" && e.Name.Local == "a" {
			continue
		}
		seen[name] = true
		if name == "href" {
			var err error
			if value, err = s.reference(e.Name.Local, value); err != nil {
				return err
			}
		} else if found := attributeFault(name, value); found != "" {
			return s.unsafe("<" + e.Name.Local + " " + name + `="` + found + `">`)
		}
		s.attribute(name, value)
	}
	return nil
}

// attributeName returns the name under which an attribute is written, or "":
// xlink:href is called href since SVG 2.
func attributeName(name xml.Name) string {
	switch {
	case name.Space == "":
		return name.Local
	case name.Local == "href" && (name.Space == xlinkSpace || name.Space == "xlink"):
		return "href"
	case name.Space == xmlSpace:
		return "xml:" + name.Local
	}
	return ""
}

func keptAttribute(name string) bool {
	return svgAttributes[name] || name == "href" || name == "xml:space" || name == "xml:lang" ||
		strings.HasPrefix(name, "aria-")
}

// attributeFault returns what is unsafe in an attribute, or "".
func attributeFault(name, value string) string {
	switch {
	case name == "id" || name == "class" || name == "lang" || strings.HasPrefix(name, "aria-"):
		return ""
	case name == "attributeName" && !svgAttributes[value]:
		return value
	}
	if found := cssFault(value); found != "" {
		return "… " + found + " …"
	}
	return ""
}

// reference returns where an element may refer to: into the picture itself,
// or to a bitmap within the address, which is cleaned.
func (s *sanitizer) reference(element, address string) (string, error) {
	address = strings.TrimSpace(address)
	if strings.HasPrefix(address, "#") {
		return address, nil
	}
	elsewhere := "<" + element + ` href="` + address + `">`
	_, encoded, ok := strings.Cut(address, ";base64,")
	if !ok || !strings.HasPrefix(address, "data:image/") || element != "image" && element != "feImage" {
		return "", s.unsafe(elsewhere)
	}
	bitmap, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(encoded), ""))
	if err != nil || looksLikeXML(bitmap) {
		return "", s.unsafe(elsewhere)
	}
	f, err := open(bitmap)
	if err != nil {
		return "", s.within(err)
	}
	if s.pixels += f.Width * f.Height; s.pixels > MaxPixels {
		return "", s.here(tooManyPixels(f.Width, f.Height))
	}
	if bitmap, err = f.clean(bitmap); err != nil {
		return "", s.within(err)
	}
	return "data:" + f.Type + ";base64," + base64.StdEncoding.EncodeToString(bitmap), nil
}

// cssFault returns what in css may load something or hide doing so, or "".
// Every function and rule that isn't on a list counts.
func cssFault(css string) string {
	if i := strings.IndexByte(css, '\\'); i >= 0 {
		return `\`
	}
	for i, c := range []byte(css) {
		switch c {
		case '@':
			if rule := leadingName(css[i+1:]); !cssRules[rule] {
				return "@" + rule
			}
		case '(':
			function := trailingName(css[:i])
			if function != "" && !cssFunctions[function] {
				return function + "(…)"
			}
			target := strings.TrimLeft(css[i+1:], " \t\r\n\f\"'")
			if function == "url" && !strings.HasPrefix(target, "#") {
				return "url(…)"
			}
		}
	}
	return ""
}

func inName(r rune) bool {
	return r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || r >= 0x80
}

// leadingName returns the name that s starts with, in lower case.
func leadingName(s string) string {
	s = strings.ToLower(s[:min(len(s), 40)])
	if i := strings.IndexFunc(s, func(r rune) bool { return !inName(r) }); i >= 0 {
		return s[:i]
	}
	return s
}

// trailingName returns the name that s ends in, in lower case.
func trailingName(s string) string {
	s = strings.ToLower(s[max(0, len(s)-40):])
	return s[1+strings.LastIndexFunc(s, func(r rune) bool { return !inName(r) }):]
}

// withoutComments returns css with a space for each comment.
func withoutComments(css string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(css, "/*")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		_, css, _ = strings.Cut(after, "*/")
		b.WriteByte(' ')
	}
}

// sizeOf returns the size of a picture in CSS pixels: from width and height;
// one that is missing or relative follows from the viewBox, and without that
// from the size that CSS gives what has none (CSS Images 3, section 5.2).
func sizeOf(root map[string]string) (w, h int) {
	width, height := pixels(root["width"]), pixels(root["height"])
	boxWidth, boxHeight := 300.0, 150.0
	box := strings.FieldsFunc(root["viewBox"], func(r rune) bool { return strings.ContainsRune(" ,\t\r\n", r) })
	if len(box) == 4 && pixels(box[2]) > 0 && pixels(box[3]) > 0 {
		boxWidth, boxHeight = pixels(box[2]), pixels(box[3])
		if width > 0 && height == 0 {
			height = width * boxHeight / boxWidth
		}
		if height > 0 && width == 0 {
			width = height * boxWidth / boxHeight
		}
	}
	return whole(width, boxWidth), whole(height, boxHeight)
}

// whole returns v, or instead when there is none, as a number of pixels.
func whole(v, instead float64) int {
	if v == 0 {
		v = instead
	}
	return int(math.Round(max(1, min(v, math.MaxInt32))))
}

// pixels returns a CSS length in pixels, or 0 when it depends on where it
// stands, or isn't one.
func pixels(length string) float64 {
	length = strings.ToLower(strings.TrimSpace(length))
	digits := strings.TrimRight(length, "abcdefghijklmnopqrstuvwxyz%")
	perUnit := map[string]float64{
		"": 1, "px": 1, "pt": 4. / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "q": 2.4 / 2.54,
		"em": 16, "rem": 16, "ex": 8,
	}[length[len(digits):]]
	n, err := strconv.ParseFloat(digits, 64)
	if err != nil || n < 0 || math.IsInf(n, 0) || math.IsNaN(n) {
		return 0
	}
	return n * perUnit
}
