package main

import (
	"errors"

	"kaizen/generator"
	"kaizen/generator/model"
	"kaizen/generator/relative"
)

// relativeOutputs are the outputs of a build with addresses that work from any
// folder. Their bytes take the place of the others in the store.
func relativeOutputs(s *generator.Snapshot, store *spool) ([]model.Output, error) {
	site := relative.Site{Root: s.Site.Config.BasePath(), Files: make(map[string]bool, len(s.Outputs))}
	pages := make(map[string]*model.Page, len(s.Pages))
	for _, o := range s.Outputs {
		site.Files[o.Path] = true
	}
	for _, p := range s.Pages {
		pages[p.Path] = p
	}
	outputs := make([]model.Output, len(s.Outputs))
	errs := make([]error, len(s.Outputs))
	model.Each(len(outputs), func(i int) {
		name := s.Outputs[i].Path
		data, err := store.Get(name, nil)
		if err == nil {
			data = site.Rewrite(pages[name], data)
			err = store.Put(name, data)
		}
		outputs[i], errs[i] = model.Output{Path: name, Sum: model.SumOf(data), Size: int64(len(data))}, err
	})
	return outputs, errors.Join(errs...)
}
