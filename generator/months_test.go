package generator_test

import (
	"fmt"
	"strings"
	"testing"

	"kaizen/generator/model"
)

// TestMonths: what only shows when the records of a month, or of a long time,
// are seen together.
func TestMonths(t *testing.T) {
	month := func(n int, key func(i int) string) map[string]string {
		out := map[string]string{}
		for i := range n {
			out[fmt.Sprintf("content/hinata/2026/09/r%d.md", i)] = fmt.Sprintf("---\nid: r%d\ntitle: 改善%d\ndate: 2026-09-%02d\nkind: fix\n%s---\n", i, i, i+1, key(i))
		}
		return out
	}
	none := func(int) string { return "" }
	highlight := func(i int) string { return fmt.Sprintf("highlight: %d\n", i+1) }
	chosen := func(n int) map[string]string {
		m := month(7, none)
		var ids []string
		for i := range n {
			ids = append(ids, fmt.Sprintf("r%d", i))
		}
		m["content/reports/hinata/2026-09.md"] = "---\nhighlights: [" + strings.Join(ids, ", ") + "]\n---\n"
		return m
	}
	inquiries := func(front string) map[string]string {
		return map[string]string{"content/hinata/2026/09/q.md": "---\nid: q\ntitle: 題\ndate: 2026-09-01\nkind: fix\n" + front + "---\n"}
	}
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string // level, rule and place; "": nothing
	}{
		{"five records, no highlight", month(5, none), ""},
		{"six records, no highlight", month(6, none), "note missing-highlights content/hinata/2026/09/r5.md:1"},
		{"five highlights", month(5, highlight), ""},
		{"six highlights", month(6, highlight), "warning many-highlights content/hinata/2026/09/r5.md:6"},
		{"five chosen", chosen(5), ""},
		{"six chosen", chosen(6), "warning many-highlights content/reports/hinata/2026-09.md:2"},
		{"no figures", inquiries(""), ""},
		{"measured", inquiries("inquiries: {before: 40, after: 3}\n"), ""},
		{"not measured", inquiries("inquiries: {before: 40}\n"), "note missing-effect content/hinata/2026/09/q.md:6"},
		{"not measured yet", map[string]string{"content/hinata/2026/11/q.md": "---\nid: q\ntitle: 題\ndate: 2026-11-01\nkind: fix\ninquiries: {before: 40}\n---\n"}, ""},
	} {
		var got []string
		for _, p := range linked(t, "", "本文です。", c.files).Problems {
			got = append(got, fmt.Sprintf("%s %s %s:%d", p.Level, p.Rule, p.File, p.Line))
		}
		if strings.Join(got, "\n") != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
}

// TestTwins: files of one record find each other by id, by key, or by place,
// and an id that is missing is that of the other.
func TestTwins(t *testing.T) {
	const ja, en = "---\n%stitle: 題\ndate: 2026-09-01\nkind: fix\n---\n", "---\n%stitle: Title\ndate: 2026-09-01\nkind: fix\n---\n"
	for _, c := range []struct {
		name, ja, en, place string
		want                string
		edit                string
	}{
		{"one id", "id: x\n", "id: x\n", "q.en.md", "", ""},
		{"one id, other names", "id: x\n", "id: x\n", "other.en.md", "", ""},
		{"one key", "id: x\nkey: k\nslug: s\n", "id: x\nkey: k\nslug: s\n", "other.en.md", "", ""},
		{"no id in the translation", "id: x\n", "", "q.en.md", "missing-id", "id: x\n"},
		{"no id in the original", "", "id: x\n", "q.en.md", "missing-id", "id: x\n"},
		{"no id at all", "", "", "q.en.md", "missing-id missing-id", "id: hinata/2026/09/q\n"},
		{"two ids", "id: x\n", "id: y\n", "q.en.md", "differing-twin", ""},
	} {
		s := linked(t, "", "本文です。", map[string]string{
			"content/hinata/2026/09/q.md":       fmt.Sprintf(ja, c.ja),
			"content/hinata/2026/09/" + c.place: fmt.Sprintf(en, c.en)})
		var got []string
		for _, p := range s.Problems {
			got = append(got, p.Rule)
			if c.edit != "" && (len(p.Edits) != 1 || p.Edits[0] != model.Edit{Line: 2, Col: 1, New: c.edit}) {
				t.Errorf("%s: edits %+v, want %q", c.name, p.Edits, c.edit)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
		if n := len(s.Site.Editions[1].Entries); n != 4 {
			t.Errorf("%s: %d English entries, want 4", c.name, n)
		}
	}
}
