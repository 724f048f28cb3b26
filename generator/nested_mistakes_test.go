package generator_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"kaizen/generator/load"
)

// nestedKey matches a key within a value, in braces or on a line of its own.
var nestedKey = regexp.MustCompile(`([{,] *|^ +(?:- +)?|^- +)([a-z_0-9]+): +("[^"]*"|\{[^}]*\}|[^,}#\s][^,}#]*)`)

// innerKeys are the keys of all tables within others, with their shapes.
func innerKeys(of string) map[string]load.Shape {
	out := map[string]load.Shape{}
	var enter func(s load.Shape, inner bool)
	enter = func(s load.Shape, inner bool) {
		for _, f := range s.Fields {
			if inner {
				out[f.Key] = f.Shape
			}
			enter(f.Shape, true)
		}
		if s.Items != nil {
			enter(*s.Items, inner)
		}
	}
	enter(load.Shape{Fields: load.Fields(of)}, false)
	return out
}

// nestedMistakes get the keys within values wrong, each in some of the ways.
func (s *patient) nestedMistakes() []mutation {
	var out []mutation
	inner := map[string]map[string]load.Shape{"kaizen.yaml": innerKeys("config")}
	files := []string{"kaizen.yaml"}
	for _, r := range s.records {
		if !strings.HasSuffix(r.file, ".en.md") {
			inner[r.file] = innerKeys("record")
			files = append(files, r.file)
		}
	}
	done := map[string]int{} // how often a key of a file was taken
	for _, file := range files {
		r := record{file: file, lines: strings.Split(string(s.files[file].Data), "\n")}
		end := len(r.lines)
		if file != "kaizen.yaml" {
			end = newRecord(file, r.text()).end
		}
		block := false
		for i, line := range r.lines[:end] {
			block = block && strings.HasPrefix(line, " ") || strings.HasSuffix(line, ": |") || strings.HasPrefix(line, "internal")
			if block {
				continue
			}
			for _, at := range nestedKey.FindAllStringSubmatchIndex(line, -1) {
				key, value := line[at[4]:at[5]], strings.TrimRight(line[at[6]:at[7]], " ")
				shape, known := inner[file][key]
				kind := "record " + key
				if file == "kaizen.yaml" {
					kind = "config " + key
				}
				if !known || done[kind] >= 2*len(nestedSlips) || strings.Contains(line[:at[4]], "#") {
					continue
				}
				n := nested{record: r, index: i, from: at[4], key: key, value: value, valueAt: at[6], shape: shape, flow: strings.ContainsAny(line[at[2]:at[3]], "{,")}
				for range 2 {
					if m, ok := nestedSlips[done[kind]%len(nestedSlips)](n); ok {
						out = append(out, m)
					}
					done[kind]++
				}
			}
		}
	}
	return out
}

// nested is a key within a value.
type nested struct {
	record
	index         int // of the line
	from, valueAt int // bytes of the line
	key, value    string
	shape         load.Shape
	flow          bool // in braces
}

// change is a mutation of some bytes of the line.
func (n nested) change(from, to int, text, rule string, col int, hint string) mutation {
	line := n.lines[n.index]
	changed := line[:from] + text + line[to:]
	return mutation{fmt.Sprintf("%s:%d: %s becomes %s", n.file, n.index+1, line[from:to], text), n.file, n.with(n.index, changed), found{rule, n.index + 1, col, hint}}
}

func (n nested) col(at int) int { return utf8.RuneCountInString(n.lines[n.index][:at]) + 1 }

var nestedSlips = []func(n nested) (mutation, bool){
	func(n nested) (mutation, bool) {
		return n.change(n.from, n.from+len(n.key), typo(n.key, 2+n.index), "unknown-key", n.col(n.from), "did you mean "+n.key+"?"), true
	},
	func(n nested) (mutation, bool) {
		return n.change(n.from+len(n.key), n.from+len(n.key)+1, "：", "full-width-colon", n.col(n.from)+len(n.key), "ordinary colon"), true
	},
	func(n nested) (mutation, bool) {
		return n.change(n.from+len(n.key), n.valueAt, ":", "missing-space", n.col(n.from)+len(n.key)+1, "put a space"), n.value[0] != '"' && n.value[0] != '{'
	},
	func(n nested) (mutation, bool) {
		again := n.key + ": " + n.value
		if n.flow {
			return n.change(n.from, n.from, again+", ", "duplicate-key", n.col(n.from)+utf8.RuneCountInString(again)+2, "keep one"), true
		}
		line := n.lines[n.index]
		below := strings.Repeat(" ", n.from) + n.key + ": " + n.value
		m := n.change(len(line), len(line), "\n"+below, "duplicate-key", n.from+1, "keep one")
		m.want.line++
		opens := strings.HasSuffix(strings.TrimRight(line, " "), ":")
		return m, !opens
	},
	func(n nested) (mutation, bool) { // a value of the wrong sort
		wrong := map[string]struct{ value, rule, hint string }{
			"whole": {"１２", "full-width-digits", "write 12"}, "number": {"八", "wrong-type", ""}, "flag": {"はい", "wrong-type", ""},
			"day": {"2026-02-30", "wrong-date", "check month and day"}, "instant": {"2026-02-30", "wrong-date", "check month and day"}, "month": {"2026/10", "wrong-date", "2026-10"},
			"address": {"javascript:x", "forbidden-scheme", "use https"}, "text": {"[[a]]", "wrong-type", ""},
		}[n.shape.Type]
		return n.change(n.valueAt, n.valueAt+len(n.value), wrong.value, wrong.rule, n.col(n.valueAt), wrong.hint), wrong.rule != "" && !slices.Contains([]string{"window"}, n.key)
	},
}
