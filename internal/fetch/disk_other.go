//go:build !linux && !darwin

package fetch

import "math"

// lock does nothing on this system.
func lock(string) (release func(), err error) { return func() {}, nil }

// freeBytes is not known on this system: nothing is refused beforehand, and a
// full disk shows when it is full.
func freeBytes(string) (int64, error) { return math.MaxInt64, nil }
