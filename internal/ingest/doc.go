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
// Tables of no fixed layout are read by a [Mapping], which a person writes once:
// [Look] shows the beginning of a file with a guess of its columns,
// [Mapping.Check] says what is missing, [ReadMapped] reads. Tables of sums
// (press tables, exports by country without goods) give rows that say over what
// they were added up, see [Margin]: they are never to be added to others.
// Lists of codes and the like are named as [Reference] and hold no rows.
//
// A year of BACI is ten million rows: what is written as CEPII writes it goes a
// fast way (baciFast) that allocates nothing for a row.
//
// Nothing here stores or publishes: rows go to a [Sink] and are gone.
package ingest
