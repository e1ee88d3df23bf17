package api

import (
	"slices"

	"muara/internal/auth"
	"muara/internal/trade"
)

// operation is one thing that can be asked: its route, its words, its answer.
// The routes, the OpenAPI document and the page about the API are made from
// it.
type operation struct {
	id      string // stable: clients that were generated call it by this name
	method  string
	path    string // below Prefix
	tag     string
	summary trade.Text
	about   trade.Text // more, where there is more to say
	params  []param
	open    bool // filters have names of their own
	form    []param
	answer  any    // zero value of the JSON answer; nil for others
	status  int    // of the answer; 0 is 200
	media   string // of an answer that is no JSON
	forms   bool   // the forms of facts
	scope   auth.Scope
	errors  []int
	do      func(*call) error
}

// param is a key of the address or a field of a form.
type param struct {
	name    string
	path    bool
	needed  bool
	kind    string // string, integer, list (may be repeated), file
	enum    []string
	text    trade.Text
	example string
}

func (op *operation) takes(key string) bool {
	return key == keyLang || slices.ContainsFunc(op.params, func(p param) bool { return !p.path && p.name == key })
}

// patterns are the paths of an operation for the mux: that of the root ends
// there, with or without its slash.
func (op *operation) patterns() []string {
	if op.path == "/" {
		return []string{"", "/{$}"}
	}
	return []string{op.path}
}

// asks reports whether an operation answers nothing without being told more.
func (op *operation) asks() bool {
	return slices.ContainsFunc(op.params, func(p param) bool { return p.needed })
}

// keys lists the keys that an operation understands.
func (op *operation) keys() []string {
	var out []string
	for _, p := range op.params {
		if !p.path {
			out = append(out, p.name)
		}
	}
	return append(out, keyLang)
}

// Tags of operations.
const (
	tagFacts   = "facts"
	tagCodes   = "codes"
	tagFigures = "figures"
	tagWork    = "work"
	tagService = "service"
)

var tagWords = map[string]trade.Text{
	tagFacts:   {ID: "Data perdagangan dari berkas yang dimuat: kumpulan data, rilis, kueri", EN: "Trade data from imported files: data sets, releases, queries"},
	tagCodes:   {ID: "Kode barang, negara, dan lainnya beserta namanya", EN: "Codes of goods, countries and more with their names"},
	tagFigures: {ID: "Angka rilis: yang pernah diumumkan, dan yang diturunkan darinya", EN: "Published figures, and those derived from them"},
	tagWork:    {ID: "Memuat berkas, memeriksa, menerbitkan; perlu token", EN: "Import files, check, publish; needs a token"},
	tagService: {ID: "Tentang layanan ini", EN: "About this service"},
}

// Tag is a group of operations with its words.
type Tag struct {
	Name  string
	Words trade.Text
}

// Described is an operation for the page about the API.
type Described struct {
	Method, Path string
	Summary      trade.Text
	Tag          string
	Scope        auth.Scope // empty where no token is needed
}

// Tags lists the groups in the order of the document.
func Tags() []Tag {
	var out []Tag
	for _, name := range []string{tagService, tagFacts, tagCodes, tagFigures, tagWork} {
		out = append(out, Tag{name, tagWords[name]})
	}
	return out
}

// Operations lists the operations in the order of the document.
func Operations() []Described {
	var out []Described
	for _, op := range operations() {
		out = append(out, Described{op.method, Prefix + op.path, op.summary, op.tag, op.scope})
	}
	return out
}
