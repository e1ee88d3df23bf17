package report

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"muara/internal/chart"
	"muara/internal/ledger"
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
	names := []string{c.RowName}
	if names[0] == "" {
		names[0] = b.Printer.T("chart.table.label")
	}
	for _, col := range b.columnNames() {
		names = append(names, col)
	}
	single := len(b.columnNames()) == 1
	if single {
		for _, key := range []string{"share", "period", "status", "low", "high"} {
			names = append(names, b.Printer.T("chart.table."+key))
		}
	}
	names = append(names, b.Printer.T("chart.table.note"))
	b.header(sheet, head, 1, names)
	for i, r := range c.Rows {
		b.tableRow(sheet, head+1+i, r, single)
	}
	widths := []float64{30}
	for range b.columnNames() {
		widths = append(widths, 16)
	}
	if single {
		widths = append(widths, 10, 24, 26, 14, 14)
	}
	b.widths(sheet, append(widths, 28)...)
}

// columnNames names the columns of values; a chart without names has as many
// as its first row has points.
func (b *book) columnNames() []string {
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
	line := b.Printer.T("report.unit", b.unitName())
	if b.Chart.What != "" {
		line = b.Chart.What + " · " + line
	}
	if !b.AsOf.IsZero() {
		line += " · " + b.Printer.T("common.as-known-on", b.Printer.Date(b.AsOf))
	}
	return line
}

func (b *book) tableRow(sheet string, row int, r chart.Row, single bool) {
	b.text(sheet, 1, row, r.Label, "")
	notes := []string{}
	if r.Note != "" {
		notes = append(notes, r.Note)
	}
	col := 2
	for _, p := range r.Points {
		b.point(sheet, col, row, p)
		if p.Partial && p.Known() && !single {
			notes = append(notes, b.Printer.T("chart.partial.period", b.Printer.Period(p.Answer.Period)))
		}
		col++
	}
	if single && len(r.Points) == 1 {
		b.particulars(sheet, col, row, r.Points[0])
		col += 5
	}
	b.text(sheet, col, row, strings.Join(unique(notes), "; "), "")
}

// point writes one value; its style tells how it is known.
func (b *book) point(sheet string, col, row int, p chart.Point) {
	if !p.Known() {
		b.text(sheet, col, row, b.Printer.T("chart.unknown"), "unknown")
		return
	}
	b.number(sheet, col, row, chart.Decimal(p.Answer.Series, p.Answer.Value), valueStyle(p))
	b.link(sheet, col, row, b.absolute(p.Href))
}

func valueStyle(p chart.Point) string {
	switch {
	case p.Partial:
		return "partial"
	case p.Answer.Status == ledger.Conflicting:
		return "conflicting"
	case p.Answer.Status == ledger.Derived:
		return "derived"
	default:
		return "amount"
	}
}

func (b *book) particulars(sheet string, col, row int, p chart.Point) {
	if p.Share != "" {
		b.number(sheet, col, row, b.plainShare(p.Share), "percent")
	}
	a := p.Answer
	if a.Series.Flow != "" {
		b.text(sheet, col+1, row, b.Printer.Period(a.Period), "")
	}
	if !p.Known() {
		b.text(sheet, col+2, row, b.Printer.Status(string(ledger.Unknown)), "")
		return
	}
	b.text(sheet, col+2, row, chart.StatusName(b.Printer, a.Status), "")
	b.number(sheet, col+3, row, chart.Decimal(a.Series, a.Low), "amount")
	b.number(sheet, col+4, row, chart.Decimal(a.Series, a.High), "amount")
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
		row++
	}
	for _, s := range []ledger.Status{ledger.Published, ledger.Derived, ledger.Conflicting, ledger.Unknown} {
		style := string(s)
		if s == ledger.Published {
			style = ""
		}
		say(chart.StatusName(b.Printer, s), b.Printer.T("common.status."+string(s)+".about"), style)
	}
	say(b.Printer.T("report.partial"), b.Printer.T("report.partial.about"), "partial")
	say(b.Printer.T("report.interval"), b.Printer.T("report.interval.about"), "")
	say(b.Printer.T("report.basis"), b.Printer.T("report.basis.about"), "")
	say(b.Printer.T("report.about"), b.Printer.Text(b.Pack.About), "")
	for _, caveat := range b.Pack.Caveats {
		say(b.Printer.T("report.caveat"), b.Printer.Text(caveat), "")
	}
	say(b.Printer.T("report.made"), b.madeLine(), "")
	say(b.Printer.T("report.licence"), b.Pack.Licence, "")
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
	amount := "#,##0.00;[Red]-#,##0.00"
	s := &excelize.Style{Font: &excelize.Font{Family: "Calibri", Size: 11, Color: "13262C"}}
	switch name {
	case "title":
		s.Font.Bold, s.Font.Size = true, 15
	case "faint":
		s.Font.Color = "44575D"
	case "link":
		s.Font.Color, s.Font.Underline = "0B6B6B", "single"
	case "header":
		s.Font.Bold = true
		s.Fill = fill("D7E9E7")
		s.Border = []excelize.Border{{Type: "bottom", Color: "13262C", Style: 1}}
		s.Alignment = &excelize.Alignment{WrapText: true, Vertical: "top"}
	case "wrap":
		s.Alignment = &excelize.Alignment{WrapText: true, Vertical: "top"}
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
