package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/spf13/pflag"

	"kaizen/generator"
	"kaizen/generator/cache"
	"kaizen/generator/model"
	"kaizen/generator/stamp"
)

// cacheOptions is what the command line says about the cache.
type cacheOptions struct {
	dir string
	off bool
}

func (a *app) cacheFlags(f *pflag.FlagSet, o *cacheOptions) {
	f.StringVar(&o.dir, "cache", "", a.say("キャッシュを置く`フォルダー`（省くと利用者のキャッシュ。消してもかまいません）", "`FOLDER` of the cache (default: the user's; safe to delete)"))
	f.BoolVar(&o.off, "no-cache", false, a.say("キャッシュを使わない", "do not use the cache"))
}

// useCache gives a build the cache of the site. close keeps it for the next
// run. Where there can be no cache, the build just takes longer.
func (a *app) useCache(in *generator.Inputs, o cacheOptions) (close func()) {
	if o.off {
		return func() {}
	}
	dir, program, err := a.cachePlace(o)
	if err != nil {
		return func() {}
	}
	c, stamps := cache.Open(dir, program), cache.Open(filepath.Join(dir, "stamps"), program)
	in.Cache, in.Stamps = c, stamps
	return func() {
		if err := errors.Join(c.Close(), stamps.Close()); err != nil && o.dir != "" {
			fmt.Fprintln(a.err, a.say("キャッシュを書けませんでした: ", "the cache could not be written: ")+err.Error())
		}
	}
}

// useServeCache gives the preview a cache of its own: it makes other pages
// than a build, and would let go of what a build needs. It is opened while the
// preview begins to watch.
func (a *app) useServeCache(o cacheOptions) (close func()) {
	if o.off {
		return func() {}
	}
	open := sync.OnceValue(func() *cache.Cache {
		dir, program, err := a.cachePlace(o)
		if err != nil {
			return nil
		}
		return cache.Open(filepath.Join(dir, "serve"), program)
	})
	go open()
	a.cache = func() model.Cache {
		if c := open(); c != nil {
			return c
		}
		return nil
	}
	return func() {
		if c := open(); c != nil {
			c.Close() // the next preview takes longer to begin, and that is all
		}
	}
}

// cachePlace is the folder of the site's cache, and the sum of this program:
// another build of it may make other bytes.
func (a *app) cachePlace(o cacheOptions) (dir string, program model.Sum, err error) {
	if dir = o.dir; dir == "" {
		if dir, err = os.UserCacheDir(); err != nil {
			return "", program, err
		}
		site, err := filepath.Abs(a.source)
		if err != nil {
			return "", program, err
		}
		dir = filepath.Join(dir, "kaizen", filepath.Base(site)+"-"+model.SumOf([]byte(site)).String()[:12])
	}
	name, err := os.Executable()
	if err != nil {
		return "", program, err
	}
	program, err = programSum(name, filepath.Join(dir, "program"))
	return dir, program, err
}

// programSum is the sum of the program in a file, which is read once and then known by
// its stamp: it is larger than most sites. The folder dir remembers it.
func programSum(name, dir string) (sum model.Sum, err error) {
	f, err := os.Open(name)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return sum, err
	}
	known := cache.Open(dir, model.Sum{}) // of whatever program
	defer known.Close()
	state, certain := stamp.Of(info, time.Now())
	key := programKey(state)
	if certain && known.Load(key, &sum) {
		return sum, nil
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return sum, err
	}
	sum = model.Sum(h.Sum(nil))
	if certain {
		known.Save(key, sum)
	}
	return sum, nil
}

func programKey(s stamp.Stamp) model.Sum {
	return model.CacheKey("program", model.SumOf(s.Append(nil)))
}
