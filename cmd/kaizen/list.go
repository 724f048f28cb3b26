package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kaizen/generator"
	"kaizen/generator/model"
	"kaizen/generator/text"
)

// listed is a record as list prints it.
type listed struct {
	ID    model.RecordID `json:"id"`
	Lang  model.Lang     `json:"lang"`
	State model.State    `json:"state"`
	Date  string         `json:"date"`
	When  string         `json:"when,omitempty"` // when the state changes by itself
	Title string         `json:"title"`
	File  string         `json:"file"`
	URL   string         `json:"url,omitempty"`
}

func (a *app) listCommand() *cobra.Command {
	var asJSON bool
	var state string
	cmd := &cobra.Command{
		Use:     "list",
		Short:   a.say("記録を状態ごとに並べる", "List records by state"),
		Example: "  kaizen list --state scheduled\n  kaizen list --json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if state != "" {
				if err := oneOf("--state", state, states()); err != nil {
					return err
				}
			}
			in, err := a.inputs()
			if err != nil {
				return err
			}
			s, err := generator.Build(cmd.Context(), in, nil)
			if err != nil {
				return err
			}
			if s.Site == nil {
				a.printProblems(s.Problems)
				return exit(problems)
			}
			list := slices.DeleteFunc(records(s.Site), func(l listed) bool { return state != "" && string(l.State) != state })
			if asJSON {
				return a.listJSON(s.Site, list)
			}
			a.listText(s.Site, list)
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, a.say("JSONで出力する", "print JSON"))
	cmd.Flags().StringVar(&state, "state", "", a.say("この`状態`だけ（"+strings.Join(states(), "、")+"）", "only this `STATE` ("+strings.Join(states(), ", ")+")"))
	return cmd
}

func states() []string {
	return []string{string(model.Published), string(model.Scheduled), string(model.Drafted), string(model.Expired)}
}

func records(site *model.Site) []listed {
	hidden := map[string]model.LeftOut{}
	for _, l := range site.Left {
		hidden[l.File] = l
	}
	urls := map[string]string{}
	for _, e := range site.Editions {
		for _, entry := range e.Entries {
			if !entry.Fallback {
				urls[entry.Source.Path] = site.Config.Abs(entry.Path)
			}
		}
	}
	var out []listed
	for _, r := range site.Records {
		l := listed{ID: r.ID, Lang: r.Lang, State: model.Published, Date: model.DayOf(r.Date).String(), Title: r.Title, File: r.Source.Path, URL: urls[r.Source.Path]}
		if h, ok := hidden[r.Source.Path]; ok {
			l.State = h.State
			if !h.When.IsZero() {
				l.When = h.When.In(site.Config.Timezone).Format(time.RFC3339)
			}
		}
		out = append(out, l)
	}
	slices.SortStableFunc(out, func(x, y listed) int { return strings.Compare(y.Date, x.Date) })
	return out
}

func (a *app) listJSON(site *model.Site, list []listed) error {
	var out struct {
		Next    string   `json:"next_publish_at,omitempty"`
		Records []listed `json:"records"`
	}
	if !site.Next.IsZero() {
		out.Next = site.Next.Format(time.RFC3339)
	}
	out.Records = append([]listed{}, list...)
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

func (a *app) listText(site *model.Site, list []listed) {
	for _, l := range list {
		when := ""
		if l.When != "" {
			when = " → " + l.When
		}
		state := a.state(l.State)
		fmt.Fprintf(a.out, "%s  %s%s %s  %s  %s%s\n", l.Date, state, strings.Repeat(" ", max(0, 9-text.Columns(state))), l.Lang, l.ID, l.Title, when)
	}
	if !site.Next.IsZero() {
		fmt.Fprintf(a.out, "next_publish_at: %s\n", site.Next.Format(time.RFC3339))
	}
}
