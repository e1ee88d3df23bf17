package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"

	"muara/internal/trade"
)

// comtradeJSON reads replies of the new API of UN Comtrade: an object with
// count, data (a list of records) and error. A reply without records is none
// with a fault.
//
// Source: https://comtradedeveloper.un.org
type comtradeJSON struct{}

// Kind returns ComtradeJSON.
func (comtradeJSON) Kind() Kind { return ComtradeJSON }

// Sniff recognises the keys of a reply near its beginning.
func (comtradeJSON) Sniff(s *Sample) (trade.Text, bool) {
	head := bytes.TrimSpace(s.Head)
	if s.Sheets != nil || len(head) == 0 || head[0] != '{' {
		return trade.Text{}, false
	}
	if !bytes.Contains(head, []byte(`"data"`)) || !bytes.Contains(head, []byte(`"elapsedTime"`)) && !bytes.Contains(head, []byte(`"flowCode"`)) {
		return trade.Text{}, false
	}
	if bytes.Contains(head, []byte(`"fileUrl"`)) {
		return trade.Text{
			ID: "UN Comtrade, daftar berkas massal dari API baru",
			EN: "UN Comtrade, list of bulk files of the new API",
		}, true
	}
	return trade.Text{
		ID: "UN Comtrade, jawaban API baru (JSON), US$",
		EN: "UN Comtrade, reply of the new API (JSON), US$",
	}, true
}

// apiRecord are the keys of a record that are read.
type apiRecord struct {
	TypeCode   string      `json:"typeCode"`
	Period     anyText     `json:"period"`
	Reporter   anyText     `json:"reporterCode"`
	ReporterD  string      `json:"reporterDesc"`
	Flow       string      `json:"flowCode"`
	Partner    anyText     `json:"partnerCode"`
	PartnerD   string      `json:"partnerDesc"`
	Partner2   anyText     `json:"partner2Code"`
	Class      string      `json:"classificationCode"`
	Code       string      `json:"cmdCode"`
	Customs    anyText     `json:"customsCode"`
	Transport  anyText     `json:"motCode"`
	Supply     anyText     `json:"mosCode"`
	NetWeight  json.Number `json:"netWgt"`
	Value      json.Number `json:"primaryValue"`
	BulkFile   string      `json:"fileUrl"`
	Classified string      `json:"classificationSearchCode"`
}

// anyText is a code that is a number in some replies and a text in others.
type anyText string

// UnmarshalJSON takes a text, a number or null.
func (a *anyText) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, (*string)(a))
	}
	if string(b) == "null" {
		return nil
	}
	var n json.Number
	err := json.Unmarshal(b, &n)
	*a = anyText(n)
	return err
}

// largestRecord is how far the decoder may read for one record.
const largestRecord = 4 << 20

// budget stops a decoder that would collect a record without end.
type budget struct {
	r    io.Reader
	left int
}

func (b *budget) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLong
	}
	n, err := b.r.Read(p)
	b.left -= n
	return n, err
}

// Read streams the records.
func (comtradeJSON) Read(_ context.Context, p *Part, out *Out) error {
	in := &budget{r: p.Text, left: largestRecord}
	d := json.NewDecoder(in)
	c := &comtradeReader{out: out, names: names{}}
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return badJSON(err, 0)
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return badJSON(err, c.line)
		}
		in.left = largestRecord
		switch key {
		case "data":
			err = c.records(d, in)
		case "error":
			var said any
			if err = d.Decode(&said); err == nil && said != nil && said != "" {
				text, _ := json.Marshal(said)
				return refused(string(text), trade.Text{
					ID: "jawaban tanpa kesalahan; UN Comtrade menolak permintaan ini",
					EN: "a reply without an error; UN Comtrade refused this request",
				})
			}
		default:
			var skip json.RawMessage
			err = d.Decode(&skip)
		}
		if err != nil {
			return badJSON(err, c.line)
		}
	}
	if _, err := d.Token(); err != nil {
		return badJSON(err, c.line)
	}
	return nil
}

func (c *comtradeReader) records(d *json.Decoder, in *budget) error {
	t, err := d.Token()
	if err != nil || t == nil { // null: nothing was found
		return err
	}
	if t != json.Delim('[') {
		return refused("data", trade.Text{ID: "daftar data dalam kurung siku", EN: "a list of data in square brackets"})
	}
	for d.More() {
		var a apiRecord
		in.left = largestRecord
		c.line++
		err := d.Decode(&a)
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) {
			c.out.refuse(c.line, wrong.Field, wrong.Value, trade.Text{
				ID: "nilai dengan jenis menurut dokumentasi API (" + wrong.Type.String() + ")",
				EN: "a value of the type that the API documents (" + wrong.Type.String() + ")",
			})
			continue
		}
		if err != nil {
			return err
		}
		if err := c.takeAPI(a); err != nil {
			return err
		}
	}
	_, err = d.Token()
	return err
}

func (c *comtradeReader) takeAPI(a apiRecord) error {
	switch {
	case a.BulkFile != "":
		c.out.leave(Remark{"bulk-list", trade.Text{ID: "daftar berkas, bukan data perdagangan", EN: "lists of files, no trade"}})
		return nil
	case a.TypeCode == "S":
		c.out.leave(leftServices)
		return nil
	}
	part := func(code anyText, total string) bool { return code != "" && string(code) != total }
	return c.take(comtradeRecord{
		class: a.Class, period: string(a.Period), flow: a.Flow, reporter: string(a.Reporter), reporterName: a.ReporterD,
		partner: string(a.Partner), partnerName: a.PartnerD, code: a.Code, value: a.Value.String(), weight: a.NetWeight.String(),
		weightColumn: "netWgt",
		columns:      [6]string{"period", "flowCode", "reporterCode", "partnerCode", "cmdCode", "primaryValue"},
		part:         part(a.Partner2, "0") || part(a.Customs, "C00") || part(a.Transport, "0") || part(a.Supply, "0"),
	})
}

// badJSON says where a text stops being JSON.
func badJSON(err error, record int) error {
	var r *Refusal
	switch {
	case errors.As(err, &r):
		return err
	case errors.Is(err, errTooLong):
		return &Refusal{Row: record, Expected: trade.Text{
			ID: "catatan paling besar empat megabita", EN: "a record of at most four megabytes",
		}}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &Refusal{Row: record, Found: "…", Expected: trade.Text{
			ID: "JSON yang utuh; berkas ini terpotong", EN: "whole JSON; this file is cut off",
		}}
	}
	var syntax *json.SyntaxError
	if err == nil || errors.As(err, &syntax) {
		found := ""
		if err != nil {
			found = err.Error()
		}
		return &Refusal{Row: record, Found: found, Expected: trade.Text{
			ID: "JSON yang benar", EN: "valid JSON",
		}}
	}
	return broken(err)
}
