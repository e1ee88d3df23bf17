package office

import (
	"sort"
	"strings"

	"muara/internal/ledger"
	"muara/internal/pack"
	"muara/internal/refdata"
	"muara/internal/trade"
)

// FigureQuery selects published figures for the data page and its downloads.
// Zero values select everything.
type FigureQuery struct {
	Flow   trade.Flow
	By     trade.Dimension
	ByAll  bool   // whether By selects; totals have an empty dimension
	Text   string // words in the name of the series, its code, its source
	Source string // id
	Year   int    // of the end of the period
	Sort   string // period (default), value, published, series
	Desc   bool
	AsOf   trade.Date
	Page   int // from 1
	Size   int // rows a page; 0 means 50
}

// FigureRow is one published figure with its name.
type FigureRow struct {
	*ledger.Figure
	Name   trade.Text
	Answer ledger.Answer // what the ledger says of the cell: published or conflicting
}

// FigureList is one page of published figures.
type FigureList struct {
	Rows  []FigureRow
	Total int
	Page  int
	Pages int
}

// Figures lists published figures.
func (o *Office) Figures(q FigureQuery) FigureList {
	l := o.Ledger(q.AsOf)
	var rows []FigureRow
	words := strings.Fields(refdata.Fold(q.Text))
	for _, s := range l.Series() {
		if q.Flow != "" && s.Flow != q.Flow || q.ByAll && s.By != q.By {
			continue
		}
		name := o.SeriesName(s)
		for _, f := range l.Figures(s) {
			if o.selects(q, words, name, f) {
				rows = append(rows, FigureRow{Figure: f, Name: name})
			}
		}
	}
	sortFigures(rows, q)
	size := q.Size
	if size <= 0 {
		size = 50
	}
	list := FigureList{Total: len(rows), Pages: max(1, (len(rows)+size-1)/size)}
	list.Page = min(max(q.Page, 1), list.Pages)
	list.Rows = rows[(list.Page-1)*size : min(list.Page*size, len(rows))]
	for i := range list.Rows {
		list.Rows[i].Answer = l.Answer(list.Rows[i].Series, list.Rows[i].Period)
	}
	return list
}

func (o *Office) selects(q FigureQuery, words []string, name trade.Text, f *ledger.Figure) bool {
	if q.Year != 0 && f.Period.To.Year() != q.Year {
		return false
	}
	if q.Source != "" && !contains(f.Sources, q.Source) {
		return false
	}
	if len(words) == 0 {
		return true
	}
	hay := name.ID + " " + name.EN + " " + f.Series.String() + " " + f.Period.String()
	for _, id := range f.Sources {
		hay += " " + id + " " + o.sources[id].Publisher
	}
	return hasWords(refdata.Fold(hay), words)
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func hasWords(hay string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(hay, w) {
			return false
		}
	}
	return true
}

func sortFigures(rows []FigureRow, q FigureQuery) {
	key := func(a, b FigureRow) int {
		switch q.Sort {
		case "value":
			return compare(a.Value, b.Value)
		case "published":
			return compare(a.Published.Ordinal(), b.Published.Ordinal())
		case "series":
			return strings.Compare(a.Series.String(), b.Series.String())
		}
		if c := compare(a.Period.To, b.Period.To); c != 0 {
			return c
		}
		return compare(b.Period.From, a.Period.From)
	}
	sort.SliceStable(rows, func(i, j int) bool {
		c := key(rows[i], rows[j])
		if q.Desc {
			c = -c
		}
		return c < 0
	})
}

func compare[T int | trade.Amount | trade.Month](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// SourceView is one source and every figure and share that names it.
type SourceView struct {
	Source  pack.Source
	Figures []FigureRow
	Shares  []*ledger.Share
}

// SourcePage returns a source and what was read from it.
func (o *Office) SourcePage(id string) (SourceView, error) {
	src, ok := o.Source(id)
	if !ok {
		return SourceView{}, &trade.Error{Code: trade.NotFound, Text: trade.Text{
			ID: "Sumber itu tidak ada dalam paket data ini. Lihat halaman Data untuk daftar sumber.",
			EN: "There is no such source in this data pack. See the Data page for the list of sources.",
		}}
	}
	v := SourceView{Source: src, Figures: o.Figures(FigureQuery{Source: id, Size: 1000, Desc: true}).Rows}
	for _, s := range o.ledger.Series() {
		for _, sh := range o.ledger.Shares(s) {
			if contains(sh.Sources, id) {
				v.Shares = append(v.Shares, sh)
			}
		}
	}
	return v, nil
}
