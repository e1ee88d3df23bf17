package fetch

import (
	"cmp"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"muara/internal/trade"
)

// The addresses of the sources, where no other is given.
//
// Sources: https://uncomtrade.org/docs/un-comtrade-api and the download links
// on https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37
const (
	ComtradeBase = "https://comtradeapi.un.org"
	BACIBase     = "https://www.cepii.fr/DATA_DOWNLOAD/baci/data"
)

// Progress says how far a request is: calls to Comtrade, bytes of BACI. The
// total may grow on the way and is 0 while unknown. The note says what was
// just done or waited for; it may be empty.
type Progress func(done, total int64, note trade.Text)

// Options are what both sources need from outside.
type Options struct {
	Dir      string                                     // where the files go; it is made if missing
	Client   *http.Client                               // nil: one that gives up on silent servers
	Now      func() time.Time                           // the clock; required
	Sleep    func(context.Context, time.Duration) error // nil: waits on a timer
	Rand     func() float64                             // in [0,1), spreads repeated calls; nil: no spread
	Base     string                                     // address of the source; empty: its own
	Key      string                                     // of the Comtrade API; empty: the public preview
	Progress Progress                                   // may be nil
	Log      *slog.Logger                               // may be nil
	Free     func(dir string) (int64, error)            // free bytes on the disk; nil: ask the system
	Stall    time.Duration                              // a body that stays silent for so long is cut; 0: two minutes
}

// ready fills what was left open and checks the rest.
func (o Options) ready(base string) (Options, *url.URL, error) {
	if o.Now == nil {
		return o, nil, errors.New("fetch: Options.Now is required")
	}
	if o.Client == nil {
		o.Client = &http.Client{Transport: patientTransport()}
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Rand == nil {
		o.Rand = func() float64 { return 0 }
	}
	if o.Progress == nil {
		o.Progress = func(int64, int64, trade.Text) {}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Free == nil {
		o.Free = freeBytes
	}
	o.Stall = cmp.Or(o.Stall, 2*time.Minute)
	o.Key = strings.TrimSpace(o.Key)
	if strings.ContainsFunc(o.Key, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return o, nil, errBadKey()
	}
	address := strings.TrimRight(cmp.Or(o.Base, base), "/")
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return o, nil, errBadBase(address)
	}
	if o.Key != "" && u.Scheme != "https" && !isLoopback(u.Hostname()) {
		return o, nil, errOpenLine(address)
	}
	if err := makeDir(o.Dir); err != nil {
		return o, nil, err
	}
	return o, u, nil
}

// patientTransport waits long for the head of an answer, since Comtrade
// computes for minutes, but not for ever.
func patientTransport() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.ResponseHeaderTimeout = 5 * time.Minute
	return t
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

func isLoopback(host string) bool { return host == "localhost" || host == "127.0.0.1" || host == "::1" }

// onlyHere returns a client that follows no redirect to another host, nor from
// https to http: the header with the key goes along with every redirect.
func onlyHere(c *http.Client) *http.Client {
	own := *c
	own.CheckRedirect = func(req *http.Request, via []*http.Request) error {
		if from := via[0].URL; req.URL.Host != from.Host || req.URL.Scheme != from.Scheme {
			return errRedirect(from.Host, req.URL.Host)
		}
		if len(via) >= 5 {
			return errors.New("too many redirects")
		}
		return nil
	}
	return &own
}

// neverOpen returns a client that does not leave https on the way.
func neverOpen(c *http.Client) *http.Client {
	own := *c
	own.CheckRedirect = func(req *http.Request, via []*http.Request) error {
		if via[0].URL.Scheme == "https" && req.URL.Scheme != "https" {
			return errRedirect(via[0].URL.Host, req.URL.Host)
		}
		if len(via) >= 5 {
			return errors.New("too many redirects")
		}
		return nil
	}
	return &own
}

// watched is a body that is cut when nothing comes for some time.
type watched struct {
	io.Reader
	bell  *time.Timer
	stall time.Duration
}

func watch(body io.Reader, stall time.Duration, cut func()) *watched {
	return &watched{body, time.AfterFunc(stall, cut), stall}
}

// Read starts the waiting anew at every byte.
func (w *watched) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	if err != nil {
		w.bell.Stop()
	} else {
		w.bell.Reset(w.stall)
	}
	return n, err
}

// grouped writes a number for a note: 12.345 or 12,345.
func grouped(n int64, mark string) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + mark + s[i:]
	}
	return s
}
