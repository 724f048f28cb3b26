package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"kaizen/generator/model"
)

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"

	maxDepth = 200 // of elements within elements
)

// looksLikeXML reports whether the first character of data is <.
func looksLikeXML(data []byte) bool {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	return bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("<"))
}

// dissectSVG writes the picture anew from what is on the lists of svgnames.go.
// What shows nothing is left out: comments, metadata, elements and attributes
// of editors. What may act, load or hide something is a fault that names the
// element and its line: without it the picture wouldn't be the author's.
func dissectSVG(data []byte) (*file, error) {
	s := sanitizer{data: data, in: xml.NewDecoder(bytes.NewReader(data))}
	s.in.CharsetReader = refuseCharset
	for {
		s.at = int(s.in.InputOffset())
		token, err := s.in.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, s.malformed(err)
		}
		if err := s.token(token); err != nil {
			return nil, err
		}
	}
	if s.size == nil {
		return nil, unknownFormat("")
	}
	w, h := sizeOf(s.size)
	return &file{
		Info: Info{Type: typeSVG, Width: w, Height: h},
		keep: [][]byte{s.out.Bytes()},
	}, nil
}

// sanitizer reads an SVG token by token.
type sanitizer struct {
	data    []byte
	in      *xml.Decoder
	at      int // where the token starts in data
	out     bytes.Buffer
	open    []string          // elements written and not yet closed
	pending bool              // the last of them still lacks its >
	size    map[string]string // attributes of the root; nil before it
	pixels  int               // of embedded pictures
}

func (s *sanitizer) token(token xml.Token) error {
	switch token := token.(type) {
	case xml.StartElement:
		return s.start(token)
	case xml.EndElement:
		s.end()
	case xml.CharData:
		s.text(token)
	case xml.Directive:
		// Only a DOCTYPE with brackets declares entities.
		if bytes.ContainsRune(token, '[') {
			return s.unsafe("<!DOCTYPE […]>")
		}
	case xml.ProcInst:
		if token.Target == "xml-stylesheet" {
			return s.unsafe("<?xml-stylesheet?>")
		}
	}
	return nil
}

func (s *sanitizer) start(e xml.StartElement) error {
	if len(s.open) == 0 {
		if s.size != nil {
			return s.here(broken("it goes on after its end", "終わりの後に続きがあります"))
		}
		if e.Name.Local != "svg" || !isSVG(e.Name) {
			return unknownFormat("<" + e.Name.Local + ">")
		}
		s.size = plainAttributes(e)
	}
	if !isSVG(e.Name) || e.Name.Local == "metadata" {
		return s.malformed(s.in.Skip())
	}
	name := e.Name.Local
	if name == "a" { // links don't work in pictures; what they hold is shown
		name = "g"
		if slices.Contains(s.open, "text") {
			name = "tspan"
		}
	}
	if !svgElements[name] {
		return s.unsafe("<" + name + ">")
	}
	if len(s.open) == maxDepth {
		return s.here(broken("its elements are nested too deep", "要素の入れ子が深すぎます"))
	}
	s.finishTag()
	s.out.WriteString("<" + name)
	if len(s.open) == 0 {
		s.attribute("xmlns", svgSpace)
	}
	if err := s.attributes(e); err != nil {
		return err
	}
	s.open = append(s.open, name)
	s.pending = true
	if name == "style" {
		return s.style()
	}
	return nil
}

func (s *sanitizer) end() {
	name := s.open[len(s.open)-1]
	s.open = s.open[:len(s.open)-1]
	if s.pending {
		s.out.WriteString("/>")
	} else {
		s.out.WriteString("</" + name + ">")
	}
	s.pending = false
}

// text keeps what is shown, and the white space that sets out the file.
func (s *sanitizer) text(text xml.CharData) {
	if len(s.open) == 0 || len(text) == 0 {
		return
	}
	parent := s.open[len(s.open)-1]
	shown := parent == "title" || parent == "desc" || slices.Contains(s.open, "text")
	if shown || len(bytes.TrimSpace(text)) == 0 {
		s.finishTag()
		s.out.WriteString(escapeText.Replace(string(text)))
	}
}

// style reads the text of an element style to its end. It has to be looked at
// as a whole: comments in it may cut words in two.
func (s *sanitizer) style() error {
	var css strings.Builder
	for {
		token, err := s.in.Token()
		if err != nil {
			return s.malformed(err)
		}
		switch token := token.(type) {
		case xml.CharData:
			css.Write(token)
		case xml.StartElement:
			return s.unsafe("<style><" + token.Name.Local + "></style>")
		case xml.EndElement:
			clean := withoutComments(css.String())
			if found := cssFault(clean); found != "" {
				return s.unsafe("<style>… " + found + " …</style>")
			}
			s.finishTag()
			s.out.WriteString(escapeText.Replace(clean))
			s.end()
			return nil
		}
	}
}

func (s *sanitizer) finishTag() {
	if s.pending {
		s.out.WriteByte('>')
		s.pending = false
	}
}

func (s *sanitizer) attribute(name, value string) {
	s.out.WriteString(" " + name + `="` + escapeAttribute.Replace(value) + `"`)
}

var (
	escapeText      = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
	escapeAttribute = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;",
		"\t", "&#9;", "\n", "&#10;", "\r", "&#13;")
)

// isSVG reports whether an element belongs to SVG. Files written by hand may
// do without the namespace.
func isSVG(name xml.Name) bool { return name.Space == svgSpace || name.Space == "" }

func plainAttributes(e xml.StartElement) map[string]string {
	values := map[string]string{}
	for _, a := range e.Attr {
		if a.Name.Space == "" {
			values[a.Name.Local] = a.Value
		}
	}
	return values
}

// unsafe is the fault of an SVG that holds what may act, load or hide.
func (s *sanitizer) unsafe(what string) error {
	what = short(what)
	return s.here(newFault("unsafe-picture", model.Says{
		EN:     "a picture must not hold " + what,
		JA:     "画像に入れてはいけないものがあります：" + what,
		HintEN: "export it again without scripts, links to other files and HTML; turn texts into paths if need be",
		HintJA: "スクリプト、ほかのファイルへの参照、HTMLを含めずに書き出し直してください。必要なら文字をアウトライン化してください",
	}))
}

// malformed is the fault of what isn't XML.
func (s *sanitizer) malformed(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, errCharset) {
		return s.here(broken("it is not in UTF-8", "文字コードがUTF-8ではありません"))
	}
	reason := short(err.Error())
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		reason = short(syntax.Msg)
	}
	return s.here(broken(reason, "XMLとして読めません（"+reason+"）"))
}

var errCharset = errors.New("unknown character set")

func refuseCharset(string, io.Reader) (io.Reader, error) { return nil, errCharset }

// within is a fault of a bitmap that the picture holds.
func (s *sanitizer) within(err error) error {
	if f, ok := err.(*Fault); ok {
		return s.here(f)
	}
	return err
}

// here says where in the file a fault is.
func (s *sanitizer) here(f *Fault) *Fault {
	before := s.data[:s.at]
	f.Problem.Line = 1 + bytes.Count(before, []byte("\n"))
	f.Problem.Col = 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	return f
}
