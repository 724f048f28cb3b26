package watch

import (
	"errors"
	"os"
	"syscall"

	"github.com/fsnotify/fsnotify"

	"kaizen/generator/model"
	"kaizen/generator/stamp"
)

// events are what the system tells about folders.
type events struct {
	source  source
	changes <-chan fsnotify.Event
	losses  <-chan error // events were lost
}

// source is what of fsnotify.Watcher tests replace. It is not recursive.
type source interface {
	Add(folder string) error
	Remove(folder string) error
	Close() error
}

func newEvents() (events, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return events{}, err
	}
	return events{w, w.Events, w.Errors}, nil
}

// listen opens the events, unless there are none to be had.
func (w *watcher) listen(open func() (events, error)) {
	if w.Poll > 0 {
		return
	}
	for _, root := range w.roots {
		if stamp.Shared(root) {
			w.say("silent", silentDisk(root))
			return
		}
	}
	var err error
	if w.events, err = open(); err != nil {
		w.pollInstead(err)
	}
}

func (w *watcher) close() {
	w.alarm.Stop()
	if w.source != nil {
		w.source.Close()
	}
	w.events = events{}
}

// hearFolder listens to a folder, if it is one.
func (w *watcher) hearFolder(path string) {
	if w.source == nil || w.heard[path] != nil {
		return
	}
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return
	}
	err = w.source.Add(path)
	switch {
	case err == nil:
		w.heard[path] = info
	case isLimit(err):
		w.pollInstead(err)
	}
}

// forgetMoved ends listening to folders that are no longer where they were.
// Otherwise the system would go on telling of them under their old names, and
// not of what has taken their places. It has to come before hearFolder: adding
// the same folder under its new name and then removing the old would be deaf.
func (w *watcher) forgetMoved() {
	for path, was := range w.heard {
		now, err := os.Stat(path)
		if err == nil && os.SameFile(was, now) {
			continue
		}
		w.source.Remove(path)
		delete(w.heard, path)
	}
}

// pollInstead gives up events.
func (w *watcher) pollInstead(err error) {
	if w.source != nil {
		w.source.Close()
	}
	w.events = events{}
	clear(w.heard)
	w.say("limit", limited(err))
}

// isLimit reports whether the system refuses to tell of more folders.
func isLimit(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}

func (w *watcher) say(cause string, text model.Text) {
	if !w.said[cause] {
		w.said[cause] = true
		w.Say(text)
	}
}
