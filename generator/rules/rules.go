// Package rules tells what every rule of the checks is for: why it stands in
// the way, and an example of the mistake and of what is right. It is where
// `kaizen explain` and the reference take their words from, and where the
// config looks up the names under severity:.
package rules

import (
	"slices"

	"kaizen/generator/model"
)

// Rule is what a problem goes against.
type Rule struct {
	Name         string
	Firm         bool // the config cannot change its level
	Why          model.Text
	Wrong, Right string // an example, lines of a source file; "" when none tells more than Why
}

// All returns every rule, sorted by name.
func All() []Rule {
	all := slices.Concat(configRules(), yamlRules(), recordRules(), linkRules(), textRules(), fileRules(), diffRules(), privacyRules())
	slices.SortFunc(all, func(a, b Rule) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return all
}

// Names returns the names of all rules, sorted.
func Names() []string {
	var out []string
	for _, r := range All() {
		out = append(out, r.Name)
	}
	return out
}

// Find returns the rule of a name.
func Find(name string) (Rule, bool) {
	for _, r := range All() {
		if r.Name == name {
			return r, true
		}
	}
	return Rule{}, false
}

func why(ja, en string) model.Text { return model.Text{"ja": ja, "en": en} }

// Private reports whether a rule is about what must not be published: where it
// is broken, not even the line may be shown.
func Private(name string) bool {
	return slices.ContainsFunc(privacyRules(), func(r Rule) bool { return r.Name == name })
}
