package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"muara/internal/i18n"
	"muara/internal/trade"
)

const (
	openapiType = "application/vnd.oai.openapi+json"
	yamlType    = "application/yaml"
	problemType = "application/problem+json"
)

// document is the OpenAPI document in one language, as it is sent.
type document struct {
	json, yaml, old []byte
	err             error
}

// documents writes the document in both languages. Summaries and descriptions
// of operations and keys are in the language; those of fields are English.
func documents(version string) map[i18n.Lang]document {
	out := map[i18n.Lang]document{}
	for _, lang := range i18n.Langs() {
		var d document
		o := openAPI(lang, version)
		if d.json, d.err = json.MarshalIndent(o, "", "  "); d.err == nil {
			d.yaml, d.err = o.YAML()
		}
		if d.err == nil {
			d.old, d.err = o.Downgrade()
		}
		out[lang] = d
	}
	return out
}

// document answers with the OpenAPI document.
func (c *call) document(form string) error {
	d := c.documents[c.Lang]
	if d.err != nil {
		return fmt.Errorf("OpenAPI document: %w", d.err)
	}
	body, media := d.json, openapiType
	switch form {
	case "yaml":
		body, media = d.yaml, yamlType
	case "3.0":
		body, media = d.old, jsonType
	}
	c.header("Content-Type", media)
	c.header("Cache-Control", "no-cache")
	if c.known(digest(body)) {
		return nil
	}
	_, _ = c.w.Write(body) // the client may have gone
	return nil
}

// openAPI describes the operations in a language.
func openAPI(lang i18n.Lang, version string) *huma.OpenAPI {
	t := func(x trade.Text) string { return x.In(string(lang)) }
	o := &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info: &huma.Info{Title: "Muara", Version: "1", Description: t(trade.Text{
			ID: "Data perdagangan luar negeri dan angka rilis. Uang dan berat ditulis sebagai desimal eksak dalam teks (US$ dan kg), rasio sebagai bilangan, yang tidak diketahui sebagai null. Setiap jawaban menyebut kumpulan data, rilis, sumber, dan periodenya. Program: Muara " + version + ".",
			EN: "Foreign trade data and published figures. Money and weight are exact decimals written as text (US$ and kg), ratios are numbers, what is not known is null. Every answer names its data set, release, source and period. Program: Muara " + version + ".",
		}), License: &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}},
		Servers: []*huma.Server{{URL: Prefix}},
		Components: &huma.Components{
			Schemas: huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer),
			SecuritySchemes: map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer", Description: t(trade.Text{
				ID: "Token dari muara token new. Dari komputer server sendiri tidak diperlukan, kecuali pengaturan write menyebut token.",
				EN: "A token of muara token new. Not needed from the server's own computer, unless the setting write says token.",
			})}},
		},
	}
	for _, tag := range Tags() {
		o.Tags = append(o.Tags, &huma.Tag{Name: tag.Name, Description: t(tag.Words)})
	}
	for _, op := range operations() {
		o.AddOperation(op.describe(o.Components.Schemas, t))
	}
	for _, s := range o.Components.Schemas.Map() {
		for _, p := range s.Properties {
			if p.Type == huma.TypeArray {
				p.Nullable = false // a list of ours may be empty, it is never null
			}
		}
	}
	return o
}

func (op *operation) describe(schemas huma.Registry, t func(trade.Text) string) *huma.Operation {
	d := &huma.Operation{
		OperationID: op.id, Method: op.method, Path: op.path, Tags: []string{op.tag},
		Summary: t(op.summary), Description: t(op.about), Responses: map[string]*huma.Response{},
	}
	for _, p := range append(slices.Clone(op.params), langParam) {
		where := "query"
		if p.path {
			where = "path"
		}
		x := &huma.Param{Name: p.name, In: where, Required: p.needed, Description: t(p.text), Schema: p.schema("")}
		if p.example != "" {
			x.Example = p.example
		}
		d.Parameters = append(d.Parameters, x)
	}
	if op.scope != "" {
		d.Security = []map[string][]string{{"token": {}}}
		d.Description = strings.TrimSpace(d.Description + " " + t(trade.Text{ID: "Izin token: ", EN: "Scope of the token: "}) + string(op.scope) + ".")
	}
	if len(op.form) > 0 {
		d.RequestBody = op.body(t)
	}
	op.responses(d, schemas, t)
	return d
}

var langParam = param{name: keyLang, enum: []string{"id", "en"}, text: trade.Text{
	ID: "Bahasa nama dan galat; mengalahkan kepala Accept-Language, tanpa keduanya id", EN: "Language of names and errors; stronger than the header Accept-Language, id without either",
}}

// schema is the schema of a key; text is its description, for fields of forms.
func (p param) schema(text string) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString, Description: text}
	switch p.kind {
	case "integer":
		zero := 0.0
		s.Type, s.Minimum = huma.TypeInteger, &zero
	case "list":
		return &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeString}}
	case "file":
		s.Format = "binary"
	}
	for _, e := range p.enum {
		s.Enum = append(s.Enum, e)
	}
	return s
}

// body describes a form.
func (op *operation) body(t func(trade.Text) string) *huma.RequestBody {
	s := &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{}}
	for _, p := range op.form {
		one := p.schema(t(p.text))
		if p.kind == "file" {
			one = &huma.Schema{Type: huma.TypeArray, Items: p.schema(""), Description: t(p.text)}
		}
		s.Properties[p.name] = one
		if p.needed {
			s.Required = append(s.Required, p.name)
		}
	}
	return &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"multipart/form-data": {Schema: s}}}
}

func (op *operation) responses(d *huma.Operation, schemas huma.Registry, t func(trade.Text) string) {
	status := op.status
	if status == 0 {
		status = http.StatusOK
	}
	ok := &huma.Response{Description: t(trade.Text{ID: "Jawaban", EN: "The answer"}), Content: map[string]*huma.MediaType{}}
	if op.answer != nil {
		ok.Content[jsonType] = &huma.MediaType{Schema: schemas.Schema(reflect.TypeOf(op.answer), true, op.id)}
	}
	if op.forms {
		for _, f := range forms() {
			if f.name != asJSON {
				ok.Content[f.media] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
			}
		}
	}
	if op.media != "" {
		ok.Content[op.media] = &huma.MediaType{Schema: &huma.Schema{}}
	}
	if len(ok.Content) == 0 {
		ok.Content = nil
	}
	if op.method == http.MethodGet && op.scope == "" {
		ok.Headers = map[string]*huma.Param{"ETag": {Schema: &huma.Schema{Type: huma.TypeString}, Description: t(trade.Text{
			ID: "Nama jawaban; kirim kembali dalam If-None-Match", EN: "Names the answer; send it back in If-None-Match"})}}
		d.Responses["304"] = &huma.Response{Description: t(trade.Text{ID: "Anda sudah punya jawaban ini (If-None-Match)", EN: "You have this answer already (If-None-Match)"})}
	}
	d.Responses[strconv.Itoa(status)] = ok
	problem := &huma.MediaType{Schema: schemas.Schema(reflect.TypeFor[Problem](), true, "Problem")}
	for _, e := range op.possible() {
		d.Responses[strconv.Itoa(e)] = &huma.Response{Description: http.StatusText(e), Content: map[string]*huma.MediaType{problemType: problem}}
	}
}

// possible lists the statuses of problems that an operation can end with.
func (op *operation) possible() []int {
	out := append([]int{400, 429, 500}, op.errors...)
	if op.scope != "" {
		out = append(out, 401, 403, 503)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
