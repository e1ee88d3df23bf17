package app

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"path/filepath"
	"time"

	"muara/internal/api"
	"muara/internal/auth"
	"muara/internal/cli"
	"muara/internal/config"
	"muara/internal/facts"
	"muara/internal/jobs"
	"muara/internal/office"
	"muara/internal/office/explore"
	"muara/internal/office/intake"
	"muara/internal/site/load"
)

// works is what the server does with trade facts: answers, imports, releases.
// The zero value has none: the pages say so and show published figures.
type works struct {
	room    *cli.Room
	queue   *jobs.Queue
	uploads *intake.Uploads
	guard   *auth.Guard
	limit   int64 // of what may be sent at once through the pages, in bytes
	done    []func()
}

// keepJobs is how long ended imports are listed.
const keepJobs = 30 * 24 * time.Hour

// works opens the data folder. A folder that cannot be used is no reason not to
// serve what does not need it.
func (p *program) works(s config.Settings, o *office.Office, log *slog.Logger) *works {
	w := &works{limit: int64(s.UploadLimit) << 20}
	room, done, err := p.room(s, o)
	if err != nil {
		log.Warn("trade data cannot be used", "error", err)
		return w
	}
	w.room, w.done = room, append(w.done, done)
	go room.Explore.Name(facts.Product, "010121", "") // the lists of names take a second to read: not the first reader's
	w.guard = auth.NewGuard(auth.Open(room.Data, p.now), auth.Mode(s.Write))
	w.queue, err = jobs.Open(jobs.Options{
		Dir: filepath.Join(room.Data, "jobs"), Now: p.now, Rand: rand.Reader, Workers: 1, Log: log, Keep: keepJobs,
		Runners: map[jobs.Kind]jobs.Runner{
			intake.JobKind:    room.Intake.Runner(intake.JobFiles),
			intake.UploadKind: intake.Keeping,
		},
	})
	if err != nil {
		log.Warn("files cannot be imported through the site", "error", err)
		return w
	}
	w.uploads = &intake.Uploads{Queue: w.queue}
	w.done = append(w.done, func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := w.queue.Close(ctx); err != nil {
			log.Warn("a job did not stop in time; it starts again with the program", "error", err)
		}
	})
	return w
}

func (w *works) close() {
	for i := len(w.done) - 1; i >= 0; i-- {
		w.done[i]()
	}
}

func (w *works) explore() *explore.Desk {
	if w.room == nil {
		return nil
	}
	return w.room.Explore
}

// load is what the pages that take files work with.
func (w *works) load() load.Parts {
	if w.room == nil || w.uploads == nil {
		return load.Parts{}
	}
	return load.Parts{
		Desk: w.room.Intake, Uploads: w.uploads, Limit: w.limit, Mappings: intake.Mappings{Dir: filepath.Join(w.room.Data, "mappings")},
		May: func(r *http.Request, right load.Right) (string, error) {
			who, err := w.guard.Allow(r, auth.Scope(right))
			return who.Name, err
		},
	}
}

// api adds to the options of the API what it answers facts with.
func (w *works) api(o api.Options) api.Options {
	o.Facts, o.Guard = w.explore(), w.guard
	if w.room != nil {
		o.Names = func() string { return namesVersion(w.room.Intake.Nomen) }
	}
	if w.room != nil && w.uploads != nil {
		o.Work = &api.Work{Releases: w.room.Intake, Uploads: w.uploads}
	}
	return o
}
