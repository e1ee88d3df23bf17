// Package trade is the vocabulary of Muara: months and periods, flows and
// series, amounts, partial dates, and errors that speak both languages.
//
// It knows no storage, no HTTP and no statistics, so that every other package
// can share it. Amounts are integers in the smallest unit of their measure
// (US cents for value, kilograms for weight): sums are exact everywhere.
package trade
