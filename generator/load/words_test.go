package load

import (
	"testing"
	"testing/fstest"
)

// TestMistypedWord: a wording in the site's own file that changes nothing is
// found there, as one in kaizen.yaml is; those of the site's own templates pass.
func TestMistypedWord(t *testing.T) {
	res := site(t, fstest.MapFS{
		configFile:                {Data: []byte(schemaConfig)},
		"content/a.md":            {Data: []byte("---\n" + schemaRecord + "---\n")},
		"templates/words/ja.yaml": {Data: []byte("archive.title: 年表\narchive.titel: 全部\nours.greeting: ようこそ\n")},
	})
	if len(res.Problems) != 1 || res.Problems[0].Rule != "unknown-word" || res.Problems[0].Line != 2 || res.Problems[0].Hint["en"] != "did you mean archive.title?" {
		t.Errorf("found %v", res.Problems)
	}
}
