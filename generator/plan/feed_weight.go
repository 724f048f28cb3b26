package plan

import (
	"strings"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// weight is the upper bound for FeedItem.Size. What an item says in full stands
// in a document nearly as it is; of all other strings, which stand in tags of
// their own, characters may be escaped twice.
func weight(it *model.FeedItem, origin string) int {
	const (
		itemFrame    = 2 << 10 // element names, indentation, dates
		elementFrame = 400
	)
	w := itemFrame + articleWeight(it, origin)
	short := func(times int, list ...string) {
		for _, s := range list {
			w += times * (len(s) + len("&amp;quot;")*escapes(s))
		}
	}
	short(1, it.ID, it.Named, it.URL, it.Summary)
	short(3, it.Title)
	for _, s := range it.Authors {
		w += elementFrame
		short(1, s)
	}
	for _, c := range it.Categories {
		w += elementFrame
		short(2, c.Term, c.Label, c.Scheme)
	}
	if img := it.Image; img != nil {
		w += elementFrame
		short(2, img.URL)
		short(1, img.Alt, img.Type)
	}
	return w
}

// escapes counts the characters that HTML or JSON escapes, and others that begin
// like U+2028, which JSON does.
func escapes(s string) int {
	n := 0
	for i := range len(s) {
		n += int(escaped[s[i]])
	}
	return n
}

var escaped = [256]uint8{'&': 1, '<': 1, '>': 1, '"': 1, '\'': 1, '\\': 1, '\n': 1, '\r': 1, '\t': 1, 0xE2: 1}

// articleWeight is at least as many bytes as the article of an item takes in a
// document of any format, at a site of that origin.
func articleWeight(it *model.FeedItem, origin string) int {
	w := heft{origin: len(origin)}
	switch {
	case it.Long:
		w.text(it.Summary, it.URL)
	case it.Digest != nil:
		w.digest(it.Digest)
	default:
		w.text(it.Notice)
		w.story(it.Story)
		w.prose(it.Body)
	}
	return w.bytes
}

// heft counts bytes of HTML.
type heft struct {
	bytes  int
	origin int // bytes that complete a path
}

// The tags and fixed words around a text, a record in a list, a pair of before
// and after, and a table with a head.
const (
	textFrame  = 64
	cardFrame  = 224
	pairFrame  = 256
	tableFrame = 384
)

// text adds texts, each with its tags.
func (w *heft) text(list ...string) {
	for _, s := range list {
		if s != "" {
			w.bytes += textFrame
			w.bare(s)
		}
	}
}

// bare adds texts without tags.
func (w *heft) bare(list ...string) {
	for _, s := range list {
		w.bytes += len(s) + len("&quot;")*escapes(s)
		if strings.HasPrefix(s, "/") {
			w.bytes += w.origin
		}
	}
}

func (w *heft) story(s *model.Story) {
	w.bytes += 4 * textFrame // days
	w.text(s.Lead, s.Goal, s.Obstacle, s.Effect, s.Thanks)
	w.todo(s.Card.Action)
	w.pair(s.Card.Pair)
	w.image(s.Image)
	if len(s.Numbers) > 0 {
		w.bytes += tableFrame
	}
	for _, n := range s.Numbers {
		w.text(n.Label, n.Before+n.Unit, n.After+n.Unit)
	}
	if s.Withdrawn != nil {
		w.text(s.Withdrawn.Text)
	}
	for _, u := range s.Updates {
		w.bytes += textFrame
		w.text(u.Text)
	}
	for _, r := range s.Replaced {
		w.bytes += textFrame
		w.text(r.Title, r.URL)
	}
	if h := s.Card.Help; h != nil {
		w.text(h.Title, h.URL)
	}
}

func (w *heft) todo(t *model.Todo) {
	if t != nil {
		w.bytes += 3 * textFrame
		w.text(t.Text, t.Link)
	}
}

func (w *heft) pair(p *model.Pair) {
	if p == nil {
		return
	}
	w.bytes += pairFrame
	for _, h := range []model.Half{p.Before, p.After} {
		w.bare(h.Text, h.Value, h.Unit)
		w.image(h.Picture)
	}
}

func (w *heft) image(img *model.Img) {
	if img != nil {
		w.bytes += 2 * textFrame
		w.text(img.URL, img.Alt, img.Caption)
	}
}

func (w *heft) digest(d *model.Digest) {
	w.text(d.Lead, d.Thanks, d.Outlook)
	w.prose(d.Intro)
	w.bytes += tableFrame
	for _, f := range d.Figures {
		w.text(f.Label, f.Value+f.Unit, f.Note)
	}
	for _, c := range d.Action {
		w.text(c.Title, c.URL)
		w.todo(c.Action)
	}
	for _, c := range d.Highlights {
		w.text(c.Title, c.URL)
	}
	for _, s := range d.Sections {
		w.text(s.Title)
		kinds := map[model.KindID]bool{}
		for _, c := range s.Cards {
			if !kinds[c.Kind.ID] {
				kinds[c.Kind.ID] = true
				w.text(c.Kind.Name)
			}
			w.bytes += cardFrame
			w.bare(c.Title, c.URL, c.Summary)
			w.pair(c.Pair)
		}
	}
}

func (w *heft) prose(p model.Prose) {
	w.bytes += p.Weight
	for _, t := range p.Targets { // complete, and escaped
		w.bytes += text.FeedWeight(t)
	}
}
