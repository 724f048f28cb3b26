package generator

import (
	"maps"
	"slices"
	"strings"

	"kaizen/generator/guard"
	"kaizen/generator/model"
)

// guarded is what the privacy check found, kept for the next build.
type guarded struct {
	policy  model.Sum
	sources map[model.Sum][]model.Problem // by sum of the file and its path
	leaks   model.Sum                     // of all that the search of outputs depends on
	outputs map[model.Sum][]model.Problem // by sum of the output and its path
}

// guard searches sources, and outputs if search says so, for what must not be
// published.
func (s *Snapshot) guard(search bool, prev *Snapshot) {
	c := s.Site.Config.Privacy
	policy := guard.Policy{Domains: c.Domains, Phones: c.Phones, Emails: c.Emails, Names: c.Names, IDLabels: c.IDLabels}
	scanner := guard.New(policy)
	s.guarded.policy = model.KeyOf(policy)
	s.scanSources(scanner, prev)
	if search {
		s.searchOutputs(scanner, prev)
	}
}

func (s *Snapshot) scanSources(scanner *guard.Scanner, prev *Snapshot) {
	var old map[model.Sum][]model.Problem
	if prev.guarded.policy == s.guarded.policy {
		old = prev.guarded.sources
	}
	files := s.Site.Files
	found := make([][]model.Problem, len(files))
	keys := make([]model.Sum, len(files))
	model.Each(len(files), func(i int) {
		keys[i] = keyAt(files[i].Path, files[i].Sum)
		ps, ok := old[keys[i]]
		if !ok {
			ps = scanner.Source(guardFile(files[i]))
		}
		found[i] = ps
	})
	s.guarded.sources = make(map[model.Sum][]model.Problem, len(files))
	for i, ps := range found {
		s.guarded.sources[keys[i]] = ps
		s.Problems = append(s.Problems, ps...)
	}
}

func guardFile(f model.SourceFile) guard.File {
	g := guard.File{Path: f.Path, Text: string(f.Data), Internal: f.Internal}
	if f.PrivateEnd > f.PrivateStart {
		g.Private = []guard.Span{{Start: f.PrivateStart, End: f.PrivateEnd}}
	}
	for _, a := range f.Allow {
		g.Allow = append(g.Allow, guard.Allowance{Rule: a.Rule, Sha: a.Sha, Reason: a.Reason, By: a.By, Line: a.Pos.Line, Col: a.Pos.Col})
	}
	return g
}

// searchOutputs is fail-closed: it sees every file that would be published.
func (s *Snapshot) searchOutputs(scanner *guard.Scanner, prev *Snapshot) {
	secrets, public := s.secrets()
	s.guarded.leaks = model.KeyOf(struct {
		Policy  model.Sum
		Secrets []guard.Secret
		Public  guard.Public
	}{s.guarded.policy, secrets, public})
	var old map[model.Sum][]model.Problem
	if prev.guarded.leaks == s.guarded.leaks {
		old = prev.guarded.outputs
	}
	leaks := guard.NewLeaks(secrets, public)
	found := make([][]model.Problem, len(s.Outputs))
	keys := make([]model.Sum, len(s.Outputs))
	model.Each(len(s.Outputs), func(i int) {
		o := s.Outputs[i]
		keys[i] = keyAt(o.Path, o.Sum)
		ps, ok := old[keys[i]]
		if !ok {
			page := guard.Read(o.Path, o.Data)
			ps = append(scanner.Output(page, public.Allowed), leaks.Search(page)...)
			if strings.HasSuffix(o.Path, ".json") && strings.Contains(o.Path, "search/") {
				// folded text has lost the difference between a name and a word
				ps = slices.DeleteFunc(ps, func(p model.Problem) bool { return p.Rule == "person" })
			}
		}
		found[i] = ps
	})
	s.guarded.outputs = make(map[model.Sum][]model.Problem, len(found))
	for i, ps := range found {
		s.guarded.outputs[keys[i]] = ps
		s.Problems = append(s.Problems, ps...)
	}
}

// secrets are the values and texts that no output may hold, and what may be
// said although it stands in one of them.
func (s *Snapshot) secrets() ([]guard.Secret, guard.Public) {
	var secrets []guard.Secret
	public := guard.Public{Allowed: map[string]bool{}}
	for _, x := range s.Site.Secrets {
		secrets = append(secrets, guard.Secret{Kind: guard.Internal, Value: x.Value, File: x.Pos.File, Line: x.Pos.Line})
	}
	shown := map[string]bool{}
	for _, e := range s.Site.Editions {
		for _, entry := range e.Entries {
			shown[entry.Source.Path] = true
		}
	}
	for _, r := range s.Site.Records {
		if shown[r.Source.Path] {
			continue
		}
		for _, text := range []string{r.Title, r.Summary, r.Text.Plain} {
			if text != "" {
				secrets = append(secrets, guard.Secret{Kind: guard.Unpublished, Value: text, File: r.Source.Path, Line: 1})
			}
		}
	}
	for _, f := range s.Site.Files {
		for _, a := range f.Allow {
			public.Allowed[a.Sha] = true
		}
		switch {
		case shown[f.Path]:
			public.Records = append(public.Records, string(f.Data))
		case f.Path == "kaizen.yaml":
			public.Site = append(public.Site, string(f.Data))
		}
	}
	for _, t := range s.Site.Templates {
		public.Site = append(public.Site, string(t.Data))
	}
	for _, lang := range slices.Sorted(maps.Keys(s.Site.Catalogs)) {
		for _, key := range slices.Sorted(maps.Keys(s.Site.Catalogs[lang])) {
			public.Site = append(public.Site, s.Site.Catalogs[lang][key])
		}
	}
	return secrets, public
}

func keyAt(path string, sum model.Sum) model.Sum {
	return model.SumOf(append([]byte(path+"\n"), sum[:]...))
}
