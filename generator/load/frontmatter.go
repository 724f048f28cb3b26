package load

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"kaizen/generator/model"
)

// maxFrontMatter bounds the front matter in bytes: the YAML parser takes
// quadratic time in the number of keys.
const maxFrontMatter = 64 << 10

// document is a source file cut in two.
type document struct {
	yaml     string // the front matter without its fences
	before   int    // lines of the file before it
	body     []byte
	bodyLine int // line of the file on which body begins
}

// split cuts the front matter from a file. The text is normalised first: no
// byte order mark, line feeds only. Fences that are mistyped or missing are
// problems, and the rest is read where it is plain what was meant; a document
// without YAML is beyond reading.
func split(name string, data []byte) (document, []model.Problem) {
	at := model.Pos{File: name, Line: 1, Col: 1}
	if p := encoding(name, data); p != nil {
		return document{}, []model.Problem{*p}
	}
	src := normalise(data)
	var problems []model.Problem
	first, _, _ := bytes.Cut(src, []byte("\n"))
	before, start := 1, min(len(first)+1, len(src))
	switch fence := strings.TrimRight(string(first), " \t"); {
	case fence == "---":
	case fence == "+++" || strings.HasPrefix(fence, "{"):
		return document{}, []model.Problem{model.NewProblem(model.Error, at, "wrong-front-matter", model.Says{
			JA: fmt.Sprintf("先頭が「%s」です。記録の先頭にはYAMLを書きます", fence), EN: fmt.Sprintf("the file begins with %q; front matter is written in YAML", fence),
			HintJA: "「---」で囲んで「title: …」の形に直してください", HintEN: "fence it with --- and write lines such as title: …"})}
	default:
		p := noFrontMatter(at, string(first))
		problems = append(problems, p)
		if likeFence.MatchString(fence) {
			break
		}
		if key := entryKey.FindStringSubmatch(fence); key == nil || !topKeys[key[3]] {
			return document{}, problems
		}
		before, start = 0, 0
	}
	rest := src[start:]
	end, after := closing(rest)
	if end < 0 {
		p := model.NewProblem(model.Error, at, "unclosed-front-matter", model.Says{
			JA: "先頭の「---」が閉じられていません", EN: "the front matter is never closed",
			HintJA: "最後のキーの次の行に「---」を書いてください", HintEN: "write --- on the line after the last key"})
		if end, after = presumed(rest); after > end {
			p.Line += bytes.Count(src[:start+end], []byte("\n"))
			line, _, _ := bytes.Cut(rest[end:], []byte("\n"))
			p.Edits = []model.Edit{{Line: p.Line, Col: 1, Len: utf8.RuneCount(line), New: "---"}}
		}
		problems = append(problems, p)
	}
	if end > maxFrontMatter {
		return document{}, append(problems, model.NewProblem(model.Error, at, "too-large", model.Says{
			JA: fmt.Sprintf("先頭の部分が%dKBを超えています", maxFrontMatter>>10), EN: fmt.Sprintf("the front matter is larger than %d KB", maxFrontMatter>>10)}))
	}
	return document{
		yaml:     string(rest[:end]),
		before:   before,
		body:     rest[after:],
		bodyLine: bytes.Count(src[:start+after], []byte("\n")) + 1,
	}, problems
}

// likeFence matches what was meant as ---.
var likeFence = regexp.MustCompile(`^[\s\x{3000}]*[-－ー―—–‐‑−─]{2,}[\s\x{3000}]*$`)

func noFrontMatter(at model.Pos, first string) model.Problem {
	s := model.Says{
		JA: "先頭に「---」で囲んだ部分がありません", EN: "the file has no front matter",
		HintJA: "1行目に「---」、続けて「title: …」を書き、もう一度「---」で閉じてください",
		HintEN: "begin with a line ---, then title: …, and close with ---"}
	if !likeFence.MatchString(first) {
		return model.NewProblem(model.Error, at, "missing-front-matter", s)
	}
	s.JA, s.EN = "先頭の「---」が打ち間違えられています", "the --- at the beginning is mistyped"
	s.HintJA, s.HintEN = "半角の「---」に直してください", "type it with three ASCII hyphens"
	p := model.NewProblem(model.Error, at, "missing-front-matter", s)
	p.Edits = []model.Edit{at.Edit(utf8.RuneCountInString(first), "---")}
	return p
}

// closing finds the line that closes the front matter: the offset where the
// YAML ends and the one where the body begins.
func closing(rest []byte) (end, after int) {
	return lineLike(rest, func(line []byte) bool { return bytes.Equal(bytes.TrimRight(line, " \t"), []byte("---")) })
}

// presumed finds where front matter ends that is never closed: at a line that
// was meant to close it, or before the first empty line.
func presumed(rest []byte) (end, after int) {
	if end, after = lineLike(rest, likeFence.Match); end >= 0 {
		return end, after
	}
	if end, _ = lineLike(rest, func(line []byte) bool { return len(bytes.TrimSpace(line)) == 0 }); end < 0 {
		end = len(rest)
	}
	return end, end
}

// lineLike returns where the first line that is accepts begins and where the
// next one does, or -1.
func lineLike(rest []byte, is func([]byte) bool) (start, next int) {
	for at := 0; at < len(rest); {
		line, _, more := bytes.Cut(rest[at:], []byte("\n"))
		next = at + len(line)
		if more {
			next++
		}
		if is(line) {
			return at, next
		}
		at = next
	}
	return -1, -1
}

func normalise(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.IndexByte(data, '\r') < 0 {
		return data
	}
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
}

// encoding is the problem of a file that is not UTF-8, or nil.
func encoding(name string, data []byte) *model.Problem {
	if utf8.Valid(data) {
		return nil
	}
	at := model.Pos{File: name}
	at.Line, at.Col = invalidAt(data)
	p := model.NewProblem(model.Error, at, "wrong-encoding", model.Says{
		JA: "UTF-8ではない文字があります", EN: "the file is not valid UTF-8 here",
		HintJA: "エディターで文字コードをUTF-8にして保存し直してください", HintEN: "save it again as UTF-8"})
	return &p
}

func invalidAt(data []byte) (line, col int) {
	line, col = 1, 1
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			break
		}
		if col++; r == '\n' {
			line, col = line+1, 1
		}
		data = data[size:]
	}
	return line, col
}

var conflict = model.Says{
	JA: "マージの衝突の印が残っています", EN: "a merge conflict is left in the file",
	HintJA: "どちらを残すかを決めて、<<<<<<<、=======、>>>>>>> の行を消してください", HintEN: "choose what to keep, and remove the lines <<<<<<<, ======= and >>>>>>>"}

// conflicts finds the marks of a merge conflict in the body of a file.
func conflicts(name string, doc document) []model.Problem {
	if !bytes.Contains(doc.body, []byte("<<<<<<< ")) || !bytes.Contains(doc.body, []byte("\n>>>>>>> ")) {
		return nil
	}
	var out []model.Problem
	for i, line := range bytes.Split(doc.body, []byte("\n")) {
		if bytes.HasPrefix(line, []byte("<<<<<<< ")) {
			out = append(out, model.NewProblem(model.Warning, model.Pos{File: name, Line: doc.bodyLine + i, Col: 1}, "merge-conflict", conflict))
		}
	}
	return out
}

// form says what about the bytes of a text file is read leniently: other
// programs may not.
func form(f *file) []model.Problem {
	var out []model.Problem
	if bytes.HasPrefix(f.data, []byte("\ufeff")) {
		p := model.NewProblem(model.Note, model.Pos{File: f.path, Line: 1, Col: 1}, "byte-order-mark", model.Says{
			JA: "ファイルの先頭にBOMがあります", EN: "the file begins with a byte order mark",
			HintJA: "「UTF-8（BOMなし）」で保存してください", HintEN: "save it as UTF-8 without BOM"})
		p.Edits = []model.Edit{{Line: 1, Col: 0, Len: 1}}
		out = append(out, p)
	}
	if i := bytes.IndexByte(f.data, '\r'); i >= 0 {
		p := model.NewProblem(model.Note, model.Pos{File: f.path, Line: 1 + bytes.Count(f.data[:i], []byte("\n"))}, "line-ending", model.Says{
			JA: "改行がLFではありません（CRLFかCR）", EN: "lines end in CRLF or CR, not LF",
			HintJA: "改行をLFにして保存してください", HintEN: "save it with LF line endings"})
		p.Edits = []model.Edit{{New: "\n"}}
		out = append(out, p)
	}
	return out
}
