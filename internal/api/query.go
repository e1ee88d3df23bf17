package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"muara/internal/facts"
	"muara/internal/report"
	"muara/internal/trade"
)

const (
	keyLabels    = "labels" // both, codes
	labelsBoth   = "both"
	labelsCodes  = "codes"
	formOfAnswer = "2" // changes when the same facts are written differently
)

// asked is a query of facts as it was sent.
type asked struct {
	*subject
	facts.Query
	form   form
	labels string
	lang   string // as the address has it, for the links
	whole  bool   // no limit was given, so all rows or none
	world  *World
}

// data answers a query of facts.
func (c *call) data() error {
	q, err := c.asked()
	if err != nil {
		return err
	}
	c.header("Content-Type", q.form.full)
	if q.current {
		c.header("Cache-Control", "no-cache") // another release may be published at any time
	} else {
		c.header("Cache-Control", "public, max-age=86400")
	}
	if c.known(c.nameOf(q)) {
		return nil
	}
	f, err := c.ask(q.Query)
	if err != nil {
		return err
	}
	if q.whole && (f.More || f.Len() > q.form.most) {
		return tooMany(q.form, f.Total)
	}
	about := c.about(q.subject, q.permanent(), f.Notes, q.world)
	links := q.links(f)
	for _, l := range links {
		link(c.w.Header(), l.Rel, l.Href)
	}
	if q.form.name == asJSON {
		return c.json(http.StatusOK, c.answer(q, f, about, links))
	}
	return c.file(q, f, about)
}

// asked reads a query.
func (c *call) asked() (*asked, error) {
	values := url.Values{}
	for k, v := range c.query {
		if k != keyLang && k != keyFormat && k != keyLabels {
			values[k] = v
		}
	}
	if values.Has(facts.KeyDataset) {
		return nil, invalid(facts.KeyDataset, "Kumpulan data sudah disebut dalam alamat; hapus kunci dataset.", "The path names the data set already; leave the key dataset out.")
	}
	for _, key := range []string{facts.KeyRelease, facts.KeyAlike, facts.KeyLimit, facts.KeyOffset} {
		if len(values[key]) > 1 {
			return nil, invalid(key, "Kunci "+key+" tertulis lebih dari sekali; tulis sekali saja.", "The key "+key+" stands there more than once; write it once.")
		}
	}
	q := &asked{labels: labelsBoth, lang: c.query.Get(keyLang)}
	var err error
	if q.form, err = c.form(); err != nil {
		return nil, err
	}
	switch l := c.query.Get(keyLabels); l {
	case "", labelsBoth:
	case labelsCodes:
		q.labels = l
	default:
		return nil, invalid(keyLabels, "Nilai labels "+quote(l)+" tidak dikenal; tulis both atau codes.", "The key labels cannot be "+quote(l)+"; write both or codes.")
	}
	if q.Query, err = facts.ParseQuery(values); err != nil {
		return nil, err
	}
	if q.subject, err = c.subject(c.r.PathValue("dataset"), q.Release); err != nil {
		return nil, err
	}
	q.Dataset, q.Release = q.set.ID, q.schema.Release
	return q, q.bound(c)
}

// bound sets the limit, and finds what an RCA compares with.
func (q *asked) bound(c *call) error {
	if q.Limit > q.form.most {
		most := strconv.Itoa(q.form.most)
		return invalid(facts.KeyLimit, "Paling banyak "+most+" baris sekaligus dalam bentuk "+q.form.name+"; minta sisanya dengan offset.",
			"At most "+most+" rows at once in the form "+q.form.name+"; ask for the rest with offset.")
	}
	if q.Limit == 0 {
		if q.form.name == asJSON {
			q.Limit = usualRows
		} else {
			q.whole, q.Limit = true, q.form.most
		}
	}
	if q.form.name == asSDMX {
		if err := q.fitsSDMX(); err != nil {
			return err
		}
	}
	if slices.Contains(q.Measures, facts.RCA) {
		desk, err := c.desk()
		if err != nil {
			return err
		}
		if id := desk.World(c.r.Context(), q.Dataset); id != "" {
			m, err := desk.Manifest(id, "")
			if err != nil {
				return err
			}
			q.world = &World{id, m.Release}
		}
	}
	return nil
}

func tooMany(f form, total int) error {
	n, most := strconv.Itoa(total), strconv.Itoa(f.most)
	if total < 0 {
		n = "> " + most
	}
	return &fault{code: "too-large", status: http.StatusBadRequest, field: facts.KeyLimit, error: said("",
		"Jawabannya "+n+" baris, lebih dari "+most+" yang dapat dikirim sekaligus. Persempit, atau minta sebagian demi sebagian dengan limit dan offset.",
		"The answer has "+n+" rows, more than the "+most+" that can be sent at once. Narrow it, or ask for it part by part with limit and offset.")}
}

// nameOf names an answer before it is known: a release never changes, so what
// was asked of it, and how it is written, is all that an answer depends on.
func (c *call) nameOf(q *asked) string {
	names := ""
	if c.Names != nil && q.labels == labelsBoth {
		names = c.Names()
	}
	text, _ := json.Marshal([]any{ // strings and numbers only
		formOfAnswer, c.Version, q.Values(), q.set, q.manifest.Key, q.form.name, q.labels, string(c.Lang), names, q.world,
	})
	return digest(text)
}

// permanent is the query without the limit that nobody asked for.
func (q *asked) permanent() facts.Query {
	p := q.Query
	if q.whole {
		p.Limit = 0
	}
	return p
}

// links are the ways to the other parts of the answer, to this part of exactly
// this release, and to the data set.
func (q *asked) links(f *facts.Frame) []PagesLink {
	extra := ""
	if q.lang != "" {
		extra = "&" + keyLang + "=" + q.lang
	}
	if q.form.name != asJSON {
		extra += "&" + keyFormat + "=" + q.form.name
	}
	if q.labels != labelsBoth {
		extra += "&" + keyLabels + "=" + q.labels
	}
	to := func(offset int) string {
		p := q.permanent()
		p.Offset = offset
		return permalink(p) + extra // it names the release, so there is a question mark
	}
	out := []PagesLink{{"self", to(q.Offset)}}
	if !q.whole {
		if q.Offset > 0 {
			out = append(out, PagesLink{"first", to(0)}, PagesLink{"prev", to(max(0, q.Offset-q.Limit))})
		}
		if f.More {
			out = append(out, PagesLink{"next", to(q.Offset + q.Limit)})
		}
	}
	return append(out, PagesLink{"describedby", Prefix + "/datasets/" + url.PathEscape(q.Dataset) + "?release=" + url.QueryEscape(q.Release)})
}

// file sends an answer as a file, row by row.
func (c *call) file(q *asked, f *facts.Frame, about About) error {
	name := q.Dataset + "-" + q.Release
	if q.set.Illustrative {
		name += "-" + c.text(trade.Text{ID: "ilustrasi", EN: "illustrative"})
	}
	c.header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name + "." + q.form.ending}))
	out := &sending{w: c.w, control: http.NewResponseController(c.w), now: c.Now}
	var err error
	if q.form.name == asSDMX {
		err = c.writeSDMX(out, q, f)
	} else {
		cut := *f
		cut.More = false // the header Link says so; a line in the file would be read as a row
		err = report.WriteFrame(out, q.form.name, c.frames(q, &cut, about))
	}
	switch {
	case err == nil:
		return nil
	case out.begun:
		// Half a file must not look whole: the connection is cut.
		c.Log.Warn("api: a file ended early", "path", c.r.URL.Path, "err", err)
		panic(http.ErrAbortHandler)
	}
	return err
}

// sending gives a slow client time as long as it goes on reading.
type sending struct {
	w       io.Writer
	control *http.ResponseController
	now     func() time.Time
	begun   bool
}

// patience is how long one piece of a file may take.
const patience = time.Minute

func (s *sending) Write(p []byte) (int, error) {
	s.begun = s.begun || len(p) > 0
	if err := s.control.SetWriteDeadline(s.now().Add(patience)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	return s.w.Write(p)
}

// frames hands an answer to the writers of files.
func (c *call) frames(q *asked, f *facts.Frame, about About) report.Frames {
	edition := editionOf(q.schema)
	out := report.Frames{
		Frame: f, Printer: c.Printer, Title: about.Title,
		Name: func(d facts.Dim, code string) string {
			return c.text(c.Facts.Name(d, code, edition))
		},
		DimName: func(d facts.Dim) string { return c.text(dimWords[d]) },
		Dataset: about.Dataset, Release: about.Release, DatasetName: about.Title,
		Source: about.Source, SourceURL: q.set.SourceURL, Licence: q.set.Licence, Illustrative: about.Illustrative,
		Published: about.Made, Query: about.Query, API: about.Query, Made: about.Made,
	}
	if about.Period != nil {
		if p, err := trade.ParsePeriod(about.Period.From + ".." + about.Period.To); err == nil {
			out.Covers = c.Period(p)
		}
	}
	for _, n := range about.Notes {
		out.Notes = append(out.Notes, n.Text)
	}
	for _, y := range about.Incomplete {
		out.Notes = append(out.Notes, c.text(partial(y)))
	}
	for _, in := range q.manifest.Inputs {
		out.Inputs = append(out.Inputs, [3]string{in.Name, in.SHA256, strconv.FormatInt(in.Rows, 10)})
	}
	return out
}

func partial(y Incomplete) trade.Text {
	var bits uint16
	for _, m := range y.Months {
		bits |= 1 << (m - 1)
	}
	flow := flowWords[trade.Flow(y.Flow)]
	months := facts.MonthsText(bits)
	return trade.Text{
		ID: fmt.Sprintf("%s %d belum setahun penuh: bulan %s.", flow.ID, y.Year, months),
		EN: fmt.Sprintf("%s of %d do not cover the whole year: months %s.", flow.EN, y.Year, months),
	}
}

// editionOf is the edition of the HS where a release has only one.
func editionOf(s *facts.Schema) string {
	if e := s.Codes[facts.Edition]; len(e) == 1 {
		return e[0]
	}
	return ""
}
