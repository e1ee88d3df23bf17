package nomen

import (
	"fmt"
	"slices"
	"strings"

	"muara/internal/ingest"
	"muara/internal/trade"
)

// Kind names what a file holds.
type Kind string

// The kinds of files that are recognised. Of places nothing is imported: the
// program knows them.
const (
	ComtradeHS  Kind = "comtrade-hs"    // list of UN Comtrade, JSON
	HSLists     Kind = "hs"             // edition,code,parent,level,title_en
	BACICodes   Kind = "baci-codes"     // code,description
	BTKI        Kind = "btki"           // code,level,title_id,title_en,mfn_raw
	Conversions Kind = "hs-conversions" // edition_from,code_from,edition_to,code_to[,weight]
	Places      Kind = "places"         // countries of BACI or UN Comtrade
)

// Entry is a line of a list.
type Entry struct {
	Code string     // 2 to 10 digits
	Raw  trade.Text // titles as written; empty where the list lacks the language
	Duty string     // MFN duty as written; empty where none is given
}

// List is a nomenclature of one edition.
type List struct {
	Kind    Kind
	Edition string // H0 to H6; empty: all editions together
	Entries []Entry
	Whole   bool // has codes in every chapter, so a code that it lacks does not exist
}

// ID is the stable name of a list: a newer list of the same ID replaces it.
func (l *List) ID() string {
	if l.Edition == "" {
		return string(l.Kind)
	}
	return string(l.Kind) + "-" + strings.ToLower(l.Edition)
}

// Pair says that a code becomes another one, wholly or in part.
type Pair struct {
	From, To string // six digits
	Weight   int64  // of the value of From, in parts of weightOne
}

// Table converts codes of one edition into another, in this direction only.
type Table struct {
	From, To string // editions
	Pairs    []Pair // by From, then as the file has them; weights of one From sum to weightOne
	Equal    int    // codes that the file divides without saying how: in equal parts
}

// ID is the stable name of a table.
func (t *Table) ID() string {
	return string(Conversions) + "-" + strings.ToLower(t.From) + "-" + strings.ToLower(t.To)
}

// Content is what a file holds: lists or tables; neither for files of places.
type Content struct {
	Kind    Kind
	Lists   []*List
	Tables  []*Table
	Remarks []ingest.Remark // what a person should know; the texts hold the numbers
}

// Title names a list for people.
func title(k Kind, edition, to string) trade.Text {
	name := func(e string) string { return fmt.Sprintf("HS %d", Year(e)) }
	switch {
	case k == ComtradeHS && edition == "":
		return trade.Text{ID: "Daftar HS UN Comtrade, semua edisi", EN: "HS list of UN Comtrade, all editions"}
	case k == ComtradeHS:
		return trade.Text{ID: "Daftar " + name(edition) + " UN Comtrade", EN: "List of " + name(edition) + ", UN Comtrade"}
	case k == HSLists:
		return trade.Text{ID: "Daftar " + name(edition), EN: "List of " + name(edition)}
	case k == BACICodes:
		return trade.Text{ID: "Kode barang BACI, " + name(edition), EN: "Product codes of BACI, " + name(edition)}
	case k == BTKI:
		return trade.Text{ID: fmt.Sprintf("BTKI %d", Year(edition)), EN: fmt.Sprintf("Indonesian tariff book BTKI %d", Year(edition))}
	case k == Conversions:
		return trade.Text{ID: "Tabel konversi " + name(edition) + " ke " + name(to), EN: "Conversion table from " + name(edition) + " to " + name(to)}
	}
	return trade.Text{ID: "Daftar negara", EN: "List of countries"}
}

// Title names the list for people.
func (l *List) Title() trade.Text { return title(l.Kind, l.Edition, "") }

// Title names the table for people.
func (t *Table) Title() trade.Text { return title(Conversions, t.From, t.To) }

// sorted orders a list by code, with a code before what lies under it.
func (l *List) sorted() {
	slices.SortStableFunc(l.Entries, func(a, b Entry) int { return strings.Compare(a.Code, b.Code) })
}

// codes returns the codes of a list.
func (l *List) codes() []string {
	out := make([]string, len(l.Entries))
	for i, e := range l.Entries {
		out[i] = e.Code
	}
	return out
}

// isCode reports whether a text is a code of 2, 4, 6, 8 or 10 digits.
func isCode(s string) bool {
	return len(s) >= 2 && len(s) <= 10 && len(s)%2 == 0 && strings.Trim(s, "0123456789") == ""
}
