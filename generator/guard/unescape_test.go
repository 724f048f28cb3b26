package guard

import "testing"

// What a browser reads is what is searched, whatever stands around it.
func TestUnwrap(t *testing.T) {
	for _, c := range []struct{ name, written, read string }{
		{"an entity", "&#48;90&amp;", "090&"},
		{"entities without their semicolon", "&#48&#57&#48-1234", "090-1234"},
		{"a lone ampersand before what is encoded", "A & %30%39%30;", "A & 090;"},
		{"an entity that a line end cuts off", "&amp\n%30%39%30;", "&\n090;"},
		{"an entity that is none, before what is encoded", "&none%30%39;", "&none09;"},
		{"half a character before an entity", "\xe3&#48;90", "\xe3090"},
		{"half a character before what is encoded", "\xe6\x97%30%39%30", "\xe6\uFFFD090"},
	} {
		if got := unwrap(c.written, false).s; got != c.read {
			t.Errorf("%s: %q is read as %q, want %q", c.name, c.written, got, c.read)
		}
	}
}
