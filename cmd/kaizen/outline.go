package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"kaizen/generator/load"
	"kaizen/generator/model"
)

// outline is what a new record of a kind offers its writer: keys of the front
// matter in the order of thinking, and questions that the body answers.
type outline struct {
	keys   []string
	ja, en []string
}

func outlineOf(kind model.KindID) outline {
	switch kind {
	case "obstacle":
		return outline{
			[]string{"goal", "obstacle", "before", "after", "found_by", "first_seen", "inquiries", "action"},
			[]string{"だれが、何をしようとして、どこで止まっていたか", "何を取り除いたか。今はどうすればよいか", "まだ残っていること、これからのこと"},
			[]string{"who wanted to do what, and where did they get stuck", "what was removed, and how it goes now", "what is left, and what comes next"}}
	case "feature", "improvement":
		return outline{
			[]string{"goal", "before", "after", "found_by", "first_seen", "plans", "image", "help"},
			[]string{"これまで、どうするしかなかったか", "何ができるようになったか", "使い方"},
			[]string{"what people had to do so far", "what they can do now", "how to use it"}}
	case "speed":
		return outline{
			[]string{"before", "after", "numbers", "effect", "measured_on", "found_by", "first_seen"},
			[]string{"どの操作で、どれだけ待っていたか", "何を変えて、どれだけ速くなったか。どう測ったか"},
			[]string{"which step made people wait, and how long", "what was changed, how much faster it is, and how that was measured"}}
	case "fix":
		return outline{
			[]string{"before", "after", "first_seen", "found_by", "inquiries", "action"},
			[]string{"いつから、どの操作で、何が起きていたか", "どう直したか。お客様の操作は必要か", "二度と起こさないためにしたこと"},
			[]string{"since when, at which step, what happened", "how it was mended, and whether customers must do something", "what keeps it from coming back"}}
	case "change", "removal":
		return outline{
			[]string{"action", "audience", "before", "after", "help"},
			[]string{"何が、いつから変わるか", "だれに関係があり、何をすればよいか", "なぜ変えるか"},
			[]string{"what changes, and when", "whom it concerns, and what they should do", "why it changes"}}
	case "security":
		return outline{
			[]string{"action", "audience", "first_seen", "help"},
			[]string{"どんな危険があったか。影響を受けた人はいるか", "どう防いだか。お客様の操作は必要か"},
			[]string{"what the danger was, and whether anybody was harmed", "how it is prevented, and whether customers must do something"}}
	case "notice":
		return outline{
			[]string{"action", "audience", "expires", "help"},
			[]string{"いつ、何があるか", "だれに関係があり、何をすればよいか"},
			[]string{"what happens, and when", "whom it concerns, and what they should do"}}
	}
	return outline{
		[]string{"goal", "before", "after", "action", "help"},
		[]string{"何が変わったか", "お客様にとって、何がよくなったか"},
		[]string{"what changed", "what is better for customers now"}}
}

// formOf shows how a value looks that is more than text.
func formOf(key string) string {
	switch key {
	case "tags", "teams", "plans", "related":
		return "[]"
	case "inquiries":
		return "{before: , after: , window: 30d}"
	case "action":
		return "{needed: false}"
	case "numbers":
		return "[{label: , before: , after: , unit: }]"
	case "image":
		return "{src: , alt: }"
	}
	return ""
}

// written is a record as `kaizen new` begins it.
type written struct {
	id, title, date, product, kind string
	required                       []string // keys that the config asks for
}

// begin writes the file of a new record in lang.
func (w written) begin(lang model.Lang) []byte {
	var b bytes.Buffer
	say := func(ja, en string) string { return model.Text{"ja": ja, "en": en}.In(lang) }
	fmt.Fprintf(&b, "---\nid: %s\ntitle: %s\ndate: %s\nproduct: %s\nkind: %s\n", w.id, scalar(w.title), w.date, w.product, w.kind)
	o := outlineOf(model.KindID(w.kind))
	keys := slices.Concat([]string{"summary", "tags"}, o.keys, []string{"teams", "highlight", "thanks", "draft", "internal"})
	for _, key := range w.required {
		if !slices.Contains(keys, key) && !slices.Contains([]string{"id", "title", "date", "product", "kind"}, key) {
			keys = append(keys, key)
		}
	}
	help := map[string]string{}
	for _, f := range load.Fields("record") {
		help[f.Key] = f.Help.In(lang)
	}
	line := func(prefix, key string) { fmt.Fprintf(&b, "%-40s # %s\n", prefix+key+": "+formOf(key), help[key]) }
	for _, key := range keys {
		if slices.Contains(w.required, key) {
			line("", key)
		}
	}
	fmt.Fprintf(&b, "\n# %s\n", say("使うものだけ、行の先頭の # を消して書きます。ほかのキーは「kaizen schema」で見られます。", "Use what you need by removing the first #. See kaizen schema for more keys."))
	for _, key := range keys {
		if !slices.Contains(w.required, key) {
			line("# ", key)
		}
	}
	b.WriteString("---\n")
	questions := o.en
	if lang == "ja" {
		questions = o.ja
	}
	for _, q := range questions {
		fmt.Fprintf(&b, "\n<!-- %s -->\n", q)
	}
	return b.Bytes()
}

// scalar writes s as YAML: bare where that reads back as the same text.
func scalar(s string) string {
	bare := s != "" && s == strings.TrimSpace(s) && !strings.ContainsAny(s, "\"'\\#\n\t") &&
		!strings.Contains(s, ": ") && !strings.HasSuffix(s, ":") && !strings.ContainsAny(s[:1], "-?:,[]{}&*!|>%@`~=<.+0123456789") &&
		!slices.Contains([]string{"true", "false", "null", "yes", "no"}, strings.ToLower(s))
	if bare {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(s) + `"`
}
