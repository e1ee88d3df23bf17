package app

import (
	"crypto/rand"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"

	"muara/internal/cli"
	"muara/internal/config"
	"muara/internal/facts/duck"
	"muara/internal/lake"
	"muara/internal/nomen"
	"muara/internal/office"
	"muara/internal/office/explore"
	"muara/internal/office/intake"
	"muara/internal/trade"
)

// room opens the folder of trade facts. Nothing is written until a file is
// imported, so the folder need not exist.
func (p *program) room(s config.Settings, o *office.Office) (*cli.Room, func(), error) {
	dir, err := p.dataDir(s)
	if err != nil {
		return nil, nil, err
	}
	db := duck.Options{Temp: filepath.Join(os.TempDir(), "muara-duckdb")}
	store, err := lake.Open(filepath.Join(dir, "lake"), lake.Config{Builder: duck.NewBuilder(db), Now: p.now, Rand: rand.Reader})
	if err != nil {
		return nil, nil, err
	}
	engine, err := duck.NewEngine(duck.EngineOptions{Options: db, Dir: store.Dir()})
	if err != nil {
		return nil, nil, err
	}
	lists, err := nomen.Open(filepath.Join(dir, "nomenclature"))
	if err != nil {
		return nil, nil, errors.Join(err, engine.Close())
	}
	region := o.Pack().Region
	room := &cli.Room{
		Explore: explore.New(store, engine, names(lists)),
		Intake: intake.New(intake.Parts{
			Lake: store, Engine: engine, Nomen: lists, Ledger: o.Ledger(trade.Date{}),
			Home: intake.Home{Country: region.Country, Region: region.BPS, Name: region.Name},
			Now:  p.now,
		}),
		Data: dir,
	}
	return room, func() {
		if err := engine.Close(); err != nil {
			slog.Warn("DuckDB was not closed", "error", err)
		}
	}, nil
}

// names gives the desk the names of the lists as they are at each moment.
func names(lists *nomen.Store) func() explore.Names {
	return func() explore.Names {
		n, err := lists.Names()
		if err != nil || n == nil {
			return nil
		}
		return n
	}
}

// dataDir is the folder of the settings, else that of the user.
func (p *program) dataDir(s config.Settings) (string, error) {
	if s.Data != "" {
		return filepath.Abs(s.Data)
	}
	if base := p.getenv("XDG_DATA_HOME"); filepath.IsAbs(base) {
		return filepath.Join(base, "muara"), nil
	}
	switch runtime.GOOS {
	case "windows":
		if base := p.getenv("LOCALAPPDATA"); base != "" {
			return filepath.Join(base, "muara"), nil
		}
	case "darwin":
		if home := p.getenv("HOME"); home != "" {
			return filepath.Join(home, "Library", "Application Support", "muara"), nil
		}
	default:
		if home := p.getenv("HOME"); home != "" {
			return filepath.Join(home, ".local", "share", "muara"), nil
		}
	}
	return "", &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: "tidak ada folder data: sebutkan dengan --data FOLDER",
		EN: "there is no data folder: name one with --data DIR",
	}}
}
