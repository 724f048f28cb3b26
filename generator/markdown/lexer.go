package markdown

import (
	"reflect"
	"slices"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"

	"kaizen/generator/pattern"
)

// A quickLexer is one of chroma's, made quick: the same rules in the same
// states, but only those rules of a state are tried that can match before the
// next byte, and package pattern matches them.
type quickLexer struct {
	chroma *chroma.RegexLexer
	states map[string]*state
}

type state struct {
	name   string
	before [256][]*rule // the rules that can match before a byte
}

// A rule matches, says what it matched by its emitter, and changes the stack
// of states by its mutator.
type rule struct {
	pattern *pattern.Pattern
	emit    emitter
	mutator chroma.Mutator
}

// An emitter says what a match, or one group of it, is.
type emitter struct {
	kind   emitterKind
	class  string       // for emitClass
	groups []emitter    // for emitGroups
	state  string       // for emitSelf
	lexer  chroma.Lexer // for emitLexer
}

type emitterKind uint8

const (
	emitNothing emitterKind = iota
	emitDropped             // a token that chroma leaves out
	emitClass
	emitGroups // each group by its own emitter
	emitSelf   // by the same lexer, from a state
	emitLexer  // by another lexer
)

// quicken returns the quick form of a lexer, or nil if it has rules that only
// chroma can follow.
func quicken(l chroma.Lexer) *quickLexer {
	regex, ok := l.(*chroma.RegexLexer)
	if !ok {
		return nil
	}
	raw, err := regex.Rules()
	if err != nil {
		return nil
	}
	states, ok := expanded(raw)
	if !ok {
		return nil
	}
	q := &quickLexer{chroma: regex, states: map[string]*state{}}
	known := map[*chroma.CompiledRule]*rule{}
	for name, rules := range states {
		s := &state{name: name}
		for _, raw := range rules {
			r := known[raw]
			if r == nil {
				if r, ok = quickRule(regex.Config(), raw); !ok {
					return nil
				}
				known[raw] = r
			}
			for b := range s.before {
				if r.pattern.CanStart(byte(b)) {
					s.before[b] = append(s.before[b], r)
				}
			}
		}
		q.states[name] = s
	}
	return q
}

// expanded returns the rules of each state with what they include.
func expanded(raw chroma.Rules) (chroma.CompiledRules, bool) {
	states := chroma.CompiledRules{}
	for name, rules := range raw {
		for _, r := range rules {
			states[name] = append(states[name], &chroma.CompiledRule{Rule: r})
		}
	}
	for {
		name, i := unexpanded(states)
		if name == "" {
			return states, true
		}
		if err := states[name][i].Mutator.(chroma.LexerMutator).MutateLexer(states, name, i); err != nil {
			return nil, false
		}
	}
}

// unexpanded returns a state and the index of a rule in it that stands for
// other rules.
func unexpanded(states chroma.CompiledRules) (name string, i int) {
	for name, rules := range states {
		i := slices.IndexFunc(rules, func(r *chroma.CompiledRule) bool {
			_, ok := r.Mutator.(chroma.LexerMutator)
			return ok
		})
		if i >= 0 {
			return name, i
		}
	}
	return "", -1
}

func quickRule(config *chroma.Config, raw *chroma.CompiledRule) (*rule, bool) {
	if !isPlain(raw.Mutator) {
		return nil, false
	}
	emit, ok := quickEmitter(raw.Type)
	if !ok {
		return nil, false
	}
	p, err := pattern.Compile(expression(config, raw.Pattern), emit.kind == emitGroups)
	if err != nil || emit.kind == emitGroups && len(emit.groups) != p.Groups()-1 {
		return nil, false
	}
	return &rule{pattern: p, emit: emit, mutator: raw.Mutator}, true
}

// expression is what chroma makes of the pattern of a rule.
func expression(config *chroma.Config, pattern string) string {
	flags := ""
	if !config.NotMultiline {
		flags += "m"
	}
	if config.CaseInsensitive {
		flags += "i"
	}
	if config.DotAll {
		flags += "s"
	}
	if flags != "" {
		flags = "(?" + flags + ")"
	}
	return `\G` + flags + "(?:" + pattern + ")"
}

// isPlain reports whether a mutator does nothing but change the stack.
func isPlain(m chroma.Mutator) bool {
	named, ok := m.(chroma.SerialisableMutator)
	if m == nil || !ok {
		return m == nil
	}
	switch named.MutatorKind() {
	case "push", "pop":
		return true
	case "mutators":
		all, ok := field(m, "Mutators").([]chroma.Mutator)
		return ok && !slices.ContainsFunc(all, func(m chroma.Mutator) bool { return !isPlain(m) })
	}
	return false
}

func quickEmitter(e chroma.Emitter) (emitter, bool) {
	if e == nil {
		return emitter{}, true
	}
	named, ok := e.(chroma.SerialisableEmitter)
	if !ok {
		return emitter{}, false
	}
	switch named.EmitterKind() {
	case "token":
		t, ok := e.(chroma.TokenType)
		if t == chroma.Ignore {
			return emitter{kind: emitDropped}, ok
		}
		return emitter{kind: emitClass, class: role(t)}, ok && t != chroma.EOFType
	case "usingself":
		state, ok := field(e, "State").(string)
		return emitter{kind: emitSelf, state: state}, ok
	case "using":
		name, ok := field(e, "Lexer").(string)
		lexer := lexers.GlobalLexerRegistry.Get(name)
		return emitter{kind: emitLexer, lexer: lexer}, ok && lexer != nil
	case "bygroups":
		parts, ok := field(e, "Emitters").(chroma.Emitters)
		all := emitter{kind: emitGroups}
		for _, part := range parts {
			one, known := quickEmitter(part)
			ok = ok && known && one.kind != emitGroups
			all.groups = append(all.groups, one)
		}
		return all, ok
	}
	return emitter{}, false
}

// field returns an exported field of a type that chroma does not export, or
// nil.
func field(v any, name string) any {
	p := reflect.ValueOf(v)
	if p.Kind() != reflect.Pointer || p.Elem().Kind() != reflect.Struct {
		return nil
	}
	if f := p.Elem().FieldByName(name); f.IsValid() && f.CanInterface() {
		return f.Interface()
	}
	return nil
}

// A tokenizer runs lexers over one text and those nested in it.
type tokenizer struct {
	code  func(chroma.Lexer) *quickLexer
	emit  func(class, text string)
	match *pattern.Matcher
}

// run is chroma's state machine. It panics where chroma does.
func (t *tokenizer) run(q *quickLexer, root, text string, nested bool) {
	end := len(text)
	if !nested && q.chroma.Config().EnsureNL && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	outer := t.match.Text()
	t.match.Reset(text)
	s := &chroma.LexerState{Lexer: q.chroma, Stack: []string{root}}
	var now *state
	p := 0
	for p < end && len(s.Stack) > 0 {
		s.State = s.Stack[len(s.Stack)-1]
		if now == nil || now.name != s.State {
			if now = q.states[s.State]; now == nil {
				panic("unknown state " + s.State)
			}
		}
		r, to := t.first(now, text, p)
		if r == nil {
			p = t.stray(s, root, text, p)
			continue
		}
		matched := text[p:to]
		p = to
		if r.mutator != nil {
			if err := r.mutator.Mutate(s); err != nil {
				panic(err)
			}
		}
		t.emitMatch(q, &r.emit, matched)
	}
	if p != len(text) && len(s.Stack) == 0 {
		t.emit(role(chroma.Error), text[p:])
	}
	t.match.Reset(outer)
}

// first returns the first rule that matches, and where its match ends.
func (t *tokenizer) first(s *state, text string, p int) (*rule, int) {
	for _, r := range s.before[text[p]] {
		if to := t.match.Match(r.pattern, p); to >= 0 {
			return r, to
		}
	}
	t.match.Spend(1)
	return nil, p
}

// stray takes a character that no rule matches. At the end of a line the
// lexer starts afresh instead.
func (t *tokenizer) stray(s *chroma.LexerState, root, text string, p int) int {
	if text[p] == '\n' && s.State != root {
		s.Stack = []string{root}
		return p
	}
	next := p + 1
	for next < len(text) && text[next]&0xC0 == 0x80 {
		next++
	}
	t.emit(role(chroma.Error), text[p:next])
	return next
}

func (t *tokenizer) emitMatch(q *quickLexer, e *emitter, matched string) {
	if e.kind != emitGroups {
		t.emitPart(q, e, matched)
		return
	}
	parts := make([]string, len(e.groups))
	for i := range parts {
		parts[i] = t.match.Group(i + 1)
	}
	for i, part := range parts {
		t.emitPart(q, &e.groups[i], part)
	}
}

func (t *tokenizer) emitPart(q *quickLexer, e *emitter, text string) {
	switch {
	case text == "":
	case e.kind == emitClass:
		t.emit(e.class, text)
	case e.kind == emitSelf:
		t.run(q, e.state, text, true)
	case e.kind == emitLexer:
		t.other(e.lexer, text)
	}
}

// other runs another lexer over a part of the text.
func (t *tokenizer) other(l chroma.Lexer, text string) {
	if q := t.code(l); q != nil {
		t.run(q, "root", text, true)
		return
	}
	tokens, err := l.Tokenise(&chroma.TokeniseOptions{State: "root", Nested: true}, text)
	if err != nil {
		panic(err)
	}
	for tok := tokens(); tok != chroma.EOF; tok = tokens() {
		if tok.Type != chroma.Ignore {
			t.emit(role(tok.Type), tok.Value)
		}
	}
}
