package load

import (
	"testing"

	"kaizen/generator/model"
)

// A config that says nothing about colours still tells its products and kinds
// apart, and kinds look as the default ones of the same id.
func TestHuesOfTheirOwn(t *testing.T) {
	c := settings{Config: model.Config{
		Products: []*model.Product{{ID: "shop", Hue: -1}, {ID: "server", Hue: -1}, {ID: "mail", Hue: 0}},
		Kinds:    []*model.Kind{{ID: "fix", Hue: -1}, {ID: "beta", Hue: -1, Icon: "bolt"}, {ID: "removal", Hue: 200}},
	}}
	c.colour()
	if s, r, m := c.Products[0].Hue, c.Products[1].Hue, c.Products[2].Hue; s != 45 || r != 182 || m != 0 {
		t.Errorf("the products have the hues %d, %d and %d", s, r, m)
	}
	for i, want := range []model.Kind{{Hue: 55, Icon: "check"}, {Hue: 182, Icon: "bolt"}, {Hue: 200, Icon: "minus"}} {
		if k := c.Kinds[i]; k.Hue != want.Hue || k.Icon != want.Icon {
			t.Errorf("the kind %s has the hue %d and the icon %q", k.ID, k.Hue, k.Icon)
		}
	}
}
