package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// codeBlock writes a block of code: on pages with a head that names it and a
// button that a script shows, in feeds without colours.
func (j *job) codeBlock(n ast.Node, info codeInfo) {
	code := string(linesOf(n, j.src))
	colored, found := j.highlight(n, info.lang, code)
	if found {
		j.language(info.lang)
	}
	j.page.str(`<div class="code"><header>`)
	if info.title != "" {
		j.page.str(`<span class="code-title">` + escaped(info.title) + `</span>`)
		j.feed.str("<p>" + escaped(info.title) + "</p>\n")
		j.text = append(j.text, info.title...)
		j.endLine()
	}
	if info.lang != "" {
		j.page.str(`<span class="code-lang">` + escaped(info.lang) + `</span>`)
	}
	j.page.str(`<button type="button" data-copy hidden>` + escaped(j.labels.Copy) + `</button></header><pre tabindex="0"><code`)
	if info.numbers {
		j.page.str(` class="numbered"`)
	}
	j.page.str(">")
	j.feed.str("<pre><code>")
	if info.numbers || len(info.marks) > 0 {
		writeLines(j.page, colored, info.marks, "span")
	} else {
		j.page.str(colored)
	}
	writeLines(j.feed, escaped(code), info.marks, "")
	j.page.str("</code></pre></div>\n")
	j.feed.str("</code></pre>\n")
	j.text = append(j.text, code...)
	j.endLine()
}

// writeLines writes lines of code, each in the element it is marked with, or
// else in the element rest, if any. Elements within html end before its line
// ends do.
func writeLines(b *builder, html string, marks map[int]string, rest string) {
	if len(marks) == 0 && rest == "" {
		b.str(html)
		return
	}
	number := 0
	for line := range strings.Lines(html) {
		number++
		element := marks[number]
		if element == "" {
			element = rest
		}
		if element == "" {
			b.str(line)
			continue
		}
		class := ""
		if rest != "" {
			class = ` class="ln"`
		}
		b.str("<" + element + class + ">" + line + "</" + element + ">")
	}
}

// language notes that the text contains code in lang.
func (j *job) language(lang string) {
	for _, l := range j.result.Languages {
		if l == lang {
			return
		}
	}
	j.result.Languages = append(j.result.Languages, lang)
}

// highlight returns code as HTML, in colours if lang is a language that can be
// had and the code is of a size and shape that can be coloured.
func (j *job) highlight(n ast.Node, lang, code string) (html string, found bool) {
	if lang == "" || isPlainText(lang) {
		return escaped(code), false
	}
	lexer := j.code.lexer(lang)
	if lexer == nil {
		j.problem(n.Pos(), unknownLanguage(lang, j.code.nearest(lang)))
		return escaped(code), false
	}
	j.colored += len(code)
	j.colorWork += len(code) * len(code)
	if !colorable(code) || j.colored > maxColored || j.colorWork > maxColorWork {
		j.problem(n.Pos(), notColored())
		return escaped(code), true
	}
	c := j.code.html(lexer, code)
	if c.spent {
		j.problem(n.Pos(), notColored())
	}
	return c.html, true
}

func unknownLanguage(lang, nearest string) Problem {
	p := Problem{Level: Warning, Rule: "unknown-code-language",
		Text: both("知らない言語なので、色を付けずに表示します: %s", "the language is not known, so the code has no colours: %s", short(lang)),
		Hint: Words{"色が要らなければ text と書きます", "write text if it needs none"}}
	if nearest != "" {
		p.Hint = both("%s ではありませんか。色が要らなければ text と書きます", "did you mean %s? Write text if it needs no colours", nearest)
	}
	return p
}

func notColored() Problem {
	return Problem{Level: Note, Rule: "large-code",
		Text: Words{"大きいか同じ文字の続くコードなので、色を付けずに表示します", "the code is too large or too repetitive for colours"},
		Hint: Words{"必要な部分だけにすると読みやすくなります", "shorter excerpts read better"}}
}
