package api

import (
	"fmt"
	"math"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// maxClients bounds the memory for allowances. Beyond it the clients that have
// their full allowance back are forgotten, and if none has, new ones share one.
const maxClients = 10_000

// clients keeps the allowance of each client: a bucket that holds a minute's
// requests and fills up evenly.
type clients struct {
	perMinute int
	now       func() time.Time

	mu      sync.Mutex
	buckets map[string]*rate.Limiter
	crowd   *rate.Limiter
}

func newClients(perMinute int, now func() time.Time) *clients {
	c := &clients{perMinute: perMinute, now: now, buckets: map[string]*rate.Limiter{}}
	c.crowd = c.bucket()
	return c
}

func (c *clients) bucket() *rate.Limiter {
	return rate.NewLimiter(rate.Limit(float64(c.perMinute)/60), c.perMinute)
}

// take spends one request of a client. left is what remains, wait how long
// until there is another, full how long until all are back.
func (c *clients) take(client string) (ok bool, left int, wait, full time.Duration) {
	now := c.now()
	c.mu.Lock()
	defer c.mu.Unlock()
	b := c.buckets[client]
	if b == nil {
		if len(c.buckets) >= maxClients {
			c.forget(now)
		}
		if b = c.crowd; len(c.buckets) < maxClients {
			b = c.bucket()
			c.buckets[client] = b
		}
	}
	ok = b.AllowN(now, 1)
	tokens := b.TokensAt(now)
	each := float64(time.Minute) / float64(c.perMinute)
	if missing := 1 - tokens; missing > 0 {
		wait = time.Duration(missing * each)
	}
	return ok, max(0, int(tokens)), wait, time.Duration((float64(c.perMinute) - tokens) * each)
}

// forget drops the clients whose allowance is full: a new one starts the same.
func (c *clients) forget(now time.Time) {
	for name, b := range c.buckets {
		if b.TokensAt(now) >= float64(c.perMinute) {
			delete(c.buckets, name)
		}
	}
}

// limited refuses clients that ask too often, and tells all of them where they
// stand: RateLimit and RateLimit-Policy after draft-ietf-httpapi-ratelimit-headers
// (versions 08 to 11), q requests in w seconds, r of them left, all back in t
// seconds.
func (a *api) limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ok, left, wait, full := a.clients.take(clientOf(r))
		h := w.Header()
		h.Set("RateLimit-Policy", fmt.Sprintf(`"default";q=%d;w=60`, a.clients.perMinute))
		h.Set("RateLimit", fmt.Sprintf(`"default";r=%d;t=%d`, left, seconds(full)))
		if !ok {
			a.outside(w, r).fail(&fault{code: "too-many", retry: wait, error: said("",
				fmt.Sprintf("Paling banyak %d permintaan semenit. Coba lagi %d detik lagi, atau minta lebih banyak baris sekaligus.", a.clients.perMinute, seconds(wait)),
				fmt.Sprintf("At most %d requests a minute. Try again in %d seconds, or ask for more rows at once.", a.clients.perMinute, seconds(wait)))})
			return
		}
		next.ServeHTTP(w, r)
	})
}

func seconds(d time.Duration) int { return int(math.Ceil(d.Seconds())) }

// clientOf says whose request it is: the address of the connection, or the last
// one that a proxy on this computer has noted. A client at home has a whole
// network of IPv6 addresses (/64), which counts as one.
func clientOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return clip(host)
	}
	if addr.Unmap().IsLoopback() {
		noted := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		if behind, err := netip.ParseAddr(strings.TrimSpace(noted[len(noted)-1])); err == nil {
			addr = behind
		}
	}
	addr = addr.Unmap().WithZone("")
	if addr.Is6() {
		if network, err := addr.Prefix(64); err == nil {
			return network.String()
		}
	}
	return addr.String()
}
