package nomen

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"muara/internal/trade"
)

// listing collects the entries of one list and finds codes that come twice.
type listing struct {
	list *List
	at   map[string]int // entry by code
}

func newListing(k Kind, edition string) *listing {
	return &listing{list: &List{Kind: k, Edition: edition}, at: map[string]int{}}
}

// add adds an entry. The same line twice is noted, two names for one code are
// refused.
func (l *listing) add(r *reader, row int, column string, e Entry) error {
	if e.Raw.ID == "" && e.Raw.EN == "" {
		return r.refuse(row, column, "", trade.Text{ID: "uraian barang", EN: "a description of the goods"})
	}
	i, twice := l.at[e.Code]
	if !twice {
		l.at[e.Code] = len(l.list.Entries)
		l.list.Entries = append(l.list.Entries, e)
		return nil
	}
	if l.list.Entries[i] == e {
		r.note("same-line", row, func(rows, first int) trade.Text {
			return trade.Text{
				ID: fmt.Sprintf("baris yang sama muncul lagi: %d kali, yang pertama baris %d", rows, first),
				EN: fmt.Sprintf("the same line comes again: %d times, the first is row %d", rows, first),
			}
		})
		return nil
	}
	return r.refuse(row, "code", e.Code, trade.Text{
		ID: "setiap kode satu kali; kode ini sudah ada di atas dengan isi lain",
		EN: "each code once; this one stands above with other content",
	})
}

// aggregate notes a line that stands for no code: ALL, TOTAL, AG2, 9999AA.
func (r *reader) aggregate(row int) {
	r.note("aggregates", row, func(rows, first int) trade.Text {
		return trade.Text{
			ID: fmt.Sprintf("baris gabungan (TOTAL, AG2, 9999AA dan semacamnya) dilewati: %d, yang pertama baris %d", rows, first),
			EN: fmt.Sprintf("lines that stand for several codes (TOTAL, AG2, 9999AA and the like) were left out: %d, the first is row %d", rows, first),
		}
	})
}

// parent checks that a code lies under the parent that its line names.
func (r *reader) parent(row int, code, parent string) error {
	if parent == "" || parent == "#" || parent == "TOTAL" || len(parent) < len(code) && strings.HasPrefix(code, parent) {
		return nil
	}
	return r.refuse(row, "parent", parent, trade.Text{
		ID: "awal dari kode " + code + ", misalnya " + code[:2],
		EN: "the beginning of the code " + code + ", such as " + code[:2],
	})
}

// level reads 0, 2, 4, 6, 8 or 10.
func (t *table) level() (int, bool, error) {
	text := t.cell("level")
	n, err := strconv.Atoi(text)
	if err == nil && n >= 0 && n <= 10 && n%2 == 0 {
		return n, true, nil
	}
	return 0, false, t.r.refuse(t.row, "level", text, trade.Text{
		ID: "banyaknya angka dalam kode: 2, 4, 6, 8, atau 10 (0 untuk baris gabungan)",
		EN: "the number of digits of the code: 2, 4, 6, 8 or 10 (0 for lines that stand for several codes)",
	})
}

// editionCell reads H0 to H6.
func (t *table) editionCell(column string) (string, bool, error) {
	text := strings.ToUpper(t.cell(column))
	if editionIndex(text) >= 0 {
		return text, true, nil
	}
	return "", false, t.r.refuse(t.row, column, text, trade.Text{ID: "edisi HS: H0 (1992) sampai H6 (2022)", EN: "an HS edition: H0 (1992) to H6 (2022)"})
}

// hsLists reads several editions in one file.
func (r *reader) hsLists(t *table) error {
	by := map[string]*listing{}
	err := t.each(func() error {
		edition, ok, err := t.editionCell("edition")
		if !ok {
			return err
		}
		level, ok, err := t.level()
		if !ok {
			return err
		}
		title, parent := t.cell("title_en"), t.cell("parent")
		if level == 0 {
			t.cell("code")
			r.aggregate(t.row)
			return nil
		}
		code, ok, err := t.code("code", level)
		if !ok {
			return err
		}
		if err := r.parent(t.row, code, parent); err != nil {
			return err
		}
		l := by[edition]
		if l == nil {
			l = newListing(HSLists, edition)
			by[edition] = l
		}
		return l.add(r, t.row, "title_en", Entry{Code: code, Raw: english(title)})
	})
	if err != nil {
		return err
	}
	var lists []*List
	for _, e := range Editions() {
		if l := by[e]; l != nil {
			lists = append(lists, l.list)
		}
	}
	return r.finish(lists...)
}

// baci reads product codes of BACI. They hold 271000, under which BACI puts all
// petroleum oils, and state no edition.
func (r *reader) baci(t *table) error {
	l := newListing(BACICodes, "")
	err := t.each(func() error {
		title := t.cell("description")
		if t.cell("code") == "9999AA" { // not specified; no code of the Harmonized System
			r.aggregate(t.row)
			return nil
		}
		code, ok, err := t.code("code", 6)
		if !ok {
			return err
		}
		return l.add(r, t.row, "description", Entry{Code: code, Raw: english(title)})
	})
	if err != nil {
		return err
	}
	return r.dated(l.list)
}

// btki reads the Indonesian tariff book. A line without a rate is a heading of
// others.
func (r *reader) btki(t *table) error {
	l := newListing(BTKI, "")
	err := t.each(func() error {
		titles, rate := trade.Text{ID: t.cell("title_id"), EN: t.cell("title_en")}, t.cell("mfn_raw")
		level, ok, err := t.level()
		if !ok {
			return err
		}
		code, ok, err := t.code("code", max(level, 2))
		if !ok {
			return err
		}
		if rate != "" {
			if _, ok := parseDuty(rate); !ok {
				return r.refuse(t.row, "mfn_raw", rate, trade.Text{
					ID: "tarif: persen (5 atau 7,5), rupiah per satuan (450,-/kg), atau keduanya dengan tanda +",
					EN: "a rate: percent (5 or 7,5), rupiah for a unit (450,-/kg), or both with a +",
				})
			}
		}
		return l.add(r, t.row, "title_id", Entry{Code: code, Raw: titles, Duty: rate})
	})
	if err != nil {
		return err
	}
	return r.dated(l.list)
}

// dated finds the edition of a list that does not state it, by its codes. What
// the person states must not contradict them.
func (r *reader) dated(l *List) error {
	codes := map[string]bool{}
	for _, e := range l.Entries {
		if len(e.Code) >= 6 {
			codes[e.Code[:6]] = true
		}
	}
	if len(codes) == 0 || len(r.refusals) > 0 {
		return r.finish(l)
	}
	found, ok := "", false
	if coversAll(l.codes()) {
		found, ok = editionOf(func(c string) bool { return codes[c] })
	}
	switch {
	case r.edition != "" && ok && found != r.edition:
		return refuse(fmt.Sprintf("HS %d (%s)", Year(found), found), trade.Text{
			ID: fmt.Sprintf("kode HS %d seperti yang disebutkan; kode-kode berkas ini kode edisi lain", Year(r.edition)),
			EN: fmt.Sprintf("codes of HS %d as was stated; the codes of this file are those of another edition", Year(r.edition)),
		})
	case r.edition != "":
		l.Edition = r.edition
		return r.finish(l)
	case !ok:
		return refuse("", trade.Text{
			ID: "daftar yang edisinya tampak dari kodenya; daftar ini tidak menyebut edisi dan tidak cukup lengkap, sebutkan edisinya (H0 sampai H6)",
			EN: "a list whose codes show its edition; this one states none and is not complete enough, state the edition (H0 to H6)",
		})
	}
	l.Edition = found
	r.note("edition-found", 0, func(int, int) trade.Text {
		return trade.Text{
			ID: fmt.Sprintf("berkas tidak menyebut edisi; menurut kodenya HS %d (%s)", Year(found), found),
			EN: fmt.Sprintf("the file states no edition; by its codes it is HS %d (%s)", Year(found), found),
		}
	})
	return r.finish(l)
}

// bundle orders tables by their editions.
func bundle(by map[string]*Table) []*Table {
	var out []*Table
	for _, t := range by {
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b *Table) int { return strings.Compare(a.ID(), b.ID()) })
	return out
}

// english is the title of a list that has only English ones.
func english(title string) (t trade.Text) {
	t.EN = title
	return t
}
