package load

import "testing"

// TestLanguages: countries are no languages, and languages that look like
// countries are none the less.
func TestLanguages(t *testing.T) {
	for tag, right := range map[string]string{
		"ja": "", "en-gb": "", "zh-tw": "", "uk": "", "kr": "", "sr-latn": "",
		"jp": "did you mean ja?", "us": "did you mean en?", "English": "did you mean en?", "english!": "write tags such as ja or en", "日本語": "did you mean ja?",
	} {
		_, problems := ParseConfig([]byte("title: x\nbase_url: https://kaizen.example.com/\nlanguages: [" + tag + "]\nproducts: [{id: a, name: a}]\n"))
		got := ""
		if len(problems) > 0 {
			got = problems[0].Hint["en"]
		}
		if got != right {
			t.Errorf("%s: %q, want %q", tag, got, right)
		}
	}
}
