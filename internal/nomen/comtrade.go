package nomen

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"muara/internal/ingest"
	"muara/internal/trade"
)

// comtradeRecord is a record of the reference list of goods of UN Comtrade:
// {"id":"010110","text":"010110 - -  Pure-bred breeding animals","parent":"0101"}.
type comtradeRecord struct {
	ID     string `json:"id"`
	Text   string `json:"text"`
	Parent string `json:"parent"`
	Level  *int   `json:"aggrLevel"`
}

// comtrade reads the list of goods. classCode says which: HS is all editions
// together, H0 to H6 one of them; other classifications are refused. The keys
// may come in any order.
func (r *reader) comtrade(text io.Reader) error {
	d := json.NewDecoder(text)
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return badJSON(err, 0)
	}
	l := newListing(ComtradeHS, "")
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return badJSON(err, 0)
		}
		switch key {
		case "results":
			err = r.comtradeRecords(d, l)
		case "classCode":
			var class string
			if err = d.Decode(&class); err == nil {
				err = l.classified(class)
			}
		case "more":
			var more bool
			if err = d.Decode(&more); err == nil && more {
				return refuse("more: true", trade.Text{ID: "daftar yang lengkap; ini baru sebagian", EN: "a complete list; this is a part of one"})
			}
		default:
			var skip json.RawMessage
			err = d.Decode(&skip)
		}
		if err != nil {
			return badJSON(err, len(l.list.Entries))
		}
	}
	if _, err := d.Token(); err != nil {
		return badJSON(err, 0)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return refuse("", trade.Text{ID: "satu dokumen JSON dan tidak ada apa-apa sesudahnya", EN: "one JSON document and nothing after it"})
	}
	return r.finish(l.list)
}

// classified takes the edition from the name of the classification.
func (l *listing) classified(class string) error {
	if class == "HS" {
		return nil
	}
	if editionIndex(class) < 0 {
		f := refuse(class, trade.Text{ID: "classCode HS atau H0 sampai H6", EN: "classCode HS or H0 to H6"})
		f.Column = "classCode"
		return f
	}
	l.list.Edition = class
	return nil
}

func (r *reader) comtradeRecords(d *json.Decoder, l *listing) error {
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return badJSON(err, 0)
	}
	for row := 1; d.More(); row++ {
		if row&0xfff == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		var c comtradeRecord
		if err := d.Decode(&c); err != nil {
			return badJSON(err, row)
		}
		if err := r.comtradeEntry(row, c, l); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

func (r *reader) comtradeEntry(row int, c comtradeRecord, l *listing) error {
	if c.ID == "TOTAL" || c.ID == "ALL" || strings.HasPrefix(c.ID, "AG") || c.Level != nil && *c.Level == 0 {
		r.aggregate(row)
		return nil
	}
	if !isCode(c.ID) {
		return r.refuse(row, "id", c.ID, trade.Text{ID: "kode dengan 2, 4, 6, 8, atau 10 angka", EN: "a code of 2, 4, 6, 8 or 10 digits"})
	}
	if c.Level != nil && *c.Level != len(c.ID) {
		return r.refuse(row, "aggrLevel", strconv.Itoa(*c.Level), trade.Text{
			ID: fmt.Sprintf("%d, banyaknya angka dalam kode %s", len(c.ID), c.ID),
			EN: fmt.Sprintf("%d, the number of digits of the code %s", len(c.ID), c.ID),
		})
	}
	if err := r.parent(row, c.ID, c.Parent); err != nil {
		return err
	}
	// The text repeats the code, except in lists that somebody cleaned.
	raw := strings.TrimSpace(c.Text)
	if rest, ok := strings.CutPrefix(raw, c.ID); ok {
		raw = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(rest), "-"))
	}
	return l.add(r, row, "text", Entry{Code: c.ID, Raw: english(raw)})
}

// badJSON says where a JSON text ends or is none. Refusals and other errors
// pass.
func badJSON(err error, record int) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil:
		err = errors.New("no list")
	case errors.As(err, &kind):
		f := refuse(kind.Value, trade.Text{ID: "teks dalam tanda kutip (aggrLevel: bilangan)", EN: "text in quotes (aggrLevel: a number)"})
		f.Row, f.Column = record, kind.Field
		return f
	case !errors.As(err, &syntax):
		err = broken(err)
		if f, ok := err.(*ingest.Refusal); ok && f.Row == 0 && f.Column == "" {
			f.Row = record
		}
		return err
	}
	f := refuse(err.Error(), trade.Text{ID: "JSON yang benar dengan daftar results", EN: "correct JSON with a list called results"})
	f.Row = record
	return f
}
