// Package arch holds the rules of the house as tests: who may import whom,
// what every package must say of itself, that both languages are set, that
// every flag and page is documented. It has no code of its own.
package arch
