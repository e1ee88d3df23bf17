package app

import (
	"io"
	"log/slog"

	"muara/internal/config"
)

// newLog makes the program's log as the settings ask for it. Settings have
// been checked; an unknown level would count as info.
func newLog(w io.Writer, s config.Settings) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		level = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: level}
	if s.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}
