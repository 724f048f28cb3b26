package generator

import (
	"slices"
	"testing"
	"time"

	"kaizen/generator/model"
)

// TestTurns: every page has its turn, and feeds the last ones, from the newest items to
// the oldest.
func TestTurns(t *testing.T) {
	feed := func(day int) *model.Page {
		return &model.Page{View: model.FeedView{Items: []*model.FeedItem{{Published: time.Date(2026, 11, day, 0, 0, 0, 0, time.UTC)}}}}
	}
	pages := []*model.Page{feed(3), {View: model.TextView{}}, feed(9), {View: model.FeedView{}}, feed(3), feed(5)}
	if got, want := turns(pages), []int{1, 3, 2, 5, 0, 4}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
