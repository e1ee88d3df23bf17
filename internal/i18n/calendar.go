package i18n

import (
	"fmt"
	"strconv"

	"muara/internal/trade"
)

// months holds the names of a language's months, January first.
type months struct{ long, short [12]string }

func (l Lang) months() months {
	if l == EN {
		return months{
			long: [12]string{"January", "February", "March", "April", "May", "June",
				"July", "August", "September", "October", "November", "December"},
			short: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
				"Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		}
	}
	return months{
		long: [12]string{"Januari", "Februari", "Maret", "April", "Mei", "Juni",
			"Juli", "Agustus", "September", "Oktober", "November", "Desember"},
		short: [12]string{"Jan", "Feb", "Mar", "Apr", "Mei", "Jun",
			"Jul", "Agu", "Sep", "Okt", "Nov", "Des"},
	}
}

// dash joins the ends of a range, without spaces.
const dash = "–"

// MonthName writes Desember, without the year.
func (p Printer) MonthName(m trade.Month) string { return p.Lang.months().long[m.Number()-1] }

// Month writes Desember 2023.
func (p Printer) Month(m trade.Month) string { return p.MonthName(m) + " " + strconv.Itoa(m.Year()) }

// MonthShort writes Des, without the year.
func (p Printer) MonthShort(m trade.Month) string { return p.Lang.months().short[m.Number()-1] }

// Period writes 2021, Desember 2023, Januari–November 2022,
// November 2021–Januari 2022, or 2017–2021 for whole years.
func (p Printer) Period(t trade.Period) string { return period(t, p.MonthName) }

// PeriodShort writes 2021, Des 2023, Jan–Nov 2022, Nov 2021–Jan 2022.
func (p Printer) PeriodShort(t trade.Period) string { return period(t, p.MonthShort) }

// Span writes the months of a period without its year, where it lies in one:
// Januari–November. A whole year is empty; across years it writes as Period.
func (p Printer) Span(t trade.Period) string {
	switch {
	case t.IsYear():
		return ""
	case t.IsMonth():
		return p.MonthName(t.From)
	case t.From.Year() == t.To.Year():
		return p.MonthName(t.From) + dash + p.MonthName(t.To)
	default:
		return p.Period(t)
	}
}

// Years writes the years that a period touches: 2022, 2017–2021.
func (p Printer) Years(t trade.Period) string {
	from, to := strconv.Itoa(t.From.Year()), strconv.Itoa(t.To.Year())
	if from == to {
		return from
	}
	return from + dash + to
}

func period(t trade.Period, name func(trade.Month) string) string {
	from, to := strconv.Itoa(t.From.Year()), strconv.Itoa(t.To.Year())
	switch {
	case t.IsYear():
		return from
	case t.From.Number() == 1 && t.To.Number() == 12:
		return from + dash + to
	case t.IsMonth():
		return name(t.From) + " " + from
	case from == to:
		return name(t.From) + dash + name(t.To) + " " + to
	default:
		return name(t.From) + " " + from + dash + name(t.To) + " " + to
	}
}

// Date writes a publication date as precisely as it is known: 13 Februari
// 2024, Februari 2024, 2024. The zero date is empty.
func (p Printer) Date(d trade.Date) string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return strconv.Itoa(d.Year)
	case d.Day == 0:
		return p.Month(trade.MonthOf(d.Year, d.Month))
	default:
		return fmt.Sprintf("%d %s", d.Day, p.Month(trade.MonthOf(d.Year, d.Month)))
	}
}
