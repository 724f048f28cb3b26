package generator

import "sync/atomic"

// Progress tells, while a build runs, how far it has come. It may be used by
// several goroutines, and nil tells nothing.
type Progress struct {
	stage atomic.Pointer[stage]
}

// stage is one of those that Timings names, of so many equal steps; 0 when
// nobody knows.
type stage struct {
	name string
	of   int
	done atomic.Int64
}

// Now returns the stage that a build is at, with the steps done and to be done;
// of is 0 when they are not counted. The name is "" before the first stage.
func (p *Progress) Now() (name string, done, of int) {
	if s := p.stage.Load(); s != nil {
		return s.name, int(s.done.Load()), s.of
	}
	return "", 0, 0
}

// Begin begins a stage, and returns what to call after each of its steps.
func (p *Progress) Begin(name string, of int) (step func()) {
	if p == nil {
		return func() {}
	}
	s := &stage{name: name, of: of}
	p.stage.Store(s)
	return func() { s.done.Add(1) }
}
