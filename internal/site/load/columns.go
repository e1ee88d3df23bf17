package load

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"muara/internal/ingest"
	"muara/internal/office/intake"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// columnsPage lets a person say what the columns of a table hold.
type columnsPage struct {
	r       *ui.Request
	up      intake.Upload
	file    int
	preview *ingest.Preview
	table   ingest.TablePreview
	fields  []ingest.Field // of each column; empty for none
	m       ingest.Mapping
	saved   []intake.SavedMapping // made for the same headings
	used    string                // name of the saved mapping that was filled in
	faults  map[string][]string   // by place
	tried   *intake.Tried
	sets    []setChoice
	said    options
	fault   string
}

type setChoice struct{ id, title string }

// Fields that may hold for the whole table, and where a form asks for them.
var fixedFields = []ingest.Field{ingest.FieldFlow, ingest.FieldReporter, ingest.FieldYear, ingest.FieldMonth,
	ingest.FieldPartner, ingest.FieldProduct, ingest.FieldEdition, ingest.FieldRegion}

// columns shows the form with what was guessed, or with a saved mapping.
func (d *desk) columns(r *ui.Request) (*ui.View, error) {
	p, err := d.openColumns(r)
	if err != nil {
		return nil, err
	}
	p.m = p.table.Suggest()
	if p.m.Columns[ingest.FieldReporter] == "" && p.m.Fixed[ingest.FieldReporter] == "" {
		p.m.Fixed[ingest.FieldReporter] = d.Desk.Home.Country // shown, and easily changed
	}
	if id := r.Query.Get("mapping"); id != "" {
		saved, err := d.Mappings.Get(id)
		if err != nil {
			return nil, err
		}
		p.m, p.used = saved.Mapping, saved.Name
		p.table = p.table.WithHeader(p.m.Header)
	}
	p.said.dataset = r.Query.Get("dataset")
	p.spread()
	return p.view(0), nil
}

// openColumns finds the table that the address names: file and table, each
// counted from 0.
func (d *desk) openColumns(r *ui.Request) (*columnsPage, error) {
	if err := d.inside(r); err != nil {
		return nil, err
	}
	up, err := d.Uploads.Get(r.Param("code"))
	if err != nil {
		return nil, err
	}
	var file, table int
	if n, err := fmt.Sscanf(r.Param("table"), "%d-%d", &file, &table); n != 2 || err != nil || file < 0 || file >= len(up.Files) || table < 0 {
		return nil, noTable()
	}
	look, err := d.Uploads.Look(r.HTTP.Context(), up, file)
	if err != nil {
		return nil, err
	}
	if table >= len(look.Tables) {
		return nil, noTable()
	}
	p := &columnsPage{r: r, up: up, file: file, preview: look, table: look.Tables[table], faults: map[string][]string{}}
	if p.saved, err = d.Mappings.For(p.table.Signature()); err != nil && len(p.saved) == 0 {
		return nil, err
	}
	sets, err := d.sets()
	if err != nil {
		return nil, err
	}
	for _, s := range sets {
		p.sets = append(p.sets, setChoice{s.ID, r.Text(s.Title)})
	}
	return p, nil
}

func noTable() error {
	return &trade.Error{Code: trade.NotFound, Text: trade.Text{
		ID: "Tabel itu tidak ada dalam unggahan ini.", EN: "There is no such table in this upload.",
	}}
}

// spread turns the columns of the mapping around: what each column holds.
func (p *columnsPage) spread() {
	p.fields = make([]ingest.Field, len(p.table.Columns))
	for i, c := range p.table.Columns {
		for f, name := range p.m.Columns {
			if strings.EqualFold(name, c.Name) || name == "#"+strconv.Itoa(i+1) {
				p.fields[i] = f
			}
		}
	}
}

func (p *columnsPage) view(status int) *ui.View {
	return &ui.View{Style: sheet, Title: p.r.T("load.columns.title"), NoIndex: true, Status: status, Body: columnsBody(p)}
}

// columnsAct takes the form: it shows how the first rows are read, or starts
// the check.
func (d *desk) columnsAct(r *ui.Request) (*ui.View, error) {
	who, err := d.must(r, Import)
	if err != nil {
		return nil, err
	}
	if err := form(r); err != nil {
		return nil, err
	}
	p, err := d.openColumns(r)
	if err != nil {
		return nil, err
	}
	f := r.HTTP.PostForm
	p.decode(f)
	p.said = optionsOf(f.Get)
	for _, fault := range p.m.Faults(p.preview) {
		p.faults[fault.At] = append(p.faults[fault.At], p.faultText(fault))
	}
	in, err := p.said.input()
	if err != nil {
		p.fault = r.Text(trade.TextOf(err))
	}
	if f.Get("save") != "" && p.m.Name == "" {
		p.faults["name"] = []string{r.T("load.columns.name.missing")}
	}
	if len(p.faults) > 0 || p.fault != "" {
		return p.view(400), nil
	}
	if p.tried, err = d.Uploads.Try(r.HTTP.Context(), p.up, p.file, p.m); err != nil {
		p.fault = r.Text(trade.TextOf(err))
		return p.view(400), nil
	}
	if f.Get("do") != "check" {
		return p.view(0), nil
	}
	if f.Get("save") != "" {
		if _, err := d.Mappings.Save(p.m); err != nil {
			return nil, err
		}
	}
	in.Mapping = &p.m
	in.Dataset = cmp.Or(in.Dataset, datasetFor(p.m.Name))
	if in.Dataset != "" && in.Title == (trade.Text{}) && !slices.ContainsFunc(p.sets, func(s setChoice) bool { return s.id == in.Dataset }) {
		in.Title = trade.Text{ID: p.m.Name, EN: p.m.Name}
	}
	return d.begin(r, p.up, []int{p.file}, in, who, f.Get("again"))
}

// decode reads the mapping from the form.
func (p *columnsPage) decode(f url.Values) {
	at := func(key string) string { return strings.TrimSpace(f.Get(key)) }
	number := func(key string) int {
		n, err := strconv.Atoi(at(key))
		if at(key) != "" && (err != nil || n > 1_000_000) {
			p.faults["header"] = append(p.faults["header"], p.r.T("load.columns.header.number"))
		}
		return n
	}
	m := ingest.Mapping{
		Name: at("name"), Sheet: p.table.Sheet, Header: number("header"), SkipTop: number("skip_top"),
		Unit: at("unit"), WeightUnit: at("weight_unit"), Numbers: at("numbers"), Dates: at("dates"), Places: ingest.System(at("places")),
		Columns: map[ingest.Field]string{}, Fixed: map[ingest.Field]string{},
	}
	if p.table.Sheet == "" && p.table.File != p.preview.File {
		m.Sheet = p.table.File // a member of an archive
	}
	if m.Header != p.table.Header {
		p.table = p.table.WithHeader(m.Header)
	}
	m.Signature = p.table.Signature()
	p.fields = make([]ingest.Field, len(p.table.Columns))
	for i, c := range p.table.Columns {
		field := ingest.Field(at("c" + strconv.Itoa(i)))
		if field == "" {
			continue
		}
		if other := m.Columns[field]; other != "" {
			p.faults[string(field)] = append(p.faults[string(field)], p.r.T("load.columns.twice", p.r.T("load.field."+string(field)), other, c.Name))
		}
		p.fields[i], m.Columns[field] = field, c.Name
	}
	for _, field := range fixedFields {
		if v := at("fixed-" + string(field)); v != "" {
			m.Fixed[field] = v
		}
	}
	p.m = m
}

// faultList is all faults in the order of the form, for the summary above it.
func (p *columnsPage) faultList() []placedFault {
	var out []placedFault
	for _, at := range slices.Sorted(maps.Keys(p.faults)) {
		for _, text := range p.faults[at] {
			out = append(out, placedFault{at, text})
		}
	}
	return out
}

type placedFault struct{ at, text string }

// anchor is the id of the control at which a fault is told.
func (p *columnsPage) anchor(at string) string {
	for i, f := range p.fields {
		if string(f) == at {
			return "c" + strconv.Itoa(i)
		}
	}
	if slices.Contains(fixedFields, ingest.Field(at)) {
		return "fixed-" + at
	}
	switch at {
	case "unit", "weight_unit", "numbers", "dates", "places", "header", "name":
		return at
	}
	return "c0"
}

// faultsAt is what is wrong at a control.
func (p *columnsPage) faultsAt(id string) []string {
	var out []string
	for _, f := range p.faultList() {
		if p.anchor(f.at) == id {
			out = append(out, f.text)
		}
	}
	return out
}

// wanted are the fields that a row of trade cannot do without.
func wanted(f ingest.Field) bool {
	return f == ingest.FieldValue || f == ingest.FieldFlow || f == ingest.FieldReporter || f == ingest.FieldDate || f == ingest.FieldYear
}
