package load

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"muara/internal/ingest"
	"muara/internal/lake"
	"muara/internal/office/intake"
	"muara/internal/refdata"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// uploadPage shows what files were recognised as.
type uploadPage struct {
	r     *ui.Request
	up    intake.Upload
	files []fileView
	ready int // files that need nothing more
	sets  []lake.Dataset
	said  options
	fault string
}

// fileView is one file as it was recognised.
type fileView struct {
	intake.UploadedFile
	index  int
	kind   ingest.Kind
	layout trade.Text
	first  *ingest.TablePreview // nil where no table shows
	tables []tableLink          // that need a mapping
	why    []ingest.Refusal     // why nothing, or not all, can be read
}

// mapped reports whether the file needs a mapping of its columns.
func (f fileView) mapped() bool { return len(f.tables) > 0 }

// taken reports whether the file can be checked as it is.
func (f fileView) taken() bool {
	return !f.mapped() && f.kind != "" && f.kind != ingest.Table
}

// tableLink leads to the mapping of one table.
type tableLink struct {
	index int
	name  string // sheet, or member of an archive
	saved []intake.SavedMapping
}

// options are what a person may say about files that do not say it.
type options struct {
	dataset, name, flow, reporter, edition, replace string
}

func (d *desk) upload(r *ui.Request) (*ui.View, error) { return d.uploadWith(r, options{}, "", 0) }

func (d *desk) uploadWith(r *ui.Request, said options, fault string, status int) (*ui.View, error) {
	if err := d.inside(r); err != nil {
		return nil, err
	}
	p := &uploadPage{r: r, said: said, fault: fault}
	var err error
	if p.up, err = d.Uploads.Get(r.Param("code")); err != nil {
		return nil, err
	}
	for i := range p.up.Files {
		f, err := d.recognise(r, p.up, i)
		if err != nil {
			return nil, err
		}
		if f.taken() {
			p.ready++
		}
		p.files = append(p.files, f)
	}
	if p.sets, err = d.sets(); err != nil {
		return nil, err
	}
	return &ui.View{Style: sheet, Title: r.T("load.upload.title"), NoIndex: true, Status: status, Body: uploadBody(p)}, nil
}

// sets lists the data sets to choose from; those that cannot be read are told
// on the first page.
func (d *desk) sets() ([]lake.Dataset, error) {
	sets, err := d.Desk.Datasets("")
	if err != nil && len(sets) == 0 {
		return nil, err
	}
	var out []lake.Dataset
	for _, s := range sets {
		out = append(out, s.Dataset)
	}
	return out, nil
}

func (d *desk) recognise(r *ui.Request, up intake.Upload, i int) (fileView, error) {
	f := fileView{UploadedFile: up.Files[i], index: i}
	p, err := d.Uploads.Look(r.HTTP.Context(), up, i)
	if err != nil {
		return f, err
	}
	f.kind, f.layout, f.why = p.Known, p.Layout, p.Refused
	for n, t := range p.Tables {
		if f.first == nil {
			f.first = &p.Tables[n]
		}
		if p.Known != "" && p.Known != ingest.Table {
			continue
		}
		saved, err := d.Mappings.For(t.Signature())
		if err != nil && len(saved) == 0 {
			return f, err
		}
		f.tables = append(f.tables, tableLink{n, cmp.Or(t.Sheet, t.File), saved})
	}
	if f.kind == "" && len(f.tables) > 0 {
		f.kind = ingest.Table
	}
	return f, nil
}

func (d *desk) uploadAct(r *ui.Request) (*ui.View, error) {
	who, err := d.must(r, Import)
	if err != nil {
		return nil, err
	}
	if err := form(r); err != nil {
		return nil, err
	}
	id, f := r.Param("code"), r.HTTP.PostForm
	switch f.Get("do") {
	case "remove":
		if err := d.Uploads.Remove(id); err != nil && trade.CodeOf(err) != trade.NotFound {
			return nil, err
		}
		return &ui.View{Location: r.Href(ui.Load)}, nil
	case "check", "check-mapped":
	default:
		return nil, unknownAct()
	}
	up, err := d.Uploads.Get(id)
	if err != nil {
		return nil, err
	}
	said := optionsOf(f.Get)
	in, err := said.input()
	if trade.CodeOf(err) == trade.Invalid {
		return d.uploadWith(r, said, r.Text(trade.TextOf(err)), 400)
	} else if err != nil {
		return nil, err
	}
	var files []int
	if f.Get("do") == "check-mapped" {
		saved, err := d.Mappings.Get(f.Get("mapping"))
		if err != nil {
			return nil, err
		}
		i, err := strconv.Atoi(f.Get("file"))
		if err != nil {
			return nil, unknownAct()
		}
		in.Mapping, files = &saved.Mapping, []int{i}
		in.Dataset = cmp.Or(in.Dataset, datasetFor(saved.Name))
	} else {
		for i := range up.Files {
			f, err := d.recognise(r, up, i)
			if err != nil {
				return nil, err
			}
			if f.taken() {
				files = append(files, i)
			}
		}
	}
	return d.begin(r, up, files, in, who, f.Get("again"))
}

// begin starts a check and leads to it.
func (d *desk) begin(r *ui.Request, up intake.Upload, files []int, in intake.JobInput, who, again string) (*ui.View, error) {
	j, _, err := d.Uploads.Check(up, files, in, who, again)
	if err != nil {
		return nil, err
	}
	return &ui.View{Location: r.Href(ui.LoadCheck, j.ID)}, nil
}

// newSet is the choice of a data set that does not exist yet.
const newSet = "+"

func optionsOf(get func(string) string) options {
	at := func(key string) string { return strings.TrimSpace(get(key)) }
	return options{at("dataset"), at("setname"), at("flow"), strings.ToUpper(at("reporter")), at("edition"), at("replace")}
}

// input checks the options.
func (o options) input() (intake.JobInput, error) {
	var in intake.JobInput
	switch flow := trade.Flow(o.flow); flow {
	case "", trade.Export, trade.Import:
		in.Options.Flow = flow
	default:
		return in, unknownAct()
	}
	if o.reporter != "" {
		place, ok := refdata.PlaceOf(o.reporter)
		if !ok {
			return in, &trade.Error{Code: trade.Invalid, Text: trade.Text{
				ID: "Negara pelapor " + strconv.Quote(o.reporter) + " tidak dikenal; tulis kode tiga huruf, misalnya IDN.",
				EN: "The reporting country " + strconv.Quote(o.reporter) + " is not known; write a code of three letters, such as IDN.",
			}}
		}
		in.Options.Reporter = place.Code
	}
	if o.edition != "" {
		e, ok := refdata.EditionOf(o.edition)
		if !ok {
			return in, unknownAct()
		}
		in.Options.Edition = e.Code
	}
	replace := []lake.Replace{"", lake.ReplacePeriods, lake.ReplaceChapters, lake.ReplaceAll}
	if !slices.Contains(replace, lake.Replace(o.replace)) {
		return in, unknownAct()
	}
	in.Options.Replace = lake.Replace(o.replace)
	in.Dataset = o.dataset
	if o.dataset == newSet {
		if in.Dataset = datasetFor(o.name); in.Dataset == "" {
			return in, &trade.Error{Code: trade.Invalid, Text: trade.Text{
				ID: "Beri nama kumpulan data yang baru, misalnya Ekspor bulanan.", EN: "Give the new data set a name, such as Monthly exports.",
			}}
		}
		in.Title = trade.Text{ID: o.name, EN: o.name}
	}
	return in, nil
}

// datasetFor turns a name into what the lake calls a data set: small letters,
// digits and hyphens.
func datasetFor(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < '0' || c > '9')
	})
	id := ""
	for _, w := range words {
		if next := strings.TrimPrefix(id+"-"+w, "-"); len(next) <= 40 {
			id = next
		} else {
			break
		}
	}
	if id == "" && len(words) > 0 {
		return words[0][:40]
	}
	return id
}

// heading says what is to be done with the upload.
func (p *uploadPage) heading() string {
	mapped := 0
	for _, f := range p.files {
		if f.mapped() {
			mapped++
		}
	}
	switch {
	case p.ready == len(p.files):
		return p.r.Plural("load.upload.all", p.ready)
	case mapped > 0:
		return p.r.Plural("load.upload.some", mapped)
	case p.ready > 0:
		return p.r.T("load.upload.part", p.r.Count(p.ready), p.r.Count(len(p.files)))
	}
	return p.r.T("load.upload.none")
}

func (p *uploadPage) choices() []setChoice {
	var out []setChoice
	for _, s := range p.sets {
		out = append(out, setChoice{s.ID, p.r.Text(s.Title)})
	}
	return out
}

// found writes what stood where something else was expected.
func found(r *ui.Request, text string) string {
	if text == "" {
		return r.T("load.why.blank")
	}
	return "“" + text + "”"
}
