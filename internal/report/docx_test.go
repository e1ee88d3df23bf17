package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
)

// unpack reads a document's parts and holds each to be well-formed XML.
func unpack(t *testing.T, raw []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	if z.File[0].Name != "[Content_Types].xml" {
		t.Errorf("the first part is %s", z.File[0].Name)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(text)
		d := xml.NewDecoder(bytes.NewReader(text))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s is not well-formed: %v", f.Name, err)
			}
		}
	}
	return parts
}

func sample() *docx {
	d := &docx{title: `A < B & "C"`, subject: "s", creator: "Dinas", lang: "id-ID", footer: "Muara",
		created: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)}
	d.paragraph(styleTitle, "", run{text: d.title})
	d.paragraph(styleHeading, "", run{text: "Judul"})
	d.paragraph(styleBody, "", run{text: "tebal", bold: true}, run{text: " dan "},
		run{text: "5,20\x00\x0b", figure: true, href: "https://muara.example/a?b=1&c=2#d"},
		run{text: "1", super: true, anchor: "source1"})
	d.table([]string{"Tahun", "Nilai"}, [][][]run{{{{text: "2021"}}, {{text: "1,00"}}}, {{{text: "2022"}}}})
	d.item(listBullets, styleBody, "", run{text: "butir"})
	d.item(listNumbered, styleSmall, "source1", run{text: "Sumber", href: "https://sumber.example/"})
	return d
}

func TestDOCXHoldsTogether(t *testing.T) {
	var b bytes.Buffer
	if err := sample().write(&b); err != nil {
		t.Fatal(err)
	}
	parts := unpack(t, b.Bytes())
	document, rels := parts["word/document.xml"], parts["word/_rels/document.xml.rels"]

	// Every part has a type, and every typed part exists.
	typed := regexp.MustCompile(`PartName="/([^"]+)"`).FindAllStringSubmatch(parts["[Content_Types].xml"], -1)
	for _, m := range typed {
		if parts[m[1]] == "" {
			t.Errorf("%s has a type but does not exist", m[1])
		}
	}
	if want := len(parts) - 3; len(typed) != want { // less the types themselves and two files of relationships
		t.Errorf("%d parts have a type, want %d", len(typed), want)
	}
	// Every relationship that the text uses exists, and its target too.
	have := map[string]string{}
	for _, m := range regexp.MustCompile(`Id="([^"]+)"[^>]*Target="([^"]+)"( TargetMode="External")?`).FindAllStringSubmatch(rels, -1) {
		if have[m[1]] != "" {
			t.Errorf("the relationship %s is given twice", m[1])
		}
		have[m[1]] = m[2]
		if m[3] == "" && parts["word/"+m[2]] == "" {
			t.Errorf("%s leads to %s, which does not exist", m[1], m[2])
		}
	}
	for _, m := range regexp.MustCompile(`r:id="([^"]+)"`).FindAllStringSubmatch(document, -1) {
		if have[m[1]] == "" {
			t.Errorf("the text uses the relationship %s, which does not exist", m[1])
		}
	}
	if have["link1"] != "https://muara.example/a?b=1&amp;c=2#d" {
		t.Errorf("the first link is %s", have["link1"])
	}
	// Every style and list that the text uses is defined.
	for _, m := range regexp.MustCompile(`<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"`).FindAllStringSubmatch(document, -1) {
		if !strings.Contains(parts["word/styles.xml"], `w:styleId="`+m[1]+`"`) {
			t.Errorf("the style %s is not defined", m[1])
		}
	}
	for _, m := range regexp.MustCompile(`<w:anchor[^>]*>|w:anchor="([^"]+)"`).FindAllStringSubmatch(document, -1) {
		if !strings.Contains(document, `w:bookmarkStart w:id="1" w:name="`+m[1]+`"`) {
			t.Errorf("nothing is named %s", m[1])
		}
	}
	if !strings.Contains(parts["word/styles.xml"], `<w:lang w:val="id-ID"`) || strings.Contains(parts["word/styles.xml"], "LANG") {
		t.Error("the document's language is not set")
	}
	if !strings.Contains(parts["docProps/core.xml"], "<dc:title>A &lt; B &amp; &#34;C&#34;</dc:title>") {
		t.Errorf("core properties are %s", parts["docProps/core.xml"])
	}
	// A row shorter than the head is filled up: Word refuses ragged tables.
	if cells := strings.Count(document, "<w:tc>"); cells != 6 {
		t.Errorf("%d cells, want 6", cells)
	}
}

func TestDOCXIsTheSameEachTime(t *testing.T) {
	var a, b bytes.Buffer
	if err := errors.Join(sample().write(&a), sample().write(&b)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two documents of the same text differ")
	}
	if err := sample().write(broken{}); err == nil {
		t.Error("a fault of the reader is not returned")
	}
}
