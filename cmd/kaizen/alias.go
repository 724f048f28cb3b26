package main

import (
	"bytes"
	"regexp"
	"strings"
)

var aliasLine = regexp.MustCompile(`^aliases:[ \t]*(.*?)[ \t]*$`)

// addAlias adds a path to the key aliases of a file's front matter and leaves
// every other byte as it is. It fails on values that it cannot extend safely,
// such as a list over several lines in brackets.
func addAlias(data []byte, alias string) ([]byte, bool) {
	newline := "\n"
	if bytes.Contains(data, []byte("\r\n")) {
		newline = "\r\n"
	}
	lines := strings.Split(string(data), newline)
	end := 1
	for end < len(lines) && strings.TrimRight(lines[end], " \t") != "---" {
		end++
	}
	if strings.TrimRight(strings.TrimPrefix(lines[0], "\ufeff"), " \t") != "---" || end == len(lines) {
		return nil, false
	}
	for i, line := range lines[1:end] {
		m := aliasLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		at := i + 1
		switch value := m[1]; {
		case value == "[]":
			lines[at] = "aliases: [" + alias + "]"
		case value == "":
			at++
			indent := "  "
			if at < end && strings.HasPrefix(strings.TrimLeft(lines[at], " "), "- ") {
				indent = lines[at][:strings.IndexByte(lines[at], '-')]
			}
			lines = append(lines[:at:at], append([]string{indent + "- " + alias}, lines[at:]...)...)
		case strings.HasPrefix(value, "[") && strings.HasSuffix(value, "]") && !strings.Contains(value, "#"):
			lines[at] = "aliases: " + strings.TrimRight(value[:len(value)-1], ", ") + ", " + alias + "]"
		case strings.HasPrefix(value, "/") && !strings.ContainsAny(value, "# "):
			lines[at] = "aliases: [" + value + ", " + alias + "]"
		default:
			return nil, false
		}
		return []byte(strings.Join(lines, newline)), true
	}
	lines = append(lines[:end:end], append([]string{"aliases: [" + alias + "]"}, lines[end:]...)...)
	return []byte(strings.Join(lines, newline)), true
}
