package load

import (
	"errors"
	"path"
	"strings"

	"kaizen/generator/model"
	"kaizen/generator/picture"
)

// downloads are the files beside pictures that a record may offer.
var downloads = map[string]string{
	".pdf": "application/pdf", ".csv": "text/csv", ".txt": "text/plain", ".zip": "application/zip",
	".json": "application/json", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".mp4": "video/mp4", ".webm": "video/webm",
}

// asset is a file below content/ that is not text, made fit to publish.
type asset struct {
	*model.Asset
	problem *model.Problem
}

// assets cleans pictures of what they tell about their makers and finds their
// sizes; those of prev that did not change are taken over.
func (res *Result) assets(files []*file, prev *Result) {
	list := make([]*asset, len(files))
	model.Each(len(files), func(i int) {
		if list[i] = prev.kept[files[i]]; list[i] == nil {
			list[i] = newAsset(files[i])
		}
	})
	res.Pictures = make(map[string]*model.Asset, len(files))
	res.kept = make(map[*file]*asset, len(files))
	for i, a := range list {
		res.kept[files[i]] = a
		if a.problem != nil {
			res.Problems = append(res.Problems, *a.problem)
		}
		if a.Asset != nil {
			res.Pictures[a.Name] = a.Asset
		}
	}
}

func newAsset(f *file) *asset {
	a := &asset{Asset: &model.Asset{Name: f.nfc(), Origin: f.path, Data: f.data, Sum: f.sum}}
	ext := strings.ToLower(path.Ext(f.path))
	if media, ok := downloads[ext]; ok {
		a.Type = media
		return a
	}
	info, err := picture.Probe(f.data)
	if err == nil {
		a.Data, err = picture.Clean(f.data)
	}
	var bad *picture.Fault
	if errors.As(err, &bad) {
		p := bad.Problem
		p.File = f.path
		return &asset{problem: &p}
	}
	if err != nil {
		p := model.NewProblem(model.Error, model.Pos{File: f.path}, "unreadable", model.Says{JA: "画像を読めません（" + err.Error() + "）", EN: "the picture cannot be read (" + err.Error() + ")"})
		return &asset{problem: &p}
	}
	a.Type, a.Width, a.Height, a.Widths = info.Type, info.Width, info.Height, picture.Widths(info)
	return a
}
