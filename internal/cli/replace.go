package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// replace writes a file whole or leaves everything as it was: the text goes to
// a new file beside it, which then takes its name. A device or a pipe, such as
// /dev/stdout, is written to as it is.
func replace(name string, text []byte) error {
	return replaceWith(name, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// replaceWith does the same with what write writes.
func replaceWith(name string, write func(io.Writer) error) error {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real // the link stays, what it leads to is replaced
	}
	mode := os.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode().Perm()
		// Taking the name of a file asks no leave of the file itself.
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		if !info.Mode().IsRegular() {
			return firstError(write(f), f.Close())
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	fresh := filepath.Join(filepath.Dir(name), fmt.Sprintf(".%s.%d.tmp", filepath.Base(name), os.Getpid()))
	f, err := os.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	err = write(f)
	// Synced, because a full disk may show only then.
	err = firstError(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(fresh, name)
	}
	if err != nil {
		_ = os.Remove(fresh) // the first error is the one to tell
	}
	return err
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
