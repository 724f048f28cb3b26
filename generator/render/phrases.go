package render

import (
	"html/template"
	"sync"

	"kaizen/generator/text"
)

// phrases remembers where the lines of titles may break: a title stands on its
// own page, on those beside it and in the panels of many.
type phrases struct {
	mu    sync.Mutex
	known map[string]template.HTML
}

// maxPhrases bounds the memory. When it is full it starts afresh: what is
// still in use comes back with the next page.
const maxPhrases = 1 << 15

// html is a title with places where its line may break.
func (p *phrases) html(title string) template.HTML {
	p.mu.Lock()
	defer p.mu.Unlock()
	html, ok := p.known[title]
	if !ok {
		if p.known == nil || len(p.known) == maxPhrases {
			p.known = map[string]template.HTML{}
		}
		html = template.HTML(text.PhrasesHTML(title))
		p.known[title] = html
	}
	return html
}
