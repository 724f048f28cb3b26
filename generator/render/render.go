// Package render turns pages into bytes: HTML by templates, feeds by
// gorilla/feeds, and the rest by encoders. It sees one page's view at a time
// and nothing else, so pages can be rendered in any order and at once.
//
// The package is pure: it knows no disk, network or clock.
package render

import (
	"bytes"
	"errors"
	"slices"

	"kaizen/generator/model"
	pictures "kaizen/generator/picture"
	"kaizen/generator/text"
)

// Renderer renders the pages of one site. It may be used concurrently.
type Renderer struct {
	html   *Templates
	sum    model.Sum // of templates, words and all else that HTML depends on beside its view
	speech map[model.Lang]speech
	words  model.Sum // of all that speech is made of
	feeds  *feedWriter
}

// New prepares the templates of a site. With problems of level Error there is
// no renderer.
func New(src *model.Sources) (*Renderer, []model.Problem) {
	files, origin := map[string]string{}, map[string]string{}
	for _, a := range src.Templates {
		files[a.Name], origin[a.Name] = string(a.Data), a.Origin
	}
	html, problems := Parse(Source{Files: files, Origin: origin}, src.Catalogs, src.Config)
	if model.HasErrors(problems) {
		return nil, problems
	}
	r := &Renderer{html: html, sum: sumOf(src), speech: map[model.Lang]speech{}, words: model.KeyOf(wordsOf(src)), feeds: newFeedWriter()}
	for lang, c := range src.Catalogs {
		r.speech[lang] = speech{c, text.DatesOf(c, src.Config.Era)}
	}
	return r, problems
}

// spoken is what all that is written in words depends on.
type spoken struct {
	Words map[string]model.Catalog
	Era   bool
}

func wordsOf(src *model.Sources) spoken {
	s := spoken{map[string]model.Catalog{}, src.Config.Era}
	for lang, c := range src.Catalogs {
		s.Words[string(lang)] = c
	}
	return s
}

// sumOf hashes what all HTML pages depend on.
func sumOf(src *model.Sources) model.Sum {
	l := struct {
		Spoken    spoken
		Templates []model.Sum
		Names     []string
	}{Spoken: wordsOf(src)}
	for _, t := range src.Templates {
		l.Templates, l.Names = append(l.Templates, t.Sum), append(l.Names, t.Name)
	}
	return model.KeyOf(l)
}

// Same reports whether New(src) would make an equal renderer.
func (r *Renderer) Same(src *model.Sources) bool { return r != nil && r.sum == sumOf(src) }

// Key names the bytes of a page: equal keys, equal bytes.
func (r *Renderer) Key(p *model.Page) model.Sum {
	key := p.Key()
	if _, ok := p.View.(model.FeedView); ok {
		return model.SumOf(slices.Concat(r.words[:], key[:]))
	}
	if !isHTML(p.View) {
		return key
	}
	return model.SumOf(slices.Concat(r.sum[:], key[:], []byte(p.Lang)))
}

func isHTML(v model.View) bool {
	return slices.ContainsFunc(pages[:], func(page model.View) bool { return page.Template() == v.Template() })
}

// Render returns the bytes of a page, which may lie in the empty buffer buf. An
// error that is a *Fault is the mistake of an author; any other is ours.
func (r *Renderer) Render(buf *bytes.Buffer, p *model.Page) ([]byte, error) {
	switch v := p.View.(type) {
	case model.FileView:
		return v.Data, nil
	case model.TextView:
		return []byte(v.Text), nil
	case model.FeedView:
		return r.feeds.feed(buf, &v, r.speech[v.Lang])
	case model.SitemapView:
		return sitemap(&v)
	case model.OPMLView:
		return opml(&v)
	case model.SearchShardView:
		return shard(buf, &v)
	case model.PictureView:
		data, err := pictures.Scale(v.Data, v.Width)
		return data, wrapPicture(p, err)
	}
	if err := r.html.Execute(buf, p.Lang, p.View); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// wrapPicture makes a broken picture the problem of who put it there.
func wrapPicture(p *model.Page, err error) error {
	var bad *pictures.Fault
	if !errors.As(err, &bad) || len(p.From) == 0 {
		return err
	}
	fault := &Fault{Problem: bad.Problem}
	fault.Problem.File = p.From[0]
	return fault
}
