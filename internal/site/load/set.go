package load

import (
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"muara/internal/ingest"
	"muara/internal/lake"
	"muara/internal/office/intake"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// setPage is a data set with its releases.
type setPage struct {
	r      *ui.Request
	set    lake.Dataset
	infos  []lake.Info
	may    bool
	stale  []lake.Info // drafts that can no longer be published
	faults map[string]string
	sent   url.Values // what was written into the form that had faults
}

func (d *desk) set(r *ui.Request) (*ui.View, error) {
	p, err := d.openSet(r)
	if err != nil {
		return nil, err
	}
	return p.view(0), nil
}

func (p *setPage) view(status int) *ui.View {
	return &ui.View{Style: sheet, Title: p.r.Text(p.set.Title), NoIndex: true, Status: status, Body: setBody(p)}
}

func (d *desk) openSet(r *ui.Request) (*setPage, error) {
	sets, err := d.Desk.Datasets(r.Param("code"))
	if len(sets) == 0 {
		return nil, err
	}
	p := &setPage{r: r, set: sets[0].Dataset, may: d.may(r, Publish), faults: map[string]string{}}
	current := currentOf(sets[0].Releases)
	for _, info := range sets[0].Releases {
		if info.Published.IsZero() && !p.may && !d.may(r, Import) {
			continue // drafts are for those who work on them
		}
		p.infos = append(p.infos, info)
		if info.Published.IsZero() && !info.Current && info.Parent != current.Release {
			p.stale = append(p.stale, info)
		}
	}
	if len(p.infos) == 0 && len(sets[0].Releases) > 0 {
		_, err := d.must(r, Publish)
		return nil, err
	}
	return p, nil
}

func currentOf(infos []lake.Info) lake.Info {
	for _, i := range infos {
		if i.Current {
			return i
		}
	}
	return lake.Info{}
}

// state is the word for what a release is.
func state(i lake.Info) string {
	switch {
	case i.Err != nil:
		return "damaged"
	case i.Current:
		return "current"
	case i.Published.IsZero():
		return "draft"
	}
	return "earlier"
}

func (d *desk) setAct(r *ui.Request) (*ui.View, error) {
	who, err := d.must(r, Publish)
	if err != nil {
		return nil, err
	}
	if err := form(r); err != nil {
		return nil, err
	}
	p, err := d.openSet(r)
	if err != nil {
		return nil, err
	}
	switch r.HTTP.PostForm.Get("do") {
	case "describe":
		return d.describe(p)
	case "sweep":
		for _, info := range p.stale {
			err := d.Desk.Discard(r.HTTP.Context(), p.set.ID, info.Release, who)
			if err != nil && trade.CodeOf(err) != trade.NotFound {
				return nil, err
			}
		}
		return &ui.View{Location: r.Href(ui.LoadSet, p.set.ID)}, nil
	}
	return nil, unknownAct()
}

// longest is how long a text of the description may be.
const longest = 300

func (d *desk) describe(p *setPage) (*ui.View, error) {
	p.sent = p.r.HTTP.PostForm
	at := func(key string) string {
		v := strings.TrimSpace(p.sent.Get(key))
		if utf8.RuneCountInString(v) > longest {
			p.faults[key] = p.r.T("load.set.long", p.r.Count(longest))
		}
		return v
	}
	title := trade.Text{ID: at("title_id"), EN: at("title_en")}
	source := trade.Text{ID: at("source_id"), EN: at("source_en")}
	address, licence := at("source_url"), at("licence")
	for key, v := range map[string]string{"title_id": title.ID, "title_en": title.EN, "source_id": source.ID, "source_en": source.EN} {
		if v == "" {
			p.faults[key] = p.r.T("load.set.needed")
		}
	}
	if u, err := url.Parse(address); address != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		p.faults["source_url"] = p.r.T("load.set.address")
	}
	if len(p.faults) > 0 {
		return p.view(http.StatusBadRequest), nil
	}
	err := d.Desk.Describe(p.set.ID, func(s *lake.Dataset) {
		s.Title, s.Source, s.SourceURL, s.Licence, s.Illustrative = title, source, address, licence, p.sent.Get("illustrative") != ""
	})
	if err != nil {
		return nil, err
	}
	return &ui.View{Location: p.r.Href(ui.LoadSet, p.set.ID) + saved}, nil
}

// What the address says after a form was taken, so that the page can say so.
const (
	keyDone = "done"
	saved   = "?" + keyDone + "=saved"
)

// field is what stands in a field of the form.
func (p *setPage) field(key, stored string) string {
	if p.sent != nil {
		return p.sent.Get(key)
	}
	return stored
}

// illustrative reports whether the box is ticked.
func (p *setPage) illustrative() bool {
	if p.sent != nil {
		return p.sent.Get("illustrative") != ""
	}
	return p.set.Illustrative
}

// mappingsPage lists the saved mappings.
type mappingsPage struct {
	r     *ui.Request
	list  []intake.SavedMapping
	wrong string
	may   bool
}

func (d *desk) mappings(r *ui.Request) (*ui.View, error) {
	list, err := d.Mappings.List()
	p := &mappingsPage{r: r, list: list, may: d.may(r, Import)}
	if err != nil {
		p.wrong = r.Text(trade.TextOf(err))
	}
	return &ui.View{Style: sheet, Title: r.T("load.mappings.title"), NoIndex: true, Body: mappingsBody(p)}, nil
}

func (d *desk) mappingsAct(r *ui.Request) (*ui.View, error) {
	if _, err := d.must(r, Import); err != nil {
		return nil, err
	}
	if err := form(r); err != nil {
		return nil, err
	}
	if r.HTTP.PostForm.Get("do") != "delete" {
		return nil, unknownAct()
	}
	// Deleting what is deleted is no fault.
	if err := d.Mappings.Delete(r.HTTP.PostForm.Get("id")); err != nil && trade.CodeOf(err) != trade.NotFound {
		return nil, err
	}
	return &ui.View{Location: r.Href(ui.LoadMappings)}, nil
}

// publishedText says from when until when a release was current.
func publishedText(r *ui.Request, i lake.Info) string {
	if i.Until.IsZero() {
		return r.T("load.release.since", moment(r, i.Published))
	}
	return r.T("load.release.until", moment(r, i.Published), moment(r, i.Until))
}

// mappingText lists what a mapping takes from which column.
func mappingText(r *ui.Request, m intake.SavedMapping) string {
	var out []string
	for _, f := range ingest.Fields() {
		if c := m.Columns[f]; c != "" {
			out = append(out, r.T("load.field."+string(f))+": "+c)
		} else if v := m.Fixed[f]; v != "" {
			out = append(out, r.T("load.field."+string(f))+" = "+v)
		}
	}
	return strings.Join(out, "; ")
}
