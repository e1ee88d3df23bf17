package fetch

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"muara/internal/trade"
)

// How often and how long a call is repeated.
const (
	mostTries    = 6
	mostOffline  = 3 // where not even a connection came about
	firstWait    = 2 * time.Second
	longestWait  = 2 * time.Minute  // of our own choice
	longestAsked = 10 * time.Minute // that a server may ask for before we stop and say so
)

// retryable is a failure that may pass.
type retryable struct {
	err     error         // what to say if it does not
	after   time.Duration // the server asks to wait so long
	offline bool          // no connection came about
}

func (r *retryable) Error() string { return r.err.Error() }
func (r *retryable) Unwrap() error { return r.err }

// patiently repeats try while it fails in ways that may pass: each time after
// twice the wait, half of it by chance so that many do not return at once, or
// after what the server asks for.
//
// Source: RFC 9110, section 10.2.3 (Retry-After).
func (o *Options) patiently(ctx context.Context, what string, waiting func(trade.Text), try func() error) error {
	wait := firstWait
	for n := 1; ; n++ {
		err := try()
		if ctx.Err() != nil && err != nil {
			return errStopped(ctx.Err())
		}
		var r *retryable
		if !errors.As(err, &r) {
			return err
		}
		pause := wait/2 + time.Duration(o.Rand()*float64(wait/2))
		if r.after > 0 {
			if r.after > longestAsked {
				return errComeBack(o.Now().Add(r.after), r.err)
			}
			pause = r.after + time.Duration(o.Rand()*float64(time.Second))
		}
		if n >= mostTries || r.offline && n >= mostOffline {
			return r.err
		}
		o.Log.Info("asking again", "what", what, "try", n+1, "wait", pause, "reason", o.clean(r.err.Error()))
		waiting(noteWaiting(pause))
		if err := o.Sleep(ctx, pause); err != nil {
			return errStopped(err)
		}
		wait = min(2*wait, longestWait)
	}
}

// retryAfter reads the header: seconds or a date. It is 0 where there is none
// that can be read, and never negative.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if s, err := strconv.Atoi(value); err == nil {
		return time.Duration(min(max(s, 0), 1<<30)) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}

// passing reports whether a status may be another one soon.
func passing(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests,
		http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// clean takes the key out of foreign text.
func (o *Options) clean(text string) string {
	if o.Key == "" {
		return text
	}
	return strings.ReplaceAll(text, o.Key, "***")
}
