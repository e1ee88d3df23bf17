package report

import (
	"io"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"muara/internal/facts"
	"muara/internal/i18n"
)

// xlsx writes a workbook: the table as a person reads it, and a sheet that says
// where it comes from. Rows are streamed: a large table is not held twice.
func (f *Frames) xlsx(w io.Writer) error {
	b := excelize.NewFile()
	defer b.Close()
	p := f.Printer
	if err := b.SetDocProps(&excelize.DocProperties{
		Title: f.Title, Subject: f.DatasetName, Creator: "Muara", Language: string(p.Lang),
		Created: stamp(f.made()), Modified: stamp(f.made()),
	}); err != nil {
		return err
	}
	table := p.T("explore.sheet.table")
	if err := b.SetSheetName("Sheet1", table); err != nil {
		return err
	}
	styles, err := frameStyles(b)
	if err != nil {
		return err
	}
	if err := f.tableSheet(b, table, styles); err != nil {
		return err
	}
	if err := f.sourceSheet(b, styles); err != nil {
		return err
	}
	b.SetActiveSheet(0)
	return b.Write(w)
}

func (f *Frames) made() time.Time {
	if f.Made.IsZero() {
		return time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	return f.Made
}

// styles of cells by what they hold.
type frameStyle struct{ title, note, header, text, money, weight, ratio, percent, count, bold, wrap int }

func frameStyles(b *excelize.File) (s frameStyle, err error) {
	numbers := func(format string) *excelize.Style { return &excelize.Style{CustomNumFmt: &format} }
	rule := []excelize.Border{{Type: "bottom", Color: "13262C", Style: 1}}
	for _, x := range []struct {
		id    *int
		style *excelize.Style
	}{
		{&s.title, &excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}}},
		{&s.note, &excelize.Style{Font: &excelize.Font{Color: "5A6B70"}}},
		{&s.header, &excelize.Style{Font: &excelize.Font{Bold: true}, Border: rule, Alignment: &excelize.Alignment{WrapText: true, Vertical: "bottom"}}},
		{&s.text, &excelize.Style{NumFmt: 49}},
		{&s.money, numbers("#,##0.00")},
		{&s.weight, numbers("#,##0.###")},
		{&s.ratio, numbers("#,##0.000")},
		{&s.percent, numbers("0.0%")},
		{&s.count, numbers("#,##0")},
		{&s.bold, &excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&s.wrap, &excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
	} {
		if *x.id, err = b.NewStyle(x.style); err != nil {
			return s, err
		}
	}
	return s, nil
}

func (s frameStyle) of(m facts.Measure) int {
	switch m {
	case facts.Value, facts.Change, facts.Weighed:
		return s.money
	case facts.Weight:
		return s.weight
	case facts.UnitValue, facts.RCA:
		return s.ratio
	case facts.Rows:
		return s.count
	}
	return s.percent
}

// heading names a column for people, with its unit.
func (f *Frames) heading(c frameColumn) string {
	p := f.Printer
	if c.measure == nil {
		name := i18n.Capital(f.DimName(f.Frame.Dims[c.dim]))
		if hasNames(f.Frame.Dims[c.dim]) && !c.named {
			return p.T("explore.file.code", name)
		}
		return name
	}
	name := i18n.Capital(p.T("explore.measure." + string(c.measure.Measure)))
	switch c.measure.Measure {
	case facts.Value, facts.Change, facts.Weighed:
		return name + " (US$)"
	case facts.Weight:
		return name + " (kg)"
	case facts.UnitValue:
		return name + " (US$/kg)"
	}
	return name
}

func (f *Frames) tableSheet(b *excelize.File, sheet string, s frameStyle) error {
	w, err := b.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	cols := f.columns()
	for i, c := range cols {
		width := 16.0
		if c.named {
			width = 38
		} else if c.measure == nil {
			width = 11
		}
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	const first = 4 // title, what it rests on, a blank row, then the headings
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: first, TopLeftCell: "A" + strconv.Itoa(first+1), ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(cols))
	for i, c := range cols {
		head[i] = excelize.Cell{StyleID: s.header, Value: f.heading(c)}
	}
	if err := w.SetRow("A1", []any{excelize.Cell{StyleID: s.title, Value: f.Title}}); err != nil {
		return err
	}
	if err := w.SetRow("A2", []any{excelize.Cell{StyleID: s.note, Value: f.restsOn()}}); err != nil {
		return err
	}
	if err := w.SetRow("A"+strconv.Itoa(first), head); err != nil {
		return err
	}
	memo := map[string]string{}
	line := make([]any, len(cols))
	for row := range f.Frame.Len() {
		for i, c := range cols {
			switch {
			case c.measure == nil:
				line[i] = excelize.Cell{StyleID: s.text, Value: f.words(c, row, memo)}
			case c.measure.Known(row):
				line[i] = excelize.Cell{StyleID: s.of(c.measure.Measure), Value: floatOf(c.measure, row)}
			default:
				line[i] = nil
			}
		}
		if err := w.SetRow("A"+strconv.Itoa(first+1+row), line); err != nil {
			return err
		}
	}
	return w.Flush()
}

// restsOn is one line on data set, release and, where they apply, warnings.
func (f *Frames) restsOn() string {
	p := f.Printer
	text := p.T("explore.file.rests-on", f.DatasetName, p.Date(f.day(f.Published)), f.Source)
	if f.Illustrative {
		text = p.T("explore.illustrative.short") + " " + text
	}
	if f.Frame.More {
		text += " " + p.T("explore.file.truncated", p.Count(f.Frame.Len()))
	}
	return text
}

func (f *Frames) sourceSheet(b *excelize.File, s frameStyle) error {
	p := f.Printer
	sheet := p.T("explore.sheet.sources")
	if _, err := b.NewSheet(sheet); err != nil {
		return err
	}
	row := 0
	var err error
	put := func(name, value string) {
		if value == "" || err != nil {
			return
		}
		row++
		for col, text := range []string{name, value} {
			cell := cellName(col+1, row)
			style := s.bold
			if col == 1 {
				style = s.wrap
			}
			if err == nil {
				err = b.SetCellStr(sheet, cell, text)
			}
			if err == nil {
				err = b.SetCellStyle(sheet, cell, cell, style)
			}
		}
		if err == nil && isAddress(value) && len(value) < 2000 {
			err = b.SetCellHyperLink(sheet, cellName(2, row), value, "External")
		}
	}
	put(p.T("explore.dataset"), f.DatasetName+" ("+f.Dataset+")")
	if f.Illustrative {
		put(p.T("explore.illustrative.mark"), p.T("explore.illustrative.text"))
	}
	put(p.T("explore.release"), f.Release)
	put(p.T("explore.release.made"), p.Date(f.day(f.Published)))
	put(p.T("explore.covers"), f.Covers)
	put(i18n.Capital(p.T("common.source")), f.Source)
	put(p.T("explore.source.url"), f.SourceURL)
	put(i18n.Capital(p.T("common.licence")), f.Licence)
	for _, n := range f.Notes {
		put(i18n.Capital(p.T("common.note")), n)
	}
	put(p.T("explore.trace.page"), f.Page)
	put(p.T("explore.trace.command"), f.Command)
	put(p.T("explore.trace.api"), f.API)
	for _, in := range f.Inputs {
		put(p.T("explore.trace.file"), in[0]+"\nSHA-256 "+in[1]+"\n"+p.T("explore.rows-of", in[2]))
	}
	put(p.T("explore.file.made"), p.Date(f.day(f.Made)))
	if err == nil {
		err = b.SetColWidth(sheet, "A", "A", 24)
	}
	if err == nil {
		err = b.SetColWidth(sheet, "B", "B", 90)
	}
	return err
}
