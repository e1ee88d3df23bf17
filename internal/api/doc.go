// Package api answers programs: the same questions and the same work as the
// pages and the commands, under /api/v1, described by an OpenAPI 3.1 document
// that the program serves itself.
//
// An operation decodes a request, calls one method of the office, and writes
// what comes back. The table in operations.go holds all of them with their
// words in both languages; the routes and the document are made from it, so
// neither can lack what the other has. The document comes from huma and its
// adapter for net/http; checking what a client sent is done here and by the
// office, because an error must say in the reader's language what is wrong.
//
// Rules that hold for every answer:
//
//   - Money and weight are exact decimals as text ("1725.99", US$ and kg), ratios
//     are numbers, what is not known is null.
//   - What is said of an answer (data set, release, source, period, notes) goes
//     with it: see About.
//   - An error is application/problem+json (RFC 9457) in the reader's language,
//     with both languages as extensions.
//   - A strong ETag names the answer; releases never change, so it is made from
//     the release and the query, and a client that has the answer is told so
//     before anything is asked.
package api
