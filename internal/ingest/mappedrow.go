package ingest

import (
	"math"
	"strings"

	"muara/internal/trade"
)

// row reads one row of a mapped table.
func (r *mappedReader) row(line int, cells []cell) error {
	if r.want == nil && line == r.m.Header {
		return nil
	}
	if r.want == nil && line <= r.m.Header+r.m.SkipTop {
		r.out.leave(leftAbove)
		return nil
	}
	if isBlank(cells) {
		r.out.leave(leftBlank)
		return nil
	}
	r.line, r.cells = line, cells
	r.row1 = r.fixed
	r.row1.Line = line
	if r.isTotal() {
		r.out.leave(leftTotals)
		return nil
	}
	if !r.who() || !r.what() {
		return nil
	}
	if r.wide != nil {
		return r.months()
	}
	if !r.when() || !r.howMuch() {
		return nil
	}
	return r.out.row(&r.row1)
}

// months sends a row for each month across that has a value.
func (r *mappedReader) months() error {
	for _, c := range r.wide {
		x := at(r.cells, c.at)
		if noAmount(x) && x.kind != faulty {
			continue
		}
		b, bad := machine(x, &r.styles[0])
		var v, rest int64
		if bad == fine {
			v, rest, bad = scaled(b, r.scale)
		}
		if bad != fine {
			expected := amountExpected(bad)
			if x.kind == uncooked {
				expected = wantResult
			}
			r.out.refuse(r.line, c.name, x.text, expected)
			continue
		}
		r.row1.Period, r.row1.Value, r.row1.Rest = c.period, trade.Amount(v), smallRest(rest)
		if err := r.out.row(&r.row1); err != nil {
			return err
		}
	}
	return nil
}

// smallRest keeps what rounding to cents took away, which is below a cent.
func smallRest(rest int64) int32 {
	if rest < math.MinInt32 || rest > math.MaxInt32 {
		return 0
	}
	return int32(rest)
}

// get returns the cell of a field.
func (r *mappedReader) get(f Field) cell { return at(r.cells, r.col[f]) }

func (r *mappedReader) refuse(f Field, expected trade.Text) bool {
	c := r.get(f)
	if c.kind == uncooked {
		expected = wantResult
	}
	r.out.refuse(r.line, r.columnName(f), c.text, expected)
	return false
}

// isTotal tells rows of totals by the word in the cell of a code or name.
func (r *mappedReader) isTotal() bool {
	for _, f := range []Field{FieldProduct, FieldPartner, FieldSector} {
		if c := r.get(f); c.kind == textual && beginsTotal(c.text) {
			return true
		}
	}
	first := at(r.cells, 0)
	return first.kind == textual && beginsTotal(first.text)
}

// who reads direction and places.
func (r *mappedReader) who() bool {
	if r.col[FieldFlow] >= 0 {
		if r.row1.Flow = mappedFlow(r.get(FieldFlow).text); r.row1.Flow == "" {
			return r.refuse(FieldFlow, wantFlow)
		}
	}
	if r.col[FieldReporter] >= 0 {
		p, ok := r.place(r.get(FieldReporter))
		if !ok {
			return r.refuse(FieldReporter, wantPlace)
		}
		r.row1.Reporter = p
	}
	if r.col[FieldPartner] >= 0 {
		c := r.get(FieldPartner)
		if c.kind == blank || c.kind == faulty {
			r.out.remark(noPartner)
			return true
		}
		p, ok := r.place(c)
		if !ok {
			return r.refuse(FieldPartner, wantPlace)
		}
		r.row1.Partner, r.row1.World = p, isWorld(p)
	}
	return true
}

func (r *mappedReader) place(c cell) (Place, bool) {
	if c.kind != textual && c.kind != numeric {
		return Place{}, false
	}
	p, ok := r.places[c.text]
	if !ok {
		p = placeOf(whole(c), r.m.Places)
		if len(r.places) > 1<<16 {
			clear(r.places)
		}
		r.places[c.text] = p
	}
	return p, p.Code != "" || p.Name != ""
}

// whole takes the .0 off a number that is a code.
func whole(c cell) string {
	if c.kind == numeric {
		return strings.TrimSuffix(c.text, ".0")
	}
	return c.text
}

// what reads product, edition and what else describes the goods.
func (r *mappedReader) what() bool {
	if r.col[FieldProduct] >= 0 {
		c := r.get(FieldProduct)
		text := whole(c)
		code, n, lost, ok := product([]byte(text), 10)
		if !ok || c.kind == numeric && strings.ContainsAny(text, ".eE") {
			return r.refuse(FieldProduct, wantProduct)
		}
		if r.row1.Product = r.names.of(code[:n]); lost {
			r.out.remark(lostZero)
		}
	}
	if r.col[FieldEdition] >= 0 {
		if r.row1.Edition = editionCode(r.get(FieldEdition).text); r.row1.Edition == "" {
			return r.refuse(FieldEdition, wantEdition)
		}
	}
	for _, x := range [...]struct {
		f  Field
		to *string
	}{{FieldPort, &r.row1.Port}, {FieldIndustry, &r.row1.Industry}, {FieldSector, &r.row1.Sector}, {FieldRegion, &r.row1.Region}} {
		if r.col[x.f] >= 0 {
			*x.to = plainText(r.get(x.f))
		}
	}
	if r.row1.Margin != Detailed && r.m.has(FieldSector) && r.row1.Sector == "" {
		return r.refuse(FieldSector, trade.Text{ID: "nama sektor", EN: "the name of a sector"})
	}
	return true
}

// when reads the period.
func (r *mappedReader) when() bool {
	if r.m.Fixed[FieldDate] != "" {
		return true
	}
	if r.col[FieldDate] >= 0 {
		p, ok := r.period(r.get(FieldDate))
		if !ok {
			return r.refuse(FieldDate, wantDate)
		}
		r.row1.Period = p
		return true
	}
	y, m := r.year, r.month
	if r.col[FieldYear] >= 0 {
		var ok bool
		if y, ok = year([]byte(whole(r.get(FieldYear)))); !ok {
			return r.refuse(FieldYear, wantYear)
		}
	}
	if r.col[FieldMonth] >= 0 {
		var ok bool
		c := r.get(FieldMonth)
		if m, ok = monthOfYear(whole(c)); !ok {
			m, ok = monthWord(c.text)
		}
		if len(c.text) == 6 && ok && c.text[:4] != trade.YearOf(y).String() {
			ok = false // 202003 beside the year 2019
		}
		if !ok {
			return r.refuse(FieldMonth, wantMonth)
		}
	}
	if m == 0 {
		r.row1.Period = trade.YearOf(y)
	} else {
		r.row1.Period = oneMonth(trade.MonthOf(y, m))
	}
	return true
}

// howMuch reads value and weight.
func (r *mappedReader) howMuch() bool {
	b, bad := machine(r.get(FieldValue), &r.styles[0])
	var v, rest int64
	if bad == fine {
		v, rest, bad = scaled(b, r.scale)
	}
	if bad != fine {
		return r.refuse(FieldValue, amountExpected(bad))
	}
	r.row1.Value, r.row1.Rest = trade.Amount(v), smallRest(rest)
	if r.col[FieldWeight] < 0 {
		return true
	}
	c := r.get(FieldWeight)
	if noAmount(c) {
		r.out.remark(noWeight)
		return true
	}
	b, bad = machine(c, &r.styles[1])
	g := int64(0)
	if bad == fine {
		g, bad = decimal(b, r.weight)
	}
	if bad != fine {
		return r.refuse(FieldWeight, wantWeight)
	}
	r.row1.Grams, r.row1.HasWeight = g, true
	return true
}

// noAmount reports whether a cell says that there is no number.
func noAmount(c cell) bool {
	if c.kind == blank || c.kind == faulty {
		return true
	}
	switch strings.ToLower(c.text) {
	case "-", "na", "n/a", "null", "nan", "none", "...", "–":
		return true
	}
	return false
}
