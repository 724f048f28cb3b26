package relative

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// addressed are the attributes whose value is an address.
var addressed = []string{"action", "cite", "data", "formaction", "href", "poster", "src", "xlink:href"}

// listed are the attributes whose value is a list of addresses with sizes.
var listed = []string{"imagesrcset", "srcset"}

// page rewrites an HTML page. Tags without an address of the site, and all
// between tags, keep their bytes.
func (s Site) page(at string, data []byte) []byte {
	var b bytes.Buffer
	b.Grow(len(data))
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		kind := z.Next()
		if kind == html.ErrorToken { // the end: a reader of bytes does not fail
			return b.Bytes()
		}
		written := b.Len()
		b.Write(z.Raw())
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		tag := z.Token() // overwrites what Raw returned
		if tag.Data == "noscript" {
			z.NextIsNotRawText() // it holds elements for who has no scripts
		}
		if s.tag(at, &tag) {
			b.Truncate(written)
			b.WriteString(tag.String())
		}
	}
}

// tag rewrites the attributes of a tag and reports whether it changed any.
func (s Site) tag(at string, tag *html.Token) bool {
	changed := false
	for i, a := range tag.Attr {
		var value string
		switch {
		case slices.Contains(addressed, a.Key):
			value, _ = s.address(at, strings.TrimSpace(a.Val))
		case slices.Contains(listed, a.Key):
			value = s.set(at, a.Val)
		case strings.HasPrefix(a.Key, "data-") && s.isFile(a.Val): // for a script
			value, _ = s.address(at, a.Val)
		case a.Key == "content" && tag.Data == "meta" && isRefresh(tag):
			value = s.refresh(at, a.Val)
		default:
			continue
		}
		if value != strings.TrimSpace(a.Val) {
			tag.Attr[i].Val = value
			changed = true
		}
	}
	return changed
}

// set rewrites the addresses in a list like "/a.jpg 480w, /b.jpg 960w". An
// address ends where a space begins; a comma may be part of it.
func (s Site) set(at, list string) string {
	var out []string
	for rest := strings.TrimLeft(list, " \t\n,"); rest != ""; rest = strings.TrimLeft(rest, " \t\n,") {
		link, after := cutAt(rest, " \t\n")
		size := ""
		if trimmed := strings.TrimRight(link, ","); trimmed != link {
			link, rest = trimmed, after
		} else {
			size, rest = cutAt(after, ",")
		}
		to, _ := s.address(at, link)
		out = append(out, strings.TrimSpace(to+" "+strings.TrimSpace(size)))
	}
	return strings.Join(out, ", ")
}

func isRefresh(tag *html.Token) bool {
	return slices.ContainsFunc(tag.Attr, func(a html.Attribute) bool {
		return a.Key == "http-equiv" && strings.EqualFold(a.Val, "refresh")
	})
}

// refresh rewrites the address in a value like "0; url=/new/".
func (s Site) refresh(at, value string) string {
	i := strings.Index(strings.ToLower(value), "url=")
	if i < 0 {
		return value
	}
	i += len("url=")
	to, _ := s.address(at, strings.Trim(strings.TrimSpace(value[i:]), `"'`))
	return value[:i] + to
}
