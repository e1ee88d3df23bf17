package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"

	"muara/internal/ingest"
	"muara/internal/jobs"
	"muara/internal/lake"
	"muara/internal/nomen"
	"muara/internal/trade"
)

// group is the files of one import into one data set.
type group struct {
	set     lake.Dataset
	options lake.Options
	files   []*opened
}

// route finds out what each file is: trade goes to a data set, lists to the
// nomenclatures, the rest is named with the reason.
func (d *Desk) route(ctx context.Context, req Request, out *Outcome, report Progress) ([]*group, error) {
	var groups []*group
	for i, f := range req.Files {
		tell(report, "Mengenali berkas", "Recognising files", int64(i), int64(len(req.Files)), jobs.Files)
		o := &opened{File: f}
		var err error
		if o.sha, o.size, err = hash(ctx, f); err != nil {
			return nil, err
		}
		kept, why, err := d.recognise(ctx, req, o)
		switch {
		case err != nil:
			return nil, err
		case why != nil:
			out.Files = append(out.Files, NotTaken{f.Name, *why})
			continue
		case kept != nil:
			out.Lists = append(out.Lists, *kept)
			continue
		}
		set, options := d.dataset(req, o)
		var home *group
		for _, g := range groups {
			if g.set.ID == set.ID {
				home = g
			}
		}
		if home == nil {
			home = &group{set: set, options: options}
			groups = append(groups, home)
		}
		if twice(home.files, o.sha) {
			out.Files = append(out.Files, NotTaken{f.Name, trade.Text{
				ID: "Berkas ini sama isinya dengan berkas lain dalam pemuatan ini.",
				EN: "This file has the same content as another one of this import.",
			}})
			continue
		}
		home.files = append(home.files, o)
	}
	return groups, nil
}

func twice(files []*opened, sha string) bool {
	for _, f := range files {
		if f.sha == sha {
			return true
		}
	}
	return false
}

// recognise says what a file is. why is set where nothing can be taken from it,
// kept where it was a list that has been stored.
func (d *Desk) recognise(ctx context.Context, req Request, o *opened) (kept *ListAdded, why *trade.Text, err error) {
	src, closer, err := o.Open()
	if err != nil {
		return nil, nil, err
	}
	defer closer.Close()
	if req.Mapping == nil {
		if kept, why, err = d.list(ctx, src, o); kept != nil || why != nil || err != nil {
			return kept, why, err
		}
	}
	opt := ingest.Options{Flow: req.Options.Flow}
	var refused *ingest.Refusal
	if req.Mapping != nil {
		o.found = ingest.Found{File: src.Name, Kind: ingest.Mapped}
	} else if o.found, refused, err = sniff(ctx, src, opt); err != nil {
		return nil, nil, err
	}
	switch o.found.Kind {
	case "":
		return nil, reason(refused), nil
	case ingest.Table, ingest.Reference:
		return nil, &o.found.Layout, nil
	}
	o.survey = &survey{}
	err = d.read(ctx, req, src, ingest.Sink{
		Row: func(r *ingest.Row) error {
			o.survey.add(r, o.survey.places.resolve(r.Reporter))
			if o.found.Kind == ingest.BACI && o.survey.rows == baciSample {
				return errEnough
			}
			return nil
		},
		Refuse: func(r ingest.Refusal) {
			if refused == nil || !refused.Broken {
				refused = &r
			}
		},
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, nil, err
	}
	if refused != nil && refused.Broken {
		return nil, reason(refused), nil // what is missing would look like trade that ceased
	}
	if !o.survey.stated {
		o.edition = d.guessEdition(o.survey.codes)
	}
	if o.found.Kind == ingest.BACI && o.survey.rows > 0 {
		o.survey = nil // one level, one period, no totals: the rest is read once only
		return nil, nil, nil
	}
	switch {
	case o.survey.rows == 0:
		return nil, reason(refused), nil
	case o.survey.noFlow > 0 && req.Options.Flow == "":
		return nil, &trade.Text{
			ID: fmt.Sprintf("%d baris tidak menyebut ekspor atau impor. Muat berkas ini tersendiri dengan pilihan arah (--flow export atau --flow import).", o.survey.noFlow),
			EN: fmt.Sprintf("%d rows do not say whether they are exports or imports. Import this file on its own with a direction (--flow export or --flow import).", o.survey.noFlow),
		}, nil
	case o.survey.months && o.survey.annual:
		return nil, &trade.Text{
			ID: "Berkas ini memuat bulan dan tahun penuh sekaligus; keduanya akan terhitung ganda. Pisahkan menjadi dua berkas.",
			EN: "This file holds months and whole years together, which would be counted twice. Split it into two files.",
		}, nil
	}
	return nil, nil, nil
}

// baciSample is how many rows of BACI are read to tell the edition: the first
// exporters have most codes.
const baciSample = 300_000

// guessEdition tells the edition of the HS by the codes of a file: by marks that
// only one edition has, else by the lists that are loaded. It is empty where
// they leave a doubt.
func (d *Desk) guessEdition(codes map[string]bool) string {
	if from, to, seen := nomen.Span(maps.Keys(codes)); seen > 0 && from == to {
		return from
	}
	if d.Nomen == nil {
		return ""
	}
	names, err := d.Nomen.Names()
	if err != nil {
		return ""
	}
	fits := names.Guess(maps.Keys(codes))
	if len(fits) == 0 || fits[0].Codes < 100 || fits[0].Share < 0.99 || len(fits) > 1 && fits[1].Known == fits[0].Known {
		return ""
	}
	return fits[0].Edition
}

func (d *Desk) read(ctx context.Context, req Request, src ingest.Source, sink ingest.Sink) error {
	opt := ingest.Options{Flow: req.Options.Flow}
	if req.Mapping != nil {
		return ingest.ReadMapped(ctx, src, *req.Mapping, opt, sink)
	}
	return ingest.Read(ctx, src, opt, sink)
}

// list keeps a nomenclature or a conversion table.
func (d *Desk) list(ctx context.Context, src ingest.Source, o *opened) (*ListAdded, *trade.Text, error) {
	head := make([]byte, min(src.Size, 64<<10))
	n, err := src.Data.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return nil, nil, fmt.Errorf("read %s: %w", src.Name, err)
	}
	if _, ok := nomen.Recognise(head[:n]); !ok {
		return nil, nil, nil
	}
	content, refused, err := nomen.Read(ctx, src, nomen.Options{})
	if err != nil {
		return nil, nil, err
	}
	if len(refused) > 0 {
		return nil, reason(&refused[0]), nil
	}
	if len(content.Lists)+len(content.Tables) == 0 {
		text := trade.Text{
			ID: "Daftar negara: program sudah mengenal kode-kode ini, tidak ada yang perlu dimuat.",
			EN: "A list of countries: the program knows these codes already, there is nothing to import.",
		}
		return nil, &text, nil
	}
	if d.Nomen == nil {
		return nil, &trade.Text{ID: "Daftar kode tidak dapat disimpan tanpa folder data.", EN: "Lists of codes cannot be kept without a data folder."}, nil
	}
	added, err := d.Nomen.Add(ctx, content, nomen.Origin{File: src.Name, SHA256: o.sha, Imported: d.Now()})
	if err != nil {
		return nil, nil, err
	}
	return &ListAdded{File: src.Name, Added: added}, nil, nil
}

// reason words why nothing was taken from a file.
func reason(r *ingest.Refusal) *trade.Text {
	if r == nil {
		return &trade.Text{ID: "Berkas ini tidak memuat baris perdagangan.", EN: "This file holds no rows of trade."}
	}
	at := func(row, column string) string {
		s := ""
		if r.Sheet != "" {
			s += r.Sheet + ", "
		}
		if r.Row > 0 {
			s += fmt.Sprintf("%s %d, ", row, r.Row)
		}
		if r.Column != "" {
			s += column + " " + r.Column + ", "
		}
		return s
	}
	return &trade.Text{
		ID: fmt.Sprintf("%sditemukan %q; seharusnya %s", at("baris", "kolom"), r.Found, r.Expected.ID),
		EN: fmt.Sprintf("%sfound %q; expected %s", at("row", "column"), r.Found, r.Expected.EN),
	}
}

func tell(report Progress, id, en string, done, total int64, unit string) {
	if report != nil {
		report(jobs.Progress{Stage: trade.Text{ID: id, EN: en}, Done: done, Total: total, Unit: unit})
	}
}
