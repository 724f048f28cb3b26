// Command kaizen turns Markdown records of resolved customer obstacles into a
// public site with feeds and numbered monthly reports.
//
// This package only translates: arguments into the inputs of a build, problems
// into text, outcomes into exit codes. It is where the disk, the network and
// the clock come in.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], console{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv,
		tty: term.IsTerminal(int(os.Stdin.Fd())),
	}))
}
