package api

import (
	"net/http"
	"slices"

	"muara/internal/auth"
	"muara/internal/facts"
	"muara/internal/trade"
)

// operations is the table of all operations.
func operations() []*operation {
	return slices.Concat(serviceOperations(), factsOperations(), codesOperations(), figuresOperations(), importOperations(), releaseOperations())
}

func serviceOperations() []*operation {
	return []*operation{
		{id: "getService", method: http.MethodGet, path: "/", tag: tagService, answer: Service{}, do: (*call).service,
			summary: trade.Text{ID: "Apa yang dapat ditanyakan di sini", EN: "What can be asked here"}},
		{id: "getOpenAPI", method: http.MethodGet, path: "/openapi.json", tag: tagService, media: openapiType, do: func(c *call) error { return c.document("json") },
			summary: trade.Text{ID: "Uraian semua operasi (OpenAPI, JSON)", EN: "The description of all operations (OpenAPI, JSON)"}},
		{id: "getOpenAPIYAML", method: http.MethodGet, path: "/openapi.yaml", tag: tagService, media: yamlType, do: func(c *call) error { return c.document("yaml") },
			summary: trade.Text{ID: "Uraian semua operasi (OpenAPI, YAML)", EN: "The description of all operations (OpenAPI, YAML)"}},
		{id: "getOpenAPI30", method: http.MethodGet, path: "/openapi-3.0.json", tag: tagService, media: jsonType, do: func(c *call) error { return c.document("3.0") },
			summary: trade.Text{ID: "Uraian yang sama dalam bentuk OpenAPI yang lebih lama, untuk pembuat klien yang memerlukannya", EN: "The same in the older form of OpenAPI, for generators that need it"}},
	}
}

var inPath = map[string]param{
	"dataset": {name: "dataset", path: true, needed: true, text: trade.Text{ID: "Kumpulan data", EN: "Data set"}, example: "baci"},
	"release": {name: "release", path: true, needed: true, text: trade.Text{ID: "Rilis data", EN: "Release"}, example: "20261125T201500Z-1f3a9c20"},
	"job":     {name: "job", path: true, needed: true, text: trade.Text{ID: "Nomor pemuatan", EN: "Number of the import"}, example: "20261125-081500-k3v9q2ha"},
}

var releaseKey = param{name: facts.KeyRelease, text: trade.Text{ID: "Rilis tertentu; bila kosong, yang berlaku sekarang", EN: "A certain release; the current one if empty"}}

func factsOperations() []*operation {
	return []*operation{
		{id: "listDatasets", method: http.MethodGet, path: "/datasets", tag: tagFacts, answer: DatasetList{}, do: (*call).datasets, errors: []int{503},
			summary: trade.Text{ID: "Daftar kumpulan data", EN: "The data sets"}},
		{id: "getDataset", method: http.MethodGet, path: "/datasets/{dataset}", tag: tagFacts, answer: Dataset{}, do: (*call).dataset, errors: []int{404, 503},
			summary: trade.Text{ID: "Satu kumpulan data: rincian, ukuran, cakupan, sumber, lisensi", EN: "One data set: dimensions, measures, coverage, source, licence"},
			params:  []param{inPath["dataset"], releaseKey}},
		{id: "listReleases", method: http.MethodGet, path: "/datasets/{dataset}/releases", tag: tagFacts, answer: ReleaseList{}, do: (*call).releaseList, errors: []int{404, 503},
			summary: trade.Text{ID: "Rilis yang pernah diterbitkan, terbaru lebih dahulu", EN: "The releases that were published, the newest first"},
			params:  []param{inPath["dataset"]}},
		{id: "queryData", method: http.MethodGet, path: "/data/{dataset}", tag: tagFacts, answer: Answer{}, forms: true, open: true, do: (*call).data, errors: []int{400, 404, 406, 503},
			summary: trade.Text{ID: "Menanyakan data: jumlah menurut rincian, saringan, dan periode", EN: "Query data: sums by dimensions, filters and periods"},
			about: trade.Text{
				ID: "Setiap rincian juga dapat menjadi saringan: partner=JPN,CHN menyisakan dua negara, hs2!=27 mengesampingkan bab 27. Koma di dalam kode ditulis \\,. Tanpa limit, jawaban JSON memuat 1.000 baris (paling banyak 10.000), sedangkan berkas memuat semuanya: csv, parquet, sdmx paling banyak 250.000 baris, xlsx 50.000; jawaban yang lebih besar ditolak, tidak dipotong diam-diam. Urutan baris tetap: menurut order, lalu menurut kode.",
				EN: "Every dimension is a filter too: partner=JPN,CHN keeps two countries, hs2!=27 leaves chapter 27 out. A comma within a code is written \\,. Without limit a JSON answer has 1,000 rows (at most 10,000) and a file has all: csv, parquet and sdmx at most 250,000 rows, xlsx 50,000; a larger answer is refused, never cut silently. The order of rows is stable: by order, then by codes.",
			},
			params: slices.Concat([]param{inPath["dataset"]}, queryParams(), filterParams())},
	}
}

func queryParams() []param {
	var dims, measures []string
	for _, d := range facts.Dims() {
		dims = append(dims, string(d))
	}
	for _, m := range facts.Measures() {
		measures = append(measures, string(m))
	}
	return []param{
		{name: facts.KeyBy, example: "year,hs2", text: trade.Text{ID: "Rincian baris, dipisah koma: " + list(dims), EN: "What rows are broken down by, separated by commas: " + list(dims)}},
		{name: facts.KeyMeasure, example: "value,share", text: trade.Text{ID: "Ukuran, dipisah koma; bila kosong, value: " + list(measures), EN: "Measures, separated by commas; value if empty: " + list(measures)}},
		{name: facts.KeyPeriod, example: "2019..2023", text: trade.Text{ID: "Periode, dipisah koma: 2021, 2021-07, 2019..2023", EN: "Periods, separated by commas: 2021, 2021-07, 2019..2023"}},
		{name: facts.KeyAlike, enum: []string{"0", "1"}, text: trade.Text{ID: "1: sebanding, hanya bulan yang dimiliki semua tahun", EN: "1: like for like, only the months that all years have"}},
		{name: facts.KeyOrder, example: "-value,partner", text: trade.Text{ID: "Urutan menurut rincian atau ukuran; tanda kurang: dari yang terbesar", EN: "Order by dimensions or measures; a minus sign for descending"}},
		{name: facts.KeyLimit, kind: "integer", text: trade.Text{ID: "Banyaknya baris", EN: "Number of rows"}},
		{name: facts.KeyOffset, kind: "integer", text: trade.Text{ID: "Baris yang dilewati", EN: "Rows to skip"}},
		releaseKey,
		{name: facts.KeyWhere, kind: "list", text: trade.Text{ID: "Saringan dalam satu kunci, seperti partner=JPN atau hs2!=27; boleh diulang", EN: "A filter in one key, such as partner=JPN or hs2!=27; may be repeated"}},
		{name: keyFormat, enum: formNames(), text: trade.Text{ID: "Bentuk jawaban, mengalahkan kepala Accept", EN: "Form of the answer, stronger than the header Accept"}},
		{name: keyLabels, enum: []string{labelsBoth, labelsCodes}, text: trade.Text{ID: "codes: JSON tanpa nama kode", EN: "codes: JSON without the names of codes"}},
	}
}

func formNames() []string {
	var out []string
	for _, f := range forms() {
		out = append(out, f.name)
	}
	return out
}

// filterParams are the filters. Their opposites (hs2!) are not named one by
// one: generators of clients make the same name of hs2 and hs2!. The key where
// writes them.
func filterParams() []param {
	var out []param
	for _, d := range facts.Dims() {
		w := dimWords[d]
		out = append(out, param{name: string(d), text: trade.Text{ID: "Saringan: " + w.ID + ", kode dipisah koma", EN: "Filter: " + w.EN + ", codes separated by commas"}})
	}
	return out
}

var datasetKey = param{name: facts.KeyDataset, text: trade.Text{ID: "Hanya kode yang ada dalam kumpulan data ini", EN: "Only codes of this data set"}}

func pageParams(most string) []param {
	return []param{
		{name: facts.KeyLimit, kind: "integer", text: trade.Text{ID: "Banyaknya isi daftar, paling banyak " + most, EN: "Number of entries, at most " + most}},
		{name: facts.KeyOffset, kind: "integer", text: trade.Text{ID: "Isi yang dilewati", EN: "Entries to skip"}},
	}
}

func codesOperations() []*operation {
	return []*operation{
		{id: "searchCodes", method: http.MethodGet, path: "/codes", tag: tagCodes, answer: CodeList{}, do: (*call).search, errors: []int{400, 404},
			summary: trade.Text{ID: "Mencari kode menurut kata, dalam kedua bahasa", EN: "Search codes by words, in both languages"},
			params: []param{
				{name: keyQ, needed: true, example: "karet", text: trade.Text{ID: "Kata atau awal kode", EN: "A word or the beginning of a code"}},
				{name: keyDimension, text: trade.Text{ID: "Hanya rincian ini, dipisah koma", EN: "Only these dimensions, separated by commas"}},
				datasetKey,
			}},
		{id: "listCodes", method: http.MethodGet, path: "/codes/{dimension}", tag: tagCodes, answer: CodeList{}, do: (*call).codes, errors: []int{400, 404},
			summary: trade.Text{ID: "Nama kode satu rincian", EN: "The names of codes of one dimension"},
			params: append([]param{
				{name: keyDimension, path: true, needed: true, example: "partner", text: trade.Text{ID: "Rincian", EN: "Dimension"}},
				{name: keyCode, example: "JPN,CHN", text: trade.Text{ID: "Kode, dipisah koma; bila kosong, semuanya", EN: "Codes, separated by commas; all if empty"}},
				{name: keyEdition, example: "H5", text: trade.Text{ID: "Edisi HS kode barang", EN: "Edition of the HS of product codes"}},
				datasetKey, releaseKey,
			}, pageParams("5000")...)},
	}
}

var asOfKey = param{name: keyAsOf, example: "2022-03-01", text: trade.Text{ID: "Seperti yang diketahui pada tanggal itu", EN: "As known on that day"}}

func figuresOperations() []*operation {
	return []*operation{
		{id: "listSeries", method: http.MethodGet, path: "/figures", tag: tagFigures, answer: SeriesList{}, do: (*call).seriesList, errors: []int{400},
			summary: trade.Text{ID: "Deret yang punya angka rilis", EN: "The series that have published figures"},
			params:  append([]param{asOfKey}, pageParams("5000")...)},
		{id: "getFigure", method: http.MethodGet, path: "/figures/{series}", tag: tagFigures, answer: Figure{}, do: (*call).figure, errors: []int{400, 404},
			summary: trade.Text{ID: "Satu angka: nilai, status, asal-usul, sumber", EN: "One figure: value, status, derivation, sources"},
			params: []param{
				{name: "series", path: true, needed: true, example: "export.hs2.27", text: trade.Text{ID: "Deret", EN: "Series"}},
				{name: keyPeriod, needed: true, example: "2021", text: trade.Text{ID: "Tahun, bulan, atau rentang: 2021, 2021-07, 2022-01..2022-11", EN: "A year, a month or a range: 2021, 2021-07, 2022-01..2022-11"}},
				asOfKey,
			}},
	}
}

func importOperations() []*operation {
	job := []param{inPath["job"]}
	return []*operation{
		{id: "startImport", method: http.MethodPost, path: "/imports", tag: tagWork, scope: auth.Import, answer: Import{}, status: http.StatusAccepted, do: (*call).startImport, errors: []int{400, 409, 413, 415},
			summary: trade.Text{ID: "Memuat berkas: konsep rilis dan laporan mutu, belum diterbitkan", EN: "Import files: a draft and its quality report, not yet published"},
			about: trade.Text{
				ID: "Jenis berkas dikenali dari isinya: BACI, UN Comtrade, BPS, unggahan kantor daerah, tabel lain dengan mapping; boleh gz, zst, zip. Mengirim berkas yang sama sekali lagi tidak berbahaya.",
				EN: "What the files are is found out from their content: BACI, UN Comtrade, BPS, uploads of regional offices, other tables with a mapping; gz, zst and zip too. Sending the same files again is harmless.",
			},
			form: importForm()},
		{id: "listImports", method: http.MethodGet, path: "/imports", tag: tagWork, scope: auth.Import, answer: ImportList{}, do: (*call).importList,
			summary: trade.Text{ID: "Pemuatan, terbaru lebih dahulu", EN: "The imports, the newest first"}, params: pageParams("500")},
		{id: "getImport", method: http.MethodGet, path: "/imports/{job}", tag: tagWork, scope: auth.Import, answer: Import{}, do: (*call).importStatus, errors: []int{404},
			summary: trade.Text{ID: "Sampai di mana satu pemuatan", EN: "Where an import stands"}, params: job},
		{id: "cancelImport", method: http.MethodPost, path: "/imports/{job}/cancel", tag: tagWork, scope: auth.Import, answer: Import{}, do: (*call).cancelImport, errors: []int{404, 409},
			summary: trade.Text{ID: "Membatalkan satu pemuatan", EN: "Cancel an import"}, params: job},
	}
}

func importForm() []param {
	return []param{
		{name: "file", kind: "file", needed: true, text: trade.Text{ID: "Berkas; boleh beberapa bagian dengan nama ini", EN: "A file; there may be several parts of this name"}},
		{name: "dataset", text: trade.Text{ID: "Kumpulan data; bila kosong, menurut jenis berkas", EN: "Data set; by the kind of the file if empty"}},
		{name: "title", text: trade.Text{ID: "Judul kumpulan data", EN: "Title of the data set"}},
		{name: "flow", enum: []string{"export", "import"}, text: trade.Text{ID: "Bila berkas tidak menyebutnya", EN: "Where the file does not say"}},
		{name: "reporter", example: "IDN", text: trade.Text{ID: "Negara pelapor, bila berkas tidak menyebutnya", EN: "Reporter, where the file does not say"}},
		{name: "edition", example: "HS17", text: trade.Text{ID: "Edisi HS, bila berkas tidak menyebutnya", EN: "Edition of the HS, where the file does not say"}},
		{name: "replace", enum: []string{"period", "chapter", "all"}, text: trade.Text{ID: "Apa yang digantikan dari rilis sebelumnya", EN: "What of the release before is replaced"}},
		{name: "mapping", text: trade.Text{ID: "Pemetaan kolom (TOML), untuk tabel yang tidak dikenal", EN: "Mapping of columns (TOML), for tables of no known kind"}},
		{name: "again", text: trade.Text{ID: "Nama sembarang, agar berkas yang sama dibaca sekali lagi", EN: "Any name, so that the same files are read anew"}},
	}
}

func releaseOperations() []*operation {
	one := []param{inPath["dataset"], inPath["release"]}
	return []*operation{
		{id: "getQuality", method: http.MethodGet, path: "/datasets/{dataset}/releases/{release}/quality", tag: tagWork, scope: auth.Import, answer: Quality{}, do: (*call).quality, errors: []int{404},
			summary: trade.Text{ID: "Laporan mutu satu rilis atau konsep", EN: "The quality report of a release or draft"}, params: one},
		{id: "getRefused", method: http.MethodGet, path: "/datasets/{dataset}/releases/{release}/refused", tag: tagWork, scope: auth.Import, media: csvType, do: (*call).refused, errors: []int{404},
			summary: trade.Text{ID: "Baris yang ditolak, sebagai CSV", EN: "The refused rows, as CSV"}, params: one},
		{id: "publishRelease", method: http.MethodPost, path: "/datasets/{dataset}/releases/{release}/publish", tag: tagWork, scope: auth.Publish, answer: Published{}, do: (*call).publish, errors: []int{404, 409},
			summary: trade.Text{ID: "Menerbitkan konsep", EN: "Publish a draft"}, params: one},
		{id: "discardDraft", method: http.MethodDelete, path: "/datasets/{dataset}/releases/{release}", tag: tagWork, scope: auth.Import, status: http.StatusNoContent, do: (*call).discard, errors: []int{404, 409},
			summary: trade.Text{ID: "Membuang konsep; rilis yang pernah terbit tetap ada", EN: "Discard a draft; what was published once stays"}, params: one},
		{id: "verifyRelease", method: http.MethodPost, path: "/datasets/{dataset}/releases/{release}/verify", tag: tagWork, scope: auth.Publish, answer: Verified{}, do: (*call).verify, errors: []int{404},
			summary: trade.Text{ID: "Memeriksa apakah berkas rilis masih utuh", EN: "Check that the files of a release are whole"}, params: one},
		{id: "rollbackDataset", method: http.MethodPost, path: "/datasets/{dataset}/rollback", tag: tagWork, scope: auth.Publish, answer: Published{}, do: (*call).rollback, errors: []int{404, 409},
			summary: trade.Text{ID: "Kembali ke rilis sebelumnya", EN: "Return to an earlier release"},
			params:  []param{inPath["dataset"], {name: "to", text: trade.Text{ID: "Rilis yang dituju; bila kosong, yang berlaku sebelum ini", EN: "The release to return to; the one before the current if empty"}}}},
	}
}
