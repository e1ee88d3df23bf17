package nomen

import (
	"iter"
	"slices"
	"strings"

	"muara/internal/refdata"
)

// years of the editions of the Harmonized System, H0 to H6 as UN Comtrade
// numbers them.
var years = [...]int{1992, 1996, 2002, 2007, 2012, 2017, 2022}

// Editions lists the editions in the order of their years: H0 to H6.
func Editions() []string {
	out := make([]string, len(years))
	for i := range years {
		out[i] = editionName(i)
	}
	return out
}

func editionName(i int) string { return "H" + string(rune('0'+i)) }

// Year returns the year of an edition (H5 is 2017), 0 where unknown.
func Year(edition string) int {
	if i := editionIndex(edition); i >= 0 {
		return years[i]
	}
	return 0
}

// editionIndex returns 0 for H0 to 6 for H6, -1 for anything else.
func editionIndex(edition string) int {
	if len(edition) == 2 && edition[0] == 'H' && edition[1] >= '0' && int(edition[1]-'0') < len(years) {
		return int(edition[1] - '0')
	}
	return -1
}

// nearest orders the editions by how near they are to one: itself first, of
// two that are as near the newer one. For no edition it is the newest first.
func nearest(edition string) []string {
	at := editionIndex(edition)
	if at < 0 {
		at = len(years) - 1
	}
	out := []string{editionName(at)}
	for d := 1; d < len(years); d++ {
		if at+d < len(years) {
			out = append(out, editionName(at+d))
		}
		if at-d >= 0 {
			out = append(out, editionName(at-d))
		}
	}
	return out
}

// marks are six-digit codes that came with an edition and stayed until HS 2022,
// and codes that an edition was the last to have since HS 1992. They lie in
// different chapters and neither BACI nor BTKI lump them together, so a list
// that does not state its edition shows it by them.
//
// Source: lists of codes of the editions, UN Comtrade and BACI V202401.
var marks = [...]struct{ came, left string }{
	{left: "010591 080110 200530 290340 390511 540760 700311 761690"},
	{came: "010512 090190 210111 320611 401011 560311 720150 820239", left: "010111 110312 200120 290316 410110 530591 681210 843062"},
	{came: "010190 080550 190430 280512 381700 480254 611011 846721", left: "020820 130110 290330 392072 520853 620321 730410 860620"},
	{came: "010594 200591 380891 460121 521120 570250 681140 844313", left: "010210 060410 100110 160430 252810 480820 630691 820120"},
	{came: "010121 060315 100111 170113 285210 440131 640690 850750", left: "030621 220290 290490 310310 381230 401199 550200 842481"},
	{came: "030249 160418 290383 370500 401170 550210 630420 852842", left: "030510 251830 360300 441400 580211 710420 850740 900651"},
	{came: "030910 121160 290348 360310 440132 580210 710421 850171"},
}

// editionOf finds the edition of a whole list by the marks. It answers only
// where one edition explains nine marks of ten and no other as many.
func editionOf(has func(code string) bool) (string, bool) {
	came, left := markEditions()
	best, bestAgree, second := 0, -1, -1
	for e := range years {
		agree := 0
		for c, i := range came {
			if has(c) == (i <= e) {
				agree++
			}
		}
		for c, i := range left {
			if has(c) == (i >= e) {
				agree++
			}
		}
		switch {
		case agree > bestAgree:
			best, bestAgree, second = e, agree, bestAgree
		case agree > second:
			second = agree
		}
	}
	total := len(came) + len(left)
	return editionName(best), bestAgree*10 >= total*9 && bestAgree > second
}

// Span says between which editions six-digit codes (or the first six digits of
// longer ones) can lie, by the marks among them and without any list. seen is
// how many marks there were; none leaves H0 to H6. Codes of several editions
// in one file contradict each other: then from is newer than to. Where lists
// are loaded, [Names.Guess] tells more.
func Span(codes iter.Seq[string]) (from, to string, seen int) {
	came, left := markEditions()
	first, last := 0, len(years)-1
	met := map[string]bool{}
	for c := range codes {
		if len(c) < 6 || met[c[:6]] {
			continue
		}
		e, isNew := came[c[:6]]
		if isNew {
			first = max(first, e)
		}
		o, isOld := left[c[:6]]
		if isOld {
			last = min(last, o)
		}
		if isNew || isOld {
			met[c[:6]] = true
		}
	}
	return editionName(first), editionName(last), len(met)
}

// markEditions returns the marks with the number of their edition.
func markEditions() (came, left map[string]int) {
	came, left = map[string]int{}, map[string]int{}
	for i, m := range marks {
		for _, c := range strings.Fields(m.came) {
			came[c] = i
		}
		for _, c := range strings.Fields(m.left) {
			left[c] = i
		}
	}
	return came, left
}

// coversAll reports whether a list has six-digit codes in every chapter. One
// that has not is a part of a nomenclature: what it lacks is not unknown.
func coversAll(codes []string) bool {
	seen := map[string]bool{}
	for _, c := range codes {
		if len(c) >= 6 {
			seen[c[:2]] = true
		}
	}
	return !slices.ContainsFunc(refdata.Chapters(), func(c refdata.Chapter) bool { return !seen[c.Code] })
}
