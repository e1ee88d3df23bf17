// Package cli is the command line. Each command has its file, decodes its
// arguments, calls one method of the office or the pack, and prints the result
// in the reader's language. It knows neither pages nor how a server is built:
// what it needs from outside is handed in as a Program.
//
// Exit codes: 0 answered (an unknown value is an answer), 1 failed or faults
// found, 2 the command was not understood.
package cli
