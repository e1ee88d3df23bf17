package load

import (
	"strings"

	"github.com/a-h/templ"

	"muara/internal/i18n"
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
