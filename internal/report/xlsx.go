package report

import (
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"muara/internal/chart"
	"muara/internal/trade"
)

// writeXLSX writes a workbook in the reader's language with four sheets: the
// table as a person reads it, the sources, notes on what the statuses mean,
// and the long table with one line a value. It is built in memory, so that a
// fault never leaves half a file.
func writeXLSX(w io.Writer, t Table) error {
	f := excelize.NewFile()
	defer f.Close()
	b := &book{File: f, Table: t, styles: map[string]int{}}
	b.properties()
	b.tableSheet()
	b.sourcesSheet()
	b.notesSheet()
	b.detailsSheet()
	if b.err != nil {
		return b.err
	}
	f.SetActiveSheet(0)
	buf, err := f.WriteToBuffer()
	if err != nil {
		return err
	}
	_, err = buf.WriteTo(w)
	return err
}

// book is a workbook in the making. The first fault is kept and everything
// after it is skipped.
type book struct {
	*excelize.File
	Table
	styles map[string]int
	err    error
}

func (b *book) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *book) properties() {
	made := b.Made
	if made.IsZero() {
		made = time.Date(b.Pack.Compiled.Year, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	b.try(b.SetDocProps(&excelize.DocProperties{
		Title: b.Chart.Title, Subject: b.Chart.What, Creator: "Muara",
		Description: b.packLine(), Language: string(b.Printer.Lang),
		Created: made.UTC().Format(time.RFC3339), Modified: made.UTC().Format(time.RFC3339),
	}))
}

// packLine says which edition of the data the file was made from.
func (b *book) packLine() string {
	return b.Printer.T("report.pack", b.Pack.Region.Name, b.Pack.Version, b.Pack.Licence)
}

// sheet adds a sheet; the first takes the place of the one a new book has.
func (b *book) sheet(name string) string {
	if b.err != nil {
		return name
	}
	if list := b.GetSheetList(); len(list) == 1 && list[0] == "Sheet1" {
		b.try(b.SetSheetName("Sheet1", name))
	} else {
		_, err := b.NewSheet(name)
		b.try(err)
	}
	landscape, a4, one, zero := "landscape", 9, 1, 0
	fit := true
	b.try(b.SetPageLayout(name, &excelize.PageLayoutOptions{
		Orientation: &landscape, Size: &a4, FitToWidth: &one, FitToHeight: &zero}))
	b.try(b.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	return name
}

func cellName(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return "A1" // columns and rows are small positive numbers
	}
	return name
}

// text writes a cell as text: never a number, never a formula.
func (b *book) text(sheet string, col, row int, text, style string) {
	if b.err != nil {
		return
	}
	cell := cellName(col, row)
	b.try(b.SetCellStr(sheet, cell, text))
	if style != "" {
		b.try(b.SetCellStyle(sheet, cell, cell, b.style(style)))
	}
}

// number writes an exact decimal as a number. A float64 holds 15 digits; the
// largest amounts here have 12.
func (b *book) number(sheet string, col, row int, decimal, style string) {
	x, err := strconv.ParseFloat(decimal, 64)
	b.try(err)
	if b.err != nil {
		return
	}
	cell := cellName(col, row)
	b.try(b.SetCellFloat(sheet, cell, x, -1, 64))
	b.try(b.SetCellStyle(sheet, cell, cell, b.style(style)))
}

// link makes a cell lead to an address; paths without a site lead nowhere.
func (b *book) link(sheet string, col, row int, address string) {
	if b.err != nil || !isAddress(address) || len(address) > 2000 {
		return
	}
	b.try(b.SetCellHyperLink(sheet, cellName(col, row), address, "External"))
}

// header writes a row of headings and keeps it in view with the columns
// before firstFree.
func (b *book) header(sheet string, row, firstFree int, names []string) {
	for i, name := range names {
		b.text(sheet, i+1, row, name, "header")
	}
	if b.err != nil {
		return
	}
	b.try(b.SetPanes(sheet, &excelize.Panes{Freeze: true, XSplit: firstFree, YSplit: row,
		TopLeftCell: cellName(firstFree+1, row+1), ActivePane: pane(firstFree)}))
}

func pane(xSplit int) string {
	if xSplit > 0 {
		return "bottomRight"
	}
	return "bottomLeft"
}

func (b *book) widths(sheet string, widths ...float64) {
	for i, width := range widths {
		if b.err != nil {
			return
		}
		col, err := excelize.ColumnNumberToName(i + 1)
		b.try(err)
		b.try(b.SetColWidth(sheet, col, col, width))
	}
}

// detailsSheet is the long table: what the CSV holds, with headings for people.
func (b *book) detailsSheet() {
	sheet := b.sheet(b.Printer.T("report.sheet.details"))
	grid := chart.Table(b.Chart)
	names := make([]string, len(grid.Columns))
	widths := make([]float64, len(grid.Columns))
	for i, col := range grid.Columns {
		names[i] = col.Name(b.Printer, b.Chart)
		widths[i] = detailWidth(col.Key)
	}
	b.header(sheet, 1, 2, names)
	b.widths(sheet, widths...)
	for i, record := range grid.Records {
		for j, cell := range record {
			b.detail(sheet, j+1, i+2, grid.Columns[j], cell)
		}
	}
	if b.err == nil && len(grid.Records) > 0 {
		b.try(b.AutoFilter(sheet, "A1:"+cellName(len(names), len(grid.Records)+1), nil))
	}
}

func detailWidth(key string) float64 {
	switch key {
	case "label", "sources", "figure", "note":
		return 32
	case "series", "status", "period":
		return 24
	default:
		return 14
	}
}

func (b *book) detail(sheet string, col, row int, c chart.GridColumn, cell string) {
	switch {
	case cell == "":
	case c.Numeric:
		b.number(sheet, col, row, cell, "exact")
	case c.Key == "share":
		b.number(sheet, col, row, b.plainShare(cell), "amount")
	case c.Key == "unit" && !b.Chart.OfFacts():
		b.text(sheet, col, row, b.unitName(), "")
	case c.Key == "status" && slices.Contains(chart.FactStatuses(), chart.FactStatus(cell)):
		b.text(sheet, col, row, b.Printer.T("chart.status."+cell), "")
	case c.Key == "status":
		b.text(sheet, col, row, b.Printer.Status(cell), "")
	case c.Key == "partial":
		b.text(sheet, col, row, b.yesNo(cell == "true"), "")
	case c.Key == "period":
		b.text(sheet, col, row, b.periodText(cell), "")
	case c.Key == "figure":
		address := b.absolute(cell)
		b.text(sheet, col, row, address, "")
		b.link(sheet, col, row, address)
	default:
		b.text(sheet, col, row, cell, "")
	}
}

func (b *book) yesNo(yes bool) string {
	if yes {
		return b.Printer.T("common.yes")
	}
	return b.Printer.T("common.no")
}

func (b *book) periodText(slug string) string {
	p, err := trade.ParsePeriod(slug)
	if err != nil {
		return slug
	}
	return b.Printer.Period(p)
}
