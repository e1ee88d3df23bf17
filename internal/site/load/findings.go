package load

import (
	"cmp"
	"slices"

	"muara/internal/ingest"
	"muara/internal/office/intake"
	"muara/internal/refdata"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// level is how much a finding matters.
type level int

const (
	serious level = iota // look before anything is published
	look                 // deserves a look
	known                // good to know, nothing to do
)

// finding is something that a person should know of a draft, with what to do.
type finding struct {
	level  level
	title  string
	do     string
	anchor string // of the part of the page with the details; may be empty
	weight int64  // rows that it concerns, to sort by
}

// word is the key of the level's name.
func (f finding) word() string { return []string{"serious", "look", "known"}[f.level] }

// findings says what a report found, the worst first. The shares that part
// serious from small are ours: one row in a hundred refused or without a
// country is more than slips of typing.
func findings(r *ui.Request, q *intake.Quality) []finding {
	var out []finding
	add := func(l level, key string, n int64, anchor string, args ...any) {
		title := r.Plural("load.find."+key, int(n), args...)
		out = append(out, finding{l, title, r.T("load.find." + key + ".do"), anchor, n})
	}
	graded := func(n int64) level {
		if n*100 > q.Read {
			return serious
		}
		return look
	}
	if q.Refused > 0 {
		add(graded(q.Refused), "refused", q.Refused, "refused")
	}
	findCodes(q, add, graded)
	off, worst := differing(q.Published)
	if off > 0 {
		add(serious, "published", off, "published", seriesText(r, worst.Series), periodText(r, worst.Period), r.Money(worst.Loaded), r.Money(worst.Published))
	}
	if n := int64(len(q.Changes)); n > 0 {
		c := q.Changes[0]
		l := look
		if fell(q.Changes) {
			l = serious
		}
		add(l, "changes", n, "changes", r.Flow(c.Flow), periodText(r, c.Period), chapterName(r, c.Chapter), r.Money(c.Before), r.Money(c.After))
	}
	if q.Repeats.Rows > 0 {
		add(look, "repeats", q.Repeats.Rows, "repeats")
	}
	if q.Outliers.Rows > 0 {
		add(look, "outliers", q.Outliers.Rows, "outliers")
	}
	if n := q.Weightless.Rows; n > 0 {
		l := known
		if n*2 > q.Accepted {
			l = look
		}
		add(l, "weightless", n, "", r.Percent(float64(n)/float64(max(q.Accepted, 1)), 1))
	}
	if q.World.Rows > 0 {
		add(known, "world", q.World.Rows, "", r.Money(q.World.Value))
	}
	if q.Levels.Rows > 0 {
		add(known, "levels", q.Levels.Rows, "", r.Money(q.Levels.Value))
	}
	for _, w := range q.Warnings {
		out = append(out, warning(r, w))
	}
	slices.SortStableFunc(out, func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.level, b.level), cmp.Compare(b.weight, a.weight))
	})
	return out
}

// findCodes tells of codes that no list has, places apart from products.
func findCodes(q *intake.Quality, add func(level, string, int64, string, ...any), graded func(int64) level) {
	var places, products int64
	for _, u := range q.Unmatched {
		if u.Column == "product" {
			products += u.Rows
		} else {
			places += u.Rows
		}
	}
	if places > 0 {
		add(graded(places), "places", places, "unmatched")
	}
	if products > 0 {
		add(graded(products), "products", products, "unmatched")
	}
}

// warning words a remark on the whole import.
func warning(r *ui.Request, w intake.Warning) finding {
	f := finding{level: look, title: r.Text(w.Text)}
	switch w.Code {
	case "other-region":
		f.level, f.do = serious, r.T("load.find.other-region.do")
	case "no-edition":
		f.title, f.do = r.T("load.find.no-edition"), r.T("load.find.no-edition.do")
	case "more-changes":
		f.level = known
	}
	return f
}

// differing counts the published figures that the draft does not reproduce, and
// returns the one that is farthest off.
func differing(list []intake.Published) (n int64, worst intake.Published) {
	for _, p := range list {
		if p.Within {
			continue
		}
		n++
		if n == 1 || distance(p) > distance(worst) {
			worst = p
		}
	}
	return n, worst
}

func distance(p intake.Published) trade.Amount {
	return max(p.Loaded-p.Published, p.Published-p.Loaded)
}

// fell reports whether a cell lost more than half of what it had: more often a
// file with a part missing than a market that is gone.
func fell(changes []intake.Change) bool {
	return slices.ContainsFunc(changes, func(c intake.Change) bool { return c.Before > 0 && c.After*2 < c.Before })
}

// seriesText names a series of published figures.
func seriesText(r *ui.Request, text string) string {
	s, err := trade.ParseSeries(text)
	if err != nil {
		return text
	}
	return r.Text(r.Office.SeriesName(s))
}

// figureHref is the page of the published figure that a sum is compared with.
func figureHref(r *ui.Request, p intake.Published) string {
	s, err := trade.ParseSeries(p.Series)
	if err != nil {
		return ""
	}
	period, err := trade.ParsePeriod(p.Period)
	if err != nil {
		return ""
	}
	return r.FigureHref(s, period)
}

// kindWord names what a file is.
func kindWord(r *ui.Request, k ingest.Kind) string {
	if k == "" {
		return r.T("load.kind.unknown")
	}
	return r.T("load.kind." + string(k))
}

// placeText names a place code, or says that the row names none.
func placeText(r *ui.Request, code string) string {
	switch code {
	case "":
		return ""
	case intake.World:
		return r.T("load.world")
	}
	return r.Text(refdata.PlaceName(code))
}
