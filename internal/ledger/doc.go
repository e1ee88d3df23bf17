// Package ledger answers what the value of a series was over a period, how we
// know, and who disagrees, from nothing but published figures.
//
// # The idea
//
// Authorities publish sums over intervals of months. Let P(t) be the value
// cumulated up to month boundary t. A figure v for months a to b is then an
// edge between the boundaries a and b+1: P(b+1) - P(a) = v. Any interval whose
// two boundaries are connected can be derived along a path; each independent
// cycle is a check of the figures on it against their rounding.
//
// # Derivations
//
// A figure printed for exactly the interval is the answer; of several editions
// the newest. Otherwise the best way is the one of the fewest figures; then
// one within the series asked for; then the one whose oldest figure is newest.
//
// An [Identity] lends the figures of some series to another: exports are known
// wherever the balance and imports are, and such an interval can be part of a
// longer way, or of the next identity. A [Share] times its whole is an edge of
// the part's series, worth one figure more than the whole. It is taken of the
// edition of the whole that was printed with it, if there is one, else of the
// answer for the whole.
//
// Values are exact integers. A derivation is a sum of signed terms, evaluated
// like this: plain figures add; a share is taken once, of the signed sum of all
// figures that stand under it, and rounded to the smallest unit, halves away
// from zero. Low and High bound the value if every figure and every share was
// rounded to its last printed digit.
//
// # Checks and conflicts
//
// The figures and shares of a series agree if some P satisfies them all within
// rounding, that is, if a system of difference constraints has a solution.
// Where it has none, edges are admitted newest first, and of the same date the
// shorter interval first; one that contradicts those admitted fails a [Check]
// and is set aside: it stays the published answer for its own interval but
// serves in no path. Identities are checked wherever a member has a figure and
// all members are known; a check that fails only because of a figure that
// failed elsewhere is not told twice.
//
// An answer is [Conflicting] if a figure of its best derivation lies on a
// failed check: going around that figure by the rest of the check gives an
// [Alternative]. What both ways have in common cancels, so they differ by just
// what fails the check.
//
// # Dates
//
// [Ledger.AsOf] is the same ledger without what was published later. A date
// known to the month or the year counts as its last day. A figure without a
// date counts as the oldest and belongs to no earlier view: it may have been
// published at any time.
//
// # Limits
//
//   - Single steps only. Three identities over the same unknowns may determine
//     them together (a+b, a+c and b+c give a) although no one identity does;
//     such values are reported unknown.
//   - A share of a share is not followed, nor is a whole found from a part and
//     its share.
//   - A figure used twice can be part of a derivation (2a - b); the terms then
//     list it twice.
//   - Which figure of a failed check is wrong is not decided. The older is set
//     aside because revisions are the usual reason; all figures of the check
//     are told to conflict.
//   - An alternative goes around one figure at a time. Where several figures of
//     a derivation are disputed, their combinations are not listed.
//   - Rounding intervals of a derivation are the widest that its figures allow;
//     other figures might narrow them and are not used for that.
//   - Vintages are looked for on at most 64 dates: those of figures that touch an
//     end of the interval, then the newest.
//   - Parts of a breakdown are not forced to be less than the whole, only told
//     to exceed it.
//
// # Cost
//
// Figures are indexed when a series, or a group of series that identities link,
// is first asked for. A question is a lookup; what is not connected is refused
// by comparing component numbers; ways of two figures come from merging two
// sorted neighbour lists; longer ones from a search by number of figures.
// Identities are closed block by block (biconnected components); a block
// is about a year of figures, since everything cumulates from January.
//
// The package is pure: no clock, no files, no languages.
package ledger
