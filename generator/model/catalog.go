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
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		value := fmt.Sprint(args[i+1])
		if one, ok := c[key+".one"]; ok && args[i] == "n" && value == "1" {
			s = one
		}
		pairs = append(pairs, "{"+fmt.Sprint(args[i])+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(s)
}
