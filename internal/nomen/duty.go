package nomen

import (
	"strconv"
	"strings"

	"muara/internal/trade"
)

// DutyKind says how a duty is charged.
type DutyKind string

// The kinds of duties.
const (
	AdValorem DutyKind = "ad-valorem" // percent of the value
	Specific  DutyKind = "specific"   // rupiah for each unit
	Mixed     DutyKind = "mixed"      // both
)

// Duty is the most-favoured-nation import duty of a tariff line, as the tariff
// book states it.
type Duty struct {
	Kind    DutyKind
	Percent trade.Share // exact: 7.5 % is 75_000
	Rupiah  int64       // for each Unit
	Unit    string      // as written: kg, liter, menit
	Raw     string      // as written

	// Where it stands, set by [Names.Duty].
	Code   string
	Source trade.Text // BTKI 2022
	Year   int        // of the tariff book
	Origin Origin
}

// parseDuty reads a rate: 5, 7,5, 7.5 (percent), 450,-/kg, 14.000,-/liter
// (rupiah), or one of each joined by +. What can be read in two ways, such as
// 1.500, is not read.
func parseDuty(raw string) (Duty, bool) {
	d := Duty{Raw: raw}
	percent, specific := 0, 0
	for _, part := range strings.Split(raw, "+") {
		part = strings.TrimSpace(part)
		if amount, unit, found := strings.Cut(part, "/"); found {
			n, ok := rupiah(amount)
			if unit = strings.TrimSpace(unit); !ok || unit == "" || strings.ContainsAny(unit, "/0123456789+") {
				return Duty{}, false
			}
			d.Rupiah, d.Unit = n, unit
			specific++
			continue
		}
		share, ok := percentOf(part)
		if !ok {
			return Duty{}, false
		}
		d.Percent = share
		percent++
	}
	switch {
	case percent == 1 && specific == 1:
		d.Kind = Mixed
	case percent == 1 && specific == 0:
		d.Kind = AdValorem
	case percent == 0 && specific == 1:
		d.Kind = Specific
	default:
		return Duty{}, false
	}
	return d, true
}

// percentOf reads up to 1000 with one or two decimals behind a point or a comma.
func percentOf(s string) (trade.Share, bool) {
	s = strings.TrimSpace(strings.TrimSuffix(s, "%"))
	whole, decimals, found := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	if found && (len(decimals) < 1 || len(decimals) > 2) || !digits(whole) || len(whole) > 4 || found && !digits(decimals) {
		return 0, false
	}
	n, _ := strconv.ParseInt(whole+(decimals + "00")[:2], 10, 64) // hundredths; digits only
	if n > 1000_00 {
		return 0, false
	}
	return trade.Share(n) * trade.Percent / 100, true
}

// rupiah reads a whole number of rupiah: 450,- or 14.000,- or Rp 450.
func rupiah(s string) (int64, bool) {
	s = strings.TrimSpace(s)
	s = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(s, "Rp"), "."))
	s = strings.TrimSpace(strings.TrimSuffix(s, ",-"))
	groups := strings.Split(s, ".")
	for i, g := range groups {
		if !digits(g) || i > 0 && len(g) != 3 || i == 0 && len(groups) > 1 && len(g) > 3 {
			return 0, false
		}
	}
	n, err := strconv.ParseInt(strings.Join(groups, ""), 10, 64)
	return n, err == nil && n < 1_000_000_000_000
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
