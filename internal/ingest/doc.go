// Package ingest turns the trade files of the world into rows: it tells what a
// file is by its content, reads it in one pass with bounded memory, and refuses
// what it cannot read with file, sheet, row, column, what was found and what
// was expected, in both languages.
//
// Each kind of file is a [Format] with a file of its own; formats lists them.
// To add one, write its Sniff and Read and add it to that list. A reader
// reports what the file says and nothing else: a direction of trade, an edition
// of the Harmonized System or a unit that the file does not state is left empty
// or named in a warning, never taken from the file's name.
//
// Nothing here stores or publishes: rows go to a [Sink] and are gone.
package ingest
