package api

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"muara/internal/auth"
	"muara/internal/i18n"
	"muara/internal/lake"
	"muara/internal/office"
	"muara/internal/office/explore"
	"muara/internal/office/intake"
	"muara/internal/trade"
)

// Prefix is where the API lives.
const Prefix = "/api/v1"

// Options are what the API works with.
type Options struct {
	Office  *office.Office // published figures
	Facts   *explore.Desk  // trade facts; nil where no folder of data is set up
	Work    *Work          // imports and releases; nil where nothing can be written
	Guard   *auth.Guard    // who may write; nil for nobody
	Version string         // of the program
	Now     func() time.Time
	Log     *slog.Logger // nil for slog.Default()

	// Names changes whenever the names of codes do: answers that carry names
	// are other answers then. May be nil.
	Names func() string

	// FigurePage is the page that explains a published figure. May be nil.
	FigurePage func(i18n.Lang, trade.Series, trade.Period, trade.Date) string

	Limits Limits
}

// Work is what the operations that write work with.
type Work struct {
	Releases Releases
	Uploads  *intake.Uploads
}

// Releases looks after the releases of data sets; intake.Desk does. It is an
// interface so that the operations can be tested without the database that
// writes releases, which takes long to link.
type Releases interface {
	Datasets(id string) ([]intake.Set, error)
	Publish(ctx context.Context, dataset, release, by string) error
	Rollback(ctx context.Context, dataset, to, by string) (*lake.Manifest, error)
	Discard(ctx context.Context, dataset, release, by string) error
	Verify(ctx context.Context, dataset, release string, report intake.Progress) ([]intake.Fault, int, error)
	Quality(dataset, release string) (*intake.Quality, error)
	Refused(dataset, release string) (io.ReadCloser, error)
}

// Limits bound what one client, and all of them together, may ask. Zero means
// the usual.
type Limits struct {
	Requests int           // of one client in a minute; 240
	Heavy    int           // queries of facts at the same time; 4
	Answer   time.Duration // for finding one answer; 10 s
	Upload   int64         // bytes of one upload; 4 GiB
}

func (l Limits) orUsual() Limits {
	if l.Requests == 0 {
		l.Requests = 240
	}
	if l.Heavy == 0 {
		l.Heavy = 4
	}
	if l.Answer == 0 {
		l.Answer = 10 * time.Second
	}
	if l.Upload == 0 {
		l.Upload = 4 << 30
	}
	return l
}

// api is the handler's state; it never changes after New, but for the
// allowances of clients.
type api struct {
	Options
	mux       *http.ServeMux
	heavy     chan struct{} // one for each query of facts under way
	clients   *clients
	documents map[i18n.Lang]document
}

// New returns the handler of everything below /api.
func New(o Options) http.Handler {
	return build(o).wrap()
}

func build(o Options) *api {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Limits = o.Limits.orUsual()
	a := &api{
		Options: o, mux: http.NewServeMux(),
		heavy:     make(chan struct{}, o.Limits.Heavy),
		clients:   newClients(o.Limits.Requests, o.Now),
		documents: documents(o.Version),
	}
	adapter := humago.NewAdapter(a.mux, Prefix)
	for _, op := range operations() {
		for _, path := range op.patterns() {
			adapter.Handle(&huma.Operation{Method: op.method, Path: path}, func(ctx huma.Context) {
				r, w := humago.Unwrap(ctx)
				a.run(op, w, r)
			})
		}
	}
	a.mux.HandleFunc("/", a.missing)
	return a
}
