package plan

import (
	"regexp"
	"testing"
	"time"

	"kaizen/generator/model"
)

func TestTagURI(t *testing.T) {
	c := &model.Config{Authority: "kaizen.example.com,2026", Languages: []model.Lang{"ja", "en"}}
	for _, tc := range []struct {
		lang  model.Lang
		names []string
		want  string
	}{
		{"ja", []string{"record", "order-search-presets"}, "tag:kaizen.example.com,2026:record/order-search-presets"},
		{"en", []string{"record", "order-search-presets"}, "tag:kaizen.example.com,2026:record/order-search-presets/en"},
		{"ja", []string{"record", "order-search-presets/en"}, "tag:kaizen.example.com,2026:record/order-search-presets%2Fen"},
		{"ja", []string{"record", "hinata/注文 #1"}, "tag:kaizen.example.com,2026:record/hinata%2F%E6%B3%A8%E6%96%87%20%231"},
		{"en", []string{"report", "hinata", "2026-10"}, "tag:kaizen.example.com,2026:report/hinata/2026-10/en"},
	} {
		got := tagURI(c, tc.lang, tc.names...)
		if got != tc.want {
			t.Errorf("tagURI(%s, %q) = %q, want %q", tc.lang, tc.names, got, tc.want)
		}
		if !rfc4151.MatchString(got) {
			t.Errorf("%q is no tag URI", got)
		}
	}
}

// rfc4151 is the grammar of RFC 4151, section 2.1, without mail addresses.
var rfc4151 = regexp.MustCompile(`^tag:[a-z0-9]([a-z0-9.-]*[a-z0-9])?,\d{4}(-\d\d(-\d\d)?)?:([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})*$`)

func TestMomentsOfADay(t *testing.T) {
	day := time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC)
	seen := map[time.Time]string{}
	for i := range 1000 {
		id := string(rune('一' + i))
		m := moment(day, id)
		if m != moment(day.Add(700*time.Millisecond), id) {
			t.Errorf("the moment of %s hangs on more than its second", id)
		}
		if d := m.Sub(day); d <= 0 || d >= time.Second {
			t.Errorf("the moment of %s is %v away", id, d)
		}
		if other := seen[m]; other != "" {
			t.Errorf("%s and %s have the same moment", id, other)
		}
		seen[m] = id
	}
}
