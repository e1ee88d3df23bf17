package ingest

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"muara/internal/trade"
)

// comtradeCSV reads the CSV of the old site of UN Comtrade: 35 columns, one
// row for each reporter, partner, commodity and flow. Partner 0 is the World.
//
// Source: https://comtradeplus.un.org (successor); the columns are those of
// the old site's "CSV" download.
type comtradeCSV struct{}

// Kind returns ComtradeCSV.
func (comtradeCSV) Kind() Kind { return ComtradeCSV }

// The columns that are read.
const (
	ctClass   = "Classification"
	ctPeriod  = "Period"
	ctFlow    = "Trade Flow Code"
	ctRep     = "Reporter Code"
	ctRepName = "Reporter"
	ctPar     = "Partner Code"
	ctParName = "Partner"
	ctCode    = "Commodity Code"
	ctWeight  = "Netweight (kg)"
	ctValue   = "Trade Value (US$)"
)

// Sniff recognises the heading by the columns that matter.
func (comtradeCSV) Sniff(s *Sample) (trade.Text, bool) {
	if s.Sheets != nil || !s.has(ctClass, ctPeriod, ctFlow, ctRep, ctPar, ctCode, ctValue) {
		return trade.Text{}, false
	}
	return trade.Text{
		ID: fmt.Sprintf("UN Comtrade, CSV situs lama (%d kolom), US$", len(s.Fields)),
		EN: fmt.Sprintf("UN Comtrade, CSV of the old site (%d columns), US$", len(s.Fields)),
	}, true
}

// Read reads the rows; each keeps the edition of the HS that it states.
func (comtradeCSV) Read(_ context.Context, p *Part, out *Out) error {
	s := p.Sample
	c := &comtradeReader{out: out, names: names{}, column: map[string]int{}}
	for _, name := range []string{ctClass, ctPeriod, ctFlow, ctRep, ctRepName, ctPar, ctParName, ctCode, ctWeight, ctValue,
		"2nd Partner Code", "Customs Proc. Code", "Mode of Transport Code"} {
		c.column[name] = s.column(name)
	}
	csv := newCSV(p.Text, s.Delim)
	for heading := true; ; heading = false {
		fields, err := csv.next()
		if done, err := csvEnd(csv, err, out); done || err != nil {
			return err
		}
		if heading || err != nil {
			continue
		}
		c.line = csv.line
		if len(fields) != len(s.Fields) {
			if len(fields) == 1 && len(fields[0]) == 0 {
				out.leave(leftBlank)
				continue
			}
			out.refuse(c.line, "", fmt.Sprint(len(fields)), wantColumns(len(s.Fields)))
			continue
		}
		if err := c.take(c.record(fields)); err != nil {
			return err
		}
	}
}

// comtradeRecord is what both forms of Comtrade have in common, as text. The
// parts of the API carry other names but the same meaning.
type comtradeRecord struct {
	class, period, flow, reporter, reporterName, partner, partnerName, code, value, weight string
	weightColumn                                                                           string
	columns                                                                                [6]string // what refusals call period, flow, reporter, partner, code, value
	part                                                                                   bool
}

type comtradeReader struct {
	out    *Out
	names  names
	column map[string]int
	line   int
	row    Row
}

func (c *comtradeReader) record(f [][]byte) comtradeRecord {
	get := func(name string) string {
		if i := c.column[name]; i >= 0 {
			return c.names.of(f[i])
		}
		return ""
	}
	own := func(name string) string { return strings.TrimSpace(string(f[c.column[name]])) } // too many to be kept
	part := func(name string) bool { v := get(name); return v != "" && v != "0" && v != "C00" }
	r := comtradeRecord{
		class: get(ctClass), period: get(ctPeriod), flow: get(ctFlow), reporter: get(ctRep), reporterName: get(ctRepName),
		partner: get(ctPar), partnerName: get(ctParName), code: get(ctCode), value: own(ctValue),
		weightColumn: ctWeight, columns: [6]string{ctPeriod, ctFlow, ctRep, ctPar, ctCode, ctValue},
		part: part("2nd Partner Code") || part("Customs Proc. Code") || part("Mode of Transport Code"),
	}
	if c.column[ctWeight] >= 0 {
		r.weight = own(ctWeight)
	}
	return r
}

// take checks a record and hands it on as a row.
func (c *comtradeReader) take(r comtradeRecord) error {
	if r.part {
		c.out.leave(leftParts)
		return nil
	}
	flow, re, ok := comtradeFlow(r.flow)
	if !ok {
		c.out.refuse(c.line, r.columns[1], r.flow, wantFlow)
		return nil
	}
	if re {
		c.out.leave(leftReexport)
		return nil
	}
	c.row = Row{Flow: flow, Line: c.line, Edition: edition(r.class)}
	if c.row.Period, ok = period(r.period); !ok {
		c.out.refuse(c.line, r.columns[0], r.period, wantPeriod)
		return nil
	}
	rep, ok := placeCode([]byte(r.reporter))
	if !ok {
		c.out.refuse(c.line, r.columns[2], r.reporter, wantCountryCode)
		return nil
	}
	par, ok := placeCode([]byte(r.partner))
	if !ok {
		c.out.refuse(c.line, r.columns[3], r.partner, wantCountryCode)
		return nil
	}
	c.row.Reporter = Place{Comtrade, strconv.Itoa(rep), r.reporterName}
	c.row.Partner = Place{Comtrade, strconv.Itoa(par), r.partnerName}
	c.row.World = par == 0
	if c.row.Edition == "" {
		c.out.refuse(c.line, ctClass, r.class, trade.Text{
			ID: "edisi HS: H0 sampai H6", EN: "an edition of the HS: H0 to H6",
		})
		return nil
	}
	return c.amounts(r)
}

func (c *comtradeReader) amounts(r comtradeRecord) error {
	if r.code != "TOTAL" {
		code, n, lost, ok := product([]byte(r.code), 6)
		if !ok {
			c.out.refuse(c.line, r.columns[4], r.code, wantProduct)
			return nil
		}
		if c.row.Product = c.names.of(code[:n]); lost {
			c.out.remark(lostZero)
		}
	}
	v, bad := decimal([]byte(r.value), 2)
	if bad != fine {
		c.out.refuse(c.line, r.columns[5], r.value, amountExpected(bad))
		return nil
	}
	c.row.Value = trade.Amount(v)
	if r.weight == "" {
		c.out.remark(noWeight)
	} else if g, bad := decimal([]byte(r.weight), 3); bad != fine {
		c.out.refuse(c.line, r.weightColumn, r.weight, wantWeight)
		return nil
	} else {
		c.row.Grams, c.row.HasWeight = g, true
	}
	return c.out.row(&c.row)
}

// comtradeFlow reads the flow codes of the old site (1 to 4) and of the API.
func comtradeFlow(code string) (flow trade.Flow, re, ok bool) {
	switch strings.ToUpper(code) {
	case "1", "M":
		return trade.Import, false, true
	case "2", "X":
		return trade.Export, false, true
	case "3", "RX", "4", "RM":
		return "", true, true
	}
	return "", false, false
}

// edition reads H5 or HS2017-like classification codes of Comtrade; empty if
// it is none of the Harmonized System.
func edition(class string) string {
	c := strings.ToUpper(strings.TrimSpace(class))
	if len(c) == 2 && c[0] == 'H' && c[1] >= '0' && c[1] <= '6' {
		return c
	}
	return ""
}
