package nomen

import (
	"slices"
	"strings"
	"sync"

	"muara/internal/refdata"
	"muara/internal/trade"
)

// Names answers what codes are called, from the lists of a store as they were
// when it was made. It does not change and may be used by many at once.
type Names struct {
	lists map[string][]*naming // by edition, the best source first; "" holds lists of all editions
	codes map[string]*codeSet  // by edition; "" holds the codes of all
	duty  *naming              // the newest tariff book, or nil
	index func() *index        // made at the first search
	kept  *sync.Map            // answers of Of by nameKey: at most one for each edition and code of the lists
}

type nameKey struct{ edition, code string }

// naming is a list with the place of each code.
type naming struct {
	*List
	origin Origin
	at     map[string]int32
}

func (n *naming) entry(code string) (Entry, bool) {
	if i, ok := n.at[code]; ok {
		return n.Entries[i], true
	}
	return Entry{}, false
}

// title returns a clean title of the list in a language; empty where none.
func (n *naming) title(code, lang string) string {
	e, _ := n.entry(code)
	return clean(e.Raw.In(lang))
}

// Names returns the names as the store holds them now.
func (s *Store) Names() (*Names, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.refresh(); err != nil {
		return nil, err
	}
	if s.names == nil {
		s.names = newNames(s.current())
	}
	return s.names, nil
}

// rank orders the lists of an edition: those with official titles first.
var rank = map[Kind]int{HSLists: 0, ComtradeHS: 1, BTKI: 2, BACICodes: 3}

func newNames(current []*stored) *Names {
	n := &Names{lists: map[string][]*naming{}, codes: map[string]*codeSet{}, kept: &sync.Map{}}
	for _, one := range current {
		if one.list == nil {
			continue
		}
		l := &naming{List: one.list, origin: one.head.Origin, at: make(map[string]int32, len(one.list.Entries))}
		for i, e := range l.Entries {
			l.at[e.Code] = int32(i)
		}
		n.lists[l.Edition] = append(n.lists[l.Edition], l)
		if l.Kind == BTKI && (n.duty == nil || n.duty.Edition < l.Edition) {
			n.duty = l
		}
	}
	for _, ls := range n.lists {
		slices.SortFunc(ls, func(a, b *naming) int { return rank[a.Kind] - rank[b.Kind] })
	}
	n.gather()
	n.index = sync.OnceValue(func() *index { return newIndex(n) })
	return n
}

// Wording is a title and where it stands.
type Wording struct {
	Lang    string // of Raw: id or en, which may not be the language asked for
	Raw     string // as written
	Edition string // H0 to H6; empty: the program's own names, or a list of all editions
	List    string // ID of the list; empty: the program's own names
}

// Name is what a code is called.
type Name struct {
	Code    string
	Text    trade.Text // readable; where one language has no name, that of the other
	Edition string     // in which the code was found, H0 to H6; empty: in a list of all editions
	Exact   bool       // that is the edition asked for
	ID, EN  Wording    // what Text was made of
}

// Of names a code of an edition; "" asks for the newest. Codes of 2 and 4
// digits have the program's own names, longer ones those of the lists: of the
// edition itself, else of the nearest that has the code.
func (n *Names) Of(code, edition string) (Name, bool) {
	if editionIndex(edition) < 0 {
		edition = ""
	}
	key := nameKey{edition, code}
	if kept, ok := n.kept.Load(key); ok {
		return *kept.(*Name), true
	}
	name, ok := n.find(code, edition)
	if ok {
		n.kept.Store(key, &name)
	}
	return name, ok
}

func (n *Names) find(code, edition string) (Name, bool) {
	name := Name{Code: code}
	if own, ok := embedded(code); ok {
		name.Text, name.Edition, name.Exact = own, edition, true
		name.ID, name.EN = Wording{Lang: "id", Raw: own.ID}, Wording{Lang: "en", Raw: own.EN}
		return name, true
	}
	id, idOK := n.wording(code, edition, "id")
	en, enOK := n.wording(code, edition, "en")
	switch {
	case !idOK && !enOK:
		return Name{}, false
	case !idOK:
		id = en
	case !enOK:
		en = id
	}
	name.Text, name.ID, name.EN = trade.Text{ID: id.readable, EN: en.readable}, id.Wording, en.Wording
	name.Edition = en.Edition
	if edition != "" && id.Edition == edition {
		name.Edition = edition
	}
	name.Exact = edition == "" || name.Edition == edition
	return name, true
}

// embedded names chapters and headings, as the program itself has them.
func embedded(code string) (trade.Text, bool) {
	switch len(code) {
	case 2:
		c, ok := refdata.ChapterOf(code)
		return c.Name, ok
	case 4:
		h, ok := refdata.HeadingOf(code)
		return h.Name, ok
	}
	return trade.Text{}, false
}

type found struct {
	Wording
	readable string
}

// wording finds a title in a language, from the edition outwards.
func (n *Names) wording(code, edition, lang string) (found, bool) {
	for _, e := range append(nearest(edition), "") {
		for _, l := range n.lists[e] {
			entry, ok := l.entry(code)
			if !ok && lang == "id" && len(code) == 6 {
				entry, ok = l.entry(code + "00") // BTKI names an undivided subheading by its only line
			}
			if raw := entry.Raw.In(lang); ok && raw != "" {
				return found{Wording{Lang: lang, Raw: raw, Edition: e, List: l.List.ID()}, n.readable(l, entry, lang)}, true
			}
		}
	}
	return found{}, false
}

// readable composes the title of a line with its group, where it needs one.
// The titles of HS lists are whole sentences; those of a tariff book hang on
// their groups.
func (n *Names) readable(l *naming, e Entry, lang string) string {
	own := clean(e.Raw.In(lang))
	if len(e.Code) < 6 || l.Kind != BTKI && !isOther(own) {
		return own
	}
	var groups []string
	for size := len(e.Code) - 2; size >= 4; size -= 2 {
		group := l.title(e.Code[:size], lang)
		if size == 4 {
			if h, ok := embedded(e.Code[:4]); ok {
				group = h.In(lang)
			}
		}
		groups = append(groups, group)
	}
	if _, ok := embedded(e.Code[:4]); !ok && groups[len(groups)-1] == "" {
		groups[len(groups)-1] = refdata.ChapterName(e.Code[:2]).In(lang)
	}
	return compose(own, groups)
}

// Path returns the codes that a code lies under and itself, the chapter first,
// as far as they have names.
func (n *Names) Path(code, edition string) []Name {
	var out []Name
	for size := 2; size <= len(code); size += 2 {
		if name, ok := n.Of(code[:size], edition); ok {
			out = append(out, name)
		}
	}
	return out
}

// Duty returns the import duty of a tariff line of the newest tariff book.
func (n *Names) Duty(code string) (Duty, bool) {
	if n.duty == nil {
		return Duty{}, false
	}
	e, ok := n.duty.entry(strings.TrimSpace(code))
	if !ok || e.Duty == "" {
		return Duty{}, false
	}
	d, ok := parseDuty(e.Duty)
	d.Code, d.Source, d.Year, d.Origin = e.Code, n.duty.Title(), Year(n.duty.Edition), n.duty.origin
	return d, ok
}
