package breakdown

import (
	"fmt"
	"strings"

	"muara/internal/office"
	"muara/internal/refdata"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// The keys of the query that the breakdown pages add to those of every page.
const (
	KeyPeriod  = "period"  // 2021, 2021-07 or 2023-01..2023-11
	KeyWithout = "without" // an HS chapter to leave out: 27
	KeyLevel   = "level"   // hs2 or sector
)

// Query is what a reader chose to see.
type Query struct {
	Period  trade.Period
	Without string          // an HS chapter, empty for none
	Level   trade.Dimension // empty where the page may choose
}

// Read decodes the query of a page. The period form sends from and to, which
// win over a period that came with the page's address.
func Read(r *ui.Request, cal office.Calendar) (Query, error) {
	q := Query{Period: cal.Default}
	if text := r.Query.Get(KeyPeriod); text != "" {
		p, err := trade.ParsePeriod(text)
		if err != nil {
			return q, err
		}
		q.Period = p
	}
	p, chosen, err := r.PeriodQuery()
	if err != nil {
		return q, err
	}
	if chosen {
		q.Period = p
	}
	if q.Without = r.Query.Get(KeyWithout); q.Without != "" && !isChapter(q.Without) {
		return q, invalid(q.Without,
			"bab HS %q tidak dikenal; tulis dua angka, misalnya without=27",
			"there is no HS chapter %q; write two digits, for example without=27")
	}
	switch level := trade.Dimension(r.Query.Get(KeyLevel)); level {
	case "", trade.Chapter, trade.Sector:
		q.Level = level
	default:
		return q, invalid(string(level),
			"tingkat %q tidak dikenal; pilih level=hs2 atau level=sector",
			"there is no level %q; choose level=hs2 or level=sector")
	}
	return q, nil
}

func isChapter(code string) bool {
	for _, c := range refdata.Chapters() {
		if c.Code == code {
			return true
		}
	}
	return false
}

func invalid(found, id, en string) error {
	found = Short(found)
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: fmt.Sprintf(id, found), EN: fmt.Sprintf(en, found),
	}}
}

// Short keeps what a reader typed short enough to be repeated in a message.
func Short(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}

// PeriodHref is this page for another period, all else kept.
func PeriodHref(r *ui.Request, p trade.Period, pairs ...string) string {
	return r.Self(append([]string{
		KeyPeriod, p.String(), ui.KeyFrom, "", ui.KeyTo, "", ui.KeyYear, "",
	}, pairs...)...)
}

// PageHref is another page for a period.
func PageHref(r *ui.Request, page ui.PageID, p trade.Period, params ...string) string {
	href := r.Href(page, params...)
	sep := "?"
	if strings.Contains(href, "?") {
		sep = "&"
	}
	return href + sep + KeyPeriod + "=" + p.String()
}
