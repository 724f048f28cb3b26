package markdown

import (
	"crypto/sha256"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"

	"kaizen/generator/pattern"
)

// highlighter colours code. It remembers what it coloured, since the same
// blocks come again and again, and is safe for concurrent use.
type highlighter struct {
	names func() map[string]chroma.Lexer // by name and alias in lower case

	mu    sync.Mutex
	quick map[chroma.Lexer]*quickLexer // nil for what only chroma can run
	done  map[[sha256.Size]byte]colored
	steps int // that a block may take
	size  int // bytes in done
}

// colored is code as HTML, in colours unless that took too long.
type colored struct {
	html  string
	spent bool
}

// maxRemembered bounds the memory of a highlighter. When it is full it starts
// afresh: what is still in use comes back with the next block.
const maxRemembered = 4 << 20

func newHighlighter() *highlighter {
	return &highlighter{names: sync.OnceValue(lexerNames), quick: map[chroma.Lexer]*quickLexer{}, done: map[[sha256.Size]byte]colored{}, steps: maxSteps}
}

// lexerNames lists the lexers by name and alias. chroma's own search goes on
// to file names for a word it does not know, which takes 10 ms.
func lexerNames() map[string]chroma.Lexer {
	names := map[string]chroma.Lexer{}
	for _, lexer := range lexers.GlobalLexerRegistry.Lexers {
		config := lexer.Config()
		for _, name := range append([]string{config.Name}, config.Aliases...) {
			name = strings.ToLower(name)
			if _, taken := names[name]; !taken {
				names[name] = lexer
			}
		}
	}
	return names
}

// isPlainText reports whether lang says that the block is in no language.
func isPlainText(lang string) bool {
	switch strings.ToLower(lang) {
	case "text", "txt", "plain", "plaintext", "none", "nohighlight", "no-highlight", "output":
		return true
	}
	return false
}

// alias returns the name under which chroma knows a language that people call
// otherwise.
func alias(lang string) string {
	switch lang {
	case "curl", "shell-session", "shellscript", "command", "terminal", "cmdline":
		return "bash"
	case "vimscript", "vimrc", "neovim":
		return "vim"
	case "irb", "erb-ruby":
		return "ruby"
	case "jsonc", "json5", "jsonl", "ndjson":
		return "json"
	case "htaccess":
		return "apacheconf"
	case "gitconfig", "editorconfig", "env", "dotenv":
		return "ini"
	case "vue-html", "htm", "xhtml":
		return "html"
	case "mjs", "cjs", "node", "nodejs":
		return "javascript"
	case "patch-diff", "udiff", "gitdiff":
		return "diff"
	case "kube", "openapi", "yml.erb":
		return "yaml"
	case "objective-c++", "objc++":
		return "objective-c"
	case "apex":
		return "java"
	case "wordpress":
		return "php"
	}
	return lang
}

// lexer returns the lexer for what an author calls a language, or nil.
func (h *highlighter) lexer(lang string) chroma.Lexer {
	lang = strings.ToLower(lang)
	names := h.names()
	if lexer := names[lang]; lexer != nil {
		return lexer
	}
	return names[alias(lang)]
}

// nearest returns the name of a language like lang, or "".
func (h *highlighter) nearest(lang string) string {
	return nearest(strings.ToLower(lang), h.names())
}

// html returns code as HTML with a span around what has a role. No span
// reaches over the end of a line.
func (h *highlighter) html(lexer chroma.Lexer, code string) colored {
	key := sha256.Sum256([]byte(lexer.Config().Name + "\x00" + code))
	h.mu.Lock()
	c, ok := h.done[key]
	h.mu.Unlock()
	if ok {
		return c
	}
	c = h.color(lexer, code)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.size += len(c.html); h.size > maxRemembered {
		h.size = len(c.html)
		clear(h.done)
	}
	h.done[key] = c
	return c
}

// quickened returns the quick form of a lexer, or nil.
func (h *highlighter) quickened(lexer chroma.Lexer) *quickLexer {
	h.mu.Lock()
	defer h.mu.Unlock()
	q, ok := h.quick[lexer]
	if !ok {
		q = quicken(lexer)
		h.quick[lexer] = q
	}
	return q
}

// maxSteps bounds the work on one block of code, far above what code that
// people write takes.
const maxSteps = 30_000_000

// color runs the lexer. A lexer that fails on a block, by error or by panic,
// leaves it without colours; so does one that loses a character or takes too
// many steps.
func (h *highlighter) color(lexer chroma.Lexer, code string) (c colored) {
	defer func() {
		if p := recover(); p != nil {
			_, spent := p.(pattern.Spent)
			c = colored{escaped(code), spent}
		}
	}()
	var w colorWriter
	if q := h.quickened(lexer); q != nil && utf8.ValidString(code) {
		t := tokenizer{code: h.quickened, emit: w.token, match: pattern.NewMatcher("", h.steps)}
		t.run(q, "root", code, false)
	} else if err := colorByChroma(&w, lexer, code); err != nil {
		return colored{html: escaped(code)}
	}
	if w.length != len(code) {
		return colored{html: escaped(code)}
	}
	return colored{html: string(changeClass(w.html, w.class, ""))}
}

// colorByChroma runs a lexer that has no quick form.
func colorByChroma(w *colorWriter, lexer chroma.Lexer, code string) error {
	tokens, err := lexer.Tokenise(&chroma.TokeniseOptions{State: "root"}, code)
	if err != nil {
		return err
	}
	for t := tokens(); t != chroma.EOF; t = tokens() {
		w.token(role(t.Type), t.Value)
	}
	return nil
}

// A colorWriter writes tokens as HTML.
type colorWriter struct {
	html   []byte
	class  string // of the span that is open
	length int    // of the code written
}

func (w *colorWriter) token(class, text string) {
	w.length += len(text)
	for line := range strings.Lines(text) {
		words, end := strings.CutSuffix(line, "\n")
		if class != w.class && words != "" {
			w.html = changeClass(w.html, w.class, class)
			w.class = class
		}
		w.html = appendEscaped(w.html, words)
		if end {
			w.html = append(changeClass(w.html, w.class, ""), '\n')
			w.class = ""
		}
	}
}

// changeClass ends the span of one class and begins that of the next.
func changeClass(b []byte, class, next string) []byte {
	if class != "" {
		b = append(b, "</span>"...)
	}
	if next != "" {
		b = append(append(append(b, `<span class="`...), next...), `">`...)
	}
	return b
}

// role returns the class of a token: few enough that each has a colour of its
// own that can be told from the others.
func role(t chroma.TokenType) string {
	switch t {
	case chroma.NameBuiltin, chroma.NameBuiltinPseudo, chroma.NameConstant, chroma.OperatorWord, chroma.CommentPreproc:
		return "c-k"
	case chroma.NameFunction, chroma.NameFunctionMagic, chroma.NameClass, chroma.NameTag, chroma.NameDecorator, chroma.NameException:
		return "c-f"
	case chroma.NameAttribute, chroma.NameVariable, chroma.NameVariableGlobal, chroma.NameVariableInstance,
		chroma.NameVariableClass, chroma.NameProperty, chroma.NameEntity, chroma.NameLabel:
		return "c-n"
	case chroma.GenericInserted:
		return "c-i"
	case chroma.GenericDeleted:
		return "c-d"
	case chroma.GenericHeading, chroma.GenericSubheading:
		return "c-f"
	case chroma.GenericPrompt, chroma.GenericOutput:
		return "c-c"
	}
	switch {
	case t.InCategory(chroma.Keyword):
		return "c-k"
	case t.InCategory(chroma.Comment):
		return "c-c"
	case t.InSubCategory(chroma.LiteralString):
		return "c-s"
	case t.InCategory(chroma.Literal):
		return "c-n"
	}
	return ""
}
