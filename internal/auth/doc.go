// Package auth says who may write: it keeps the tokens of programs and decides,
// for a request, whether it may import or publish. There are no accounts yet,
// and reading needs no leave.
//
// # Tokens
//
// A token is 256 random bits, written as muara_ and 43 letters of base64url.
// It is shown once, when it is made; what is kept is its SHA-256, which is
// enough to recognise it and useless to whoever steals the file. A plain hash
// serves because nobody can try out 2^256 tokens: the slow hashes of passwords
// protect what people choose, not this.
//
// The tokens stand in one file of the data folder, readable by its owner only,
// which is replaced in one step. The command line may change it while the
// server runs: the server reads it again whenever it has changed, so a token
// that was revoked is refused from then on. A file that cannot be read lets
// nobody in.
//
// # Who may write
//
// Guard answers for a request. A valid token with the right scope may write.
// Without a token only this computer may: the connection comes from and to the
// loopback address, the Host header says so too (a page of a stranger that
// gives its own name the address 127.0.0.1 does not), no proxy has passed it
// on, and no other site's page has sent it. The setting write makes this
// stricter: token asks this computer for a token too, off refuses everybody.
package auth
