// Package fetch brings trade files from the network to a folder, from where
// the ordinary import reads them. It knows two sources: the API of UN Comtrade
// ([Comtrade]) and the releases of BACI ([BACI]).
//
// A request to Comtrade becomes a list of calls, each small enough for the
// limit of records that one answer may hold: one for each period and flow, and
// where an answer comes back at the limit, that call is put again in parts, by
// chapters of the Harmonized System. An answer is kept as it came, in a file of
// its own, with the question beside it (NAME.json and NAME.request); an answer
// that was cut off is not kept. What is in the folder is not asked again, so
// that a stopped run goes on where it stopped.
//
// BACI is one large archive: it is loaded into NAME.part and takes its name
// only when it is whole.
//
// The key of the API is sent in a header to the host that was named, to no
// other, and is written nowhere. The clock, the randomness and the pauses are
// handed in.
package fetch
