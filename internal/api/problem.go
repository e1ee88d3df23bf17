package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"muara/internal/auth"
	"muara/internal/trade"
)

// Problem is an error as RFC 9457 writes it. Its type is about:blank: code
// says what the status alone does not.
type Problem struct {
	Type     string `json:"type" enum:"about:blank" doc:"Always about:blank: code tells problems apart"`
	Title    string `json:"title" doc:"The kind of problem, in the language of the answer"`
	Status   int    `json:"status" doc:"The HTTP status"`
	Detail   string `json:"detail" doc:"What is wrong and what to do, in the language of the answer"`
	Instance string `json:"instance,omitempty" doc:"The path that was asked for"`
	Code     string `json:"code" enum:"invalid,not-found,forbidden,unauthorized,conflict,unavailable,internal,method,not-acceptable,too-large,too-many" doc:"The kind of problem, for programs"`
	Field    string `json:"field,omitempty" doc:"The key, header or part of the body that is wrong, where it is known"`
	DetailID string `json:"detail_id" doc:"The detail in Indonesian"`
	DetailEN string `json:"detail_en" doc:"The detail in English"`
}

// fault is an error with what the API adds to it.
type fault struct {
	error
	status int    // 0: by the code of the error
	code   string // "": the code of the error
	field  string
	retry  time.Duration // when to try again; 0: not said
	allow  string        // methods that are possible
}

func (f *fault) Unwrap() error { return f.error }

func said(code trade.Code, id, en string) error {
	return &trade.Error{Code: code, Text: trade.Text{ID: id, EN: en}}
}

func invalid(field, id, en string) error {
	return &fault{error: said(trade.Invalid, id, en), field: field}
}

func tooLong() error {
	return &fault{error: said(trade.Invalid, fmt.Sprintf("Alamatnya terlalu panjang: bagian sesudah tanda tanya paling banyak %d huruf.", maxQuery),
		fmt.Sprintf("The address is too long: the part after the question mark may have at most %d letters.", maxQuery)),
		status: http.StatusRequestURITooLong, code: "too-large"}
}

func unloaded() error {
	return said(trade.Unavailable,
		"Server ini belum punya folder data perdagangan. Jalankan dengan --data DIR, lalu muat berkas dengan muara import atau lewat halaman Muat data.",
		"This server has no folder of trade data yet. Start it with --data DIR, then load files with muara import or on the page Load data.")
}

func busy() error {
	return &fault{error: said(trade.Unavailable, "Server sedang mengerjakan banyak pertanyaan lain. Coba lagi beberapa saat lagi.",
		"The server is working on many other questions. Try again in a moment."), retry: 5 * time.Second}
}

func tooSlow(bound time.Duration) error {
	s := strconv.Itoa(int(bound.Seconds()))
	return &fault{error: said(trade.Unavailable, "Jawabannya tidak ditemukan dalam "+s+" detik. Persempit dengan saringan, periode, atau rincian yang lebih kasar.",
		"The answer was not found within "+s+" seconds. Narrow it by filters, periods or a coarser breakdown."), retry: 30 * time.Second}
}

var titles = map[string]trade.Text{
	"invalid":        {ID: "Permintaan tidak dapat dipahami", EN: "The request cannot be understood"},
	"not-found":      {ID: "Tidak ditemukan", EN: "Not found"},
	"forbidden":      {ID: "Tidak diizinkan", EN: "Not allowed"},
	"unauthorized":   {ID: "Token diperlukan", EN: "A token is needed"},
	"conflict":       {ID: "Tidak dapat dilakukan sekarang", EN: "Cannot be done now"},
	"unavailable":    {ID: "Belum tersedia", EN: "Not available"},
	"internal":       {ID: "Gangguan di sisi kami", EN: "A fault on our side"},
	"method":         {ID: "Cara ini tidak tersedia", EN: "This method is not available"},
	"not-acceptable": {ID: "Bentuk jawaban tidak tersedia", EN: "No such form of answer"},
	"too-large":      {ID: "Terlalu besar", EN: "Too large"},
	"too-many":       {ID: "Terlalu sering", EN: "Too many requests"},
}

var statuses = map[string]int{
	"invalid": http.StatusBadRequest, "not-found": http.StatusNotFound, "forbidden": http.StatusForbidden,
	"unauthorized": http.StatusUnauthorized, "conflict": http.StatusConflict, "unavailable": http.StatusServiceUnavailable,
	"internal": http.StatusInternalServerError, "method": http.StatusMethodNotAllowed, "not-acceptable": http.StatusNotAcceptable,
	"too-large": http.StatusRequestEntityTooLarge, "too-many": http.StatusTooManyRequests,
}

// fail answers an error. Only faults of our own are logged; what they say
// stays in the log.
func (c *call) fail(err error) {
	if errors.Is(err, context.Canceled) && c.r.Context().Err() != nil {
		return // nobody is there to read it
	}
	p := Problem{Type: "about:blank", Instance: clipPath(c.r.URL.Path), Code: string(trade.CodeOf(err))}
	var f *fault
	if errors.As(err, &f) {
		p.Field = f.field
		if f.code != "" {
			p.Code = f.code
		}
		if f.retry > 0 {
			c.header("Retry-After", strconv.Itoa(int(math.Ceil(f.retry.Seconds()))))
		}
		if f.allow != "" {
			c.header("Allow", f.allow)
		}
	}
	c.challenge(err, &p)
	if _, ok := titles[p.Code]; !ok {
		p.Code = "internal"
	}
	p.Status, p.Title = statuses[p.Code], c.text(titles[p.Code])
	if f != nil && f.status != 0 {
		p.Status = f.status
	}
	if p.Code == "internal" {
		c.Log.Error("api: answer", "path", c.r.URL.Path, "err", err)
	}
	text := trade.TextOf(err)
	p.DetailID, p.DetailEN = sentence(text.ID), sentence(text.EN)
	p.Detail = trade.Text{ID: p.DetailID, EN: p.DetailEN}.In(string(c.Lang))
	if p.Field == "" {
		p.Field = fieldOf(text.EN)
	}
	body, _ := json.Marshal(p) // strings and numbers only
	for _, h := range []string{"ETag", "Content-Disposition", "Link", "Content-Length"} {
		c.w.Header().Del(h)
	}
	c.header("Content-Type", "application/problem+json")
	c.header("Cache-Control", "no-store")
	c.w.WriteHeader(p.Status)
	_, _ = c.w.Write(append(body, '\n'))
}

// challenge says how to show a token (RFC 6750, section 3).
func (c *call) challenge(err error, p *Problem) {
	const realm = `Bearer realm="muara"`
	switch auth.ReasonOf(err) {
	case auth.NoToken:
		p.Code, p.Field = "unauthorized", "Authorization"
		c.header("WWW-Authenticate", realm)
	case auth.BadToken:
		p.Code, p.Field = "unauthorized", "Authorization"
		c.header("WWW-Authenticate", realm+`, error="invalid_token"`)
	case auth.WrongKind:
		p.Field = "Authorization"
		c.header("WWW-Authenticate", realm+`, error="insufficient_scope", scope="`+string(c.op.scope)+`"`)
	}
}

// fieldOf finds the field that an error of package facts begins with: it names
// the key and a colon ("by: ...").
func fieldOf(text string) string {
	name, _, ok := strings.Cut(text, ": ")
	if !ok || len(name) > 20 || name == "" || strings.ToLower(name) != name {
		return ""
	}
	if _, dim, ok := strings.Cut(name, "where "); ok {
		return dim
	}
	if strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' }) {
		return ""
	}
	return name
}

// sentence writes the text of an error, which also serves after "muara: " in a
// terminal, as one that stands alone.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	if size > 0 && first != utf8.RuneError && fieldOf(text) == "" {
		text = string(unicode.ToUpper(first)) + text[size:]
	}
	if unicode.IsLetter(last) || unicode.IsDigit(last) || strings.ContainsRune("\")", last) {
		text += "."
	}
	return text
}

func clipPath(p string) string {
	p = strings.ToValidUTF8(p, "?")
	if len(p) > 200 {
		return strings.ToValidUTF8(p[:200], "") + "..."
	}
	return p
}
