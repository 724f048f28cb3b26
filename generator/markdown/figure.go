package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// figure writes a paragraph that is one picture with a title as a figure with
// a caption, and reports whether it did. The picture may be inside a link.
func (j *job) figure(n *ast.Paragraph) bool {
	only := n.FirstChild()
	if only == nil || only.NextSibling() != nil {
		return false
	}
	image, ok := only.(*ast.Image)
	if !ok {
		if _, isLink := only.(*ast.Link); !isLink || only.FirstChild() == nil || only.FirstChild().NextSibling() != nil {
			return false
		}
		if image, ok = only.FirstChild().(*ast.Image); !ok {
			return false
		}
	}
	caption := string(resolve(image.Title))
	if caption == "" {
		return false
	}
	j.noteFigure(image)
	j.both("<figure>")
	j.inline(only)
	j.endLine()
	j.both("<figcaption>")
	j.words(caption)
	j.both("</figcaption></figure>\n")
	j.endLine()
	return true
}

// noteFigure notes that the title of image is shown as its caption.
func (j *job) noteFigure(image *ast.Image) {
	if j.figures == nil {
		j.figures = map[*ast.Image]bool{}
	}
	j.figures[image] = true
}

// pair writes a paragraph of two pictures, before and after, beside each
// other, and reports whether it did.
func (j *job) pair(n *ast.Paragraph) bool {
	before, after, ok := j.pictures(n)
	if !ok {
		return false
	}
	j.page.str(`<dl class="ba ba-pictures">`)
	j.feed.str("<dl>")
	j.half(before, j.labels.Before)
	j.half(after, j.labels.After)
	j.both("</dl>\n")
	return true
}

func (j *job) half(image *ast.Image, label string) {
	if title := string(resolve(image.Title)); title != "" {
		label = title
	}
	j.noteFigure(image)
	j.page.str("<div>")
	j.both("<dt>")
	j.words(label)
	j.both("</dt><dd>")
	j.endLine()
	j.inline(image)
	j.both("</dd>")
	j.page.str("</div>")
	j.endLine()
}

// pictures returns the two pictures of a paragraph that says they are before
// and after: by an arrow between them, or by the words they are named with.
func (j *job) pictures(n *ast.Paragraph) (before, after *ast.Image, ok bool) {
	var images []*ast.Image
	var between strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Image:
			images = append(images, c)
		case *ast.Text:
			between.Write(textOf(c, j.src))
		default:
			return nil, nil, false
		}
	}
	if len(images) != 2 || n.FirstChild() != images[0] || n.LastChild() != images[1] {
		return nil, nil, false
	}
	switch strings.TrimSpace(between.String()) {
	case "→", "⇒", "->", "=>", "➡", "➡️":
		ok = true
	case "":
		ok = j.named(images[0], "before", "前", "これまで") && j.named(images[1], "after", "後", "これから")
	}
	return images[0], images[1], ok
}

// named reports whether the title or else the alternative text of a picture
// contains one of words.
func (j *job) named(image *ast.Image, words ...string) bool {
	name := string(resolve(image.Title))
	if name == "" {
		name = j.plain(image)
	}
	name = strings.ToLower(name)
	for _, w := range words {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}
