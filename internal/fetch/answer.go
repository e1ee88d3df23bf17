package fetch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"muara/internal/trade"
)

// largestAnswer is far more than 250,000 records take (about 1.2 KB each).
const largestAnswer = 2 << 30

// damage says why an answer cannot be used.
type damage struct {
	why trade.Text
	err error
}

func (d *damage) Error() string { return d.why.EN }
func (d *damage) Unwrap() error { return d.err }

func damaged(err error, id, en string) error { return &damage{trade.Text{ID: id, EN: en}, err} }

// said is an answer whose own field "error" is not empty.
type said string

func (s said) Error() string { return string(s) }

// count reads an answer from end to end: an object with count, data and error.
// It refuses one that is cut off, that is not JSON, whose count is not that of
// its records, or that answers another question. An answer without records is
// whole. Cut is set where the records stop at the limit.
func (c *comtrade) count(r io.Reader, k call) (records int, cut bool, err error) {
	d := json.NewDecoder(r)
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return 0, false, broken(err)
	}
	declared, hasData := -1, false
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return 0, false, broken(err)
		}
		switch key {
		case "count":
			err = d.Decode(&declared)
		case "data":
			hasData = true
			records, err = c.records(d, k)
		case "error":
			var v any
			if err = d.Decode(&v); err == nil && v != nil && v != "" {
				text, _ := json.Marshal(v)
				return 0, false, said(text)
			}
		default:
			var skip json.RawMessage
			err = d.Decode(&skip)
		}
		if err != nil {
			return 0, false, broken(err)
		}
	}
	if _, err := d.Token(); err != nil {
		return 0, false, broken(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return 0, false, damaged(nil, "ada teks lain di belakangnya", "other text follows it")
	}
	if !hasData || declared < records {
		return 0, false, damaged(nil,
			fmt.Sprintf("count %d, tetapi ada %d catatan", declared, records),
			fmt.Sprintf("count says %d, but there are %d records", declared, records))
	}
	return records, c.cutOff(records, declared), nil
}

// cutOff reports whether records may be missing. Besides the limit that was
// asked for there may be a lower one of the account, always a round number: an
// answer of exactly so many records counts as cut off, which at worst costs a
// few calls.
func (c *comtrade) cutOff(records, declared int) bool {
	const round = 50_000
	return records >= c.limit || declared > records || records > 0 && records%round == 0
}

// asked are the keys of a record by which it belongs to a question.
type asked struct {
	Period   json.RawMessage `json:"period"`
	Reporter json.RawMessage `json:"reporterCode"`
	Flow     json.RawMessage `json:"flowCode"`
}

func (c *comtrade) records(d *json.Decoder, k call) (int, error) {
	t, err := d.Token()
	if err != nil || t == nil { // null: nothing was found
		return 0, err
	}
	if t != json.Delim('[') {
		return 0, damaged(nil, "data bukan daftar", "data is no list")
	}
	n := 0
	for ; d.More(); n++ {
		var a asked
		if err := d.Decode(&a); err != nil {
			return n, err
		}
		if !same(a.Period, k.Period) || !same(a.Reporter, strconv.Itoa(c.reporter)) || !same(a.Flow, k.Flow) {
			found := fmt.Sprintf("%s %s %s", a.Period, a.Reporter, a.Flow)
			want := fmt.Sprintf("%s %d %s", k.Period, c.reporter, k.Flow)
			return n, damaged(nil,
				fmt.Sprintf("catatan %d tentang %s, yang ditanyakan %s", n+1, found, want),
				fmt.Sprintf("record %d is on %s, asked was %s", n+1, found, want))
		}
	}
	_, err = d.Token()
	return n, err
}

// same compares a value that is a number in some answers and a text in others.
func same(raw json.RawMessage, want string) bool {
	return string(bytes.Trim(raw, `"`)) == want
}

func broken(err error) error {
	var d *damage
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &d):
		return err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return damaged(err, "JSON terpotong", "the JSON is cut off")
	case err == nil, errors.As(err, &syntax), errors.As(err, &kind):
		return damaged(err, "bukan JSON yang benar", "it is not valid JSON")
	}
	return err
}

// guard looks for the key in what is about to be written to disk.
type guard struct {
	key  []byte
	tail []byte
}

var errEcho = errors.New("the answer repeats the API key")

// Write keeps the last bytes, so that a key across two writes is found.
func (g *guard) Write(p []byte) (int, error) {
	if len(g.key) == 0 {
		return len(p), nil
	}
	seam := append(g.tail, p[:min(len(p), len(g.key))]...)
	if bytes.Contains(p, g.key) || bytes.Contains(seam, g.key) {
		return 0, errEcho
	}
	if len(p) >= len(g.key) {
		g.tail = append(g.tail[:0], p[len(p)-len(g.key)+1:]...)
	} else {
		g.tail = append(g.tail, p...)
		g.tail = append([]byte(nil), g.tail[max(0, len(g.tail)-len(g.key)+1):]...)
	}
	return len(p), nil
}
