package breakdown

import (
	"strconv"

	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// TableProps describes the table of a split.
type TableProps struct {
	Caption string                      // what the table holds, in words
	RowName string                      // heading of the first column
	Whole   string                      // name of the last row: "Jumlah ekspor"
	Href    func(s trade.Series) string // page of a part, nil for none
	Codes   bool                        // show the code beside the name
}

// barWidth is the length of the small bar under a share.
func barWidth(s office.Ratio) string {
	v := min(max(s.Value, 0), 1)
	return strconv.FormatFloat(100*v, 'f', 2, 64) + "%"
}

// whyNoGrowth says what is missing for a like-for-like comparison.
func whyNoGrowth(r *ui.Request, g ledger.Growth) string {
	switch {
	case !g.Now.Known():
		return r.T("breakdown.growth.now", r.Period(g.Now.Period))
	case !g.Before.Known():
		return r.T("breakdown.growth.before", r.Period(g.Before.Period))
	default:
		return r.T("breakdown.growth.base", r.Period(g.Before.Period))
	}
}

// growthDecimals keeps changes of more than tenfold short.
func growthDecimals(g ledger.Growth) int {
	if g.Ratio >= 10 {
		return 0
	}
	return 1
}

func rowClass(p office.Part) string {
	if p.Series.By == trade.Other {
		return "rest"
	}
	return ""
}
