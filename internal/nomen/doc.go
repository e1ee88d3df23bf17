// Package nomen keeps the nomenclatures that a user brings as files: names of
// 6 and 8 digits of the Harmonized System, the duties of the Indonesian tariff
// book (BTKI), and conversion tables between editions. They cannot come with
// the program; names of 2 and 4 digits do (package refdata).
//
// A file goes through three doors. [Recognise] tells by its content what it is;
// [Read] reads it whole or refuses it, with file, row, column, what was found
// and what was expected; [Store.Add] keeps what was read in a folder, one file
// for each list. [Store.Names] then answers from memory: names, search, duties,
// and which edition a file's codes fit best. [Store.Path] converts codes from
// one edition to another.
//
// A file of the folder is ID.VERSION.list: a line of JSON (what it is, where it
// came from, the checksum of the rest) and then rows of CSV. It is written
// whole, beside its name, and never changed; the highest version that agrees
// with its checksum counts.
//
// A list is never half read. A code that a list does not have is unknown only
// if the list is whole; otherwise nothing is known about it.
package nomen
