package load

import (
	"errors"
	"path"
	"regexp"
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
func (res *Result) assets(cache model.Cache, files []*file, prev *Result) {
	list := make([]*asset, len(files))
	model.Each(len(files), func(i int) {
		if list[i] = prev.kept[files[i]]; list[i] == nil {
			list[i] = newAsset(cache, files[i])
		}
	})
	res.Pictures = make(map[string]*model.Asset, len(files))
	res.Refused = map[string]bool{}
	res.kept = make(map[*file]*asset, len(files))
	for i, a := range list {
		res.kept[files[i]] = a
		if a.problem != nil {
			res.Problems = append(res.Problems, *a.problem)
			res.Refused[files[i].nfc()] = true
		}
		if a.Asset != nil {
			res.Pictures[a.Name] = a.Asset
		}
	}
}

// otherText matches the names of what was meant as Markdown.
var otherText = regexp.MustCompile(`(?i)\.(mdx?|mdown|markdown|md\.txt)$`)

func newAsset(cache model.Cache, f *file) *asset {
	if m := otherText.FindStringIndex(f.path); m != nil {
		name := path.Base(f.path[:m[0]]) + ".md"
		p := model.NewProblem(model.Error, model.Pos{File: f.path}, "wrong-file-name", model.Says{
			JA: "記録として読まれるのは、名前が「.md」で終わるファイルだけです", EN: "only files whose names end in .md are read as records",
			HintJA: "名前を「" + name + "」に変えてください", HintEN: "rename it to " + name})
		return &asset{problem: &p}
	}
	if media, ok := downloads[strings.ToLower(path.Ext(f.path))]; ok {
		return &asset{Asset: &model.Asset{Name: f.nfc(), Origin: f.path, Data: f.data, Sum: f.sum, Type: media}}
	}
	c := model.Recall(cache, model.CacheKey("picture", f.sum), func() cleaned { return clean(f.data) })
	if c.Problem != nil {
		p := *c.Problem
		p.File = f.path
		return &asset{problem: &p}
	}
	return &asset{Asset: &model.Asset{
		Name: f.nfc(), Origin: f.path, Data: c.Data, Sum: f.sum, Type: c.Info.Type, Width: c.Info.Width, Height: c.Info.Height, Widths: picture.Widths(c.Info)}}
}

// cleaned is a picture fit to publish, or what keeps it from that.
type cleaned struct {
	Data    []byte
	Info    picture.Info
	Problem *model.Problem
}

func clean(data []byte) cleaned {
	info, err := picture.Probe(data)
	if err == nil {
		data, err = picture.Clean(data)
	}
	var bad *picture.Fault
	if errors.As(err, &bad) {
		return cleaned{Problem: &bad.Problem}
	}
	if err != nil {
		p := model.NewProblem(model.Error, model.Pos{}, "unreadable", model.Says{JA: "画像を読めません（" + err.Error() + "）", EN: "the picture cannot be read (" + err.Error() + ")"})
		return cleaned{Problem: &p}
	}
	return cleaned{Data: data, Info: info}
}
