package publish

import (
	"io/fs"
	"maps"
	"time"

	"kaizen/generator/model"
	"kaizen/generator/stamp"
)

// stamps are what a publish saw of files in the output folder when it read
// them: as long as they stay the same, nobody need read these files again.
type stamps map[string]stamped

type stamped struct {
	_     struct{} `cbor:",toarray"`
	Stamp stamp.Stamp
	Sum   model.Sum
}

// stampKey names the stamps of the folder.
func (j *job) stampKey() model.Sum { return model.CacheKey("published", model.SumOf([]byte(j.dir))) }

// recallStamps returns those of the last publish.
func (j *job) recallStamps() stamps {
	s := stamps{}
	if j.Stamps != nil {
		j.Stamps.Load(j.stampKey(), &s)
	}
	return s
}

// isRight reports whether the folder has an output already. It returns the
// stamp that proves it the next time, if there is one.
func (j *job) isRight(out model.Output, old stamps) (right bool, now stamped, ok bool) {
	info, exists := j.live.files[out.Path]
	if !exists {
		return false, stamped{}, false
	}
	now.Sum = out.Sum
	if now.Stamp, ok = stamp.Of(info, j.looked); ok {
		if was, known := old[out.Path]; known && was.Stamp == now.Stamp {
			return was.Sum == out.Sum, now, was.Sum == out.Sum
		}
	}
	right = holds(j.disk, j.at(out.Path), out)
	return right, now, ok && right
}

// keepStamps saves what is known of the files that stayed, if that is news.
func (j *job) keepStamps(old, now stamps) {
	if j.Stamps == nil {
		return
	}
	j.restamp(now)
	if !maps.Equal(old, now) {
		j.Stamps.Save(j.stampKey(), now)
	}
}

// restamp looks again at files that were linked into the next tree: that alone
// changes their stamps.
func (j *job) restamp(now stamps) {
	looked := time.Now()
	infos := make([]fs.FileInfo, len(j.linked))
	model.Each(len(infos), func(i int) { infos[i], _ = j.Lstat(j.at(j.linked[i])) })
	for i, name := range j.linked {
		was, known := now[name]
		delete(now, name)
		if !known || infos[i] == nil {
			continue
		}
		s, ok := stamp.Of(infos[i], looked)
		if ok && s.Inode == was.Stamp.Inode && s.Size == was.Stamp.Size && s.Modified == was.Stamp.Modified {
			now[name] = stamped{Stamp: s, Sum: was.Sum}
		}
	}
}
