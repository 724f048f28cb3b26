package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"strings"

	"kaizen/generator/model"
)

// asker gets answers from options, and on a terminal from the person there.
type asker struct {
	*app
	lines   *bufio.Scanner
	stopped error // the first question without an answer; the later ones are not asked
}

func (a *app) asker() *asker { return &asker{app: a, lines: bufio.NewScanner(a.in)} }

// question is one thing that a command needs to know.
type question struct {
	option   string // or argument that answers it without asking
	given    string // its value, or ""
	text     model.Text
	fallback string                              // what Enter means, or ""
	accept   func(answer string) (string, error) // the answer as we write it; an error is a *misuse
}

// ask returns the accepted answer, or "" once the asker has stopped.
func (q *asker) ask(of question) string {
	if q.stopped != nil {
		return ""
	}
	answer, err := q.answer(of)
	q.stopped = err
	return answer
}

// answer takes what is given, or asks until an answer is accepted. Without a
// terminal the fallback counts.
func (q *asker) answer(of question) (string, error) {
	switch {
	case of.given != "":
		return of.accept(of.given)
	case q.tty:
		return q.converse(of)
	case of.fallback != "":
		return of.accept(of.fallback)
	}
	return "", wrong(model.Says{
		JA: of.option + " がありません", EN: of.option + " is missing",
		HintJA: of.option + " で答えてください: " + of.text.In("ja"), HintEN: "answer with " + of.option + ": " + of.text.In("en")})
}

func (q *asker) converse(of question) (string, error) {
	for {
		fmt.Fprint(q.err, of.text.In(q.messages()))
		if of.fallback != "" {
			fmt.Fprintf(q.err, " [%s]", of.fallback)
		}
		fmt.Fprint(q.err, ": ")
		if !q.lines.Scan() {
			fmt.Fprintln(q.err)
			return "", wrong(model.Says{JA: "途中でやめました", EN: "stopped before all was answered"})
		}
		answer := cmp.Or(strings.TrimSpace(q.lines.Text()), of.fallback)
		if answer == "" {
			continue
		}
		accepted, err := of.accept(answer)
		var no *misuse
		if !errors.As(err, &no) {
			return accepted, err
		}
		q.complain(no)
	}
}
