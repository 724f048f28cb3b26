package render

import (
	"bytes"
	"testing"

	"kaizen/generator/model"
)

func parseBuiltin(t *testing.T) *Templates {
	t.Helper()
	tmpl, problems := Parse(builtin(t), map[model.Lang]model.Catalog{"ja": words(t, "ja"), "en": words(t, "en")}, sampleConfig())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return tmpl
}

// Every page of the sample comes out whole, in both languages.
func TestPages(t *testing.T) {
	tmpl := parseBuiltin(t)
	for _, view := range newSample().views() {
		for _, lang := range []model.Lang{"ja", "en"} {
			var page bytes.Buffer
			if err := tmpl.Execute(&page, lang, view); err != nil {
				t.Errorf("%s in %s: %+v", view.Template(), lang, err)
				continue
			}
			if i := bytes.Index(page.Bytes(), []byte("⟦")); i >= 0 {
				t.Errorf("%s in %s has no word for %s", view.Template(), lang, page.Bytes()[i:i+40])
			}
			if !bytes.Contains(page.Bytes(), []byte("</html>")) {
				t.Errorf("%s in %s has no end", view.Template(), lang)
			}
		}
	}
}
