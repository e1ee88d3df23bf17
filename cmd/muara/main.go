// Command muara shows what a region exports and where each number comes from:
// as a site, and on the command line.
package main

import (
	"os"

	"muara/internal/app"
)

// Set by the linker (see the Makefile).
var version, commit = "dev", ""

func main() { os.Exit(app.Main(version, commit)) }
