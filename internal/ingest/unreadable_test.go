package ingest

import (
	"strings"
	"testing"
)

func TestUnreadable(t *testing.T) {
	for name, c := range map[string]struct {
		head string
		want string // what the refusal says; empty for none
	}{
		"csv":         {"t,i,j,k,v\n2021,4,8,010121,1.5\n", ""},
		"json":        {`{"data":[]}`, ""},
		"semicolons":  {"Kode HS;Negara;Nilai\n44123100;JEPANG;1.234,5\n", ""},
		"windows1252": {"negara,nilai\nC\xf4te d'Ivoire,12\n", ""},
		"utf-16":      {"\xff\xfet\x00,\x00i\x00,\x00j\x00", ""},
		"xlsx":        {"PK\x03\x04\x14\x00\x06\x00", ""},
		"gzip":        {"\x1f\x8b\x08\x00", ""},
		"zstd":        {"\x28\xb5\x2f\xfd\x04", ""},
		"parquet":     {"PAR1\x15\x04", ""},
		"old xls":     {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ""},
		"empty":       {"", "empty"},
		"blank":       {" \r\n\t", "empty"},
		"pdf":         {"%PDF-1.7\n", "CSV, JSON, XLSX"},
		"png":         {"\x89PNG\r\n\x1a\n", "CSV, JSON, XLSX"},
		"program":     {"MZ\x90\x00\x03\x00\x00\x00", "CSV, JSON, XLSX"},
		"elf":         {"\x7fELF\x02\x01\x01\x00", "CSV, JSON, XLSX"},
		"html":        {"\xef\xbb\xbf <!DOCTYPE html><html>", "CSV, JSON, XLSX"},
		"svg":         {`<svg onload="x()">`, "CSV, JSON, XLSX"},
		"script":      {"#!/bin/sh\nrm\n", "CSV, JSON, XLSX"},
	} {
		got := Unreadable([]byte(c.head))
		switch {
		case c.want == "" && got != nil:
			t.Errorf("%s is refused: %s", name, got.EN)
		case c.want != "" && got == nil:
			t.Errorf("%s is let through", name)
		case c.want != "" && !strings.Contains(got.EN, c.want):
			t.Errorf("%s: %q does not say %q", name, got.EN, c.want)
		}
	}
}

// A fault of a mapping says at which field of a form it belongs.
func TestMappingFaultsHaveAPlace(t *testing.T) {
	m := Mapping{Unit: "rupiah", Numbers: "1'234", Dates: "XX", Places: "mars", Header: -1,
		Columns: map[Field]string{FieldWeight: "Berat", FieldMonth: "Bulan", "colour": "Warna"}, Fixed: map[Field]string{FieldMonth: "13"}}
	at := map[string]bool{}
	for _, f := range m.Faults(nil) {
		if f.At == "" || f.Text.ID == "" || f.Text.EN == "" {
			t.Errorf("%+v lacks its place or its words", f)
		}
		at[f.At] = true
	}
	for _, want := range []string{"value", "flow", "reporter", "unit", "weight_unit", "numbers", "dates", "places", "header", "month", "colour"} {
		if !at[want] {
			t.Errorf("no fault at %s: %v", want, at)
		}
	}
}

func TestWithHeader(t *testing.T) {
	text := "Ekspor menurut negara\nKode HS,Negara Tujuan,Nilai\n44123100,JEPANG,10\n15119020,INDIA,20\n"
	p, err := Look(t.Context(), Source{Name: "a.csv", Size: int64(len(text)), Data: strings.NewReader(text)}, Limits{})
	if err != nil || len(p.Tables) != 1 {
		t.Fatalf("%v, %d tables", err, len(p.Tables))
	}
	table := p.Tables[0].WithHeader(2)
	if table.Columns[1].Name != "Negara Tujuan" || table.Columns[1].Field != FieldPartner {
		t.Errorf("second column is %+v", table.Columns[1])
	}
	if none := table.WithHeader(0); none.Columns[1].Name != "#2" {
		t.Errorf("without headings the second column is called %q", none.Columns[1].Name)
	}
}
