// Package ui is what every page of the site is made of: routes, layout,
// numbers that are links, charts with their tables, tools and errors. The
// pieces and how to write a page with them are described in doc/README.md.
package ui

import (
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/a-h/templ"

	"muara/internal/chart"
	"muara/internal/i18n"
	"muara/internal/office"
	"muara/internal/office/explore"
	"muara/internal/trade"
)

// Request is a decoded request for a page.
type Request struct {
	i18n.Printer // language and unit of the reader
	Office       *office.Office
	Facts        *explore.Desk // trade facts; nil where no folder of data is set up
	HTTP         *http.Request
	Page         PageID
	Query        url.Values
	AsOf         trade.Date // "as known on", zero for now
	Now          time.Time
	Params       []string // values of the braces of the page's pattern, in order
	Site         Site     // what is the same for every request
}

// Site is what all requests share.
type Site struct {
	Assets  *Assets
	Version string // of the program; may be empty
	BaseURL string // https://example.go.id, without final slash; empty to use the request's host
	Facts   *explore.Desk
}

// View is what a page hands back: its words, its charts, its body.
type View struct {
	Title       string        // of the document, without the site's name
	Description string        // one sentence for search engines and previews
	Charts      []chart.Chart // downloadable; the first is the default
	Body        templ.Component
	NoIndex     bool
	Status      int             // of the answer; 0 is 200. For a form that says what is wrong with it: 400
	Files       map[string]File // downloads of this page alone, by extension: "docx"
	Location    string          // where the reader goes on instead of seeing this; after a form that was taken
	Style       string          // a style sheet that only this page needs, by its name in the bundle; may be empty
	Refresh     int             // seconds after which a browser without scripts asks again; 0 is never
}

// File is a download that a page writes itself.
type File struct {
	Type  string // media type: text/plain; charset=utf-8
	Name  string // file name without extension; empty for the page's own
	Write func(io.Writer) error
	Large bool // sent as it is written: too large to be held twice
}

// Handler makes the view of a page. Errors of trade.Error become error pages
// with the right status.
type Handler func(*Request) (*View, error)

// Download writes a view as a file: ext is csv, xlsx, json or svg. It sets the
// headers itself; it must not write before it knows that it can.
type Download func(w http.ResponseWriter, r *Request, v *View, ext string) error

// Route ties a page to its handler.
type Route struct {
	Page    PageID
	Handler Handler
	Streams bool // its downloads may be large: they are sent as they are made and may take longer than a page

	// Act takes the forms of the page, sent by POST from this site's own pages;
	// nil for a page that only shows. The page checks itself who may.
	Act     Handler
	Uploads bool // its forms carry files: they may be large and take long, as long as bytes keep coming
}

// PageID names a page independently of language.
type PageID string

// The pages.
const (
	Overview     PageID = "overview"
	Balance      PageID = "balance"
	Commodities  PageID = "commodities"
	Commodity    PageID = "commodity"
	Destinations PageID = "destinations"
	Destination  PageID = "destination"
	Ports        PageID = "ports"
	Port         PageID = "port"
	Imports      PageID = "imports"
	Figure       PageID = "figure"
	Statement    PageID = "statement"
	Data         PageID = "data"
	Source       PageID = "source"
	Methods      PageID = "methods"
	About        PageID = "about"
	Search       PageID = "search"
	API          PageID = "api"
	Explore      PageID = "explore"
	ExploreFind  PageID = "explore-find"
	ExploreTrace PageID = "explore-trace"
	Mirror       PageID = "mirror"
	Load         PageID = "load"
	LoadUpload   PageID = "load-upload"
	LoadColumns  PageID = "load-columns"
	LoadCheck    PageID = "load-check"
	LoadSet      PageID = "load-set"
	LoadReport   PageID = "load-report"
	LoadRestore  PageID = "load-restore"
	LoadDiscard  PageID = "load-discard"
	LoadMappings PageID = "load-mappings"
)

// patterns are the paths of the pages in each language; braces are
// parameters, filled in order by Href.
var patterns = map[PageID]map[i18n.Lang]string{
	Overview:     {i18n.ID: "/id/", i18n.EN: "/en/"},
	Balance:      {i18n.ID: "/id/neraca", i18n.EN: "/en/balance"},
	Commodities:  {i18n.ID: "/id/komoditas", i18n.EN: "/en/commodities"},
	Commodity:    {i18n.ID: "/id/komoditas/{code}", i18n.EN: "/en/commodities/{code}"},
	Destinations: {i18n.ID: "/id/negara-tujuan", i18n.EN: "/en/destinations"},
	Destination:  {i18n.ID: "/id/negara-tujuan/{code}", i18n.EN: "/en/destinations/{code}"},
	Ports:        {i18n.ID: "/id/pelabuhan", i18n.EN: "/en/ports"},
	Port:         {i18n.ID: "/id/pelabuhan/{code}", i18n.EN: "/en/ports/{code}"},
	Imports:      {i18n.ID: "/id/impor", i18n.EN: "/en/imports"},
	Figure:       {i18n.ID: "/id/angka/{series}/{period}", i18n.EN: "/en/figures/{series}/{period}"},
	Statement:    {i18n.ID: "/id/pernyataan", i18n.EN: "/en/statement"},
	Data:         {i18n.ID: "/id/data", i18n.EN: "/en/data"},
	Source:       {i18n.ID: "/id/data/sumber/{code}", i18n.EN: "/en/data/sources/{code}"},
	Methods:      {i18n.ID: "/id/metode/angka-rilis", i18n.EN: "/en/methods/published-figures"},
	About:        {i18n.ID: "/id/tentang", i18n.EN: "/en/about"},
	Search:       {i18n.ID: "/id/cari", i18n.EN: "/en/search"},
	API:          {i18n.ID: "/id/api", i18n.EN: "/en/api"},
	Explore:      {i18n.ID: "/id/jelajah", i18n.EN: "/en/explore"},
	ExploreFind:  {i18n.ID: "/id/jelajah/cari", i18n.EN: "/en/explore/find"},
	ExploreTrace: {i18n.ID: "/id/jelajah/asal-angka", i18n.EN: "/en/explore/trace"},
	Mirror:       {i18n.ID: "/id/cermin", i18n.EN: "/en/mirror"},
	Load:         {i18n.ID: "/id/muat-data", i18n.EN: "/en/load"},
	LoadUpload:   {i18n.ID: "/id/muat-data/unggahan/{code}", i18n.EN: "/en/load/uploads/{code}"},
	LoadColumns:  {i18n.ID: "/id/muat-data/unggahan/{code}/kolom/{table}", i18n.EN: "/en/load/uploads/{code}/columns/{table}"},
	LoadCheck:    {i18n.ID: "/id/muat-data/pemeriksaan/{code}", i18n.EN: "/en/load/checks/{code}"},
	LoadSet:      {i18n.ID: "/id/muat-data/kumpulan/{code}", i18n.EN: "/en/load/sets/{code}"},
	LoadReport:   {i18n.ID: "/id/muat-data/kumpulan/{code}/{release}", i18n.EN: "/en/load/sets/{code}/{release}"},
	LoadRestore:  {i18n.ID: "/id/muat-data/kumpulan/{code}/{release}/berlakukan", i18n.EN: "/en/load/sets/{code}/{release}/restore"},
	LoadDiscard:  {i18n.ID: "/id/muat-data/kumpulan/{code}/{release}/buang", i18n.EN: "/en/load/sets/{code}/{release}/discard"},
	LoadMappings: {i18n.ID: "/id/muat-data/pemetaan", i18n.EN: "/en/load/mappings"},
}
