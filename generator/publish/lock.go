package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"time"

	"kaizen/generator/model"
)

const (
	lockWait = 10 * time.Second
	lockPoll = 50 * time.Millisecond
)

// lock keeps other processes out of one output folder. The system ends it with
// the process, so that a killed build locks nobody out.
type lock struct {
	root *os.Root
	file *os.File
	name string
}

// takeLock locks the file name below root, waiting for another build to end.
func takeLock(ctx context.Context, root *os.Root, name string, say func(model.Text)) (*lock, error) {
	for waited := time.Duration(0); ; waited += lockPoll {
		l, err := tryLockFile(root, name)
		if l != nil || err != nil {
			return l, failed("lock", name, err)
		}
		switch waited {
		case 2 * lockPoll:
			say(model.Text{"ja": "別のビルドが公開中です。終わるのを待っています…", "en": "another build is publishing; waiting for it …"})
		case lockWait:
			return nil, &Error{Op: "lock", Path: name, Err: errLocked,
				Text: model.Text{"ja": "別のビルドが、同じ場所に公開しています", "en": "another build is publishing to the same folder"},
				Hint: model.Text{"ja": "それが終わってから、もう一度実行してください。", "en": "run again when it has ended"},
			}
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(lockPoll):
		}
	}
}

// tryLockFile returns nil without an error if another process has the lock, or
// has just removed it.
func tryLockFile(root *os.Root, name string) (*lock, error) {
	if err := root.Mkdir(path.Dir(name), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	f, err := root.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if held, err := tryLock(f); !held {
		f.Close()
		return nil, err
	}
	mine, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	if there, err := root.Lstat(name); err != nil || !os.SameFile(mine, there) {
		f.Close() // its owner removed it between our open and our lock
		return nil, nil
	}
	return &lock{root, f, name}, nil
}

// release gives the lock back and leaves no trace, unless its folder is in use
// for more.
func (l *lock) release() {
	l.root.Remove(l.name)
	l.file.Close()
	l.root.Remove(path.Dir(l.name))
}
