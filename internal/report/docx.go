package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"time"
	"unicode/utf8"
)

// docx is a text document in WordprocessingML (ECMA-376, transitional):
// headings, paragraphs, lists, tables and links on A4. It holds no macros, no
// fields but page numbers, and nothing from outside.
type docx struct {
	title, subject, creator string
	lang                    string // BCP 47 with a region: id-ID
	footer                  string // before the page number
	created                 time.Time

	body      bytes.Buffer
	links     []string // addresses; link n has the id "link"+n
	bookmarks int
}

// run is a stretch of text within a paragraph.
type run struct {
	text   string
	bold   bool
	super  bool
	figure bool   // a number: its link is drawn quietly
	href   string // address outside of the document
	anchor string // bookmark within the document
}

// The styles of styles.xml that paragraphs use.
const (
	styleTitle   = "Title"
	styleKicker  = "Kicker"
	styleOffice  = "Office"
	styleHeading = "Heading1"
	styleBody    = "BodyText"
	styleSmall   = "Small"
	styleCaption = "Caption"
	styleCell    = "Cell"
)

// The lists of numbering.xml.
const (
	listBullets  = 1
	listNumbered = 2
)

// paragraph adds a paragraph; bookmark names it for links, or is empty.
func (d *docx) paragraph(style, bookmark string, runs ...run) {
	d.para(style, 0, bookmark, "", runs)
}

// item adds an item of a list.
func (d *docx) item(list int, style, bookmark string, runs ...run) {
	d.para(style, list, bookmark, "", runs)
}

func (d *docx) para(style string, list int, bookmark, align string, runs []run) {
	b := &d.body
	fmt.Fprintf(b, `<w:p><w:pPr><w:pStyle w:val="%s"/>`, style)
	if list > 0 {
		fmt.Fprintf(b, `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>`, list)
	}
	if align != "" {
		fmt.Fprintf(b, `<w:jc w:val="%s"/>`, align)
	}
	b.WriteString(`</w:pPr>`)
	if bookmark != "" {
		d.bookmarks++
		fmt.Fprintf(b, `<w:bookmarkStart w:id="%d" w:name="%s"/><w:bookmarkEnd w:id="%d"/>`,
			d.bookmarks, escape(bookmark), d.bookmarks)
	}
	for _, r := range runs {
		d.run(r)
	}
	b.WriteString(`</w:p>`)
}

func (d *docx) run(r run) {
	b := &d.body
	style := ""
	switch {
	case r.href != "":
		d.links = append(d.links, r.href)
		fmt.Fprintf(b, `<w:hyperlink r:id="link%d" w:history="1">`, len(d.links))
		style = "Hyperlink"
	case r.anchor != "":
		fmt.Fprintf(b, `<w:hyperlink w:anchor="%s" w:history="1">`, escape(r.anchor))
		style = "Note"
	}
	if r.figure && style != "" {
		style = "Figure"
	}
	b.WriteString(`<w:r><w:rPr>`)
	if style != "" {
		fmt.Fprintf(b, `<w:rStyle w:val="%s"/>`, style)
	}
	if r.bold {
		b.WriteString(`<w:b/>`)
	}
	if r.super {
		b.WriteString(`<w:vertAlign w:val="superscript"/>`)
	}
	b.WriteString(`</w:rPr><w:t xml:space="preserve">` + escape(r.text) + `</w:t></w:r>`)
	if r.href != "" || r.anchor != "" {
		b.WriteString(`</w:hyperlink>`)
	}
}

// table adds a table over the whole width: the first column to the left, the
// others to the right, the head repeated on each page.
func (d *docx) table(head []string, rows [][][]run) {
	if len(head) == 0 {
		return
	}
	b := &d.body
	widths := columnWidths(head, rows)
	b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="Figures"/><w:tblW w:w="5000" w:type="pct"/>` +
		`<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>`)
	for _, width := range widths {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, width)
	}
	b.WriteString(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, h := range head {
		d.cell(i, widths[i], []run{{text: h, bold: true}})
	}
	b.WriteString(`</w:tr>`)
	for _, row := range rows {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		for i := range head {
			var runs []run
			if i < len(row) {
				runs = row[i]
			}
			d.cell(i, widths[i], runs)
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
	// Two tables in a row would merge, and a document may not end in one.
	d.paragraph(styleCell, "")
}

// columnWidths shares the page's width by the longest text of each column,
// counted as at least 5 and at most 40 characters.
func columnWidths(head []string, rows [][][]run) []int {
	weights, total := make([]int, len(head)), 0
	for i, h := range head {
		longest := utf8.RuneCountInString(h)
		for _, row := range rows {
			n := 0
			if i < len(row) {
				for _, r := range row[i] {
					n += utf8.RuneCountInString(r.text)
				}
			}
			longest = max(longest, n)
		}
		weights[i] = min(max(longest, 5), 40) + 3 // room for the margins of a cell
		total += weights[i]
	}
	out := make([]int, len(head))
	for i, w := range weights {
		out[i] = pageWidth * w / total
	}
	return out
}

func (d *docx) cell(col, width int, runs []run) {
	align := "right"
	if col == 0 {
		align = "left"
	}
	fmt.Fprintf(&d.body, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, width)
	d.para(styleCell, 0, "", align, runs)
	d.body.WriteString(`</w:tc>`)
}

// write packs the document. Nothing reaches w unless all of it could be made.
func (d *docx) write(w io.Writer) error {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, part := range d.parts() {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: d.created})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, part.text); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	_, err := w.Write(buf.Bytes())
	return err
}

// part is a file within the document.
type part struct{ name, text string }

func (d *docx) parts() []part {
	return []part{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRels},
		{"docProps/core.xml", d.core()},
		{"docProps/app.xml", appProperties},
		{"word/document.xml", documentStart + d.body.String() + documentEnd},
		{"word/_rels/document.xml.rels", d.relationships()},
		{"word/styles.xml", d.styles()},
		{"word/numbering.xml", numbering},
		{"word/settings.xml", settings},
		{"word/footer1.xml", d.footerPart()},
	}
}

func (d *docx) core() string {
	stamp := d.created.UTC().Format(time.RFC3339)
	return xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escape(d.title) + `</dc:title><dc:subject>` + escape(d.subject) + `</dc:subject>` +
		`<dc:creator>` + escape(d.creator) + `</dc:creator><dc:language>` + escape(d.lang) + `</dc:language>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + stamp + `</dcterms:created>` +
		`<dcterms:modified xsi:type="dcterms:W3CDTF">` + stamp + `</dcterms:modified></cp:coreProperties>`
}

func (d *docx) relationships() string {
	var b bytes.Buffer
	b.WriteString(relsStart)
	for i, href := range d.links {
		b.WriteString(`<Relationship Id="link` + strconv.Itoa(i+1) + `" Type="` + relType + `hyperlink" Target="` +
			escape(href) + `" TargetMode="External"/>`)
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

func (d *docx) footerPart() string {
	field := func(code string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ` + code +
			` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	return xmlHead + `<w:ftr xmlns:w="` + wordNS + `"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>` +
		`<w:r><w:t xml:space="preserve">` + escape(d.footer) + ` · </w:t></w:r>` + field("PAGE") +
		`<w:r><w:t>/</w:t></w:r>` + field("NUMPAGES") + `</w:p></w:ftr>`
}

// escape makes a text safe inside XML, also as an attribute. Characters that
// XML cannot hold become U+FFFD.
func escape(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return "" // a buffer does not fail
	}
	return b.String()
}
