package publish

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"kaizen/generator/model"
)

// manifestName is the last file that Publish writes. It lists every other
// file of the site: two builds of one input have the same.
const manifestName = "manifest.json"

// manifestFormat changes when an older kaizen could misread the file.
const manifestFormat = 1

const generator = "kaizen"

// manifest is the list of files that kaizen wrote, as manifest.json has it:
//
//	{"generator":"kaizen","format":1,"files":[
//	{"path":"about/index.html","size":5120,"sha256":"9f86…"},
//	…
//	]}
//
// Files are sorted by path. It is public: tools that upload a site compare two
// of them to learn what to send and what to delete.
type manifest struct {
	Generator string         `json:"generator"`
	Format    int            `json:"format"`
	Files     []manifestFile `json:"files"`
	Previous  []manifestFile `json:"previous,omitempty"` // assets of the build before, for pages still open in a browser
}

type manifestFile struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// output returns the manifest as a file of the site.
func (m manifest) output() model.Output {
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"generator":%q,"format":%d,"files":[`, m.Generator, m.Format)
	writeFiles(&b, m.Files)
	if len(m.Previous) > 0 {
		b.WriteString("],\"previous\":[")
		writeFiles(&b, m.Previous)
	}
	b.WriteString("]}\n")
	return model.Output{Path: manifestName, Sum: model.SumOf(b.Bytes()), Size: int64(b.Len()), Data: b.Bytes()}
}

// writeFiles writes a line for each file, so that people can compare manifests
// with diff.
func writeFiles(b *bytes.Buffer, files []manifestFile) {
	files = slices.SortedFunc(slices.Values(files), func(a, b manifestFile) int { return strings.Compare(a.Path, b.Path) })
	for i, f := range files {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		name, _ := json.Marshal(f.Path) // a string: cannot fail
		fmt.Fprintf(b, `{"path":%s,"size":%d,"sha256":"%s"}`, name, f.Size, f.SHA256)
	}
	b.WriteByte('\n')
}

var (
	errForeignManifest = errors.New("was not written by kaizen")
	errNewer           = errors.New("was written by a newer kaizen")
)

// known is what kaizen wrote into the folder, according to its manifests: more
// than one if a publish was interrupted.
type known struct {
	adopted  bool // there is a manifest: the folder is an output of kaizen
	sums     map[string][]model.Sum
	previous map[string]bool // assets that have stayed for one more build already
}

func newKnown() known {
	return known{sums: map[string][]model.Sum{}, previous: map[string]bool{}}
}

func (k *known) wrote(p string, sum model.Sum) bool { return slices.Contains(k.sums[p], sum) }

// add reads what the bytes of a manifest say.
func (k *known) add(data []byte) error {
	var m manifest
	if err := json.Unmarshal(data, &m); err != nil || m.Generator != generator {
		return errForeignManifest
	}
	if m.Format > manifestFormat {
		return errNewer
	}
	k.adopted = true
	for _, f := range append(m.Files, m.Previous...) {
		var sum model.Sum
		if len(f.SHA256) != hex.EncodedLen(len(sum)) {
			continue // a hash that no file has: the file counts as changed
		}
		hex.Decode(sum[:], []byte(f.SHA256))
		k.sums[f.Path] = append(k.sums[f.Path], sum)
	}
	for _, f := range m.Previous {
		k.previous[f.Path] = true
	}
	return nil
}

var hashedName = regexp.MustCompile(`\.([0-9a-f]{8,64})\.[a-z0-9]+$`)

// isHashedAsset reports whether p names a file by its own content, such as
// "assets/site.5f3a90c1.css", whose SHA-256 begins with the middle part. Pages
// of the previous build may still be open in a browser and ask for it.
func isHashedAsset(p string, sum model.Sum) bool {
	m := hashedName.FindStringSubmatch(path.Base(p))
	return m != nil && strings.HasPrefix(sum.String(), m[1])
}
