package publish

import (
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"kaizen/generator/model"
)

// plan says what becomes of each file of the output folder.
type plan struct {
	write []model.Output // new or different; the manifest is the last
	same  []string       // has the right bytes already
	stay  []string       // not of this site, and not to be removed
	stale []string       // of an earlier build, or given up by its owner
	kept  []string       // those of stay that differ from what kaizen wrote there
}

// files returns the files of the site as it shall be, and their folders.
func (p *plan) files() (files, dirs map[string]bool) {
	files = map[string]bool{}
	for _, name := range slices.Concat(p.same, p.stay) {
		files[name] = true
	}
	for _, out := range p.write {
		files[out.Path] = true
	}
	return files, folders(maps.Keys(files))
}

func (p *plan) result() Result {
	r := Result{Removed: p.stale, Kept: p.kept, Unchanged: len(p.same)}
	for _, out := range p.write {
		r.Written = append(r.Written, out.Path)
	}
	return r
}

// compare plans how outputs replace what is in the folder. It changes nothing,
// and fails if something of others stands where a file should go. It returns
// the stamps of the files that are right.
func (j *job) compare() (stamps, error) {
	if err := j.refuseForeign(); err != nil {
		return nil, err
	}
	right, proven := make([]bool, len(j.outputs)), make([]bool, len(j.outputs))
	seen, now := make([]stamped, len(j.outputs)), stamps{}
	model.Each(len(j.outputs), func(i int) {
		right[i], seen[i], proven[i] = j.isRight(j.outputs[i])
	})
	next := manifest{Generator: generator, Format: manifestFormat}
	wanted := map[string]bool{manifestName: true}
	for i, out := range j.outputs {
		wanted[out.Path] = true
		if proven[i] {
			now[out.Path] = seen[i]
		}
		var size int64
		if right[i] {
			size = j.live.files[out.Path].Size()
			j.plan.same = append(j.plan.same, out.Path)
		} else {
			if err := j.admit(out); err != nil {
				return nil, err
			}
			size = max(out.Size, int64(len(out.Data)))
		}
		next.Files = append(next.Files, manifestFile{out.Path, size, out.Sum.String()})
	}
	for _, name := range slices.Sorted(maps.Keys(j.live.files)) {
		if wanted[name] {
			continue
		}
		previous, err := j.retire(name)
		if err != nil {
			return nil, err
		}
		next.Previous = append(next.Previous, previous...)
	}
	if list := next.output(); holds(j.disk, j.at(manifestName), list) {
		j.plan.same = append(j.plan.same, manifestName)
	} else {
		j.plan.write = append(j.plan.write, list)
	}
	return now, j.checkRoom()
}

// admit decides about an output that the folder does not have yet.
func (j *job) admit(out model.Output) error {
	if _, exists := j.live.files[out.Path]; exists && !j.Force {
		sum, err := j.liveSum(out.Path)
		if err != nil {
			return err
		}
		if !j.known.wrote(out.Path, sum) {
			j.plan.stay = append(j.plan.stay, out.Path)
			j.plan.kept = append(j.plan.kept, out.Path)
			return nil
		}
	}
	j.plan.write = append(j.plan.write, out)
	return nil
}

// buffers are for the bytes of outputs on their way to the disk.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// write makes the file name of an output on the disk d. The bytes of a large site are
// more than what should be in memory at once.
func (j *job) write(d disk, name string, out model.Output) error {
	if out.Data != nil || out.Sum == model.SumOf(nil) {
		return failed("write", out.Path, d.Write(name, out.Data))
	}
	buf := buffers.Get().(*[]byte)
	defer buffers.Put(buf)
	data, err := j.Data(out.Path, *buf)
	if err != nil {
		return failed("render", out.Path, err)
	}
	*buf = data
	return failed("write", out.Path, d.Write(name, data))
}

// retire decides about a file that is not an output of this site. It returns
// the entry of an asset that stays for one more build.
func (j *job) retire(name string) ([]manifestFile, error) {
	if len(j.known.sums[name]) == 0 {
		if j.Clean && !isReserved(name) {
			j.plan.stale = append(j.plan.stale, name)
		} else {
			j.plan.stay = append(j.plan.stay, name)
		}
		return nil, nil
	}
	sum, err := j.liveSum(name)
	switch {
	case err != nil:
		return nil, err
	case !j.known.wrote(name, sum) && !j.Force:
		j.plan.stay = append(j.plan.stay, name)
		j.plan.kept = append(j.plan.kept, name)
	case isHashedAsset(name, sum) && !j.known.previous[name]:
		j.plan.stay = append(j.plan.stay, name)
		return []manifestFile{{name, j.live.files[name].Size(), sum.String()}}, nil
	default:
		j.plan.stale = append(j.plan.stale, name)
	}
	return nil, nil
}

func (j *job) liveSum(p string) (model.Sum, error) {
	sum, err := fileSum(j.disk, j.at(p))
	return sum, failed("read", p, err)
}

// at returns the name on disk of a path below the output folder.
func (j *job) at(p string) string { return path.Join(j.site, p) }

// refuseForeign fails if the folder has visible files, or is a git work tree,
// and kaizen has never published into it.
func (j *job) refuseForeign() error {
	if j.known.adopted || j.Force {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(j.live.files)) {
		if name == ".git" || !isReserved(name) {
			return errForeign(name)
		}
	}
	for _, name := range j.live.odd {
		if name == ".git" || !isReserved(name) {
			return errForeign(name)
		}
	}
	return nil
}

// isReserved reports whether a file is left alone even by Options.Clean: what
// is hidden, and CNAME, which tells GitHub Pages the name of the host.
func isReserved(p string) bool {
	return p == "CNAME" || strings.HasPrefix(p, ".") || strings.Contains(p, "/.")
}

// checkRoom fails if something that stays is in the way of what is written.
func (j *job) checkRoom() error {
	staying := map[string]bool{}
	for _, name := range j.plan.stay {
		staying[name] = true
	}
	for _, name := range j.foreignFolders() {
		staying[name] = true
	}
	full := folders(maps.Keys(staying))
	for _, out := range j.plan.write {
		if staying[out.Path] || full[out.Path] {
			return errInTheWay(out.Path, out.Path)
		}
		for dir := path.Dir(out.Path); dir != "."; dir = path.Dir(dir) {
			_, isFolder := j.live.dirs[dir]
			if staying[dir] && !isFolder {
				return errInTheWay(out.Path, dir)
			}
		}
	}
	return nil
}

// foreignFolders returns the folders in the output folder that are not
// kaizen's, and what can only be moved but not copied, such as symbolic links.
func (j *job) foreignFolders() []string {
	ours := folders(maps.Keys(j.known.sums))
	for _, out := range j.outputs {
		addFolders(ours, out.Path)
	}
	full := folders(slices.Values(j.plan.stay))
	foreign := slices.Clone(j.live.odd)
	for dir := range j.live.dirs {
		if !ours[dir] && (full[dir] || !j.Clean) {
			foreign = append(foreign, dir)
		}
	}
	return foreign
}
