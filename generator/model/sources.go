package model

// Sources is everything that a build reads, parsed: what load hands to assemble.
type Sources struct {
	Config    *Config
	Catalogs  map[Lang]Catalog
	Records   []*Record         // by path
	Prefaces  []*Preface        // by path
	Pages     []*FreePage       // by path
	Pictures  map[string]*Asset // by path below the site's root
	Refused   map[string]bool   // pictures, by the same path, that are there but have a problem of their own
	Theme     []*Asset          // files of the theme by path below the theme, overrides already laid over
	Templates []*Asset          // by name, overrides already laid over
	Secrets   []Secret
	Look      Sum          // of the config and the words: what every page depends on
	Files     []SourceFile // what people wrote, for the privacy check
}

// SourceFile is a file as its author wrote it.
type SourceFile struct {
	Path                     string
	Data                     []byte
	Sum                      Sum
	PrivateStart, PrivateEnd int      // bytes of the key internal:
	Internal                 []string // its values
	Allow                    []Allowance
	Unread                   bool // its own mistakes keep it from being a record, words for a report or a page
}

// Asset is a file that is used as it is.
type Asset struct {
	Name   string // path below the theme or template folder; of pictures, the path below the site's root
	Origin string // where it was found, for problems
	Own    bool   // a template of the site itself, neither built in nor of a theme
	Data   []byte
	Sum    Sum
	Type   string // media type, of files below content/
	Width  int    // of pictures, upright, in px; else 0
	Height int
	Widths []int // of pictures: the smaller sizes worth making
}

// Secret is a value that must not occur in the output: part of a record's
// internal key. Nothing but the leak check may see it.
type Secret struct {
	Value string
	Pos   Pos
}
