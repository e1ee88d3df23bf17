package breakdown

import (
	"github.com/a-h/templ"

	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/site/ui"
)

// MainHeadline is the heading of the page of one series: its share, or its
// value where no share is known, in the period that speaks for it.
func MainHeadline(r *ui.Request, h office.History) templ.Component {
	key, args := mainWords(r, h, func(a ledger.Answer, fragment, text string) any {
		return ui.FigLink(r, a, fragment, text)
	})
	return ui.Say(r, key, args...)
}

// MainText is MainHeadline as plain text, for titles.
func MainText(r *ui.Request, h office.History) string {
	key, args := mainWords(r, h, func(_ ledger.Answer, _, text string) any { return text })
	return r.T(key, args...)
}

// mainWords picks the words: %[1]s the name, %[2]s the share, or the value of
// a row without one, %[3]s the period.
func mainWords(r *ui.Request, h office.History, link func(ledger.Answer, string, string) any) (string, []any) {
	m := h.Main
	if m.Share.Known {
		return "breakdown.one.head", []any{Name(r, h.Series), link(m.Answer, ui.ShareOf, ShareText(r, m.Share)), r.Period(m.Period)}
	}
	return "breakdown.one.head.value", []any{Name(r, h.Series), link(m.Answer, "", r.MoneyText(m.Answer)), r.Period(m.Period)}
}

// HistoryLede says in a few sentences what is known of one series.
func HistoryLede(r *ui.Request, h office.History) templ.Component {
	var sentences []templ.Component
	say := func(key string, args ...any) { sentences = append(sentences, ui.Say(r, key, args...), ui.Words(" ")) }
	m := h.Main
	if m.Known() {
		say("breakdown.one.value", ui.Money(r, m.Answer), r.Period(m.Period))
	}
	sentences = append(sentences, Direction(r, m.Growth), ui.Words(" "))
	if len(h.Rows) == 1 {
		say("breakdown.one.once")
	} else {
		say("breakdown.one.times", r.Count(len(h.Rows)), r.Month(firstOf(h.Rows)), r.Month(h.Newest.Period.To))
	}
	if m.Period != h.Newest.Period && h.Newest.Known() {
		say("breakdown.one.newest", r.Period(h.Newest.Period), ui.Money(r, h.Newest.Answer))
	}
	return ui.Join(sentences...)
}
