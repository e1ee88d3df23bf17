package load

import (
	"cmp"
	"strings"

	"github.com/a-h/templ"

	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/ingest"
	"muara/internal/office/intake"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// where names the table: file and sheet.
func (p *columnsPage) where() string {
	name := p.table.File
	if p.table.Sheet != "" {
		name += ", " + p.r.T("load.refused.sheet", p.table.Sheet)
	}
	return name
}

// described ties a control to the fault that is told beside it.
func described(p *columnsPage, id string) templ.Attributes {
	if len(p.faultsAt(id)) == 0 {
		return nil
	}
	return templ.Attributes{"aria-invalid": "true", "aria-describedby": id + "-wrong"}
}

// choiceKey turns a value of a choice into the end of a key.
func choiceKey(v string) string {
	switch v {
	case "":
		return "auto"
	case "1.234,5":
		return "comma"
	case "1,234.5":
		return "point"
	}
	return strings.ReplaceAll(strings.ToLower(v), " ", "-")
}

// dollars writes an amount to the cent.
func dollars(r *ui.Request, a trade.Amount) string {
	return i18n.Printer{Lang: r.Lang}.Decimal(float64(a)/100, 2)
}

func kilograms(r *ui.Request, t intake.TriedRow) string {
	if !t.HasWeight {
		return "–"
	}
	return r.Decimal(float64(t.Grams)/1000, 1)
}

// sentence writes a remark as one that stands alone.
func sentence(text string) string {
	text = i18n.Capital(text)
	if text != "" && !strings.ContainsAny(text[len(text)-1:], ".!?") {
		text += "."
	}
	return text
}

// fixedLabel names a fixed value; what a row of trade cannot do without has a
// star.
func fixedLabel(r *ui.Request, f ingest.Field) string {
	label := r.T("load.field." + string(f))
	if wanted(f) {
		label += " *"
	}
	return label
}

// faultText words a fault for somebody who sees choices, not words of a file.
func (p *columnsPage) faultText(f ingest.MappingFault) string {
	switch {
	case f.At == "unit" && p.m.Unit == "":
		return p.r.T("load.columns.unit.missing")
	case f.At == "weight_unit" && p.m.WeightUnit == "":
		return p.r.T("load.columns.weight_unit.missing")
	}
	return p.r.Text(f.Text)
}

// placeOf names a place, or repeats what the file says where no list has it.
func placeOf(r *ui.Request, code string, at ingest.Place) string {
	if code != facts.Unspecified {
		return placeText(r, code)
	}
	if name := cmp.Or(at.Name, at.Code); name != "" {
		return r.T("load.unspecified.named", name)
	}
	return r.T("load.unspecified")
}
