package office

// FindingKind says what a breakdown shows first. Pages turn it into a
// headline; every kind is a statement that the figures prove.
type FindingKind string

// The findings, strongest first.
const (
	// Dominates: one part is at least half of the whole.
	Dominates FindingKind = "dominates"
	// TogetherMost: two parts are together at least half.
	TogetherMost FindingKind = "together"
	// Leads: the first part is larger than anything unnamed can be.
	Leads FindingKind = "leads"
	// FirstNamed: the first of those that the releases name; something
	// unnamed may be larger.
	FirstNamed FindingKind = "first-named"
	// OnlyNamed: the releases name a single part.
	OnlyNamed FindingKind = "only-named"
	// NothingKnown: no part is known.
	NothingKnown FindingKind = "nothing"
)

// Finding is what a breakdown shows first, and about which parts.
type Finding struct {
	Kind  FindingKind
	Parts []Part // one, or two for TogetherMost
	Share Ratio  // of the parts together; may be unknown
}

// Finding states what the split shows first. Parts without a value are
// compared by their share; a claim about the whole needs either.
func (s Split) Finding() Finding {
	if s.Empty() {
		return Finding{Kind: NothingKnown}
	}
	parts := byShare(s.Parts)
	first := parts[0]
	f := Finding{Kind: FirstNamed, Parts: parts[:1], Share: first.Share}
	switch {
	case first.Share.Known && first.Share.Value >= 0.5:
		f.Kind = Dominates
	case len(parts) == 1:
		f.Kind = OnlyNamed
	case first.Share.Known && parts[1].Share.Known && first.Share.Value+parts[1].Share.Value >= 0.5:
		f.Kind, f.Parts = TogetherMost, parts[:2]
		f.Share = Ratio{
			Known: true,
			Value: first.Share.Value + parts[1].Share.Value,
			Half:  first.Share.Half + parts[1].Share.Half,
		}
	case s.Complete() || first.Share.Known && first.Share.Value > 1-sumShares(parts):
		f.Kind = Leads
	}
	return f
}

// byShare orders parts by share where all have one: a part of which only the
// share is known may be the largest.
func byShare(parts []Part) []Part {
	sorted := append([]Part(nil), parts...)
	for _, p := range sorted {
		if !p.Share.Known {
			return sorted
		}
	}
	for i := 1; i < len(sorted); i++ {
		for j := i; j > 0 && sorted[j].Share.Value > sorted[j-1].Share.Value; j-- {
			sorted[j], sorted[j-1] = sorted[j-1], sorted[j]
		}
	}
	return sorted
}

func sumShares(parts []Part) float64 {
	sum := 0.0
	for _, p := range parts {
		sum += p.Share.Value
	}
	return sum
}

// Fraction is a ratio as people say it: six of every seven.
type Fraction struct{ Of, Out int }

// FractionOf finds the fraction with the smallest denominator from 3 to 10
// that lies within one percentage point of a ratio. Ratios that no such
// fraction fits are better said in percent.
func FractionOf(ratio float64) (Fraction, bool) {
	for out := 3; out <= 10; out++ {
		of := int(ratio*float64(out) + 0.5)
		if of == 0 || of == out {
			continue
		}
		if d := float64(of)/float64(out) - ratio; d <= 0.01 && d >= -0.01 {
			return Fraction{Of: of, Out: out}, true
		}
	}
	return Fraction{}, false
}
