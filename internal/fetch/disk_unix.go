//go:build linux || darwin

package fetch

import (
	"errors"
	"os"
	"syscall"
)

// lock keeps a second run away from the same download. The system lets go of
// it when the program ends, however it ends.
func lock(name string) (release func(), err error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, errBusy(name)
		}
		return func() {}, nil // a disk without locks, such as some network folders
	}
	return func() {
		_ = os.Remove(name) // before letting go, so that nobody else's is removed
		_ = f.Close()
	}, nil
}

// freeBytes is what an ordinary user may still write on the disk of a folder.
func freeBytes(dir string) (int64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, err
	}
	return int64(s.Bavail) * int64(s.Bsize), nil
}
