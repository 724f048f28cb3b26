package text

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"
)

//go:embed budoux/ja.json
var budouxJSON []byte

// phraseModel is a BudouX model turned inside out: from a gram of one, two or
// three characters to its weight at each place around a border.
type phraseModel struct {
	base int // score of a border before any gram has its say
	one  map[rune][6]int16
	two  map[[2]rune][3]int16
	tri  map[[3]rune][4]int16
}

// japanese decodes the model on first use; most commands never need it.
var japanese = sync.OnceValue(func() *phraseModel {
	m, err := decodeModel(budouxJSON)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return m
})

// decodeModel reads a model as BudouX publishes it: groups UW1 to UW6, BW1 to
// BW3 and TW1 to TW4 of grams and weights. A border is where the weights of
// the grams around it add up to more than half the sum of all weights.
func decodeModel(data []byte) (*phraseModel, error) {
	var groups map[string]map[string]int16
	if err := json.Unmarshal(data, &groups); err != nil {
		return nil, fmt.Errorf("text: decode phrase model: %w", err)
	}
	m := &phraseModel{
		one: make(map[rune][6]int16),
		two: make(map[[2]rune][3]int16),
		tri: make(map[[3]rune][4]int16),
	}
	sum := 0
	for name, grams := range groups {
		place := int(name[len(name)-1] - '1')
		for gram, weight := range grams {
			sum += int(weight)
			switch r := []rune(gram); len(r) {
			case 1:
				w := m.one[r[0]]
				w[place] = weight
				m.one[r[0]] = w
			case 2:
				w := m.two[[2]rune(r)]
				w[place] = weight
				m.two[[2]rune(r)] = w
			case 3:
				w := m.tri[[3]rune(r)]
				w[place] = weight
				m.tri[[3]rune(r)] = w
			default:
				return nil, fmt.Errorf("text: decode phrase model: gram %q of group %s", gram, name)
			}
		}
	}
	m.base = -sum / 2
	return m, nil
}

// borders reports for every rune whether a phrase begins there.
func (m *phraseModel) borders(rs []rune) []bool {
	n := len(rs)
	scores := make([]int, n+7) // scores[i+3] is that of the border before rs[i]
	for i := range rs {
		for place, w := range m.one[rs[i]] {
			scores[i+6-place] += int(w)
		}
		if i+1 < n {
			for place, w := range m.two[[2]rune(rs[i:])] {
				scores[i+5-place] += int(w)
			}
		}
		if i+2 < n {
			for place, w := range m.tri[[3]rune(rs[i:])] {
				scores[i+6-place] += int(w)
			}
		}
	}
	borders := make([]bool, n)
	for i := 1; i < n; i++ {
		borders[i] = m.base+scores[i+3] > 0
	}
	return borders
}
