package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// shardEntry is a record in a file of the search. Its keys are short because
// they repeat thousands of times.
type shardEntry struct {
	URL      string       `json:"u"`
	Title    string       `json:"t"`
	Summary  string       `json:"s,omitempty"`
	Products string       `json:"p"`
	Kind     model.KindID `json:"k"`
	Day      string       `json:"d"`
	Folded   string       `json:"x"`
	Lang     model.Lang   `json:"l,omitempty"`
}

// shard writes a year of search entries: a JSON array, one entry a line.
func shard(b *bytes.Buffer, v *model.SearchShardView) ([]byte, error) {
	out := json.NewEncoder(b)
	out.SetEscapeHTML(false)
	b.WriteByte('[')
	for i, e := range v.Entries {
		if i > 0 {
			b.WriteByte(',')
		}
		folded := text.Fold(strings.Join(e.Words, "\n")) + " " + e.Text()
		if err := out.Encode(shardEntry{e.URL, e.Title, e.Summary, e.Products, e.Kind, e.Day.String(), folded, e.Lang}); err != nil {
			return nil, fmt.Errorf("render: search entry %s: %w", e.URL, err)
		}
	}
	b.WriteString("]\n")
	return b.Bytes(), nil
}
