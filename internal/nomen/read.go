package nomen

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"muara/internal/ingest"
	"muara/internal/trade"
)

// Options are what the person knows and the file does not say.
type Options struct {
	Edition string        // H0 to H6, for lists that do not state it; empty: found by their codes
	Limits  ingest.Limits // zero means DefaultLimits
}

// mostRefusals is how many refusals are collected before the reading ends.
const mostRefusals = 1000

// Read reads a file whole. Where anything in it is not understood, the content
// is nil and the refusals say why, at most a thousand of them. The error is for
// a cancelled context or a failing disk.
func Read(ctx context.Context, src ingest.Source, opt Options) (*Content, []ingest.Refusal, error) {
	if opt.Limits == (ingest.Limits{}) {
		opt.Limits = DefaultLimits()
	}
	if opt.Edition != "" && editionIndex(opt.Edition) < 0 {
		return nil, nil, unknownEdition(opt.Edition)
	}
	r := &reader{ctx: ctx, file: src.Name, edition: opt.Edition, noted: map[string]*note{}}
	err := r.read(src, opt.Limits)
	var last *ingest.Refusal
	if errors.As(err, &last) {
		r.refusals = append(r.refusals, *last)
		err = nil
	}
	if err != nil {
		return nil, nil, err
	}
	if len(r.refusals) > 0 {
		for i := range r.refusals {
			r.refusals[i].File, r.refusals[i].Found = src.Name, short(r.refusals[i].Found)
		}
		return nil, r.refusals, nil
	}
	r.content.Remarks = r.remarks()
	return &r.content, nil, nil
}

func unknownEdition(edition string) error {
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: fmt.Sprintf("edisi HS %q tidak dikenal; yang dikenal H0 (1992) sampai H6 (2022)", edition),
		EN: fmt.Sprintf("there is no HS edition %q; there are H0 (1992) to H6 (2022)", edition),
	}}
}

// reader collects what a file holds and what is wrong with it.
type reader struct {
	ctx      context.Context
	file     string
	edition  string // stated by the person
	content  Content
	refusals []ingest.Refusal
	noted    map[string]*note
	order    []string
}

// note counts a kind of remark.
type note struct {
	rows, first int
	text        func(rows, first int) trade.Text
}

func (r *reader) read(src ingest.Source, l ingest.Limits) error {
	text, done, err := openText(src, l)
	if err != nil {
		return err
	}
	defer done()
	head, err := text.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		return broken(err)
	}
	head = bytes.Clone(head) // reading goes over it
	kind, ok := recogniseText(head)
	if !ok {
		found := strings.Join(strings.Fields(decode(string(head[:min(len(head), 300)]))), " ")
		return refuse(found, expectedKinds)
	}
	r.content.Kind = kind
	if kind == Places {
		return r.places()
	}
	// Lists are small: what is damaged is found before anything is made of it.
	all, err := io.ReadAll(text)
	if err != nil {
		return broken(err)
	}
	if kind == ComtradeHS {
		return r.comtrade(bytes.NewReader(all))
	}
	return r.csv(kind, head, all)
}

// csv reads the kinds that are tables.
func (r *reader) csv(kind Kind, head, text []byte) error {
	h, _ := headingOf(head)
	t := newTable(r, h, bytes.NewReader(text))
	switch kind {
	case HSLists:
		return r.hsLists(t)
	case BACICodes:
		return r.baci(t)
	case BTKI:
		return r.btki(t)
	}
	return r.conversions(t)
}

// places says that there is nothing to import.
func (r *reader) places() error {
	r.note("places-known", 0, func(int, int) trade.Text {
		return trade.Text{
			ID: "daftar negara; negara-negara ini sudah dikenal, tidak ada yang perlu diimpor",
			EN: "a list of countries; these are already known, there is nothing to import",
		}
	})
	return nil
}

// note counts a remark; row 0 for one on the whole file.
func (r *reader) note(code string, row int, text func(rows, first int) trade.Text) {
	n := r.noted[code]
	if n == nil {
		n = &note{first: row, text: text}
		r.noted[code] = n
		r.order = append(r.order, code)
	}
	n.rows++
}

func (r *reader) remarks() []ingest.Remark {
	var out []ingest.Remark
	for _, code := range r.order {
		n := r.noted[code]
		out = append(out, ingest.Remark{Code: code, Text: n.text(n.rows, n.first)})
	}
	return out
}

// refuse collects a refusal of a cell. Its error ends the reading.
func (r *reader) refuse(row int, column, found string, expected trade.Text) error {
	r.refusals = append(r.refusals, ingest.Refusal{Row: row, Column: column, Found: short(found), Expected: expected})
	if len(r.refusals) < mostRefusals {
		return nil
	}
	return &ingest.Refusal{Row: row, Found: fmt.Sprint(mostRefusals), Expected: trade.Text{
		ID: "berkas dengan lebih sedikit kesalahan; pembacaan dihentikan",
		EN: "a file with fewer faults; reading stopped here",
	}}
}

// finish puts lists in order and keeps them; a file without any is refused.
func (r *reader) finish(lists ...*List) error {
	for _, l := range lists {
		l.sorted()
		l.Whole = coversAll(l.codes())
	}
	lists = slices.DeleteFunc(lists, func(l *List) bool { return len(l.Entries) == 0 })
	for _, l := range lists {
		if !l.Whole {
			r.note("part-"+l.ID(), 0, func(int, int) trade.Text {
				name := l.Title()
				return trade.Text{
					ID: name.ID + ": tidak memuat kode dari setiap bab; kode yang tidak ada di dalamnya tidak dianggap salah",
					EN: name.EN + ": does not have codes of every chapter; a code that it lacks is not called wrong",
				}
			})
		}
	}
	if len(lists) == 0 && len(r.refusals) == 0 {
		return refuse("", trade.Text{ID: "baris kode di bawah baris judul; tidak ada satu pun", EN: "rows of codes below the heading; there are none"})
	}
	r.content.Lists = lists
	return nil
}

// short cuts what was found to what fits a line.
func short(s string) string {
	const most = 80
	runes := 0
	for i := range s {
		if runes++; runes > most {
			return s[:i] + "…"
		}
	}
	return s
}

var expectedKinds = trade.Text{
	ID: "daftar HS UN Comtrade (JSON), daftar HS (edition,code,parent,level,title_en), kode barang BACI (code,description), " +
		"BTKI (code,level,title_id,title_en,mfn_raw), atau tabel konversi HS (edition_from,code_from,edition_to,code_to)",
	EN: "an HS list of UN Comtrade (JSON), an HS list (edition,code,parent,level,title_en), product codes of BACI (code,description), " +
		"BTKI (code,level,title_id,title_en,mfn_raw) or an HS conversion table (edition_from,code_from,edition_to,code_to)",
}
