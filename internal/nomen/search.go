package nomen

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"muara/internal/refdata"
	"muara/internal/trade"
)

// Hit is a code that a search found.
type Hit struct {
	Code    string
	Text    trade.Text
	Edition string // the newest that has the code
}

// index finds codes by words. Documents are codes, those of the newest edition
// first, the shorter ones first and then in order, so that of equal hits the
// broader one leads.
type index struct {
	docs   []doc
	glance []glance  // of the same documents, close together
	tokens []string  // words of all documents, sorted
	posts  [][]int32 // documents of each word
	sorted []string  // codes in order, to find by their beginning
	at     map[string]int32
}

// doc is a code with its folded texts, each after a blank, so that " word"
// finds what begins with it.
type doc struct {
	code    string
	id, en  string
	more    string // further words to find it by: of chapters goods, of lines their group
	counted [2]int // words of id and en
}

// glance is what tells most documents apart without reading their texts, for
// the Indonesian and the English one.
type glance struct {
	first   [2]int32 // place of the first word among the tokens
	counted [2]uint8 // words, at most 99
	letters [2]uint8 // bytes without blanks, at most 255
}

// glanceAt looks at a document whose tokens are known.
func (x *index) glanceAt(d *doc) (g glance) {
	for i, t := range [...]string{d.id, d.en} {
		word, _, _ := strings.Cut(t[1:], " ")
		at, _ := slices.BinarySearch(x.tokens, word)
		g.first[i], g.counted[i], g.letters[i] = int32(at), uint8(d.counted[i]), letters(t)
	}
	return g
}

func letters(folded string) uint8 {
	return uint8(min(len(folded)-strings.Count(folded, " "), 255))
}

// least is a rank that the document cannot come below.
func (g *glance) least(q *query) int {
	out := across
	for n, i := range [2]int{q.language, 1 - q.language} {
		r := within
		if g.letters[i] == q.letters {
			r = whole
		} else if g.first[i] >= q.from && g.first[i] < q.to {
			r = beginning - 1
		}
		out = min(out, r+int(g.counted[i])+100*n)
	}
	return out
}

func newIndex(n *Names) *index {
	x := &index{sorted: n.codes[""].sorted, at: map[string]int32{}}
	codes := slices.Clone(x.sorted)
	newest := n.codes[editionName(len(years)-1)]
	retired := func(c string) int { // behind the codes that are in force
		if newest.whole[6] && !newest.has[c] {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(codes, func(a, b string) int { return cmp.Or(retired(a)-retired(b), len(a)-len(b)) })
	posts := map[string][]int32{}
	for _, code := range codes {
		name, ok := n.Of(code, "")
		if !ok {
			continue
		}
		at := int32(len(x.docs))
		d := doc{code: code, id: " ", en: " "}
		if name.ID.Lang == "id" {
			d.id += refdata.Fold(clean(name.ID.Raw))
		}
		if name.EN.Lang == "en" {
			d.en += refdata.Fold(clean(name.EN.Raw))
		}
		if c, ok := refdata.ChapterOf(code); ok {
			d.more = " " + refdata.Fold(c.Words.ID+" "+c.Words.EN)
		} else if len(code) > 4 {
			d.more = " " + refdata.Fold(name.Text.ID+" "+name.Text.EN)
		}
		d.counted = [2]int{min(strings.Count(d.id, " "), 99), min(strings.Count(d.en, " "), 99)}
		for _, text := range [...]string{d.id, d.en, d.more} {
			words := strings.Fields(text)
			if len(words) == 2 || len(words) == 3 {
				words = append(words, strings.Join(words, "")) // batubara finds batu bara
			}
			for _, w := range words {
				if p := posts[w]; len(p) == 0 || p[len(p)-1] != at {
					posts[w] = append(p, at)
				}
			}
		}
		x.docs = append(x.docs, d)
		x.at[code] = at
	}
	x.tokens = sortedKeys(posts)
	for _, t := range x.tokens {
		x.posts = append(x.posts, posts[t])
	}
	for i := range x.docs {
		x.glance = append(x.glance, x.glanceAt(&x.docs[i]))
	}
	return x
}

// maxQuery bounds what a search looks at, in bytes.
const maxQuery = 100

// Search finds codes by their beginning, with points or blanks in it (4412.33),
// or by words of their names in both languages, each a beginning: whole names
// first, then names that begin so, then those that hold the words together,
// then those that hold them anywhere; names of the reader's language (id or en)
// before the other's. It returns at most limit hits.
func (n *Names) Search(query, lang string, limit int) []Hit {
	if len(query) > maxQuery || limit <= 0 {
		return nil
	}
	x := n.index()
	var found []int32
	if code, ok := codeQuery(query); ok {
		found = x.byCode(code, limit)
	} else {
		found = x.byWords(refdata.Fold(query), lang, limit)
	}
	out := make([]Hit, 0, len(found))
	for _, at := range found {
		name, _ := n.Of(x.docs[at].code, "")
		out = append(out, Hit{Code: name.Code, Text: name.Text, Edition: name.Edition})
	}
	return out
}

// codeQuery reads digits with points and blanks between them.
func codeQuery(query string) (string, bool) {
	code := strings.Map(func(r rune) rune {
		if r == '.' || r == ' ' || r == '\u00a0' {
			return -1
		}
		return r
	}, query)
	return code, digits(code) && len(code) <= 12
}

// byCode returns the code and what lies under it; where nothing does, the
// longest beginning of the code that exists.
func (x *index) byCode(code string, limit int) []int32 {
	var out []int32
	from, _ := slices.BinarySearch(x.sorted, code)
	for _, c := range x.sorted[from:] {
		if !strings.HasPrefix(c, code) {
			break
		}
		if at, ok := x.at[c]; ok {
			out = append(out, at)
		}
	}
	slices.Sort(out) // broader codes first
	for size := len(code) - 1; len(out) == 0 && size >= 2; size-- {
		if at, ok := x.at[code[:size]]; ok {
			out = append(out, at)
		}
	}
	return out[:min(limit, len(out))]
}

// mostRead is in how many names the words are looked for wherever they stand.
// Only queries of letters that nearly every name has reach it; names that begin
// with the query are found beyond it.
const mostRead = 1000

// byWords ranks the documents that have every word of the query.
func (x *index) byWords(folded, lang string, limit int) []int32 {
	words := strings.Fields(folded)
	if len(words) == 0 {
		return nil
	}
	set := x.having(words[0])
	for _, w := range words[1:] {
		for i, b := range x.having(w) {
			set[i] &= b
		}
	}
	q, worst, read := x.newQuery(folded, lang), across+1000, 0
	best := make([]uint64, 0, limit+1) // rank and document, sorted
	for i, b := range set {
		for ; b != 0; b &= b - 1 {
			at := i<<6 | bits.TrailingZeros64(b)
			least := x.glance[at].least(&q)
			if least >= worst || least >= within && read > mostRead {
				continue
			}
			enough := worst
			if read > mostRead {
				enough = min(worst, within-1)
			}
			rank := x.docs[at].rank(&q, enough)
			if rank >= within {
				read++
			}
			key := uint64(rank)<<32 | uint64(at)
			if len(best) == limit && key > best[limit-1] {
				continue
			}
			pos, _ := slices.BinarySearch(best, key)
			if best = slices.Insert(best, pos, key); len(best) > limit {
				best = best[:limit]
			}
			if len(best) == limit {
				worst = int(best[limit-1] >> 32)
			}
		}
	}
	out := make([]int32, len(best))
	for i, key := range best {
		out[i] = int32(uint32(key))
	}
	return out
}

// having returns the documents with a word that begins so, a bit for each.
func (x *index) having(prefix string) []uint64 {
	set := make([]uint64, len(x.docs)/64+1)
	from, _ := slices.BinarySearch(x.tokens, prefix)
	for i, t := range x.tokens[from:] {
		if !strings.HasPrefix(t, prefix) {
			break
		}
		for _, at := range x.posts[from+i] {
			set[at>>6] |= 1 << (at & 63)
		}
	}
	return set
}

// How a text may match, the best first; a rank is the class, then the language,
// then the number of words.
const (
	whole = iota * 1000
	beginning
	within
	scattered
	across // some words in one language, some in the other
)

// query is a folded query with what matching needs of it.
type query struct {
	spaced   string   // with a blank before it
	words    []string // each with a blank before it
	language int      // 0: Indonesian first, 1: English first
	letters  uint8    // as of a glance
	from, to int32    // tokens that begin as its first word
}

func (x *index) newQuery(folded, lang string) query {
	q := query{spaced: " " + folded, letters: letters(folded)}
	for _, w := range strings.Fields(folded) {
		q.words = append(q.words, " "+w)
	}
	if lang == "en" {
		q.language = 1
	}
	first := q.words[0][1:]
	from, _ := slices.BinarySearch(x.tokens, first)
	to := from
	for to < len(x.tokens) && strings.HasPrefix(x.tokens[to], first) {
		to++
	}
	q.from, q.to = int32(from), int32(to)
	return q
}

// rank says how well a document matches; lower is better. What cannot come
// below worst is not looked for: most documents are left after a glance.
func (d *doc) rank(q *query, worst int) int {
	texts, counts := [2]string{d.id, d.en}, d.counted
	if q.language == 1 {
		texts[0], texts[1] = texts[1], texts[0]
		counts[0], counts[1] = counts[1], counts[0]
	}
	best := across
	for i, t := range texts {
		best = min(best, begins(t, q)+counts[i]+100*i)
	}
	if best > within+200 && len(d.code) == 2 && strings.Contains(d.more, q.spaced) {
		best = min(best, within+200)
	}
	if best < within || worst < within {
		return best
	}
	for i, t := range texts {
		if strings.Contains(t, q.spaced) {
			best = min(best, within+counts[i]+100*i)
		}
	}
	if best < scattered || worst < scattered {
		return best
	}
	for i, t := range [...]string{texts[0], texts[1], d.more} {
		if holds(t, q.words) {
			best = min(best, scattered+100*i)
		}
	}
	return best
}

// begins ranks a text that is the query or begins with it.
func begins(text string, q *query) int {
	if rest, ok := strings.CutPrefix(text, q.spaced); ok {
		switch {
		case rest == "":
			return whole
		case rest[0] == ' ':
			return beginning - 1 // a whole word first
		}
		return beginning
	}
	if letters(text) == q.letters && sameLetters(text, q.spaced) {
		return whole
	}
	return across
}

// sameLetters compares two texts without their blanks: batubara, batu bara.
func sameLetters(a, b string) bool {
	for {
		a, b = strings.TrimLeft(a, " "), strings.TrimLeft(b, " ")
		if a == "" || b == "" {
			return a == b
		}
		if a[0] != b[0] {
			return false
		}
		a, b = a[1:], b[1:]
	}
}

// holds reports whether each of the words begins a word of the text.
func holds(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
