package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"os"
	"strings"

	"muara/internal/trade"
)

const keyHeader = "Ocp-Apim-Subscription-Key"

// get sends one question and returns a good answer's body, which the caller
// closes. The key goes along only where withKey says so.
func (c *comtrade) get(ctx context.Context, address string, withKey bool) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "muara")
	if withKey && c.o.Key != "" {
		req.Header.Set(keyHeader, c.o.Key)
	}
	res, err := c.o.Client.Do(req)
	if err != nil {
		return nil, c.o.lost(err, errOfflineComtrade(c.host, c.o.cleaned(err)), errCut(c.host, c.o.cleaned(err)))
	}
	if res.StatusCode == http.StatusOK {
		if kind, ok := isJSON(res.Header); !ok {
			begin, _ := io.ReadAll(io.LimitReader(res.Body, 400))
			_ = res.Body.Close()
			return nil, &retryable{err: errNotJSON(c.host, kind, c.o.clean(string(begin)))}
		}
		return res, nil
	}
	defer res.Body.Close()
	return nil, c.refusal(res)
}

// refusal reads what the server says of a call that it does not answer.
//
// The gateway answers 401 for a wrong key, 403 with Retry-After when the
// allowance of a day is used up and 429 when calls come too fast. Source:
// learn.microsoft.com/azure/api-management, policies quota and rate-limit.
func (c *comtrade) refusal(res *http.Response) error {
	text, _ := io.ReadAll(io.LimitReader(res.Body, 64<<10)) // what came is enough to quote
	message := c.o.clean(serverMessage(text, res.Header))
	status := res.StatusCode
	after := retryAfter(res.Header, c.o.Now())
	switch {
	case passing(status), status == http.StatusForbidden && after > 0:
		return &retryable{err: errStatus(c.host, status, message), after: after}
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return errKeyRefused(c.host, status, message, c.o.Key != "")
	case status > 500:
		return errStatus(c.host, status, message)
	}
	return errAsked(c.host, status, message)
}

// serverMessage finds the sentence in {"statusCode":429,"message":"..."} or
// {"errorObject":{"errorMessage":"..."}}; a page of HTML says nothing.
func serverMessage(text []byte, h http.Header) string {
	var m struct {
		Message     string `json:"message"`
		ErrorObject struct {
			ErrorMessage string `json:"errorMessage"`
		} `json:"errorObject"`
	}
	if json.Unmarshal(text, &m) == nil {
		return m.Message + m.ErrorObject.ErrorMessage
	}
	if kind, _, _ := mime.ParseMediaType(h.Get("Content-Type")); kind == "text/plain" {
		return string(text)
	}
	return ""
}

func isJSON(h http.Header) (kind string, ok bool) {
	kind, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil || kind == "" {
		return "?", false
	}
	return kind, kind == "application/json" || kind == "text/json" || strings.HasSuffix(kind, "+json")
}

// lost sorts a failure of the network: no connection at all, or a broken one.
// What our own code refused (a redirect) stays what it is.
func (o *Options) lost(err, offline, broken error) error {
	var ours *trade.Error
	if errors.As(err, &ours) {
		return ours
	}
	var op *net.OpError
	var name *net.DNSError
	if errors.As(err, &name) || errors.As(err, &op) && op.Op == "dial" {
		return &retryable{err: offline, offline: true}
	}
	return &retryable{err: broken}
}

// cleaned is an error whose text does not hold the key.
func (o *Options) cleaned(err error) error {
	if o.Key != "" && strings.Contains(err.Error(), o.Key) {
		return errors.New(o.clean(err.Error()))
	}
	return err
}

// ask puts a call once. A whole answer becomes a file with its record; of one
// that is cut off only the record is kept.
func (c *comtrade) ask(ctx context.Context, k call) (record, error) {
	r := record{Address: c.address(k), Asked: c.o.Now().UTC(), Outcome: answered}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	res, err := c.get(ctx, r.Address, true)
	if err != nil {
		return r, err
	}
	defer res.Body.Close()
	f, err := temp(c.o.Dir)
	if err != nil {
		return r, err
	}
	settled := false
	defer func() {
		if !settled {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	if err := c.save(f, watch(res.Body, c.o.Stall, stop), &r); err != nil {
		return r, err
	}
	var isCut bool
	if r.Records, isCut, err = c.checked(f, k); err != nil {
		return r, err
	}
	name := c.file(k)
	if isCut {
		r.Outcome, r.Bytes, r.SHA256 = cut, 0, ""
	} else {
		settled = true
		if err := settle(f, name); err != nil {
			return r, err
		}
	}
	return r, writeJSON(strings.TrimSuffix(name, ".json")+requestEnd, r)
}

// save copies a body to a file and sums it up.
func (c *comtrade) save(f *os.File, body io.Reader, r *record) error {
	h := sha256.New()
	in := &source{Reader: io.LimitReader(body, largestAnswer+1)}
	n, err := io.Copy(io.MultiWriter(&guard{key: []byte(c.o.Key)}, f, h), in)
	switch {
	case errors.Is(err, errEcho):
		return errGarbled(c.host, trade.Text{ID: "jawaban itu memuat kunci API dan tidak disimpan", EN: "it holds the API key and was not kept"}, nil)
	case err != nil && in.err != nil:
		return &retryable{err: errCut(c.host, c.o.cleaned(in.err))}
	case err != nil: // our own disk
		return fmt.Errorf("cannot write %s: %w", c.o.Dir, err)
	case n > largestAnswer:
		return errGarbled(c.host, trade.Text{ID: "lebih besar dari 2 GB", EN: "it is larger than 2 GB"}, nil)
	}
	r.Bytes, r.SHA256 = n, hex.EncodeToString(h.Sum(nil))
	return nil
}

// source remembers that a failure came from reading, not from writing.
type source struct {
	io.Reader
	err error
}

// Read reads.
func (s *source) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// checked reads what was saved. A damaged answer may be whole the next time.
func (c *comtrade) checked(f *os.File, k call) (int, bool, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return 0, false, err
	}
	n, isCut, err := c.count(f, k)
	var d *damage
	var s said
	switch {
	case errors.As(err, &d):
		err = &retryable{err: errGarbled(c.host, d.why, d.err)}
	case errors.As(err, &s):
		err = &retryable{err: errStatus(c.host, http.StatusOK, c.o.clean(string(s)))}
	}
	return n, isCut, err
}
