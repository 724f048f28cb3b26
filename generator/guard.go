package generator

import (
	"bytes"
	"hash/maphash"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"kaizen/generator/guard"
	"kaizen/generator/model"
)

// scanned is what the privacy check found in sources, and by which scanner,
// kept for the next build.
type scanned struct {
	policy  model.Sum
	scanner *guard.Scanner
	sources map[sourceKey][]model.Problem
}

// sourceKey is all of a source that the check depends on.
type sourceKey struct {
	path string
	sum  model.Sum
}

func policyOf(c *model.Config) guard.Policy {
	p := c.Privacy
	own := append([]string{c.Host()}, p.Domains...)
	return guard.Policy{Domains: own, Phones: p.Phones, Emails: p.Emails, Names: p.Names, IDLabels: p.IDLabels}
}

// scan searches all sources for personal data and secrets.
func (s *Snapshot) scan(cache model.Cache, prev *Snapshot) {
	policy := policyOf(s.Site.Config)
	s.scanned.policy = model.KeyOf(policy)
	var old map[sourceKey][]model.Problem
	if prev.scanned.policy == s.scanned.policy {
		old = prev.scanned.sources
		s.scanned.scanner = prev.scanned.scanner
	} else {
		s.scanned.scanner = guard.New(policy)
	}
	files := s.Site.Files
	found := make([][]model.Problem, len(files))
	model.Each(len(files), func(i int) {
		f := &files[i]
		ps, ok := old[sourceKey{f.Path, f.Sum}]
		if !ok {
			key := model.CacheKey("scan", s.scanned.policy, model.SumOf([]byte(f.Path)), f.Sum)
			ps = model.Recall(cache, key, func() []model.Problem { return s.scanned.scanner.Source(s.guardFile(files[i])) })
		}
		found[i] = ps
	})
	s.scanned.sources = make(map[sourceKey][]model.Problem, len(files))
	for i, ps := range found {
		s.scanned.sources[sourceKey{files[i].Path, files[i].Sum}] = ps
		s.found = append(s.found, ps...)
	}
}

func (s *Snapshot) guardFile(f model.SourceFile) guard.File {
	g := guard.File{Path: f.Path, Data: f.Data, Internal: f.Internal}
	if f.PrivateEnd > f.PrivateStart {
		g.Private = []guard.Span{{Start: f.PrivateStart, End: f.PrivateEnd}}
	}
	for _, a := range f.Allow {
		if a.Rule == "unpublished" && g.Texts == nil {
			g.Texts = s.textsOf(f.Path)
		}
		g.Allow = append(g.Allow, guard.Allowance{Rule: a.Rule, Sha: a.Sha, Reason: a.Reason, By: a.By, Line: a.Pos.Line, Col: a.Pos.Col})
	}
	return g
}

// textsOf returns what would leak of the record in a file if it were not public.
func (s *Snapshot) textsOf(path string) []string {
	for _, r := range s.Site.Records {
		if r.Source.Path == path {
			return []string{r.Title, r.Summary, r.Text.Words().Plain}
		}
	}
	return []string{}
}

// search is the privacy check of outputs. Its key names all that the outcome
// depends on beside the output; a zero key searches nothing.
type search struct {
	key     model.Sum
	scanner *guard.Scanner
	leaks   *guard.Leaks
	allowed map[string]bool
	clean   pieceSet // in which nothing was found
}

// short are the values of internal: that are too short to be searched.
func (x *search) short() []model.Problem {
	if x.leaks == nil {
		return nil
	}
	return x.leaks.Short()
}

// newSearch prepares the search. When sources already hold what must not be
// published, nothing will be, and the same values would be found once more in
// every page and feed.
func (s *Snapshot) newSearch(wanted bool) *search {
	if !wanted || model.HasErrors(s.found) {
		return &search{}
	}
	secrets, public := s.secrets()
	key := model.KeyOf(struct {
		Policy  model.Sum
		Secrets []guard.Secret
		Public  guard.Public
	}{s.scanned.policy, secrets, public})
	return &search{key: key, scanner: s.scanned.scanner, leaks: guard.NewLeaks(secrets, public), allowed: public.Allowed}
}

func (x *search) output(page *model.Page, data []byte) []guard.Sighting {
	if x.scanner == nil {
		return nil
	}
	if _, shard := page.View.(model.SearchShardView); shard {
		return x.shard(page.Path, data)
	}
	if x.isClean(page.Path, data) {
		return nil
	}
	return x.look(page.Path, data)
}

// shard searches the entries of a search shard, which stand in lines, for leaks
// alone: folded text has lost the signs between words and numbers, and any three years
// are a My Number. Pages and sources have the same words whole.
func (x *search) shard(path string, data []byte) []guard.Sighting {
	leaked := len(x.leaked(path, nil)) > 0
	for line := range bytes.Lines(data) {
		leaked = leaked || len(x.leaked(".json", line)) > 0
	}
	if !leaked {
		return nil
	}
	return x.leaked(path, data)
}

func (x *search) leaked(path string, data []byte) (seen []guard.Sighting) {
	guard.Read(path, data, func(p *guard.Page) { seen = x.leaks.Search(p) })
	return seen
}

func (x *search) look(path string, data []byte) (seen []guard.Sighting) {
	guard.Read(path, data, func(p *guard.Page) {
		seen = append(x.scanner.Output(p, x.allowed), x.leaks.Search(p)...)
	})
	return seen
}

// isClean reports that nothing is found in an output or its path. Most of a page
// or feed stands in others too, and is looked at once.
func (x *search) isClean(path string, data []byte) bool {
	clean := len(x.look(path, nil)) == 0
	guard.Pieces(path, data, func(piece guard.Piece) { clean = clean && x.isCleanPiece(piece) })
	return clean
}

func (x *search) isCleanPiece(piece guard.Piece) bool {
	key := keyOf(piece)
	if x.clean.has(key) {
		return true
	}
	if parts := piece.Parts(); parts != nil {
		for _, part := range parts {
			if !x.isCleanPiece(part) {
				return false
			}
		}
	} else if len(x.look(piece.Name, piece.Data)) > 0 {
		return false
	}
	x.clean.add(key)
	return true
}

// pieceKey names what a piece is read as, and its bytes: those of a CSV file may
// be the same as those of a picture, in which nothing is looked for. It is of this run
// alone, so that nobody can write a piece with the key of another one.
type pieceKey [2]uint64

var pieceSeeds = [len(pieceKey{})]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}

func keyOf(piece guard.Piece) (key pieceKey) {
	format := guard.Format(piece.Name)
	for i, seed := range pieceSeeds {
		key[i] = maphash.Bytes(seed, piece.Data) ^ bits.RotateLeft64(maphash.String(seed, format), 1)
	}
	return key
}

// pieceSet is a set of pieces. It may be used concurrently.
type pieceSet struct {
	mu   sync.RWMutex
	keys map[pieceKey]struct{}
}

func (s *pieceSet) has(key pieceKey) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	_, ok := s.keys[key]
	return ok
}

func (s *pieceSet) add(key pieceKey) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.keys == nil {
		s.keys = map[pieceKey]struct{}{}
	}
	s.keys[key] = struct{}{}
}

// secrets are the values and texts that no output may hold, and what may be
// said although it stands in one of them.
func (s *Snapshot) secrets() ([]guard.Secret, guard.Public) {
	var secrets []guard.Secret
	public := guard.Public{Allowed: map[string]bool{}, Told: map[guard.Told]bool{}}
	for _, x := range s.Site.Secrets {
		secrets = append(secrets, guard.Secret{Kind: guard.Internal, Value: x.Value, File: x.Pos.File, Line: x.Pos.Line})
	}
	shown := map[string]bool{}
	for _, e := range s.Site.Editions {
		for _, entry := range e.Entries {
			shown[entry.Source.Path] = true
		}
	}
	for _, p := range s.Site.Prefaces {
		shown[p.Source.Path] = !p.Draft
	}
	for _, p := range s.Site.Pages {
		shown[p.Source.Path] = !p.Draft
	}
	// without unpublished records nothing needs an excuse
	unpublished := slices.ContainsFunc(s.Site.Records, func(r *model.Record) bool { return !shown[r.Source.Path] })
	for _, r := range s.Site.Records {
		if shown[r.Source.Path] {
			if unpublished {
				public.Titles = append(public.Titles, r.Title)
				public.Records = append(public.Records, r.Title, r.Summary, r.Text.Words().Plain)
			}
			continue
		}
		if r.Title != "" {
			secrets = append(secrets, guard.Secret{Kind: guard.Title, Value: r.Title, File: r.Source.Path, Line: 1})
		}
		for _, text := range []string{r.Summary, r.Text.Words().Plain} {
			if text != "" {
				secrets = append(secrets, guard.Secret{Kind: guard.Unpublished, Value: text, File: r.Source.Path, Line: 1})
			}
		}
	}
	for _, f := range s.Site.Files {
		for _, a := range f.Allow {
			if a.Rule == "unpublished" {
				public.Told[guard.Told{File: f.Path, Sha: a.Sha}] = true
			} else {
				public.Allowed[a.Sha] = true
			}
		}
		switch {
		case shown[f.Path] && unpublished:
			public.Records = append(public.Records, body(f.Data))
		case f.Path == "kaizen.yaml":
			public.Own = append(public.Own, string(f.Data))
		}
	}
	s.publicWords(&public)
	return secrets, public
}

// body is a source without its front matter.
func body(source []byte) string {
	_, rest, _ := strings.Cut(strings.ReplaceAll(string(source), "\r\n", "\n"), "\n---\n")
	return rest
}

// publicWords gathers what the site says beside its records: its names, and
// the words of the built-in templates and catalogs. What its own templates and
// wording say was written by the people who write internal:, too.
func (s *Snapshot) publicWords(public *guard.Public) {
	c := s.Site.Config
	say := func(texts ...string) { public.Site = append(public.Site, texts...) }
	name := func(texts ...model.Text) {
		for _, t := range texts {
			for _, lang := range slices.Sorted(maps.Keys(t)) {
				say(t[lang])
			}
		}
	}
	name(c.Title, c.Description, c.Footer)
	say(c.BaseURL, c.Contact)
	for _, p := range c.Products {
		name(p.Name, p.Description, p.Series, p.ReportTitle)
		say(string(p.ID), p.Yomi, p.Path, p.URL)
	}
	for _, k := range c.Kinds {
		name(k.Name)
		say(string(k.ID))
	}
	for _, t := range c.Tags {
		name(t.Name)
		say(string(t.ID), t.Yomi)
	}
	for _, t := range c.Teams {
		name(t.Name)
		say(string(t.ID))
	}
	say(slices.Concat(c.Privacy.Names, c.Privacy.Domains, c.Privacy.Emails, c.Privacy.Phones)...)
	for _, t := range s.Site.Templates {
		if t.Own {
			public.Own = append(public.Own, string(t.Data))
			continue
		}
		say(string(t.Data))
	}
	for _, lang := range slices.Sorted(maps.Keys(s.Site.Catalogs)) {
		for _, key := range slices.Sorted(maps.Keys(s.Site.Catalogs[lang])) {
			if _, own := c.Words[lang][key]; !own {
				say(s.Site.Catalogs[lang][key])
			}
		}
	}
}

// Private reports whether problems of a rule are about what must not be
// published. People should see those first.
func Private(rule string) bool { return guard.Private(rule) }
