package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"kaizen/generator"
)

const (
	progressAfter = time.Second // shorter builds say nothing
	progressEvery = 100 * time.Millisecond
)

// writing is the stage after those of a build.
const writing = "write"

// showProgress keeps one line on the terminal up to date, of what began at a
// time, until stop is called, which takes it away again. Where messages go
// elsewhere it does nothing.
func (a *app) showProgress(p *generator.Progress, began time.Time) (stop func()) {
	if a.quiet || !a.onTerminal() {
		return func() {}
	}
	ticker := time.NewTicker(progressEvery)
	stopDrawing := a.drawProgress(p, ticker.C, began.Add(progressAfter))
	return func() {
		ticker.Stop()
		stopDrawing()
	}
}

// drawProgress draws the line at each tick from a moment on.
func (a *app) drawProgress(p *generator.Progress, ticks <-chan time.Time, from time.Time) (stop func()) {
	done := make(chan struct{})
	var drawing sync.WaitGroup
	drawing.Go(func() {
		drawn := false
		for {
			select {
			case now := <-ticks:
				if line := a.progressLine(p.Now()); line != "" && !now.Before(from) {
					io.WriteString(a.err, "\r\x1b[K"+line)
					drawn = true
				}
			case <-done:
				if drawn {
					io.WriteString(a.err, "\r\x1b[K")
				}
				return
			}
		}
	})
	return func() { close(done); drawing.Wait() }
}

// progressLine says how far a build has come, or "".
func (a *app) progressLine(stage string, done, of int) string {
	name := map[string]string{
		"read":   a.say("ファイルを読んでいます", "reading files"),
		"load":   a.say("記録を読み解いています", "reading records"),
		"plan":   a.say("ページを割り付けています", "planning pages"),
		"guard":  a.say("個人情報を探しています", "looking for personal data"),
		"render": a.say("ページを作っています", "making pages"),
		writing:  a.say("書き込んでいます", "writing"),
	}[stage]
	if of > 0 {
		return fmt.Sprintf("%s %d/%d", name, done, of)
	}
	return name
}
