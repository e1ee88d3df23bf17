package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"muara/internal/auth"
	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/office/explore"
	"muara/internal/trade"
)

// call is one request on its way through an operation.
type call struct {
	i18n.Printer
	*api
	op    *operation
	w     http.ResponseWriter
	r     *http.Request
	query url.Values
	who   auth.Who // of operations that write
}

// Keys that every operation understands.
const (
	keyLang   = "lang"   // id, en
	keyFormat = "format" // json, csv ...
)

// run answers one request.
func (a *api) run(op *operation, w http.ResponseWriter, r *http.Request) {
	c := &call{api: a, op: op, w: w, r: r, Printer: i18n.Printer{Lang: langOf(r)}}
	c.header("Content-Language", string(c.Lang))
	w.Header().Add("Vary", "Accept-Language")
	if err := c.decode(); err != nil {
		c.fail(err)
		return
	}
	if err := op.do(c); err != nil {
		c.fail(err)
	}
}

// decode reads what all operations share and checks who may write.
func (c *call) decode() error {
	if len(c.r.URL.RawQuery) > maxQuery {
		return tooLong()
	}
	var err error
	if c.query, err = url.ParseQuery(c.r.URL.RawQuery); err != nil {
		return invalid("", "Bagian sesudah tanda tanya pada alamat tidak terbaca; tulis huruf khusus sebagai %XX.",
			"The part of the address after the question mark cannot be read; write special letters as %XX.")
	}
	if l := c.query.Get(keyLang); l != "" {
		if _, ok := i18n.ParseLang(l); !ok {
			return invalid(keyLang, "Bahasa "+quote(l)+" tidak dikenal; tulis id atau en.", "The language "+quote(l)+" is not known; write id or en.")
		}
	}
	if !c.op.open {
		for key := range c.query {
			if !c.op.takes(key) {
				return invalid(clip(key), "Kunci "+quote(key)+" tidak dikenal di sini; pilihan: "+strings.Join(c.op.keys(), ", ")+".",
					"The key "+quote(key)+" is not known here; possible: "+strings.Join(c.op.keys(), ", ")+".")
			}
		}
	}
	if c.op.scope == "" {
		return nil
	}
	c.who, err = c.Guard.Allow(c.r, c.op.scope)
	return err
}

// langOf chooses the language of an answer: lang= in the address, else what
// the client accepts, else Indonesian.
func langOf(r *http.Request) i18n.Lang {
	if l, ok := i18n.ParseLang(r.URL.Query().Get(keyLang)); ok {
		return l
	}
	return i18n.MatchLang(r.Header.Get("Accept-Language"))
}

func (c *call) header(key, value string) { c.w.Header().Set(key, value) }

// desk is where trade facts are asked for.
func (c *call) desk() (*explore.Desk, error) {
	if c.Facts == nil {
		return nil, unloaded()
	}
	return c.Facts, nil
}

// json answers with a document, named by a strong ETag of its content.
func (c *call) json(status int, v any) error {
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	c.header("Content-Type", "application/json")
	if status == http.StatusOK && c.reading() {
		if c.w.Header().Get("Cache-Control") == "" {
			c.header("Cache-Control", "no-cache")
		}
		if c.w.Header().Get("ETag") == "" && c.known(digest(body.Bytes())) {
			return nil
		}
	}
	c.header("Content-Length", strconv.Itoa(body.Len()))
	c.w.WriteHeader(status)
	_, _ = c.w.Write(body.Bytes()) // the client may have gone
	return nil
}

// digest names a content.
func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}

func (c *call) reading() bool { return c.r.Method == http.MethodGet || c.r.Method == http.MethodHead }

// known names the answer, and answers 304 where the client has it already.
func (c *call) known(name string) bool {
	tag := `"` + name + `"`
	c.header("ETag", tag)
	if !matches(c.r.Header.Values("If-None-Match"), tag) {
		return false
	}
	c.w.WriteHeader(http.StatusNotModified)
	return true
}

// matches compares weakly, as RFC 9110, section 13.1.2, wants it. The ending
// that compression gives to a tag is no other answer.
func matches(heads []string, tag string) bool {
	for _, t := range strings.Split(strings.Join(heads, ","), ",") {
		t = strings.TrimPrefix(strings.TrimSpace(t), "W/")
		if t == "*" || t == tag || t == strings.TrimSuffix(tag, `"`)+gzipMark+`"` {
			return true
		}
	}
	return false
}

// whole reads a whole number from the query.
func (c *call) whole(key string, usual, most int) (int, error) {
	text := strings.TrimSpace(c.query.Get(key))
	if text == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > most {
		return 0, invalid(key, "Nilai "+key+" "+quote(text)+" tidak dapat dipakai; tulis bilangan bulat dari 0 sampai "+strconv.Itoa(most)+".",
			"The value "+quote(text)+" of "+key+" cannot be used; write a whole number from 0 to "+strconv.Itoa(most)+".")
	}
	return n, nil
}

// ask runs a query within the bounds of time and of queries under way.
func (c *call) ask(q facts.Query) (*facts.Frame, error) {
	desk, err := c.desk()
	if err != nil {
		return nil, err
	}
	ctx, done := context.WithTimeout(c.r.Context(), c.Limits.Answer)
	defer done()
	select {
	case c.heavy <- struct{}{}:
		defer func() { <-c.heavy }()
	case <-ctx.Done():
		return nil, busy()
	}
	f, err := desk.Ask(ctx, q)
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return nil, tooSlow(c.Limits.Answer)
	}
	return f, err
}

// list reads codes separated by commas.
func (c *call) list(key string) []string {
	var out []string
	for _, v := range c.query[key] {
		for _, one := range strings.Split(v, ",") {
			if one = strings.TrimSpace(one); one != "" && !slices.Contains(out, one) {
				out = append(out, one)
			}
		}
	}
	return out
}

func (c *call) text(t trade.Text) string { return t.In(string(c.Lang)) }

// clip bounds foreign text that is repeated.
func clip(s string) string {
	s = strings.ToValidUTF8(s, "?")
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "..."
	}
	return s
}

func quote(s string) string { return strconv.Quote(clip(s)) }
