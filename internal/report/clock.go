package report

import (
	"time"

	"muara/internal/trade"
)

// dateOf is the calendar day of a moment, in its own time zone.
func dateOf(t time.Time) trade.Date {
	return trade.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}
