package plan

import (
	"slices"

	"kaizen/generator/model"
)

// feedsMade are the documents that a plan made of a channel, and the digests
// in them.
type feedsMade struct {
	icon    string
	paths   []string // output paths
	digests []string // ids
}

// keepFeeds takes all documents of a channel over from the last plan, if no
// record of the channel says anything else than it did, and reports whether it
// has.
func (x *edition) keepFeeds(c channel) bool {
	old, ok := x.last.feeds[c.dir]
	if !ok || !x.unchanged.still || old.icon != x.feedIcon() || slices.ContainsFunc(x.unchanged.changed, func(e *model.Entry) bool { return slices.Contains(c.entries, e) }) {
		return false
	}
	for _, path := range old.paths {
		x.batch.pages = append(x.batch.pages, batched{kept: x.last.index()[path]})
	}
	for _, id := range old.digests {
		x.keepDigest(id, x.last.digests[id])
	}
	x.batch.feeds = map[string]feedsMade{c.dir: old}
	return true
}

// rememberFeeds notes what the batch, which is that of a channel alone, holds.
func (x *edition) rememberFeeds(c channel) {
	now := feedsMade{icon: x.feedIcon(), paths: make([]string, len(x.batch.pages))}
	for i, b := range x.batch.pages {
		if b.Page == nil {
			b.Page = x.last.pages[b.kept]
		}
		now.paths[i] = b.Path
	}
	for id := range x.batch.digests {
		now.digests = append(now.digests, id)
	}
	x.batch.feeds = map[string]feedsMade{c.dir: now}
}

// feedIcon is the picture that readers show beside a feed, or "".
func (x *edition) feedIcon() string { return x.theme.Files["apple-touch-icon.png"] }
