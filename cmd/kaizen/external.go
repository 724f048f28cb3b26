package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kaizen/generator"
	"kaizen/generator/model"
)

// external follows the links to other sites. It is never part of a build: what
// another site answers must not decide what ours looks like.
func (a *app) external(ctx context.Context, s *generator.Snapshot) ([]model.Problem, error) {
	links := foreignLinks(s.Site)
	var addresses []string
	for _, l := range links {
		addresses = append(addresses, l.url)
	}
	slices.Sort(addresses)
	addresses = slices.Compact(addresses)
	if !a.quiet {
		fmt.Fprintf(a.err, a.say("ほかのサイトへのリンクを確かめています（%d件）\n", "following links to other sites: %d\n"), len(addresses))
	}
	cache := readVerdicts(a.verdictFile(), time.Now())
	found := newProber().probe(ctx, addresses, cache)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := writeVerdicts(a.verdictFile(), found); err != nil && !a.quiet {
		fmt.Fprintf(a.err, a.say("結果を控えておけません: %v\n", "the answers cannot be kept: %v\n"), err)
	}
	var out []model.Problem
	for _, l := range links {
		if p, bad := found[l.url].problem(l); bad {
			out = append(out, p)
		}
	}
	return out, nil
}

// verdictFile is where answers are kept for the next check, or "".
func (a *app) verdictFile() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "kaizen", "links.json")
}

// foreignLink is a link to another site with its place in a source.
type foreignLink struct {
	url string // without fragment
	at  model.Pos
}

// foreignLinks lists what authors and the config link to, each place once.
func foreignLinks(site *model.Site) []foreignLink {
	var out []foreignLink
	seen := map[foreignLink]bool{}
	add := func(dest string, at model.Pos) {
		u, err := url.Parse(dest)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return
		}
		u.Fragment, u.RawFragment = "", ""
		l := foreignLink{u.String(), at}
		if !seen[l] && !strings.HasPrefix(l.url, site.Config.BaseURL) {
			seen[l] = true
			out = append(out, l)
		}
	}
	targets := func(list []model.Target) {
		for _, t := range list {
			add(t.URL, t.Pos)
		}
	}
	for _, e := range site.Editions {
		for _, r := range e.Entries {
			targets(r.Targets)
			add(r.Help, r.Lines["help"])
			add(r.Action.Link, r.Lines["action.link"])
			add(r.Origin, r.Lines["source"])
		}
		for _, p := range e.Pages {
			targets(p.Targets)
		}
		for _, r := range slices.Concat(e.Reports, e.Months) {
			targets(r.Targets)
		}
	}
	for _, p := range site.Config.Products {
		add(p.URL, p.Pos)
	}
	add(site.Config.Contact, site.Config.Lines["contact"])
	return out
}

// problem words what was found out about a link.
func (v verdict) problem(l foreignLink) (model.Problem, bool) {
	switch v.Answer {
	case dead:
		return model.NewProblem(model.Warning, l.at, "dead-external-link", model.Says{
			JA: fmt.Sprintf("%s はありません（%s）", l.url, v.Why), EN: fmt.Sprintf("%s is not there (%s)", l.url, v.Why),
			HintJA: "新しいURLに替えるか、リンクを外してください", HintEN: "write the new address, or remove the link"}), true
	case unknown:
		return model.NewProblem(model.Note, l.at, "unknown-external-link", model.Says{
			JA: fmt.Sprintf("%s は確かめられませんでした（%s）", l.url, v.Why), EN: fmt.Sprintf("whether %s is there could not be found out (%s)", l.url, v.Why),
			HintJA: "ブラウザーで開いて確かめてください", HintEN: "open it in a browser"}), true
	}
	return model.Problem{}, false
}
