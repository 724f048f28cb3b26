package load

import "kaizen/generator/model"

// written is the writing of a text that was just made.
type written struct {
	page, feed model.Body
	words      model.Words
}

func (w *written) Page() model.Body   { return w.page }
func (w *written) Feed() model.Body   { return w.feed }
func (w *written) Words() model.Words { return w.words }

// keptText is a text with what is wrong in it. It does not depend on the config,
// as what is around it does.
type keptText struct {
	Markup model.Markup
	Marks  []model.Problem
}

// keepText saves a text, and reports whether the cache has it now.
func (p *parser) keepText(f *file, m model.Markup, marks []model.Problem) bool {
	if p.cache == nil {
		return false
	}
	w := cached{p, f, m.Sum}
	p.save(w.key("page"), f, m.Page())
	p.save(w.key("feed"), f, m.Feed())
	p.save(w.key("words"), f, m.Words())
	p.save(textKey(f.path, m.Sum), f, keptText{m, marks})
	return w.keep()
}

// recallText returns what the cache knows of a text.
func (p *parser) recallText(f *file, sum model.Sum) (k keptText, ok bool) {
	if p.cache == nil || !p.load(textKey(f.path, sum), f, &k) {
		return k, false
	}
	return k, p.attach(&k.Markup, f)
}

// attach lets m read its writing from the cache when somebody asks for it, and
// reports whether the cache has it.
func (p *parser) attach(m *model.Markup, f *file) bool {
	w := &cached{p, f, m.Sum}
	*m = m.WithWriting(w)
	return w.keep()
}

func textKey(path string, sum model.Sum) model.Sum { return model.CacheKey("text\x00"+path, sum) }

// cached is the writing of a text in the cache. Should it be damaged there, it is made
// anew.
type cached struct {
	p   *parser
	f   *file
	sum model.Sum // of what the text was made from
}

func (w *cached) key(part string) model.Sum {
	return model.CacheKey(part+"\x00"+w.f.path, w.sum)
}

// keep keeps the writing for the next run, and reports whether the cache has it.
func (w *cached) keep() bool {
	has := true
	for _, part := range []string{"page", "feed", "words"} {
		has = w.p.cache.Keep(w.key(part)) && has
	}
	return has
}

func (w *cached) Page() model.Body   { return part(w, "page", (*model.Markup).Page) }
func (w *cached) Feed() model.Body   { return part(w, "feed", (*model.Markup).Feed) }
func (w *cached) Words() model.Words { return part(w, "words", (*model.Markup).Words) }

func part[T any](w *cached, name string, anew func(*model.Markup) T) T {
	var v T
	if w.p.load(w.key(name), w.f, &v) {
		return v
	}
	return anew(&w.p.anew(w.f).markup)
}
