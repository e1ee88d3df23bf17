package i18n

import (
	"slices"

	"golang.org/x/text/collate"
)

// Collator orders names as a reader expects: capitals and accents do not
// matter, numbers count as numbers. It is for one goroutine.
func (p Printer) Collator() *collate.Collator {
	return collate.New(p.Lang.Tag(), collate.Loose, collate.Numeric)
}

// Less reports whether a name comes before another. To sort many, SortBy
// makes one collator for all comparisons.
func (p Printer) Less(a, b string) bool { return p.Collator().CompareString(a, b) < 0 }

// SortBy sorts items by name for a reader; equal names keep their order.
func SortBy[T any](p Printer, items []T, name func(T) string) {
	c := p.Collator()
	slices.SortStableFunc(items, func(a, b T) int { return c.CompareString(name(a), name(b)) })
}
