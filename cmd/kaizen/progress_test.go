package main

import (
	"bytes"
	"testing"
	"time"

	"kaizen/generator"
)

// A build that takes longer than a second says on the terminal how far it is,
// in one line that is gone when it ends.
func TestProgress(t *testing.T) {
	start := time.Date(2026, 10, 31, 9, 0, 0, 0, time.UTC)
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	var said bytes.Buffer
	a := &app{console: console{err: &said, env: func(string) string { return "" }}, lang: "en"}
	p := &generator.Progress{}
	ticks := make(chan time.Time)
	stop := a.drawProgress(p, ticks, at(1000))
	draw := func(ms int) {
		ticks <- at(ms)
		ticks <- at(0) // is taken when the line is drawn
	}

	draw(500)
	step := p.Begin("load", 3)
	draw(900)
	draw(1000)
	step()
	step()
	draw(1100)
	p.Begin("plan", 0)
	draw(1200)
	stop()
	const want = "\r\x1b[Kreading records 0/3\r\x1b[Kreading records 2/3\r\x1b[Kplanning pages\r\x1b[K"
	if said.String() != want {
		t.Errorf("got  %q\nwant %q", said.String(), want)
	}
}

// A short build, and one whose messages go to a file, say nothing.
func TestNoProgress(t *testing.T) {
	var said bytes.Buffer
	a := &app{console: console{err: &said, env: func(string) string { return "" }}, lang: "en"}
	p := &generator.Progress{}
	p.Begin("load", 3)
	a.showProgress(p, time.Now().Add(-time.Hour))()
	ticks := make(chan time.Time)
	stop := a.drawProgress(p, ticks, time.Now().Add(time.Hour))
	ticks <- time.Now()
	stop()
	if said.Len() > 0 {
		t.Errorf("said %q", said.String())
	}
}
