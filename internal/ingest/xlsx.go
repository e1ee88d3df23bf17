package ingest

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"muara/internal/trade"
)

// Excel's own limits, and ours on the texts that a workbook shares.
const (
	mostColumns  = 16384
	mostStrings  = 256 << 20 // bytes
	mostMerges   = 200_000
	mostSheets   = 255
	longestText  = 32767 * 4
	sheetXMLMost = 4 << 30
)

// book is an open workbook (XLSX). It is read here and not by a library
// because a reader must know whether a cell holds a number or a text: the text
// 1.234 may mean 1234 in Indonesia, the number cannot.
type book struct {
	sheets []sheet
	shared []string
	date   dates
	macros bool
	limits Limits
}

type sheet struct {
	name string
	file *zip.File
}

// openBook opens an archive as a workbook; nil if it is none.
func openBook(z *zip.Reader, l Limits) (*book, error) {
	l.Unpacked = min(l.Unpacked, sheetXMLMost)
	files := map[string]*zip.File{}
	for _, f := range z.File {
		files[strings.ToLower(strings.TrimPrefix(f.Name, "/"))] = f
	}
	if files["[content_types].xml"] == nil {
		return nil, nil
	}
	main := "xl/workbook.xml"
	if files[main] == nil {
		if files["xl/workbook.bin"] != nil {
			return nil, refused("XLSB", trade.Text{ID: "XLSX; simpan ulang sebagai .xlsx", EN: "XLSX; save it again as .xlsx"})
		}
		return nil, refused("", expectedFiles)
	}
	b := &book{limits: l, macros: files["xl/vbaproject.bin"] != nil}
	targets, err := b.relations(files["xl/_rels/workbook.xml.rels"])
	if err != nil {
		return nil, broken(err)
	}
	if err := b.workbook(files[main], targets, files); err != nil {
		return nil, broken(err)
	}
	if f := files["xl/sharedstrings.xml"]; f != nil {
		if err := b.strings(f); err != nil {
			return nil, broken(err)
		}
	}
	return b, nil
}

// open unpacks a part of the workbook within the limits.
func (b *book) open(f *zip.File) (*xml.Decoder, io.Closer, error) {
	r, err := f.Open()
	if err != nil {
		return nil, nil, err
	}
	d := xml.NewDecoder(newLimited(r, int64(f.CompressedSize64), b.limits))
	d.Strict = true
	d.CharsetReader = func(name string, in io.Reader) (io.Reader, error) {
		return nil, refused(name, trade.Text{ID: "XLSX dalam UTF-8", EN: "XLSX in UTF-8"})
	}
	return d, r, nil
}

// walk calls each for every element of a part.
func (b *book) walk(f *zip.File, each func(*xml.Decoder, xml.StartElement) error) error {
	if f == nil {
		return nil
	}
	d, c, err := b.open(f)
	if err != nil {
		return err
	}
	defer c.Close()
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return nil
		}
		if err != nil {
			return badXML(err)
		}
		if e, ok := t.(xml.StartElement); ok {
			if err := each(d, e); err != nil {
				return err
			}
		}
	}
}

func badXML(err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return refused(err.Error(), damaged)
	}
	return err
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (b *book) relations(f *zip.File) (map[string]string, error) {
	out := map[string]string{}
	err := b.walk(f, func(_ *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local == "Relationship" && attr(e, "TargetMode") != "External" {
			target := attr(e, "Target")
			if strings.HasPrefix(target, "/") {
				target = target[1:]
			} else {
				target = path.Join("xl", target)
			}
			out[attr(e, "Id")] = strings.ToLower(target)
		}
		return nil
	})
	return out, err
}

func (b *book) workbook(f *zip.File, targets map[string]string, files map[string]*zip.File) error {
	err := b.walk(f, func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			if v := attr(e, "date1904"); v == "1" || v == "true" {
				b.date = 1462
			}
		case "sheet":
			id := ""
			for _, a := range e.Attr {
				if a.Name.Local == "id" && a.Name.Space != "" {
					id = a.Value
				}
			}
			if f := files[targets[id]]; f != nil && len(b.sheets) < mostSheets && !strings.Contains(targets[id], "chartsheet") {
				b.sheets = append(b.sheets, sheet{attr(e, "name"), f})
			}
		}
		return nil
	})
	if err == nil && len(b.sheets) == 0 {
		return refused("", trade.Text{ID: "buku kerja dengan paling sedikit satu lembar", EN: "a workbook with at least one sheet"})
	}
	return err
}

// strings reads the texts that cells refer to by number. Runs of a text with
// several fonts are joined; readings in phonetic script are not part of it.
func (b *book) strings(f *zip.File) error {
	d, c, err := b.open(f)
	if err != nil {
		return err
	}
	defer c.Close()
	var text strings.Builder
	total, inText, phonetic := 0, false, 0
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return nil
		}
		if err != nil {
			return badXML(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				text.Reset()
			case "t":
				inText = phonetic == 0
			case "rPh":
				phonetic++
			}
		case xml.CharData:
			if inText && text.Len() < longestText {
				text.Write(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				inText = false
			case "rPh":
				phonetic--
			case "si":
				if total += text.Len() + 16; total > mostStrings {
					return errTooLarge
				}
				b.shared = append(b.shared, strings.Clone(text.String()))
			}
		}
	}
}

// sample collects the first rows of each sheet.
func (b *book) sample() (*Sample, error) {
	const rows = 60
	s := &Sample{Sheets: []sheetSample{}}
	for _, sh := range b.sheets {
		one := sheetSample{name: sh.name}
		err := b.rows(sh, func(line int, cells []cell) error {
			one.rows = append(one.rows, append([]cell(nil), cells...))
			if one.line = append(one.line, line); len(one.rows) == rows {
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			return nil, broken(err)
		}
		s.Sheets = append(s.Sheets, one)
	}
	return s, nil
}

// errEnough ends the reading of a sheet without a fault.
var errEnough = errors.New("enough")

// merges lists the merged ranges of a sheet. They stand behind its cells.
func (b *book) merges(s sheet) ([]area, error) {
	var out []area
	err := b.walk(s.file, func(_ *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "mergeCell" {
			return nil
		}
		from, to, ok := strings.Cut(attr(e, "ref"), ":")
		r1, c1, ok1 := reference([]byte(from))
		r2, c2, ok2 := reference([]byte(to))
		if !ok || !ok1 || !ok2 {
			return nil
		}
		if len(out) == mostMerges {
			return refused(fmt.Sprint(len(out)), trade.Text{
				ID: "lembar dengan lebih sedikit sel gabungan", EN: "a sheet with fewer merged cells",
			})
		}
		out = append(out, area{r1, c1, r2, c2})
		return nil
	})
	return out, err
}

// area is a merged range; rows count from 1, columns from 0, all included.
type area struct{ row1, col1, row2, col2 int }

// reference reads B12 as row 12, column 1.
func reference(b []byte) (row, col int, ok bool) {
	i := 0
	for ; i < len(b) && (b[i] >= 'A' && b[i] <= 'Z' || b[i] >= 'a' && b[i] <= 'z'); i++ {
		if col = col*26 + int(b[i]&^0x20-'A') + 1; col > mostColumns {
			return 0, 0, false
		}
	}
	for j := i; j < len(b); j++ {
		if b[j] < '0' || b[j] > '9' || row > 1<<21 {
			return 0, 0, false
		}
		row = row*10 + int(b[j]-'0')
	}
	return row, col - 1, i > 0 && i < len(b)
}

// letters is the name of a column: 0 is A, 27 is AB.
func letters(col int) string {
	var out []byte
	for col++; col > 0; col = (col - 1) / 26 {
		out = append(out, byte('A'+(col-1)%26))
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return string(out)
}

// isBlank reports whether there is nothing to read in a row.
func isBlank(cells []cell) bool {
	for _, c := range cells {
		if c.kind != blank {
			return false
		}
	}
	return true
}
