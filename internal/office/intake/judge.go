package intake

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"muara/internal/facts"
	"muara/internal/lake"
	"muara/internal/refdata"
	"muara/internal/trade"
)

// judge compares a draft with what is known: codes, the release before, the
// published figures.
func (d *Desk) judge(ctx context.Context, dr *lake.Draft, m *lake.Manifest, q *Quality, c *collector) error {
	q.Parent = m.Parent
	again := dr.Repeats()
	q.Repeats.Rows = again.Rows
	for _, f := range again.First {
		q.Repeats.First = append(q.Repeats.First, cell(&f))
	}
	s := dr.Schema()
	if err := d.unknownProducts(ctx, s, q); err != nil {
		return err
	}
	if err := d.changes(ctx, s, m, q); err != nil {
		return err
	}
	if err := d.compareWithFigures(ctx, s, q); err != nil {
		return err
	}
	for region, rows := range c.regions {
		if d.Home.Region != "" && region != d.Home.Region {
			there := trade.Text{ID: region, EN: region}
			if p, ok := refdata.ProvinceOf(region); ok {
				there = p.Name
			}
			q.Warnings = append(q.Warnings, Warning{"other-region", trade.Text{
				ID: fmt.Sprintf("%d baris berasal dari %s (%s), bukan dari wilayah kantor ini, %s (%s).", rows, there.ID, region, d.Home.Name.ID, d.Home.Region),
				EN: fmt.Sprintf("%d rows are of %s (%s), not of this office's own region, %s (%s).", rows, there.EN, region, d.Home.Name.EN, d.Home.Region),
			}})
		}
	}
	if len(m.Codes[facts.Edition]) == 0 || slices.Contains(m.Codes[facts.Edition], facts.Unspecified) {
		q.warn("no-edition", "Berkas tidak menyebut edisi HS. Sebutkan dengan --edition (misalnya H5 untuk HS 2017) agar kode dibaca menurut edisinya.",
			"The files do not state the edition of the HS. State it with --edition (such as H5 for HS 2017), so that codes are read in their edition.")
	}
	if e, ok := refdata.EditionOf(c.guessed); ok {
		q.warn("edition-told-by-codes", "Berkas tidak menyebut edisi HS; menurut kodenya: %[1]s.", "The files do not state the edition of the HS; by their codes it is %[1]s.", e.Name.EN)
	}
	slices.SortFunc(q.Unmatched, func(a, b Unmatched) int {
		return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.Column+a.Code, b.Column+b.Code))
	})
	return nil
}

// cell writes where a row belongs: export 2023-07 IDN 62 JPN 44123100.
func cell(f *lake.Fact) string {
	period := fmt.Sprint(f.Year)
	if f.Month > 0 {
		period = fmt.Sprintf("%d-%02d", f.Year, f.Month)
	}
	out := string(f.Flow) + " " + period
	for _, t := range []string{f.Reporter, f.Region, f.Partner, f.Product, f.Port, f.Industry, f.Sector} {
		if t != "" {
			out += " " + t
		}
	}
	return out
}

// unknownProducts lists codes whose heading no edition of the HS has, and with
// a list of the edition loaded, subheadings that it does not have.
func (d *Desk) unknownProducts(ctx context.Context, s *facts.Schema, q *Quality) error {
	var names interface {
		Has(edition, code string) (known, listed bool)
	}
	if d.Nomen != nil {
		if n, err := d.Nomen.Names(); err == nil {
			names = n
		}
	}
	edition := ""
	if e := s.Codes[facts.Edition]; len(e) == 1 {
		edition = e[0]
	}
	var unknown []string
	for _, code := range s.Codes[facts.Product] {
		if code == facts.Unspecified {
			continue
		}
		ok := true
		switch {
		case len(code) < 4:
			_, ok = refdata.ChapterOf(code)
		default:
			_, chapter := refdata.ChapterOf(code[:2])
			_, heading := refdata.HeadingOf(code[:4])
			ok = chapter && (heading || edition != "" && edition < "H5")
		}
		if ok && names != nil && edition != "" && len(code) >= 6 {
			if known, listed := names.Has(edition, code[:6]); listed {
				ok = known
			}
		}
		if !ok {
			unknown = append(unknown, code)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	const most = 500
	f, err := d.sums(ctx, s, facts.PlanRequest{By: []facts.Dim{facts.Product}, Measures: []facts.Measure{facts.Value, facts.Rows},
		Where: []facts.Filter{{Dim: facts.Product, Values: unknown[:min(len(unknown), most)]}}})
	if err != nil {
		return err
	}
	for i := range f.Len() {
		q.Unmatched = append(q.Unmatched, Unmatched{Column: "product", Code: f.Codes[0][i],
			Rows: f.Columns[1].Ints[i], Value: trade.Amount(f.Columns[0].Ints[i])})
	}
	return nil
}

func (d *Desk) sums(ctx context.Context, s *facts.Schema, r facts.PlanRequest) (*facts.Frame, error) {
	p, err := facts.NewPlan(s, r)
	if err != nil {
		return nil, err
	}
	return d.Engine.Run(ctx, s, p)
}

// mostChanges is how many changes against the release before are listed.
const mostChanges = 200

// changes compares each flow, period and chapter with the release before.
func (d *Desk) changes(ctx context.Context, s *facts.Schema, m *lake.Manifest, q *Quality) error {
	if m.Parent == "" {
		return nil
	}
	before, err := d.Lake.Schema(m.Dataset, m.Parent)
	if err != nil {
		return err
	}
	now, err := d.cells(ctx, s)
	if err != nil {
		return err
	}
	then, err := d.cells(ctx, before)
	if err != nil {
		return err
	}
	for k, after := range now {
		if was := then[k]; was != after {
			q.Changes = append(q.Changes, Change{trade.Flow(k[0]), k[1], k[2], was, after})
		}
	}
	for k, was := range then {
		if _, ok := now[k]; !ok {
			q.Changes = append(q.Changes, Change{trade.Flow(k[0]), k[1], k[2], was, 0})
		}
	}
	size := func(c Change) trade.Amount { return max(c.After-c.Before, c.Before-c.After) }
	slices.SortFunc(q.Changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(size(b), size(a)), cmp.Compare(a.Period+a.Chapter, b.Period+b.Chapter))
	})
	if len(q.Changes) > mostChanges {
		q.warn("more-changes", "%d sel berubah terhadap rilis sebelumnya; %d yang terbesar ditampilkan.",
			"%d cells changed against the release before; the %d largest are shown.", len(q.Changes), mostChanges)
		q.Changes = q.Changes[:mostChanges]
	}
	return nil
}

// cells sums a release by flow, period and chapter.
func (d *Desk) cells(ctx context.Context, s *facts.Schema) (map[[3]string]trade.Amount, error) {
	time := facts.Year
	if s.Monthly {
		time = facts.Month
	}
	by := []facts.Dim{facts.Flow, time}
	if slices.Contains(s.Dims, facts.Chapter) {
		by = append(by, facts.Chapter)
	}
	f, err := d.sums(ctx, s, facts.PlanRequest{By: by, Measures: []facts.Measure{facts.Value}})
	if err != nil {
		return nil, err
	}
	out := make(map[[3]string]trade.Amount, f.Len())
	for i := range f.Len() {
		var k [3]string
		for j := range by {
			k[j] = f.Codes[j][i]
		}
		out[k] = trade.Amount(f.Columns[0].Ints[i])
	}
	return out, nil
}

// compareWithFigures sets the sums of the office's own region beside the
// published figures of the same cells: totals, chapters, countries.
func (d *Desk) compareWithFigures(ctx context.Context, s *facts.Schema, q *Quality) error {
	if d.Ledger == nil || d.Home.Region == "" || !slices.Contains(s.Codes[facts.Region], d.Home.Region) {
		return nil
	}
	time := facts.Year
	if s.Monthly {
		time = facts.Month
	}
	own := []facts.Filter{{Dim: facts.Region, Values: []string{d.Home.Region}}}
	for _, b := range []struct {
		dim  facts.Dim
		what trade.Dimension
	}{{"", trade.Total}, {facts.Chapter, trade.Chapter}, {facts.Partner, trade.Country}} {
		by := []facts.Dim{facts.Flow, time}
		if b.dim != "" {
			if !slices.Contains(s.Dims, b.dim) {
				continue
			}
			by = append(by, b.dim)
		}
		f, err := d.sums(ctx, s, facts.PlanRequest{By: by, Measures: []facts.Measure{facts.Value}, Where: own})
		if err != nil {
			return err
		}
		for i := range f.Len() {
			series := trade.Series{Flow: trade.Flow(f.Codes[0][i]), By: b.what}
			if b.dim != "" {
				series.Code = f.Codes[2][i]
			}
			period, err := trade.ParsePeriod(f.Codes[1][i])
			if err != nil {
				return fmt.Errorf("period of a release: %w", err)
			}
			a := d.Ledger.Answer(series, period)
			if !a.Known() {
				continue
			}
			loaded := trade.Amount(f.Columns[0].Ints[i])
			q.Published = append(q.Published, Published{Series: series.String(), Period: period.String(),
				Published: a.Value, Loaded: loaded, Within: loaded >= a.Low && loaded <= a.High})
		}
	}
	return nil
}
