package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/alecthomas/kong"

	"muara/internal/trade"
)

// DefaultFile is read from the working folder where no other file is named.
const DefaultFile = "muara.toml"

// maxFile is far more than any settings file needs; a larger one is a mistake.
const maxFile = 64 << 10

// Source fills settings that the command line leaves open: first from the
// environment, then from a file. It is a kong.Resolver.
//
// Kong's own env tags are not used because there a file would beat the
// environment; here the nearer one wins.
type Source struct {
	Getenv func(string) string

	loaded bool
	values map[string]any
	file   string
	err    error
}

// EnvName returns the environment variable of a setting: log-level is
// MUARA_LOG_LEVEL.
func EnvName(setting string) string {
	return "MUARA_" + strings.ToUpper(strings.ReplaceAll(setting, "-", "_"))
}

// Key returns the key of a setting in the file: log-level is log_level.
func Key(setting string) string { return strings.ReplaceAll(setting, "-", "_") }

// Validate is part of kong.Resolver.
func (s *Source) Validate(*kong.Application) error { return nil }

// Resolve is part of kong.Resolver.
func (s *Source) Resolve(ctx *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if flag.Group == nil || flag.Group.Key != Group {
		return nil, nil
	}
	if !s.loaded {
		s.load(ctx)
	}
	if s.err != nil {
		return nil, s.err
	}
	if v := s.Getenv(EnvName(flag.Name)); v != "" {
		return v, nil
	}
	return s.values[Key(flag.Name)], nil
}

// File returns the settings file that was read, empty for none.
func (s *Source) File() string { return s.file }

func (s *Source) load(ctx *kong.Context) {
	s.loaded = true
	named, settings := "", []string{}
	for _, f := range ctx.Flags() {
		if f.Group == nil || f.Group.Key != Group {
			continue
		}
		if f.Name == "config" {
			named, _ = ctx.FlagValue(f).(string)
			continue // a file cannot name the file
		}
		settings = append(settings, Key(f.Name))
	}
	path := first(named, s.Getenv(EnvName("config")))
	s.values, s.file, s.err = readFile(path)
	if s.err != nil {
		return
	}
	for key := range s.values {
		if !slices.Contains(settings, key) {
			slices.Sort(settings)
			s.err = unknownKey(s.file, key, settings)
			return
		}
	}
}

// readFile reads the named file, or the default one where no name is given; a
// default file that does not exist is no settings and no error.
func readFile(named string) (values map[string]any, file string, err error) {
	file = first(named, DefaultFile)
	info, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) && named == "" {
		return nil, "", nil
	}
	if err == nil && !info.Mode().IsRegular() { // opening a pipe would wait for ever
		return nil, file, notAFile(file)
	}
	if err != nil {
		return nil, file, badFile(file, err)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, file, badFile(file, err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(text) > maxFile {
		err = fmt.Errorf("more than %d bytes", maxFile)
	}
	if err == nil {
		err = toml.Unmarshal(text, &values)
	}
	if err != nil {
		return nil, file, badFile(file, err)
	}
	for key, v := range values {
		switch v.(type) {
		case string, bool:
		default:
			return nil, file, badFile(file, fmt.Errorf("%s: neither a text in quotes nor true or false", key))
		}
	}
	return values, file, nil
}

func badFile(file string, err error) error {
	return &trade.Error{Code: trade.Invalid, Err: err, Text: trade.Text{
		ID: fmt.Sprintf("berkas pengaturan %s tidak terbaca (%v)", file, err),
		EN: fmt.Sprintf("cannot read the settings file %s (%v)", file, err),
	}}
}

func notAFile(file string) error {
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: fmt.Sprintf("berkas pengaturan %s tidak terbaca (bukan berkas biasa)", file),
		EN: fmt.Sprintf("cannot read the settings file %s (not a plain file)", file),
	}}
}

func unknownKey(file, key string, known []string) error {
	all := strings.Join(known, ", ")
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: fmt.Sprintf("%s: pengaturan %q tidak dikenal; yang ada: %s", file, key, all),
		EN: fmt.Sprintf("%s: there is no setting %q; there are: %s", file, key, all),
	}}
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
