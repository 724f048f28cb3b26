package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"kaizen/generator"
	"kaizen/generator/model"
	"kaizen/generator/preview"
)

// serveLog says on the terminal what each build changed: one line, and the
// problems that are new.
type serveLog struct {
	*app
	good   func()          // called after each build without errors, may be nil
	said   map[string]bool // problems that stand
	failed string          // what the machine failed with last
}

func (l *serveLog) done(_ context.Context, c preview.Change) {
	if c.Err != nil {
		if l.failed != c.Err.Error() {
			l.failure(c.Err)
		}
		l.failed = c.Err.Error()
		return
	}
	l.failed = ""
	fresh, mended := l.compare(c.Problems)
	for _, p := range fresh {
		l.printProblem(p)
	}
	if c.First || len(c.Files)+len(c.Pages)+len(fresh)+mended > 0 {
		l.line(c, mended)
	}
	if l.good != nil && !model.HasErrors(c.Problems) && (c.First || len(c.Files)+len(c.Pages) > 0) {
		l.good()
	}
}

// compare tells the problems that were not there before, and how many are gone.
func (l *serveLog) compare(list []model.Problem) (fresh []model.Problem, mended int) {
	said := map[string]bool{}
	for _, p := range list {
		if p.Level == model.Note {
			continue
		}
		key := p.Rule + place(p) + p.Text.In("en")
		if !l.said[key] && !said[key] {
			fresh = append(fresh, p)
		}
		said[key] = true
	}
	for key := range l.said {
		if !said[key] {
			mended++
		}
	}
	l.said = said
	return fresh, mended
}

// line is the one of a build: when, what changed, what came of it, how long.
func (l *serveLog) line(c preview.Change, mended int) {
	if l.quiet {
		return
	}
	parts := []string{files(c.Files, l.app)}
	if c.First {
		parts = []string{l.number(len(c.Pages), "%dファイル", "file")}
	} else {
		parts = append(parts, l.number(len(c.Pages), "%dページを更新", "page"))
	}
	if n := count(c.Problems).errors; n > 0 {
		parts = append(parts, l.number(n, "エラー %d件", "error"))
	}
	if n := count(c.Problems).warnings; n > 0 {
		parts = append(parts, l.number(n, "警告 %d件", "warning"))
	}
	if mended > 0 {
		parts = append(parts, fmt.Sprintf(l.say("%d件が直りました", "%d mended"), mended))
	}
	fmt.Fprintf(l.out, "%s  %s  %d ms\n", c.At.Format(time.TimeOnly), strings.Join(parts, l.say("、", ", ")), c.Took.Milliseconds())
}

// files names what was edited, or says how much.
func files(list []string, a *app) string {
	switch len(list) {
	case 0:
		return a.say("時刻による変化", "by the clock")
	case 1, 2:
		return strings.Join(list, " ")
	}
	return fmt.Sprintf(a.say("%s ほか%d件", "%s and %d more"), list[0], len(list)-1)
}

// writer publishes beside the preview what a build would: without drafts and
// with the search for private data. No edit waits for it.
type writer struct {
	app
	last   *generator.Snapshot // that the next build starts from
	wanted chan struct{}       // has room for one: what is asked for twice is written once
}

func (a *app) newWriter() *writer {
	w := &writer{app: *a, wanted: make(chan struct{}, 1)}
	w.drafts, w.future = false, false
	return w
}

// ask has the site written soon, as it is then.
func (w *writer) ask() {
	select {
	case w.wanted <- struct{}{}:
	default:
	}
}

// run writes whenever it is asked to, until ctx ends.
func (w *writer) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.wanted:
		}
		if err := w.write(ctx); err != nil && ctx.Err() == nil {
			w.failure(err)
		}
	}
}

func (w *writer) write(ctx context.Context) error {
	in, release, err := w.open()
	if err != nil {
		return err
	}
	defer release()
	next, err := generator.Build(ctx, in, w.last)
	if err != nil {
		return err
	}
	w.last = next
	if model.HasErrors(next.Problems) {
		w.printProblems(next.Problems)
		return nil
	}
	_, err = w.publish(ctx, next.Outputs, nil, nil, nil, &buildOptions{})
	return err
}
