package report

import (
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"muara/internal/chart"
	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/trade"
)

// tableSheet is the table as a person reads it: a row for each category, a
// column for each value, and for a single column of values also its share,
// period, status and interval.
func (b *book) tableSheet() {
	sheet := b.sheet(b.Printer.T("report.sheet.table"))
	c := b.Chart
	b.text(sheet, 1, 1, c.Title, "title")
	b.text(sheet, 1, 2, b.whatLine(), "faint")
	b.text(sheet, 1, 3, b.packLine(), "faint")
	if link := b.absolute(c.Link); isAddress(link) {
		b.text(sheet, 1, 4, link, "link")
		b.link(sheet, 1, 4, link)
	}
	const head = 6
	plan := b.columns()
	names, widths := make([]string, len(plan)), make([]float64, len(plan))
	for i, col := range plan {
		names[i], widths[i] = col.name, col.width
	}
	b.header(sheet, head, 1, names)
	for i, col := range plan {
		if col.numeric {
			b.text(sheet, i+1, head, col.name, "header-right")
		}
	}
	b.widths(sheet, widths...)
	for i, r := range c.Rows {
		for j, col := range plan {
			col.write(sheet, j+1, head+1+i, r)
		}
	}
}

// column is one column of the table sheet.
type column struct {
	name    string
	width   float64
	numeric bool
	write   func(sheet string, col, row int, r chart.Row)
}

// columns plans the table sheet: the name of the row, its values, for a single
// column of values how each is known, and remarks.
func (b *book) columns() []column {
	name := b.Chart.RowName
	if name == "" {
		name = b.Printer.T("chart.table.label")
	}
	plan := []column{{name: i18n.Capital(name), width: 30, write: func(sheet string, col, row int, r chart.Row) {
		b.text(sheet, col, row, r.Label, "")
	}}}
	names := b.columnNames()
	for i, n := range names {
		plan = append(plan, column{name: i18n.Capital(n), width: 16, numeric: true, write: func(sheet string, col, row int, r chart.Row) {
			if i < len(r.Points) {
				b.point(sheet, col, row, r.Points[i])
			}
		}})
	}
	if len(names) == 1 {
		plan = append(plan, b.particulars()...)
	}
	return append(plan, column{name: b.Printer.T("chart.table.note"), width: 34, write: func(sheet string, col, row int, r chart.Row) {
		b.text(sheet, col, row, b.remarks(r, len(names) == 1), "indent")
	}})
}

// remarks are the note of a row, and which of its values cover less than it.
func (b *book) remarks(r chart.Row, single bool) string {
	var out []string
	if r.Note != "" {
		out = append(out, r.Note)
	}
	for _, p := range r.Points {
		if p.Partial && p.Known() && !single {
			out = append(out, p.PartialText(b.Printer))
		}
	}
	return strings.Join(unique(out), "; ")
}

// columnNames names the columns of values; a chart without names has as many
// as its first row has points.
func (b *book) columnNames() []string {
	if len(b.Chart.Units) > 0 { // each has a unit of its own
		names := make([]string, len(b.Chart.Columns))
		for i, name := range b.Chart.Columns {
			names[i] = name + " (" + b.Chart.UnitOf(i).Whole(b.Printer) + ")"
		}
		return names
	}
	if len(b.Chart.Columns) > 0 {
		return b.Chart.Columns
	}
	if len(b.Chart.Rows) > 0 && len(b.Chart.Rows[0].Points) > 0 {
		return make([]string, len(b.Chart.Rows[0].Points))
	}
	return []string{b.unitName()}
}

// whatLine says what the table shows. Downloads keep one unit, whichever the
// reader looked at the page in, so the unit stands beside it.
func (b *book) whatLine() string {
	var parts []string
	if b.Chart.What != "" {
		parts = append(parts, b.Chart.What)
	}
	if len(b.Chart.Units) == 0 {
		parts = append(parts, b.Printer.T("report.unit", b.unitName()))
	}
	if !b.AsOf.IsZero() {
		parts = append(parts, b.Printer.T("common.as-known-on", b.Printer.Date(b.AsOf)))
	}
	return strings.Join(parts, " · ")
}

// point writes one value; its style tells how it is known.
func (b *book) point(sheet string, col, row int, p chart.Point) {
	if !p.Known() {
		b.text(sheet, col, row, b.Printer.T("chart.unknown"), "unknown")
		return
	}
	b.number(sheet, col, row, p.Exact(), valueStyle(p))
	b.link(sheet, col, row, b.absolute(p.Href))
}

func valueStyle(p chart.Point) string {
	switch {
	case p.Partial:
		return "partial"
	case p.Answer.Status == ledger.Conflicting:
		return "conflicting"
	case p.Fact != nil && p.StatusCode() != string(chart.Recorded), p.Answer.Status == ledger.Derived:
		return "derived"
	default:
		return "amount"
	}
}

// particulars are the columns that say how a single column of values is known.
func (b *book) particulars() []column {
	known := func(write func(sheet string, col, row int, p chart.Point)) func(string, int, int, chart.Row) {
		return func(sheet string, col, row int, r chart.Row) {
			if len(r.Points) == 1 && (r.Points[0].Fact != nil || r.Points[0].Answer.Series.Flow != "") {
				write(sheet, col, row, r.Points[0])
			}
		}
	}
	bound := func(of func(ledger.Answer) trade.Amount) func(string, int, int, chart.Row) {
		return known(func(sheet string, col, row int, p chart.Point) {
			if p.Known() {
				b.number(sheet, col, row, chart.Decimal(p.Answer.Series, of(p.Answer)), "exact")
			}
		})
	}
	var out []column
	if b.shares() {
		out = append(out, column{b.Printer.T("chart.table.share"), 11, true, known(func(sheet string, col, row int, p chart.Point) {
			if p.Share != "" {
				b.number(sheet, col, row, b.plainShare(p.Share), "percent")
			}
		})})
	}
	out = append(out,
		column{b.Printer.T("chart.table.period"), 26, false, known(func(sheet string, col, row int, p chart.Point) {
			if period, ok := p.Period(); ok {
				b.text(sheet, col, row, b.Printer.Period(period), "indent")
			}
		})},
		column{b.Printer.T("chart.table.status"), 24, false, known(func(sheet string, col, row int, p chart.Point) {
			b.text(sheet, col, row, p.StatusText(b.Printer), "indent")
		})})
	if b.Chart.OfFacts() {
		return out // a fact is no interval
	}
	return append(out,
		column{b.Printer.T("chart.table.low"), 16, true, bound(func(a ledger.Answer) trade.Amount { return a.Low })},
		column{b.Printer.T("chart.table.high"), 16, true, bound(func(a ledger.Answer) trade.Amount { return a.High })})
}

// shares reports whether any value has a share of the whole.
func (b *book) shares() bool {
	for _, r := range b.Chart.Rows {
		for _, p := range r.Points {
			if p.Share != "" {
				return true
			}
		}
	}
	return false
}

func (b *book) sourcesSheet() {
	sheet := b.sheet(b.Printer.T("report.sheet.sources"))
	b.header(sheet, 1, 0, []string{b.Printer.T("report.source.id"), b.Printer.T("report.source.publisher"), b.Printer.T("report.source.date"), b.Printer.T("report.source.url")})
	b.widths(sheet, 28, 40, 20, 90)
	for i, s := range b.sources() {
		row := i + 2
		b.text(sheet, 1, row, s.ID, "")
		b.text(sheet, 2, row, s.Publisher, "")
		b.text(sheet, 3, row, b.Printer.Date(s.Published), "")
		b.text(sheet, 4, row, s.URL, "link")
		b.link(sheet, 4, row, s.URL)
	}
	for i, id := range b.releases() {
		row := len(b.sources()) + 2 + i
		b.text(sheet, 1, row, id, "")
		b.text(sheet, 2, row, b.Chart.Source, "")
	}
}

// notesSheet says what the statuses mean and what the data are.
func (b *book) notesSheet() {
	sheet := b.sheet(b.Printer.T("report.sheet.notes"))
	b.header(sheet, 1, 0, []string{b.Printer.T("report.note"), b.Printer.T("report.meaning")})
	b.widths(sheet, 30, 100)
	row := 2
	say := func(name, text, style string) {
		if text == "" {
			return
		}
		b.text(sheet, 1, row, name, style)
		b.text(sheet, 2, row, text, "wrap")
		if b.err == nil {
			b.try(b.SetRowHeight(sheet, row, 15*float64(1+utf8.RuneCountInString(text)/100)))
		}
		row++
	}
	for _, s := range []ledger.Status{ledger.Published, ledger.Derived, ledger.Conflicting, ledger.Unknown} {
		style := string(s)
		if s == ledger.Published || s == ledger.Unknown {
			style = "plain"
		}
		say(chart.StatusName(b.Printer, s), b.Printer.T("common.status."+string(s)+".about"), style)
	}
	if b.Chart.OfFacts() {
		for _, s := range chart.FactStatuses() {
			say(b.Printer.T("chart.status."+string(s)), b.Printer.T("chart.status."+string(s)+".about"), "plain")
		}
	}
	say(b.Printer.T("report.partial"), b.Printer.T("report.partial.about"), "partial")
	say(b.Printer.T("report.interval"), b.Printer.T("report.interval.about"), "plain")
	say(b.Printer.T("report.basis"), b.Printer.T("report.basis.about"), "plain")
	say(b.Printer.T("report.about"), b.Printer.Text(b.Pack.About), "plain")
	for _, caveat := range b.Pack.Caveats {
		say(b.Printer.T("report.caveat"), b.Printer.Text(caveat), "plain")
	}
	say(b.Printer.T("report.made"), b.madeLine(), "plain")
	say(b.Printer.T("report.licence"), b.Pack.Licence, "plain")
}

func (b *book) madeLine() string {
	line := b.packLine()
	if !b.Made.IsZero() {
		line = b.Printer.Date(dateOf(b.Made)) + " · " + line
	}
	return line
}

// style returns a style of the book by name, made once.
func (b *book) style(name string) int {
	if id, ok := b.styles[name]; ok {
		return id
	}
	amount, exact := "#,##0.00;[Red]-#,##0.00", "#,##0.00######;[Red]-#,##0.00######"
	s := &excelize.Style{Font: &excelize.Font{Family: "Calibri", Size: 11, Color: "13262C"}}
	switch name {
	case "title":
		s.Font.Bold, s.Font.Size = true, 15
	case "faint":
		s.Font.Color = "44575D"
	case "link":
		s.Font.Color, s.Font.Underline = "0B6B6B", "single"
	case "header", "header-right":
		s.Font.Bold = true
		s.Fill = fill("D7E9E7")
		s.Border = []excelize.Border{{Type: "bottom", Color: "13262C", Style: 1}}
		s.Alignment = &excelize.Alignment{WrapText: true}
		if name == "header-right" {
			s.Alignment.Horizontal = "right"
		}
	case "indent":
		s.Alignment = &excelize.Alignment{Horizontal: "left", Indent: 1}
	case "exact":
		s.CustomNumFmt = &exact
	case "wrap":
		s.Alignment = &excelize.Alignment{WrapText: true}
	case "unknown":
		s.Font.Color, s.Font.Italic = "6B7C81", true
		s.Alignment = &excelize.Alignment{Horizontal: "right"}
	case "percent":
		percent := `0.00"%"`
		s.CustomNumFmt = &percent
	case "amount":
		s.CustomNumFmt = &amount
	case "derived":
		s.CustomNumFmt, s.Font.Italic = &amount, true
	case "partial":
		s.CustomNumFmt, s.Fill = &amount, fill("F6E3D4")
	case "conflicting":
		s.CustomNumFmt, s.Font.Bold, s.Font.Color = &amount, true, "B4541A"
	}
	if s.Alignment == nil {
		s.Alignment = &excelize.Alignment{}
	}
	s.Alignment.Vertical = "top" // rows with wrapped text are higher than one line
	id, err := b.NewStyle(s)
	b.try(err)
	b.styles[name] = id
	return id
}

func fill(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

func isAddress(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}

func unique(list []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
