package publish

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// A Collision is a set of output paths that cannot be files of one folder on
// every system that a site may be unpacked on, or a single path that cannot.
type Collision struct {
	Rule  string // "duplicate-path", "clashing-path", "clashing-path", "unportable-path", "long-path", "reserved-path"
	Paths []string
	Text  model.Text
	Hint  model.Text
}

// Limits that hold on Linux (names of 255 bytes), Windows (paths of 260 UTF-16
// units, of which the folder above takes some) and in archives.
const (
	maxName = 200 // bytes of one name
	maxPath = 240 // UTF-16 units of the whole path below the output folder
)

// CheckPaths returns what keeps paths, slash-separated and below the output
// folder, from being written side by side: sorted by path, at most one
// Collision for each pair. It looks at nothing but the paths, so its answer is
// the same on every machine.
func CheckPaths(paths []string) []Collision {
	sorted := slices.Sorted(slices.Values(paths))
	var found []Collision
	files := make(map[string]string, len(sorted)) // by folded path
	for i, p := range sorted {
		if i > 0 && p == sorted[i-1] {
			found = append(found, duplicate(p))
			continue
		}
		if c, bad := checkPath(p); bad {
			found = append(found, c)
		}
		first, taken := files[fold(p)]
		if taken && path.Dir(first) == path.Dir(p) { // else their folders collide
			found = append(found, sameFolded(first, p))
		}
		files[fold(p)] = p
	}
	return append(found, checkFolders(sorted, files)...)
}

// checkFolders finds paths that need a folder where another path has a file,
// or two folders that differ only as fold ignores.
func checkFolders(sorted []string, files map[string]string) []Collision {
	var found []Collision
	folders := map[string]string{} // by folded path
	seen := map[string]bool{}
	for _, p := range sorted {
		for i, r := range p {
			dir := p[:i]
			if r != '/' || dir == "" || seen[dir] {
				continue
			}
			seen[dir] = true
			if first, taken := folders[fold(dir)]; taken {
				found = append(found, sameFolded(first, dir))
				break
			}
			folders[fold(dir)] = dir
			if file, taken := files[fold(dir)]; taken {
				found = append(found, fileAndFolder(file, p))
			}
		}
	}
	return found
}

// fold maps names that macOS, Windows or an archive tool takes for the same to
// one string.
func fold(p string) string { return strings.Map(smallest, text.NFC(p)) }

// smallest returns the first of the letters that differ from r in case only:
// unlike lower case, it takes ſ for s.
func smallest(r rune) rune {
	first := r
	for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
		first = min(first, other)
	}
	return first
}

func checkPath(p string) (Collision, bool) {
	if p == manifestName || p == workName || strings.HasPrefix(p, workName+"/") {
		return reserved(p), true
	}
	if n := len(utf16.Encode([]rune(p))); n > maxPath {
		return tooLong(p), true
	}
	for name := range strings.SplitSeq(p, "/") {
		if len(name) > maxName {
			return tooLong(p), true
		}
		if why := badName(name); why != nil {
			return Collision{Rule: "unportable-path", Paths: []string{p}, Text: model.Text{
				"ja": fmt.Sprintf("出力先 %q の %q は、%s", p, name, why["ja"]),
				"en": fmt.Sprintf("output %q: the name %q %s", p, name, why["en"]),
			}, Hint: model.Text{
				"ja": "半角の英小文字、数字、ハイフンの名前なら、どこでも使えます。",
				"en": "lower-case Latin letters, digits and hyphens work everywhere",
			}}, true
		}
	}
	return Collision{}, false
}

// badName says why no file should have this name, or returns nil.
func badName(name string) model.Text {
	switch {
	case name == "" || name == "." || name == "..":
		return model.Text{"ja": "名前になりません", "en": "is not one"}
	case !utf8.ValidString(name):
		return model.Text{"ja": "UTF-8 ではありません", "en": "is not UTF-8"}
	case strings.ContainsAny(name, `<>:"|?*\`) || strings.ContainsFunc(name, unicode.IsControl):
		return model.Text{"ja": "Windows で使えない文字を含みます", "en": "has characters that Windows does not allow"}
	case strings.TrimSpace(name) != name || strings.HasSuffix(name, "."):
		return model.Text{"ja": "空白で始まるか、空白かピリオドで終わっています", "en": "begins with a space, or ends with a space or a full stop"}
	case isDevice(name):
		return model.Text{"ja": "Windows では機器の名前です", "en": "is a device on Windows"}
	case text.NFC(name) != name:
		return model.Text{"ja": "合成済み（NFC）の文字ではありません", "en": "is not in Unicode normal form C"}
	}
	return nil
}

// isDevice reports whether Windows opens a device for name, whatever follows
// the first full stop.
func isDevice(name string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	stem = strings.TrimRight(stem, " ")
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	number, isPort := strings.CutPrefix(stem, "COM")
	if !isPort {
		number, isPort = strings.CutPrefix(stem, "LPT")
	}
	return isPort && utf8.RuneCountInString(number) == 1 && strings.Contains("0123456789¹²³", number)
}

func duplicate(p string) Collision {
	return Collision{Rule: "duplicate-path", Paths: []string{p}, Text: model.Text{
		"ja": fmt.Sprintf("出力先 %q が二重になっています", p),
		"en": fmt.Sprintf("two outputs have the path %q", p),
	}, Hint: otherSlug()}
}

func sameFolded(a, b string) Collision {
	return Collision{Rule: "clashing-path", Paths: []string{a, b}, Text: model.Text{
		"ja": fmt.Sprintf("出力先 %q と %q は、macOS や Windows では同じ名前です", a, b),
		"en": fmt.Sprintf("outputs %q and %q are the same name on macOS and Windows", a, b),
	}, Hint: otherSlug()}
}

func fileAndFolder(file, below string) Collision {
	return Collision{Rule: "clashing-path", Paths: []string{file, below}, Text: model.Text{
		"ja": fmt.Sprintf("出力先 %q は、%q のためにはフォルダーでなければなりません", file, below),
		"en": fmt.Sprintf("output %q would have to be a folder for %q", file, below),
	}, Hint: otherSlug()}
}

func tooLong(p string) Collision {
	return Collision{Rule: "long-path", Paths: []string{p}, Text: model.Text{
		"ja": fmt.Sprintf("出力先 %q が長すぎます（名前は %d バイト、全体は %d 文字まで）", p, maxName, maxPath),
		"en": fmt.Sprintf("output %q is too long (names up to %d bytes, all of it up to %d characters)", p, maxName, maxPath),
	}, Hint: model.Text{
		"ja": "slug を短くしてください。",
		"en": "give it a shorter slug",
	}}
}

func reserved(p string) Collision {
	return Collision{Rule: "reserved-path", Paths: []string{p}, Text: model.Text{
		"ja": fmt.Sprintf("出力先 %q は kaizen 自身が使います", p),
		"en": fmt.Sprintf("output %q is kaizen's own", p),
	}, Hint: otherSlug()}
}

func otherSlug() model.Text {
	return model.Text{"ja": "どちらかの slug か path を変えてください。", "en": "change the slug or path of one of them"}
}
