package refdata

import (
	"embed"
	"encoding/csv"
	"fmt"
	"slices"

	"muara/internal/trade"
)

//go:embed data/*.csv
var files embed.FS

// readCSV returns the rows of an embedded table below its header, which must
// hold exactly these columns.
func readCSV(name string, columns ...string) [][]string {
	f, err := files.Open("data/" + name)
	if err != nil {
		panic(fmt.Sprintf("refdata: %v", err))
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = len(columns)
	rows, err := r.ReadAll()
	if err != nil || len(rows) < 2 || !slices.Equal(rows[0], columns) {
		panic(fmt.Sprintf("refdata: %s does not hold the columns %v: %v", name, columns, err))
	}
	return rows[1:]
}

func readSections() []Section {
	var out []Section
	for _, r := range readCSV("hs_sections.csv", "section", "first", "last", "name_id", "name_en") {
		out = append(out, Section{Code: r[0], First: r[1], Last: r[2], Name: trade.Text{ID: r[3], EN: r[4]}})
	}
	return out
}

func readChapters() []Chapter {
	var out []Chapter
	for _, r := range readCSV("hs_chapters.csv", "chapter", "section", "name_id", "name_en", "words_id", "words_en") {
		out = append(out, Chapter{Code: r[0], Section: r[1],
			Name: trade.Text{ID: r[2], EN: r[3]}, Words: trade.Text{ID: r[4], EN: r[5]}})
	}
	return out
}
