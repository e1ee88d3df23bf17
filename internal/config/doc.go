// Package config holds the settings of the program: one struct, filled from
// flags, from the environment (MUARA_...), and from a file (muara.toml), in
// this order of strength. docs/configuration.md lists every setting; a test
// compares.
package config
