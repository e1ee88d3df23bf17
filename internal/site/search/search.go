// Package search finds pages, commodities, countries, ports, months and
// sources by what people call them.
package search

import (
	"strings"

	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/office/profile"
	"muara/internal/refdata"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// Routes returns the routes of the page.
func Routes() []ui.Route { return []ui.Route{{Page: ui.Search, Handler: show}} }

// maxText bounds what is searched for.
const maxText = 100

func show(r *ui.Request) (*ui.View, error) {
	text := r.Query.Get(ui.KeyQ)
	if runes := []rune(text); len(runes) > maxText {
		text = string(runes[:maxText])
	}
	p := &page{r: r, text: text}
	if text != "" {
		p.pages = p.findPages()
		p.answers = p.findAnswers()
		p.hits = r.Office.Search(text)
		p.goods = profile.New(r.Facts, r.Office).FindGoods(text, string(r.Lang))
	}
	return &ui.View{
		Title:       r.T("search.title"),
		Description: r.T("search.description", r.RegionName()),
		Body:        body(r, p),
		NoIndex:     true,
	}, nil
}

type page struct {
	r       *ui.Request
	text    string
	pages   []ui.Link
	answers []ledger.Answer
	hits    []office.Hit
	goods   []profile.Goods // headings, subheadings, tariff lines
}

func (p *page) none() bool { return len(p.pages)+len(p.answers)+len(p.hits)+len(p.goods) == 0 }

// found are the pages that a search can lead to, with the words of their names
// and what else people call them.
var found = []ui.PageID{ui.Overview, ui.Balance, ui.Commodities, ui.Destinations, ui.Ports, ui.Imports,
	ui.Statement, ui.Mirror, ui.Data, ui.Methods, ui.About}

func (p *page) findPages() []ui.Link {
	var out []ui.Link
	words := strings.Fields(refdata.Fold(p.text))
	for _, id := range found {
		key := "search.page." + string(id)
		hay := ""
		for _, lang := range []i18n.Lang{i18n.ID, i18n.EN} {
			hay += " " + refdata.Fold(i18n.Printer{Lang: lang}.T(key)) + " " + refdata.Fold(i18n.Printer{Lang: lang}.T(key+".words"))
		}
		all := len(words) > 0
		for _, w := range words {
			all = all && strings.Contains(hay, w)
		}
		if all {
			out = append(out, ui.Link{Text: p.r.T(key), Href: p.r.Href(id)})
		}
	}
	return out
}

// findAnswers reads a period out of the text, "ekspor Desember 2023", and
// answers it for the flow named, or for all three.
func (p *page) findAnswers() []ledger.Answer {
	flows := []trade.Flow{}
	var rest []string
	for _, w := range strings.Fields(p.text) {
		switch strings.ToLower(w) {
		case "ekspor", "export", "exports":
			flows = append(flows, trade.Export)
		case "impor", "import", "imports":
			flows = append(flows, trade.Import)
		case "neraca", "surplus", "defisit", "balance", "deficit":
			flows = append(flows, trade.Balance)
		default:
			rest = append(rest, w)
		}
	}
	period, ok := i18n.ParsePeriod(strings.Join(rest, " "))
	if !ok || period.Months() > 240 {
		return nil
	}
	if len(flows) == 0 {
		flows = []trade.Flow{trade.Export, trade.Import, trade.Balance}
	}
	var out []ledger.Answer
	for _, f := range flows {
		out = append(out, p.r.Office.Ledger(p.r.AsOf).Answer(trade.Series{Flow: f}, period))
	}
	return out
}

// href leads to the page of a hit.
func (p *page) href(h office.Hit) string {
	r := p.r
	switch h.Kind {
	case office.HitChapter:
		return r.Href(ui.Commodity, h.Code)
	case office.HitCountry, office.HitBloc:
		return r.Href(ui.Destination, h.Code)
	case office.HitPort:
		return r.Href(ui.Port, h.Code)
	case office.HitSource:
		return r.Href(ui.Source, h.Code)
	}
	s, err := trade.ParseSeries(h.Code)
	if err != nil {
		return r.Href(ui.Data)
	}
	if figures := r.Office.Ledger(r.AsOf).Figures(s); len(figures) > 0 {
		return r.FigureHref(s, figures[len(figures)-1].Period)
	}
	if shares := r.Office.Ledger(r.AsOf).Shares(s); len(shares) > 0 {
		return r.FigureHref(s, shares[len(shares)-1].Period)
	}
	return r.Href(ui.Data)
}

// levelOf names the level of an HS code by its digits.
func levelOf(code string) string {
	switch len(code) {
	case 4:
		return "heading"
	case 6:
		return "subheading"
	}
	return "line"
}
