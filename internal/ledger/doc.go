// Package ledger answers what the value of a series was over a period, how we
// know, and who disagrees, from nothing but published figures.
//
// Authorities publish sums over intervals of months. Let P(t) be the value
// cumulated up to month boundary t. A figure v for months a to b is then an
// edge between the boundaries a and b+1: P(b+1) - P(a) = v. Any interval whose
// two boundaries are connected can be derived along a path; each independent
// cycle is a check of the figures on it against their rounding.
//
// The package is pure: no clock, no files, no languages.
package ledger
