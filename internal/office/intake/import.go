package intake

import (
	"context"
	"errors"
	"fmt"

	"muara/internal/ingest"
	"muara/internal/jobs"
	"muara/internal/lake"
	"muara/internal/trade"
)

// Import reads files into drafts, one for each data set that they belong to.
// Nothing is published. Lists of codes are kept at once: they change no figure.
// Whatever ends it early leaves no draft behind.
func (d *Desk) Import(ctx context.Context, req Request, report Progress) (*Outcome, error) {
	if req.Dataset != "" && !lake.ValidID(req.Dataset) {
		return nil, &trade.Error{Code: trade.Invalid, Text: trade.Text{
			ID: "Nama kumpulan data " + req.Dataset + " tidak dapat dipakai: huruf kecil, angka dan tanda hubung, paling panjang 40; misalnya ekspor-2024.",
			EN: "The name " + req.Dataset + " cannot be used for a data set: small letters, digits and hyphens, at most 40; such as exports-2024.",
		}}
	}
	out := &Outcome{}
	groups, err := d.route(ctx, req, out, report)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		drafted, err := d.draft(ctx, req, g, report)
		var known *trade.Error
		if errors.As(err, &known) && (known.Code == trade.Invalid || known.Code == trade.Conflict) {
			for _, o := range g.files {
				out.Files = append(out.Files, NotTaken{o.Name, known.Text})
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		out.Drafts = append(out.Drafts, *drafted)
	}
	return out, nil
}

// draft reads the files of one data set into a draft.
func (d *Desk) draft(ctx context.Context, req Request, g *group, report Progress) (_ *Drafted, err error) {
	if found, err := d.before(g); found != nil || err != nil {
		return found, err
	}
	dr, err := d.Lake.Begin(ctx, g.set, g.options, lake.Start{By: req.By, Wait: true, Progress: func(done, total int64) {
		tell(report, "Mengurutkan dan menulis", "Sorting and writing", done, total, jobs.Rows)
	}})
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, dr.Discard())
		}
	}()
	refused, err := newRefusals(dr)
	if err != nil {
		return nil, err
	}
	q := &Quality{Dataset: g.set.ID, Made: d.Now(), Replaced: g.options.Replace}
	c := newCollector(q)
	if g.options.Edition == g.files[0].edition {
		c.guessed = g.files[0].edition
	}
	c.options, c.home, c.add, c.refuse = g.options, d.reporter(g), dr.Add, refused.add
	if unique[g.files[0].found.Kind] {
		c.once = newOnce()
	}
	for i, o := range g.files {
		if err := d.load(ctx, req, g, o, c, i, report); err != nil {
			return nil, err
		}
		f := c.file
		in := o.input(g)
		in.Rows, in.Refused = f.Accepted, f.Refused
		dr.AddInput(in)
	}
	if err := refused.close(); err != nil {
		return nil, err
	}
	c.finish()
	if q.Accepted == 0 {
		return nil, &trade.Error{Code: trade.Invalid, Text: trade.Text{
			ID: "Tidak ada baris yang dapat dimuat ke " + g.set.ID + "; " + fmt.Sprint(q.Refused) + " baris ditolak. Lihat rinciannya dengan muara inspect.",
			EN: "No row could be loaded into " + g.set.ID + "; " + fmt.Sprint(q.Refused) + " rows were refused. See the details with muara inspect.",
		}}
	}
	m, err := dr.Build(ctx)
	if err != nil {
		return nil, err
	}
	tell(report, "Memeriksa mutu", "Checking quality", 0, 0, "")
	if err := d.judge(ctx, dr, m, q, c); err != nil {
		return nil, err
	}
	if err := writeJSON(dr, qualityFile, q); err != nil {
		return nil, err
	}
	if m, err = dr.Seal(ctx); err != nil {
		return nil, err
	}
	q.Release = m.Release
	return &Drafted{Manifest: m, Quality: q}, nil
}

// input describes a file for the manifest.
func (o *opened) input(*group) lake.Input {
	return lake.Input{Name: o.Name, SHA256: o.sha, Size: o.size, Kind: string(o.found.Kind)}
}

// before finds the release that the same files were taken into already, in the
// same way and on top of the same release: the current one, or a draft that
// waits.
func (d *Desk) before(g *group) (*Drafted, error) {
	var inputs []lake.Input
	for _, o := range g.files {
		inputs = append(inputs, o.input(g))
	}
	m, ok := d.Lake.Same(g.set.ID, g.options, inputs)
	if !ok {
		return nil, nil
	}
	current, err := d.Lake.Current(g.set.ID)
	if err != nil {
		return nil, err
	}
	if m.Release != current && m.Parent != current {
		return nil, nil // other imports came in between
	}
	q, err := d.Quality(g.set.ID, m.Release)
	if err != nil {
		return nil, err
	}
	return &Drafted{Manifest: m, Quality: q, Already: m.Release == current}, nil
}

// reporter is who reports rows that name nobody: the person's word, the only
// reporter of the data set, or the office's own country for files of regions.
func (d *Desk) reporter(g *group) string {
	switch {
	case g.options.Reporter != "":
		return g.options.Reporter
	case len(g.set.Home) == 3:
		return g.set.Home
	}
	return d.Home.Country
}

// load reads one file into the draft.
func (d *Desk) load(ctx context.Context, req Request, g *group, o *opened, c *collector, i int, report Progress) error {
	src, closer, err := o.Open()
	if err != nil {
		return err
	}
	defer closer.Close()
	id, en := fmt.Sprintf("Membaca %s (%d dari %d)", src.Name, i+1, len(g.files)), fmt.Sprintf("Reading %s (%d of %d)", src.Name, i+1, len(g.files))
	src.Data = watched{src.Data, func(end int64) { tell(report, id, en, end, src.Size, jobs.Bytes) }}
	q := c.quality
	q.Files = append(q.Files, FileReport{Name: src.Name, SHA256: o.sha, Kind: o.found.Kind, Layout: o.found.Layout})
	c.file, c.survey = &q.Files[len(q.Files)-1], o.survey
	err = d.read(ctx, req, src, ingest.Sink{Row: c.row, Refuse: c.refused, Remark: c.remark, Leave: c.left})
	if err == nil && c.broken != nil {
		err = half(src.Name, *c.broken)
	}
	return err
}

// half refuses a file that ended before its end. Its periods would take the
// place of whole ones, and what is missing would look like trade that ceased.
func half(name string, r ingest.Refusal) error {
	why := reason(&r)
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: fmt.Sprintf("%s tidak terbaca sampai akhir, jadi tidak ada yang dimuat: %s", name, why.ID),
		EN: fmt.Sprintf("%s could not be read to its end, so nothing was taken in: %s", name, why.EN),
	}}
}
