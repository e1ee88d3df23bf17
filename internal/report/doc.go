// Package report writes what people take away: the table of a chart as CSV,
// XLSX or JSON, and the public statement as plain text, HTML or DOCX.
//
// Downloads carry exact decimals in a fixed unit (million US$, thousand
// tonnes), the status of each value, the interval that rounding leaves, and
// the sources, so that a file that travels alone still says where its numbers
// come from.
//
// The statement is data: a Statement holds sentences as catalogue keys with
// typed parts, composed elsewhere by rules. Lay puts it in a reader's
// language; the writers print the same layout in their format.
package report
