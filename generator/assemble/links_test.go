package assemble

import "testing"

func TestExternal(t *testing.T) {
	for dest, want := range map[string]string{
		"https://example.com/a?b=c#d":           "https://example.com/a?b=c#d",
		"mailto:a@example.com":                  "mailto:a@example.com",
		"tel:0120-000-000":                      "tel:0120-000-000",
		"//cdn.example.com/x":                   "https://cdn.example.com/x",
		"https://example.com/compare/`v1...v2`": "https://example.com/compare/%60v1...v2%60",
		"https://example.com/日本 語/{id}|\\":      "https://example.com/日本%20語/%7Bid%7D%7C%5C",
		"../2025/old-name.md":                   "",
		"/hinata/":                              "",
		"#anchor":                               "",
		"(https://example.com/pull/1)":          "",
		"[g://quick-start]":                     "",
		"図:一覧.png":                              "",
		"release-1.2:notes.md":                  "",
		"":                                      "",
	} {
		got := ""
		if isExternal(dest) {
			got = externalURL(dest)
		}
		if got != want {
			t.Errorf("%q leads to %q, want %q", dest, got, want)
		}
	}
}
