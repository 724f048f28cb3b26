package picture

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Each drawing of testdata/svg, and what becomes of it: its size and the
// cleaned drawing, or the fault.
func TestSVG(t *testing.T) {
	names, err := filepath.Glob("testdata/svg/*.svg")
	if err != nil || len(names) == 0 {
		t.Fatal("no drawings", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, strings.TrimSuffix(name, ".svg")+".golden", outcome(data))
		if _, err := Probe(data); err == nil {
			checkCleanTwice(t, name, data)
			checkHarmless(t, data)
		}
	}
}

func outcome(data []byte) string {
	info, err := Probe(data)
	var fault *Fault
	if errors.As(err, &fault) {
		p := fault.Problem
		return fmt.Sprintf("%d:%d %s\n%s\n%s\n", p.Line, p.Col, p.Rule, p.Text.In("en"), p.Text.In("ja"))
	}
	clean, err := Clean(data)
	return fmt.Sprintf("%d × %d, error %v\n%s\n", info.Width, info.Height, err, clean)
}

// checkHarmless reads a cleaned drawing as another program would, and looks
// for what must not be in it.
func checkHarmless(t *testing.T, data []byte) {
	t.Helper()
	clean, err := Clean(data)
	if err != nil {
		t.Fatal(err)
	}
	in := xml.NewDecoder(bytes.NewReader(clean))
	for {
		token, err := in.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, clean)
		}
		switch token := token.(type) {
		case xml.StartElement:
			checkElement(t, token)
		case xml.CharData, xml.EndElement:
		default:
			t.Errorf("%T is left", token)
		}
	}
}

func checkElement(t *testing.T, e xml.StartElement) {
	t.Helper()
	switch e.Name.Local {
	case "script", "foreignObject", "iframe", "a", "metadata", "handler", "listener":
		t.Errorf("<%s> is left", e.Name.Local)
	}
	seen := map[xml.Name]bool{}
	for _, a := range e.Attr {
		value := strings.ToLower(a.Value)
		name := a.Name.Local
		switch {
		case seen[a.Name]:
			t.Errorf("%s twice", name)
		case strings.HasPrefix(strings.ToLower(name), "on"):
			t.Errorf("%s is left", name)
		case name == "href" && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "data:image/"):
			t.Errorf("%s=%q is left", name, a.Value)
		case name == "style" && strings.Contains(strings.ReplaceAll(value, "url(#", ""), "url(h"):
			t.Errorf("%s=%q is left", name, a.Value)
		}
		seen[a.Name] = true
	}
}

// A photograph within a drawing is cleaned like any other.
func TestSVGCleansBitmaps(t *testing.T) {
	for _, s := range samples() {
		if strings.HasSuffix(s.name, ".svg") {
			continue
		}
		drawing := `<svg xmlns="http://www.w3.org/2000/svg"><image width="9" href="data:image/png;base64, ` +
			base64.StdEncoding.EncodeToString(s.data) + `"/></svg>`
		got, err := Clean([]byte(drawing))
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		clean, err := Clean(s.data)
		if err != nil {
			t.Fatal(err)
		}
		info, err := Probe(s.data)
		if err != nil {
			t.Fatal(err)
		}
		want := `href="data:` + info.Type + ";base64," + base64.StdEncoding.EncodeToString(clean) + `"`
		if !bytes.Contains(got, []byte(want)) {
			t.Errorf("%s: in a drawing it isn't cleaned as by itself", s.name)
		}
	}
}

func TestSVGSize(t *testing.T) {
	for _, test := range []struct {
		attributes string
		w, h       int
	}{
		{`width="64" height="48"`, 64, 48},
		{`width="64px" height="48.6px" viewBox="0 0 1 1"`, 64, 49},
		{`width="210mm" height="297mm"`, 794, 1123},
		{`width="1in" height="72pt"`, 96, 96},
		{`viewBox="0 0 640 360"`, 640, 360},
		{`viewBox="-5,-5 , 640.2 360.6"`, 640, 361},
		{`width="100%" height="100%" viewBox="0 0 24 24"`, 24, 24},
		{`width="320" viewBox="0 0 640 360"`, 320, 180},
		{`height="1e2" viewBox="0 0 640 320"`, 200, 100},
		{``, 300, 150},
		{`width="50%" height="40"`, 300, 40},
		{`width="auto" height="-3" viewBox="0 0 0 0"`, 300, 150},
		{`width="0.2" height="0.2"`, 1, 1},
		{`width="NaN" height="Inf"`, 300, 150},
	} {
		info, err := Probe([]byte(`<svg xmlns="http://www.w3.org/2000/svg" ` + test.attributes + `/>`))
		if err != nil {
			t.Errorf("%s: %v", test.attributes, err)
		}
		if info.Width != test.w || info.Height != test.h {
			t.Errorf("%s: %d × %d, want %d × %d", test.attributes, info.Width, info.Height, test.w, test.h)
		}
	}
}
