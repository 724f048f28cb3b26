package plan

import (
	"crypto/sha256"
	"encoding/binary"
	"net/url"
	"strings"
	"time"

	"kaizen/generator/model"
)

// tagURI returns the id of a thing in feeds (RFC 4151). It hangs on the site's
// authority and on names that never change, and on nothing else: neither host
// nor path, product, title or date of a record are in it. Languages but the
// default one have ids of their own, translated or not. Empty names are left
// out.
func tagURI(c *model.Config, lang model.Lang, names ...string) string {
	if lang != c.DefaultLang() {
		names = append(names, string(lang))
	}
	var path []string
	for _, n := range names {
		if n == "" {
			continue
		}
		path = append(path, url.PathEscape(n))
	}
	return "tag:" + c.Authority + ":" + strings.Join(path, "/")
}

// moment gives t a fraction of a second that hangs on id alone. Records of one
// day would all have the same time, which readers of Atom take for one change;
// a fraction tells them apart without moving the others when one is added.
func moment(t time.Time, id string) time.Time {
	sum := sha256.Sum256([]byte(id))
	fraction := time.Duration(binary.BigEndian.Uint64(sum[:]) % uint64(time.Second-1))
	return t.Truncate(time.Second).Add(fraction + 1)
}
