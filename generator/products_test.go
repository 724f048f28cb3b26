package generator_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kaizen/generator"
	"kaizen/generator/model"
	"kaizen/templates"
	"kaizen/themes"
)

// A product's page names the other products, and with hundreds of them only those that
// follow: the site must not grow with their square.
func TestSiblings(t *testing.T) {
	of := func(products int, page string) string {
		s := build(t, generator.Inputs{
			Site: manyProducts(products), Templates: templates.FS, Themes: themes.FS,
			Now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC),
		})
		v, ok := s.Page(page + "/index.html").View.(model.ProductView)
		if !ok {
			t.Fatalf("%s is no page of a product", page)
		}
		var list []string
		for _, ref := range v.Siblings {
			list = append(list, strings.Trim(ref.URL, "/"))
		}
		return strings.Join(list, " ")
	}
	numbered := func(from, to int) string {
		var list []string
		for i := from; i < to; i++ {
			list = append(list, fmt.Sprintf("p%d", i))
		}
		return strings.Join(list, " ")
	}
	for _, c := range []struct {
		products   int
		page, want string
	}{
		{1, "p0", ""},
		{4, "p2", "p0 p1 p3"},
		{21, "p0", numbered(1, 21)},
		{22, "p0", numbered(1, 21) + " #products"},
		{50, "p45", numbered(0, 16) + " " + numbered(46, 50) + " #products"},
	} {
		if got := of(c.products, c.page); got != c.want {
			t.Errorf("%s of %d products: got %q, want %q", c.page, c.products, got, c.want)
		}
	}
}
