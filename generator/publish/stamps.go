package publish

import (
	"io/fs"
	"maps"
	"time"

	"kaizen/generator/model"
	"kaizen/generator/stamp"
)

// memory is what a publish saw of the folder, for the next one: as long as a
// stamp stays the same, nobody need read that file or list that folder again.
type memory struct {
	files stamps   // of the site
	live  listings // of the site
	next  listings // of the next tree, as the last exchange left it
}

type stamps map[string]stamped

type stamped struct {
	stamp stamp.Stamp
	sum   model.Sum
}

// listings are lists of the names in folders, by path.
type listings map[string]listing

type listing struct {
	stamp stamp.Stamp
	names []string
}

// isRight reports whether the folder has an output already. It returns the
// stamp that proves it the next time, if there is one.
func (j *job) isRight(out model.Output) (right bool, now stamped, ok bool) {
	info, exists := j.live.files[out.Path]
	if !exists {
		return false, stamped{}, false
	}
	now.sum = out.Sum
	if now.stamp, ok = stamp.Of(info, j.looked); ok {
		if was, known := j.last.files[out.Path]; known && was.stamp == now.stamp {
			return was.sum == out.Sum, now, was.sum == out.Sum
		}
	}
	right = holds(j.disk, j.at(out.Path), out)
	return right, now, ok && right
}

// remember saves what is known of the files that stayed and of the folders, if
// that is news.
func (j *job) remember(now memory) {
	if j.Stamps == nil {
		return
	}
	j.restamp(now.files)
	if !now.equals(j.last) {
		j.Stamps.Save(stampKey(j.dir), now.keep())
	}
}

func (m memory) equals(other memory) bool {
	same := func(a, b listing) bool { return a.stamp == b.stamp }
	return maps.Equal(m.files, other.files) && maps.EqualFunc(m.live, other.live, same) && maps.EqualFunc(m.next, other.next, same)
}

// restamp looks again at files that were linked into the next tree: that alone
// changes their stamps.
func (j *job) restamp(now stamps) {
	looked := time.Now()
	infos := make([]fs.FileInfo, len(j.linked))
	model.Each(len(infos), func(i int) { infos[i], _ = j.Peek(j.at(j.linked[i])) })
	for i, name := range j.linked {
		was, known := now[name]
		delete(now, name)
		if !known || infos[i] == nil {
			continue
		}
		s, ok := stamp.Of(infos[i], looked)
		if ok && s.Inode == was.stamp.Inode && s.Size == was.stamp.Size && s.Modified == was.stamp.Modified {
			now[name] = stamped{s, was.sum}
		}
	}
}
