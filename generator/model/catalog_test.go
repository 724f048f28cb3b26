package model

import "testing"

// A language without a form for one must not get that of the language below it.
func TestLayTakesTheFormForOneAlong(t *testing.T) {
	c := Catalog{"count": "{n} records", "count.one": "{n} record", "skip": "Skip"}
	c.Lay(Catalog{"count": "{n}件"})
	if got := c.T("count", "n", 1); got != "1件" {
		t.Errorf("got %q, want 1件", got)
	}
	c.Lay(Catalog{"count": "{n} notes", "count.one": "{n} note"})
	if got := c.T("count", "n", 1) + ", " + c.T("count", "n", 2) + ", " + c.T("skip"); got != "1 note, 2 notes, Skip" {
		t.Errorf("got %q", got)
	}
}
