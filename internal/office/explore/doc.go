// Package explore is what the office does with trade facts: it lists the data
// sets that are loaded, answers queries about them, and names their codes. The
// explorer, the API and the command line ask here and nowhere else.
package explore
