// Package app puts the program together: settings, data pack, office, site and
// server. It is the only package that knows them all, and it decides nothing
// else.
package app
