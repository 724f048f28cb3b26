package model

import (
	"fmt"
	"strings"
)

// Catalog is the interface's words in one language, by key. A text may hold
// {name} placeholders; where a count of one needs other words, a second key
// ends in ".one".
type Catalog map[string]string

// T returns the text of key with its placeholders filled: args are names and
// values in turn. A count named "n" chooses between key and key+".one". An
// unknown key is our own mistake and shows itself as ⟦key⟧; a test finds it.
func (c Catalog) T(key string, args ...any) string {
	s, ok := c[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	if len(args) == 0 {
		return s
	}
	for i := 0; i+1 < len(args); i += 2 {
		if one, ok := c[key+".one"]; ok && args[i] == "n" && fmt.Sprint(args[i+1]) == "1" {
			s = one
		}
	}
	return fill(s, args)
}

// fill puts args, names and values in turn, into the placeholders of s.
func fill(s string, args []any) string {
	var b strings.Builder
	for {
		before, rest, open := strings.Cut(s, "{")
		b.WriteString(before)
		if !open {
			return b.String()
		}
		name, after, closed := strings.Cut(rest, "}")
		value, known := argument(args, name)
		if !closed || !known {
			b.WriteByte('{')
			s = rest
			continue
		}
		b.WriteString(value)
		s = after
	}
}

func argument(args []any, name string) (string, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return fmt.Sprint(args[i+1]), true
		}
	}
	return "", false
}
