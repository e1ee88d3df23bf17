package breakdown

import (
	"muara/internal/chart"
	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// Palette keeps one colour per code on all charts of a page: codes in order
// take the colours 1 to 8, the rest shares the last.
type Palette map[string]int

// NewPalette gives colours to codes, most important first.
func NewPalette(codes []string) Palette {
	p := Palette{}
	for i, code := range codes {
		p[code] = min(i+1, 8)
	}
	return p
}

// Picture is what a chart of a split needs beside the split.
type Picture struct {
	ID, Title, What, RowName string
	Colors                   Palette
	Link                     string                      // of exactly this view
	Href                     func(s trade.Series) string // page of a part, nil for none
}

// Of makes a chart of a split: its parts with their shares, then what is left
// unnamed, in grey. Parts of unknown value are left out: their share stands in
// the table.
func (pic Picture) Of(r *ui.Request, kind chart.Kind, s office.Split) chart.Chart {
	c := chart.Chart{
		ID: pic.ID, Kind: kind, Title: pic.Title, What: pic.What, RowName: pic.RowName,
		Columns: []string{r.UnitName()}, Link: pic.Link,
	}
	answers := []ledger.Answer{s.Whole.Answer}
	shown := s.Parts
	if s.Rest != nil {
		shown = append(append([]office.Part(nil), s.Parts...), *s.Rest)
	}
	c.Text = enumerate(r, shown)
	for _, p := range shown {
		if !p.Known() {
			continue
		}
		answers = append(answers, p.Answer)
		c.Rows = append(c.Rows, pic.row(r, p))
	}
	c.Source = sourceLine(r, answers)
	return c
}

func (pic Picture) row(r *ui.Request, p office.Part) chart.Row {
	row := chart.Row{
		Key: p.Series.Code, Label: Name(r, p.Series), Color: pic.Colors[p.Series.Code],
		Muted:  p.Series.By == trade.Other,
		Points: []chart.Point{Point(r, p)},
	}
	if row.Muted {
		row.Key, row.Color = "", 0
	} else if pic.Href != nil {
		row.Href = pic.Href(p.Series)
	}
	return row
}

// Point is a part as a point of a chart.
func Point(r *ui.Request, p office.Part) chart.Point {
	return chart.Point{
		Answer: p.Answer, Text: r.AmountText(p.Answer), Href: r.AnswerHref(p.Answer, ""),
		Share: ShareText(r, p.Share), Ratio: p.Share.Value,
	}
}

// answerPoint is an answer without a share as a point of a chart.
func answerPoint(r *ui.Request, a ledger.Answer) chart.Point {
	return chart.Point{Answer: a, Text: r.AmountText(a), Href: r.AnswerHref(a, "")}
}

// Home is the region's place on a map: the middle of its own ports, as the
// pack has them; nil where it has none.
func Home(r *ui.Request) *chart.Place {
	p := r.Office.Pack()
	place := &chart.Place{Label: r.RegionName(), Country: p.Region.Country}
	n := 0.0
	for _, port := range p.Ports {
		if port.In == office.InsideRegion && (port.Lat != 0 || port.Lon != 0) {
			place.Lat += port.Lat
			place.Lon += port.Lon
			n++
		}
	}
	if n == 0 {
		return nil
	}
	place.Lat, place.Lon = place.Lat/n, place.Lon/n
	return place
}
