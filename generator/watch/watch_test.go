package watch

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const page = "content/hinata/a.md"

const start = `
	kaizen.yaml: title
	content/hinata/a.md: first words
	content/hinata/b.md: other words
	templates/base.html: page`

func TestOneBellForOneSave(t *testing.T) {
	// Each editor's way to save a.md, as it was recorded.
	saves := map[string]func(s *site){
		"in place, same size": func(s *site) { s.write(page + ": FIRST WORDS") },
		"vim, backupcopy=no": func(s *site) {
			s.write("content/hinata/.a.md.swp: swap")
			s.write("content/hinata/4913: ")
			s.remove("content/hinata/4913")
			s.rename(page, page+"~")
			s.write(page + ": written by vim")
			s.must(os.Chmod(s.path(page), 0o644))
			s.remove(page + "~")
			s.write("content/hinata/.a.md.un~: undo")
			s.remove("content/hinata/.a.md.swp")
		},
		"vim, backupcopy=yes": func(s *site) {
			s.write("content/hinata/.a.md.swp: swap")
			s.write(page + "~: first words")
			s.write(page + ": written by vim")
			s.remove(page + "~")
			s.remove("content/hinata/.a.md.swp")
		},
		"emacs": func(s *site) {
			s.link("someone@host.1:2", "content/hinata/.#a.md")
			s.write("content/hinata/#a.md#: autosave")
			s.rename(page, page+"~")
			s.write(page + ": written by emacs")
			s.remove("content/hinata/.#a.md")
			s.remove("content/hinata/#a.md#")
		},
		"jetbrains": func(s *site) {
			s.write(page + "___jb_tmp___: written by an IDE")
			s.rename(page, page+"___jb_old___")
			s.rename(page+"___jb_tmp___", page)
			s.remove(page + "___jb_old___")
		},
		"a temporary file of any name": func(s *site) {
			s.write("content/hinata/.sedX7f: written by sed -i")
			s.rename("content/hinata/.sedX7f", page)
		},
		"gone for a moment": func(s *site) {
			s.remove(page)
			time.Sleep(60 * time.Millisecond)
			s.write(page + ": written anew")
		},
		"empty for a moment": func(s *site) {
			s.must(os.Truncate(s.path(page), 0))
			time.Sleep(90 * time.Millisecond)
			s.write(page + ": written late")
		},
		"a folder in the same instant": func(s *site) {
			s.write("content/hinata/2026/11/new/c.md: deep")
		},
		"the config": func(s *site) { s.write("kaizen.yaml: new title") },
	}
	for name, save := range saves {
		t.Run(name, func(t *testing.T) {
			bothWays(t, func(t *testing.T, o Options) {
				// on a busy machine even this test may pause in the middle of a save
				for range 6 {
					s := watching(t, o, start)
					before := s.now()
					save(s)
					if s.settles(before, 4) == 1 && !s.missed(page) {
						return
					}
				}
				t.Error("none of six saves rang once")
			})
		})
	}
}

func TestNoBellForNothing(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		o.Ignore = func(path string) bool { return strings.HasSuffix(path, ".psd") }
		s := watching(t, o, start)
		before := s.now()
		s.must(os.Chmod(s.path(page), 0o600))
		s.must(os.Chtimes(s.path(page), time.Now(), time.Now()))
		s.write("content/.git/index: of git")
		s.write("content/a.psd: drawing")
		s.write("public/index.html: output")
		s.staysSilent(before)
	})
}

func TestNoBellForWhatIsUndoneAtOnce(t *testing.T) {
	acts := map[string]func(s *site){
		"the same words again": func(s *site) { s.write(page + ": first words") },
		"a file for a moment": func(s *site) {
			s.write("content/hinata/c.md: for a moment")
			s.remove("content/hinata/c.md")
		},
	}
	for name, act := range acts {
		t.Run(name, func(t *testing.T) {
			bothWays(t, func(t *testing.T, o Options) {
				s := watching(t, o, start)
				for range 30 {
					before, began := s.now(), time.Now()
					act(s)
					if time.Since(began) < soon {
						s.staysSilent(before)
						return
					}
					s.quiet() // on a busy machine there was something to see
				}
				t.Fatal("the machine is too busy to undo anything at once")
			})
		})
	}
}

func TestFoldersComeAndGo(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		s := watching(t, o, start)
		step := func(most int, act func()) {
			t.Helper()
			before := s.now()
			act()
			s.settles(before, most)
		}
		s.write("elsewhere/sub/x.md: x\nelsewhere/y.md: y\nelsewhere/z.md: z")
		step(2, func() { s.rename("elsewhere", "content/moved") })
		step(1, func() { s.write("content/moved/sub/x.md: edited where it is now") })
		step(2, func() { s.rename("content/moved", "content/again") })
		step(1, func() { s.write("content/again/sub/x.md: edited again") })
		step(2, func() { s.rename("content/again", "elsewhere") })

		before := s.now()
		s.write("elsewhere/sub/x.md: edited outside")
		s.staysSilent(before)

		step(2, func() { s.remove("content/hinata"); s.write(page + ": a folder of the same name") })
		step(1, func() { s.write(page + ": edited in it") })
		step(2, func() { s.remove(page); s.write(page + "/index.md: a folder now") })
		step(2, func() { s.remove(page); s.write(page + ": a file again") })
		step(2, func() { s.rename(page, "content/hinata/A.md") })
	})
}

func TestRootIsRemovedAndComesBack(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		s := watching(t, o, start)
		before := s.now()
		s.remove("content")
		s.settles(before, 2)
		s.mu.Lock()
		if len(s.said) != 1 || !strings.Contains(s.said[0]["en"], "is gone") || !strings.Contains(s.said[0]["ja"], "なくなりました") {
			t.Errorf("said %q", s.said)
		}
		s.mu.Unlock()
		for _, lines := range []string{start, page + ": and is still watched"} {
			before = s.now()
			s.write(lines)
			s.settles(before, 2)
		}
		before = s.now()
		s.remove("kaizen.yaml")
		s.settles(before, 1)
		before = s.now()
		s.write("kaizen.yaml: back")
		s.settles(before, 1)
	})
}

func TestSymbolicLinks(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		outside := filepath.Join(t.TempDir(), "secret.md")
		s := watching(t, o, start+"\nshared/one.md: one\nshared/two.md: two\n")
		s.must(os.WriteFile(outside, []byte("outside"), 0o666))
		for _, act := range []func(){
			func() { s.link("../../shared/one.md", "content/hinata/linked.md") },
			func() { s.write("shared/one.md: the target is edited") },
			func() {
				s.link("../../shared/two.md", "content/hinata/.next")
				s.rename("content/hinata/.next", "content/hinata/linked.md")
			},
			func() { s.link("../shared", "content/all") },
			func() { s.write("shared/three.md: in a folder that is linked") },
			func() { s.remove("shared/two.md") },
		} {
			before := s.now()
			act()
			s.settles(before, 2)
		}
		before := s.now()
		s.link("loop-b", "content/loop-a")
		s.link("loop-a", "content/loop-b")
		s.link("..", "content/hinata/up")
		s.link(outside, "content/secret.md")
		s.await("bell for the links", func() bool { return s.builds() > before.builds })
		s.quiet()
		before = s.now()
		s.must(os.WriteFile(outside, []byte("outside, edited"), 0o666))
		s.staysSilent(before)
	})
}
