package ledger_test

import (
	"fmt"
	"strings"

	"muara/internal/ledger"
	"muara/internal/trade"
)

// book is what the section "figures" of a case says.
type book struct {
	figures    []ledger.Figure
	shares     []ledger.Share
	identities []ledger.Identity
}

// readBook reads lines such as
//
//	export 2021-07  221.57  @2021-09
//	export.country.JPN 2023  27.1 % of export  @2024-02
//	identity balance: export = balance + import
//
// Values are in millions, rounded to the last digit printed; "exactly" before
// the date says that nothing was rounded.
func readBook(text string) (*book, error) {
	b := &book{}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		read := b.readFigure
		if words[0] == "identity" {
			read = b.readIdentity
		} else if strings.Contains(line, "%") {
			read = b.readShare
		}
		if err := read(fmt.Sprintf("line%02d", n), words); err != nil {
			return nil, fmt.Errorf("figures:%d: %w", n, err)
		}
	}
	return b, nil
}

func (b *book) readFigure(id string, w []string) error {
	exactly := len(w) == 5 && w[3] == "exactly"
	if exactly {
		w = append(w[:3:3], w[4])
	}
	if len(w) != 4 {
		return fmt.Errorf("want series, period, value, @date")
	}
	v, h, err := decimal(w[2], int64(trade.Million))
	if err != nil {
		return err
	}
	if exactly {
		h = 0
	}
	f := ledger.Figure{ID: id, Value: trade.Amount(v), Half: trade.Amount(h)}
	f.Series, f.Period, f.Published, err = about(w[0], w[1], w[3])
	b.figures = append(b.figures, f)
	return err
}

func (b *book) readShare(id string, w []string) error {
	if len(w) != 7 || w[3] != "%" || w[4] != "of" {
		return fmt.Errorf("want series, period, share %% of series, @date")
	}
	v, h, err := decimal(w[2], int64(trade.Percent))
	if err != nil {
		return err
	}
	s := ledger.Share{ID: id, Share: trade.Share(v), Half: trade.Share(h)}
	if s.Of, err = trade.ParseSeries(w[5]); err != nil {
		return err
	}
	s.Series, s.Period, s.Published, err = about(w[0], w[1], w[6])
	b.shares = append(b.shares, s)
	return err
}

func (b *book) readIdentity(_ string, w []string) error {
	if len(w) < 6 || w[3] != "=" {
		return fmt.Errorf("want identity name: whole = part + part")
	}
	id := ledger.Identity{Name: strings.TrimSuffix(w[1], ":")}
	var err error
	if id.Whole, err = trade.ParseSeries(w[2]); err != nil {
		return err
	}
	for i := 4; i < len(w); i += 2 {
		s, err := trade.ParseSeries(w[i])
		if err != nil {
			return err
		}
		id.Parts = append(id.Parts, s)
	}
	b.identities = append(b.identities, id)
	return nil
}

func about(series, period, date string) (s trade.Series, p trade.Period, d trade.Date, err error) {
	if s, err = trade.ParseSeries(series); err != nil {
		return
	}
	if p, err = trade.ParsePeriod(period); err != nil {
		return
	}
	if date != "@undated" {
		d, err = trade.ParseDate(strings.TrimPrefix(date, "@"))
	}
	return
}

// decimal reads a number printed with some digits, in units of which one is
// worth unit, and half a unit of its last digit.
func decimal(text string, unit int64) (value, half int64, err error) {
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	for _, c := range whole + fraction {
		if c < '0' || c > '9' {
			return 0, 0, fmt.Errorf("%q is no number", text)
		}
		value = value*10 + int64(c-'0')
	}
	for range fraction {
		unit /= 10
	}
	if strings.HasPrefix(text, "-") {
		value = -value
	}
	return value * unit, unit / 2, nil
}

// amount writes millions with at least two decimals and all that are not zero.
func amount(a trade.Amount) string {
	sign := ""
	if a < 0 {
		sign, a = "-", -a
	}
	s := fmt.Sprintf("%s%d.%08d", sign, a/trade.Million, a%trade.Million)
	for strings.HasSuffix(s, "0") && !strings.HasSuffix(s[:len(s)-1], ".") && s[len(s)-3] != '.' {
		s = s[:len(s)-1]
	}
	return s
}

func percent(s trade.Share) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%d.%04d", s/trade.Percent, s%trade.Percent), "0"), ".")
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
