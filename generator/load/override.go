package load

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"strings"

	"kaizen/generator/model"
)

// An override that was copied from a built-in file says so in its first line,
// with the hash of what was copied. So a new version can tell which overrides
// lie over something that has changed meanwhile.

// comments are the first lines of files, by extension. A template's leaves no
// trace in the page.
var comments = map[string]string{
	".html": "{{- /* %s */ -}}\n",
	".css":  "/* %s */\n",
	".js":   "// %s\n",
	".yaml": "# %s\n",
}

// Ejectable reports whether a built-in file can be marked, and so be copied
// into a site: templates, words, style sheets and scripts can.
func Ejectable(name string) bool { return comments[path.Ext(name)] != "" }

// Marked is the content of an override that begins as the built-in file at
// a path such as "templates/report.html", which must be ejectable.
func Marked(builtin string, data []byte) []byte {
	mark := fmt.Sprintf("kaizen: %s sha256:%s", builtin, model.SumOf(data))
	return append(fmt.Appendf(nil, comments[path.Ext(builtin)], mark), data...)
}

var marks = regexp.MustCompile(`^(?:\{\{-? ?/\*|/\*|//|#) *kaizen: (\S+) sha256:([0-9a-f]{64})\b`)

// taken returns what Marked wrote into the first line: the built-in file and
// its hash, or "".
func taken(override []byte) (builtin, sum string) {
	line, _, _ := bytes.Cut(override, []byte("\n"))
	if m := marks.FindSubmatch(line); m != nil {
		return string(m[1]), string(m[2])
	}
	return "", ""
}

// outdated finds the overrides in use that were taken from another version of
// their built-in file. Those without a mark follow nothing.
func (res *Result) outdated(files []*file) []model.Problem {
	builtins := map[string]string{}
	for _, f := range res.built {
		builtins[f.path] = f.sum.String()
	}
	var problems []model.Problem
	for _, f := range files {
		if !strings.HasPrefix(f.path, "templates/") && !strings.HasPrefix(f.path, "themes/"+res.Config.Theme+"/") {
			continue
		}
		from, sum := taken(f.data)
		if from == "" || builtins[from] == sum {
			continue
		}
		says := model.Says{
			JA: "組み込みの " + from + " は、このファイルに写したあとで変わりました", EN: "the built-in " + from + " has changed since this copy of it was made",
			HintJA: "「kaizen theme eject " + from + " --print | diff - " + f.path + "」で違いを見て、1行目ごと取り込んでください",
			HintEN: "see what differs with kaizen theme eject " + from + " --print | diff - " + f.path + ", and take it over together with the first line"}
		if builtins[from] == "" {
			says = model.Says{
				JA: "組み込みの " + from + " は、なくなりました", EN: "there is no built-in " + from + " any more",
				HintJA: "このファイルがまだ要るかを確かめ、要るなら1行目を消してください", HintEN: "see whether this file is still of use; if it is, delete its first line"}
		}
		problems = append(problems, model.NewProblem(model.Warning, model.Pos{File: f.path, Line: 1, Col: 1}, "outdated-override", says))
	}
	return problems
}
