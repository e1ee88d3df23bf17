package load

import (
	"cmp"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"muara/internal/ingest"
	"muara/internal/jobs"
	"muara/internal/office/intake"
	"muara/internal/refdata"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// reportPage is the quality report of a release.
type reportPage struct {
	r        *ui.Request
	rel      *release
	q        *intake.Quality
	finds    []finding
	may      bool      // publish and discard
	again    *jobs.Job // the check that made it, where it can be done again
	conflict string    // why it was not published just now
	refused  []ingest.Refusal
	at       int // page of the refusals, from 1
	pages    int
}

// refusalsPage is how many refusals stand on one page.
const refusalsPage = 100

func (d *desk) report(r *ui.Request) (*ui.View, error) { return d.reportWith(r, "", 0) }

func (d *desk) reportWith(r *ui.Request, conflict string, status int) (*ui.View, error) {
	rel, err := d.openRelease(r)
	if err != nil {
		return nil, err
	}
	q, err := d.Desk.Quality(rel.set.ID, rel.info.Release)
	if err != nil {
		return nil, err
	}
	p := &reportPage{r: r, rel: rel, q: q, may: d.may(r, Publish), conflict: conflict}
	p.finds = findings(r, q)
	if p.pageRefusals(); p.at > p.pages {
		return nil, &trade.Error{Code: trade.NotFound, Text: trade.Text{
			ID: "Halaman baris yang ditolak itu tidak ada.", EN: "There is no such page of refused rows.",
		}}
	}
	if p.may && rel.draft() {
		p.again = d.origin(rel.set.ID, rel.info.Release)
	}
	return &ui.View{
		Style: sheet, Title: p.heading(), NoIndex: rel.draft(), Status: status, Body: reportBody(p),
		Files: map[string]ui.File{
			"csv": {Type: "text/csv; charset=utf-8", Name: rel.set.ID + "-" + rel.info.Release + "-" + r.T("load.refused.file"), Large: true,
				Write: func(w io.Writer) error { return d.writeRefused(w, rel) }},
			"json": {Type: "application/json", Name: rel.set.ID + "-" + rel.info.Release + "-manifest", Large: true,
				Write: func(w io.Writer) error {
					e := json.NewEncoder(w)
					e.SetIndent("", " ")
					return e.Encode(rel.m)
				}},
		},
	}, nil
}

func (p *reportPage) pageRefusals() {
	n := len(p.q.Refusals)
	p.pages = max(1, (n+refusalsPage-1)/refusalsPage)
	p.at = 1
	if text := p.r.Query.Get(ui.KeyPage); text != "" {
		at, err := strconv.Atoi(text)
		if err != nil || at < 1 {
			at = p.pages + 1
		}
		p.at = at
	}
	from := min((p.at-1)*refusalsPage, n)
	p.refused = p.q.Refusals[from:min(from+refusalsPage, n)]
}

// heading says what to do with the release.
func (p *reportPage) heading() string {
	switch {
	case p.rel.stale():
		return p.r.T("load.report.stale")
	case p.rel.draft() && len(p.finds) > 0 && p.finds[0].level == serious:
		return p.r.T("load.report.serious")
	case p.rel.draft():
		return p.r.T("load.report.ready")
	case p.rel.info.Current:
		return p.r.T("load.report.current")
	}
	return p.r.T("load.report.earlier")
}

// writeRefused unpacks the refused rows. Texts that a spreadsheet would run as
// a formula are kept from it.
func (d *desk) writeRefused(w io.Writer, rel *release) error {
	f, err := d.Desk.Refused(rel.set.ID, rel.info.Release)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return unreadable(err)
	}
	in, out := csv.NewReader(z), csv.NewWriter(w)
	in.ReuseRecord = true
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			out.Flush()
			return out.Error()
		}
		if err != nil {
			return unreadable(err)
		}
		for i, cell := range row {
			if strings.IndexAny(cell, "=+@\t\r") == 0 || strings.HasPrefix(cell, "-") && !number(cell) {
				row[i] = "'" + cell
			}
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
}

func number(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

func unreadable(cause error) error {
	return &trade.Error{Code: trade.Unavailable, Err: cause, Text: trade.Text{
		ID: "Daftar baris yang ditolak rusak; periksa keutuhan rilis data dengan muara verify.",
		EN: "The list of refused rows is damaged; check the data releases with muara verify.",
	}}
}

// periodText writes 2023 or 2023-07 in words.
func periodText(r *ui.Request, period string) string {
	p, err := trade.ParsePeriod(period)
	if err != nil {
		return period
	}
	return r.Period(p)
}

// where is the place of a refusal: file, sheet and row.
func where(r *ui.Request, f ingest.Refusal) string {
	out := f.File
	if f.Sheet != "" {
		out += ", " + r.T("load.refused.sheet", f.Sheet)
	}
	return out
}

// chapterName names an HS chapter, or says all goods.
func chapterName(r *ui.Request, code string) string {
	if code == "" {
		return r.T("load.change.all")
	}
	if c, ok := refdata.ChapterOf(code); ok {
		return r.T("load.change.chapter", code, r.Text(c.Name))
	}
	return code
}

// signed writes how much something changed.
func signed(r *ui.Request, before, after trade.Amount) string { return r.SignedAmount(after - before) }

// unitValue writes US$ per kg so that small and large ones can be read.
func unitValue(r *ui.Request, v float64) string {
	switch {
	case v >= 100:
		return r.Decimal(v, 0)
	case v >= 1:
		return r.Decimal(v, 2)
	}
	return r.Decimal(v, 4)
}

// columnWord names the column of an unmatched code.
func columnWord(r *ui.Request, column string) string {
	return r.T("load.field." + cmp.Or(column, "product"))
}

// tons writes grams as tonnes.
func tons(r *ui.Request, grams int64) string {
	if grams == 0 {
		return ""
	}
	return r.Decimal(float64(grams)/1e6, 1)
}

// findingsTitle says how many findings ask for a look.
func (p *reportPage) findingsTitle() string {
	n := 0
	for _, f := range p.finds {
		if f.level < known {
			n++
		}
	}
	if n == 0 {
		return p.r.T("load.find.clean")
	}
	return p.r.Plural("load.find.title", n)
}

// effect says what publishing would do.
func (p *reportPage) effect() string {
	if p.rel.current.Release == "" {
		return p.r.T("load.report.effect.first")
	}
	return p.r.T("load.report.effect", moment(p.r, p.rel.current.Published))
}

// compared lists the published figures, those that differ first.
func (p *reportPage) compared() []intake.Published {
	list := slices.Clone(p.q.Published)
	slices.SortStableFunc(list, func(a, b intake.Published) int {
		if a.Within != b.Within {
			if b.Within {
				return -1
			}
			return 1
		}
		return cmp.Compare(distance(b), distance(a))
	})
	return list
}

// refusedWhat says which of the refused rows the page shows.
func (p *reportPage) refusedWhat() string {
	if n := len(p.q.Refusals); int64(n) < p.q.Refused {
		return p.r.T("load.refused.first", p.r.Count(n))
	}
	return p.r.T("load.refused.all")
}

// rowNumber writes the row of a refusal; none where a whole file was refused.
func rowNumber(f ingest.Refusal) string {
	if f.Row == 0 {
		return "–"
	}
	return strconv.Itoa(f.Row)
}
