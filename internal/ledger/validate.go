package ledger

import (
	"hash/maphash"

	"muara/internal/trade"
)

// The months and amounts that a ledger takes. Amounts are bounded so that no
// sum along a path through all 3,600 months can overflow: 1e15 cents are 10
// trillion dollars.
const (
	firstMonth = trade.Month(1900 * 12)
	lastMonth  = trade.Month(2199*12 + 11)
	maxAmount  = trade.Amount(1e15)
)

func validate(figures []Figure, shares []Share, identities []Identity) error {
	idOf := func(n int) string {
		if n < len(figures) {
			return figures[n].ID
		}
		return shares[n-len(figures)].ID
	}
	ids := newIDSet(len(figures)+len(shares), idOf)
	for i := range figures {
		f := &figures[i]
		if err := validateFigure(f); err != nil {
			return err
		}
		if !ids.add(i) {
			return errTwice(f.ID)
		}
	}
	for i := range shares {
		s := &shares[i]
		if err := validateShare(s); err != nil {
			return err
		}
		if !ids.add(len(figures) + i) {
			return errTwice(s.ID)
		}
	}
	names := map[string]bool{}
	for i := range identities {
		if err := validateIdentity(&identities[i], names); err != nil {
			return err
		}
	}
	return nil
}

func errTwice(id string) error {
	return invalid("id %[1]q dipakai dua kali", "the id %[1]q is used twice", id)
}

func validateFigure(f *Figure) error {
	switch {
	case f.ID == "":
		return invalid("angka %[1]s %[2]s tidak punya id", "the figure %[1]s %[2]s has no id", f.Series, f.Period)
	case computed(f.Series):
		return invalid("angka %[1]s: deret %[2]s dihitung, bukan dirilis", "figure %[1]s: the series %[2]s is computed, not published", f.ID, f.Series)
	case f.Half < 0:
		return invalid("angka %[1]s: pembulatan tidak boleh negatif", "figure %[1]s: the rounding is negative", f.ID)
	case abs(f.Value) > uint64(maxAmount) || f.Half > maxAmount:
		return invalid("angka %[1]s: nilai di luar jangkauan", "figure %[1]s: the value is out of range", f.ID)
	}
	return validateTime(f.ID, f.Period, f.Published)
}

func validateTime(id string, p trade.Period, published trade.Date) error {
	switch {
	case published.Year < 0 || published.Year > lastMonth.Year() || published.Month < 0 || published.Month > 12 || published.Day < 0 || published.Day > 31:
		return invalid("angka %[1]s: tanggal rilis %[2]s tidak mungkin", "figure %[1]s: the date of publication %[2]s cannot be", id, published)
	case p.From > p.To:
		return invalid("angka %[1]s: periode %[2]s terbalik, awalnya sesudah akhirnya", "figure %[1]s: the period %[2]s runs backwards", id, p)
	case p.From < firstMonth || p.To > lastMonth:
		return invalid("angka %[1]s: periode %[2]s di luar tahun 1900 sampai 2199", "figure %[1]s: the period %[2]s is outside the years 1900 to 2199", id, p)
	}
	return nil
}

func validateShare(s *Share) error {
	const whole = 100 * trade.Percent
	switch {
	case s.ID == "":
		return invalid("persentase %[1]s %[2]s tidak punya id", "the share %[1]s %[2]s has no id", s.Series, s.Period)
	case computed(s.Series) || computed(s.Of):
		return invalid("persentase %[1]s: deret %[2]s dihitung, bukan dirilis", "share %[1]s: the series %[2]s is computed, not published", s.ID, s.Series)
	case s.Series == s.Of:
		return invalid("persentase %[1]s: %[2]s dari dirinya sendiri", "share %[1]s: %[2]s of itself", s.ID, s.Series)
	case s.Share < 0 || s.Share > whole:
		return invalid("persentase %[1]s: harus antara 0 dan 100 persen", "share %[1]s: must be between 0 and 100 percent", s.ID)
	case s.Half < 0 || s.Half > whole:
		return invalid("persentase %[1]s: pembulatan harus antara 0 dan 100 persen", "share %[1]s: the rounding must be between 0 and 100 percent", s.ID)
	}
	return validateTime(s.ID, s.Period, s.Published)
}

func validateIdentity(id *Identity, names map[string]bool) error {
	if id.Name == "" || names[id.Name] {
		return invalid("nama identitas %[1]q kosong atau dipakai dua kali", "the name of identity %[1]q is empty or used twice", id.Name)
	}
	names[id.Name] = true
	if len(id.Parts) < 2 {
		return invalid("identitas %[1]s: perlu dua bagian atau lebih", "identity %[1]s: needs two parts or more", id.Name)
	}
	members := map[trade.Series]bool{}
	for _, s := range append([]trade.Series{id.Whole}, id.Parts...) {
		if members[s] {
			return invalid("identitas %[1]s: deret %[2]s muncul dua kali", "identity %[1]s: the series %[2]s appears twice", id.Name, s)
		}
		if computed(s) {
			return invalid("identitas %[1]s: deret %[2]s dihitung, bukan dirilis", "identity %[1]s: the series %[2]s is computed, not published", id.Name, s)
		}
		members[s] = true
	}
	return nil
}

// computed reports whether a series is computed from others, never published.
func computed(s trade.Series) bool { return s.By == trade.Without || s.By == trade.Other }

// idSet is a set of ids that are stored elsewhere; a pack may have millions.
// It is an open-addressing table of numbers, each beside some bits of its hash
// so that few ids are ever compared.
type idSet struct {
	seed  maphash.Seed
	slots []uint64 // hash bits << 32 | number + 1; 0 is free
	id    func(n int) string
}

func newIDSet(n int, id func(int) string) *idSet {
	size := 16
	for size < n+n/2 {
		size *= 2
	}
	return &idSet{maphash.MakeSeed(), make([]uint64, size), id}
}

// add reports false if the id of a number is in the set already.
func (s *idSet) add(n int) bool {
	mask, id := len(s.slots)-1, s.id(n)
	h := maphash.String(s.seed, id)
	tag := h >> 32
	for i := int(uint32(h)) & mask; ; i = (i + 1) & mask {
		switch slot := s.slots[i]; {
		case slot == 0:
			s.slots[i] = tag<<32 | uint64(n+1)
			return true
		case slot>>32 == tag && s.id(int(uint32(slot))-1) == id:
			return false
		}
	}
}
