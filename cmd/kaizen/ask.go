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
	stopped error      // the first answer that cannot be one; later questions are not asked
	open    []question // that nobody has answered, without a terminal
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

// failed says why there are no answers, or is nil. It names all open questions at
// once, for who calls kaizen from a script.
func (q *asker) failed() error {
	if q.stopped != nil || len(q.open) == 0 {
		return q.stopped
	}
	var options, hintJA, hintEN []string
	for _, of := range q.open {
		options = append(options, of.option)
		hintJA = append(hintJA, of.option+" で答えてください: "+of.text.In("ja"))
		hintEN = append(hintEN, "answer with "+of.option+": "+of.text.In("en"))
	}
	are := " is missing"
	if len(options) > 1 {
		are = " are missing"
	}
	return wrong(model.Says{
		JA: strings.Join(options, "、") + " がありません", EN: strings.Join(options, ", ") + are,
		HintJA: strings.Join(hintJA, "\n      "), HintEN: strings.Join(hintEN, "\n      ")})
}

// answer takes what is given, or asks until an answer is accepted. Without a
// terminal the fallback counts, and a question without one stays open.
func (q *asker) answer(of question) (string, error) {
	switch {
	case of.given != "":
		return of.accept(of.given)
	case q.tty:
		return q.converse(of)
	case of.fallback != "":
		return of.accept(of.fallback)
	}
	q.open = append(q.open, of)
	return "", nil
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
