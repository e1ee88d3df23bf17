package api

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// The shapes of JSON answers. Their tags are the OpenAPI document.

// Service says what answers here.
type Service struct {
	Name    string     `json:"name" doc:"What answers"`
	Version string     `json:"version" doc:"Version of the program"`
	Region  string     `json:"region" doc:"The region whose published figures are served"`
	Data    bool       `json:"data" doc:"Whether trade data sets can be asked for"`
	Links   []LinkItem `json:"links" doc:"Where to go on"`
}

// LinkItem is an address with what is there.
type LinkItem struct {
	Href  string `json:"href" doc:"Path on this server"`
	Title string `json:"title" doc:"What is there"`
}

// DatasetItem is a data set in a list.
type DatasetItem struct {
	ID           string    `json:"id" doc:"Name in addresses" example:"baci"`
	Title        string    `json:"title"`
	Source       string    `json:"source" doc:"Who publishes the figures"`
	SourceURL    *string   `json:"source_url"`
	Licence      *string   `json:"licence" doc:"Licence of the figures, null where nobody noted it"`
	Illustrative bool      `json:"illustrative" doc:"Made-up figures, for trying things out"`
	Release      string    `json:"release" doc:"The current release"`
	Made         time.Time `json:"made" doc:"When the release was made"`
	Monthly      bool      `json:"monthly" doc:"Monthly rather than annual"`
	Rows         int64     `json:"rows" doc:"Rows of the release"`
	Period       *Span     `json:"period,omitempty" doc:"First and last month covered"`
	Link         string    `json:"link" doc:"Path of the data set"`
}

// DatasetList lists data sets.
type DatasetList struct {
	Datasets []DatasetItem `json:"datasets"`
}

// Dataset is a data set with what can be asked of it.
type Dataset struct {
	DatasetItem
	Dimensions []DimensionItem `json:"dimensions" doc:"What by= and filters can name"`
	Measures   []MeasureItem   `json:"measures" doc:"What measure= can name"`
	Coverage   []Coverage      `json:"coverage" doc:"Which months are there"`
	Inputs     []Input         `json:"inputs" doc:"The files that were imported"`
	Converted  *Converted      `json:"converted,omitempty" doc:"Only where codes were converted between editions of the HS"`
}

// DimensionItem is a dimension of a data set.
type DimensionItem struct {
	Name    string `json:"name" example:"partner"`
	Label   string `json:"label"`
	Derived bool   `json:"derived" doc:"Computed from another dimension, such as sections from chapters"`
	Codes   *int   `json:"codes" doc:"How many codes the release has, null where they are not counted"`
	Link    string `json:"link" doc:"Where its codes are listed with their names"`
}

// MeasureItem is a measure of a data set.
type MeasureItem struct {
	Name  string `json:"name" example:"value"`
	Label string `json:"label"`
	Unit  string `json:"unit" doc:"USD, kg, USD/kg, rows, ratio"`
	Type  string `json:"type" enum:"decimal,integer,number" doc:"decimal is exact and written as text, number is a ratio"`
}

// Coverage says which months of a year are there.
type Coverage struct {
	Flow      string `json:"flow" enum:"export,import"`
	Year      int    `json:"year"`
	Months    []int  `json:"months" doc:"1 to 12; those that every reporter and region of that year has"`
	Complete  bool   `json:"complete" doc:"All twelve"`
	Reporters int    `json:"reporters" doc:"How many reporters have figures for the year"`
}

// Input is a file that was imported.
type Input struct {
	Name    string `json:"name"`
	SHA256  string `json:"sha256"`
	Kind    string `json:"kind" doc:"What the file was recognised as"`
	Rows    int64  `json:"rows" doc:"Rows taken"`
	Refused int64  `json:"refused" doc:"Rows refused"`
	Release string `json:"release" doc:"The release that took it in"`
}

// Converted says that codes were converted.
type Converted struct {
	From []string `json:"from" doc:"Editions of the HS"`
	To   string   `json:"to"`
}

// ReleaseItem is a release in a list.
type ReleaseItem struct {
	Release string    `json:"release"`
	Parent  string    `json:"parent,omitempty" doc:"The release that it was made from"`
	Made    time.Time `json:"made"`
	By      string    `json:"by,omitempty" doc:"Who imported it"`
	Note    string    `json:"note,omitempty"`
	Rows    int64     `json:"rows"`
	Value   string    `json:"value" doc:"US$, exports and imports added: for checking"`
	Current bool      `json:"current"`
}

// ReleaseList lists releases, the newest first.
type ReleaseList struct {
	Dataset  string        `json:"dataset"`
	Releases []ReleaseItem `json:"releases"`
}

// Span is a stretch of months, both included.
type Span struct {
	From string `json:"from" example:"2017-01"`
	To   string `json:"to" example:"2022-11"`
}

// About says what a reader must know of an answer.
type About struct {
	Dataset      string       `json:"dataset"`
	Title        string       `json:"title"`
	Release      string       `json:"release" doc:"The release that answered; it never changes"`
	Made         time.Time    `json:"made" doc:"When the release was made"`
	Source       string       `json:"source"`
	SourceURL    *string      `json:"source_url"`
	Licence      *string      `json:"licence" doc:"null where nobody noted it"`
	Illustrative bool         `json:"illustrative" doc:"Made-up figures: do not quote them"`
	Status       string       `json:"status" enum:"computed" doc:"Computed from the rows of a release"`
	StatusText   string       `json:"status_text"`
	Period       *Span        `json:"period,omitempty" doc:"First and last month that are there of what was asked; absent where nothing is"`
	Incomplete   []Incomplete `json:"incomplete" doc:"Years that lack months: do not put them beside full years"`
	Converted    *Converted   `json:"converted,omitempty" doc:"Only where codes were converted between editions of the HS"`
	World        *World       `json:"world,omitempty" doc:"Only with rca: what it compares with"`
	Notes        []Note       `json:"notes"`
	Query        string       `json:"query" doc:"The query in its one form, with the release: this address always gives this answer"`
}

// World is the data set that an RCA compares with.
type World struct {
	Dataset string `json:"dataset"`
	Release string `json:"release"`
}

// Incomplete is a year that lacks months.
type Incomplete struct {
	Flow   string `json:"flow" enum:"export,import"`
	Year   int    `json:"year"`
	Months []int  `json:"months" doc:"The months that are there"`
}

// Note is a remark on an answer.
type Note struct {
	Code string   `json:"code" example:"like-for-like"`
	Args []string `json:"args" doc:"For programs: what the text says"`
	Text string   `json:"text"`
}

// Answer is an answer to a query of facts.
type Answer struct {
	About   About       `json:"about"`
	Columns []Column    `json:"columns" doc:"What each row has, in order"`
	Rows    []Row       `json:"rows"`
	Names   CodeNames   `json:"names" doc:"Names of the codes in the rows, by dimension and code; empty with labels=codes"`
	Page    AnswerPage  `json:"page"`
	Links   []PagesLink `json:"links" doc:"The same as in the header Link"`
}

// CodeNames are names by dimension and code.
type CodeNames map[string]map[string]string

// Column is a column of an answer.
type Column struct {
	Name  string `json:"name" example:"value"`
	Kind  string `json:"kind" enum:"dimension,measure"`
	Label string `json:"label"`
	Unit  string `json:"unit,omitempty" doc:"USD, kg, USD/kg, rows, ratio"`
	Type  string `json:"type" enum:"code,decimal,integer,number" doc:"decimal is exact and written as text"`
}

// AnswerPage says which part of the rows this is.
type AnswerPage struct {
	Limit  int  `json:"limit"`
	Offset int  `json:"offset"`
	Rows   int  `json:"rows" doc:"Rows in this answer"`
	Total  *int `json:"total" doc:"Rows without limit and offset; null where nobody counted them"`
	More   bool `json:"more"`
}

// PagesLink is a link of RFC 8288.
type PagesLink struct {
	Rel  string `json:"rel" enum:"first,prev,next,self,describedby"`
	Href string `json:"href"`
}

// Row is a row of an answer: the names of columns with their values.
type Row struct {
	names  []string
	values []any // string, int64, float64 or nil
}

// MarshalJSON writes the values in the order of the columns.
func (r Row) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, name := range r.names {
		b.WriteString([]string{"{", ","}[min(i, 1)])
		for j, v := range []any{name, r.values[i]} {
			text, err := json.Marshal(v)
			if err != nil {
				return nil, err
			}
			b.Write(text)
			if j == 0 {
				b.WriteByte(':')
			}
		}
	}
	if len(r.names) == 0 {
		b.WriteByte('{')
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Schema describes a row: huma cannot see the columns of an answer.
func (Row) Schema(huma.Registry) *huma.Schema {
	value := &huma.Schema{Description: "A code or an exact decimal as text, a ratio or a count as a number, null where there is no value"}
	return &huma.Schema{Type: huma.TypeObject, Description: "One value for each of columns, under its name", AdditionalProperties: value}
}

// CodeItem is a code with its name.
type CodeItem struct {
	Dimension string `json:"dimension" example:"partner"`
	Code      string `json:"code" example:"JPN"`
	Name      string `json:"name" doc:"In the language of the answer"`
	NameID    string `json:"name_id" doc:"In Indonesian"`
	NameEN    string `json:"name_en" doc:"In English"`
	Known     bool   `json:"known" doc:"False where no list names the code: the name is then the code itself"`
}

// CodeList lists codes.
type CodeList struct {
	Codes []CodeItem `json:"codes"`
	Page  ListPage   `json:"page"`
}

// ListPage says which part of a list this is.
type ListPage struct {
	Limit  int `json:"limit"`
	Offset int `json:"offset"`
	Total  int `json:"total"`
}
