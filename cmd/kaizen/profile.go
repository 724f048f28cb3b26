package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"runtime/trace"

	"github.com/spf13/pflag"
)

// profiles are the hidden flags for those who work on kaizen itself.
type profiles struct{ cpu, memory, trace string }

func (p *profiles) flags(f *pflag.FlagSet) {
	f.StringVar(&p.cpu, "cpuprofile", "", "write a CPU profile")
	f.StringVar(&p.memory, "memprofile", "", "write a profile of allocated memory")
	f.StringVar(&p.trace, "trace", "", "write an execution trace")
	for _, name := range []string{"cpuprofile", "memprofile", "trace"} {
		f.Lookup(name).Hidden = true
	}
}

// start begins what the flags ask for; stop ends it and writes the files.
func (p *profiles) start() (stop func() error, err error) {
	var ends []func() error
	stop = func() error {
		for _, end := range ends {
			if err := end(); err != nil {
				return err
			}
		}
		return p.heap()
	}
	if p.cpu != "" {
		f, err := os.Create(p.cpu)
		if err != nil {
			return nil, fmt.Errorf("cpu profile: %w", err)
		}
		if err := pprof.StartCPUProfile(f); err != nil {
			return nil, fmt.Errorf("cpu profile: %w", err)
		}
		ends = append(ends, func() error { pprof.StopCPUProfile(); return f.Close() })
	}
	if p.trace != "" {
		f, err := os.Create(p.trace)
		if err != nil {
			return nil, fmt.Errorf("trace: %w", err)
		}
		if err := trace.Start(f); err != nil {
			return nil, fmt.Errorf("trace: %w", err)
		}
		ends = append(ends, func() error { trace.Stop(); return f.Close() })
	}
	return stop, nil
}

func (p *profiles) heap() error {
	if p.memory == "" {
		return nil
	}
	f, err := os.Create(p.memory)
	if err != nil {
		return fmt.Errorf("memory profile: %w", err)
	}
	defer f.Close()
	runtime.GC() // so that the profile shows what is live
	return pprof.WriteHeapProfile(f)
}
