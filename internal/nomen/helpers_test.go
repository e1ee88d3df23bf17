package nomen

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"muara/internal/ingest"
	"muara/internal/refdata"
)

func itoa(n int) string { return strconv.Itoa(n) }

func source(name, text string) ingest.Source {
	return ingest.Source{Name: name, Size: int64(len(text)), Data: bytes.NewReader([]byte(text))}
}

// wholeCodes makes up six-digit codes in every chapter that show an edition by
// the marks. They stand for a list of thousands.
func wholeCodes(edition string) []string {
	e := editionIndex(edition)
	codes := map[string]bool{}
	for _, c := range refdata.Chapters() {
		codes[c.Code+"9999"] = true
	}
	for i, m := range marks {
		for _, c := range strings.Fields(m.came) {
			if i <= e {
				codes[c] = true
			}
		}
		for _, c := range strings.Fields(m.left) {
			if i >= e {
				codes[c] = true
			}
		}
	}
	return sortedKeys(codes)
}

// baciText is a product list of BACI of an edition, with more lines at its end.
func baciText(edition string, more ...string) string {
	var b strings.Builder
	b.WriteString("code,description\n")
	for _, c := range wholeCodes(edition) {
		fmt.Fprintf(&b, "%s,Goods of %s\n", c, c)
	}
	for _, m := range more {
		b.WriteString(m + "\n")
	}
	return b.String()
}

// btkiText is a tariff book of HS 2022.
func btkiText(lines ...string) string {
	var b strings.Builder
	b.WriteString("code,level,title_id,title_en,mfn_raw\n")
	for _, c := range wholeCodes("H6") {
		fmt.Fprintf(&b, "%s00,8,- Barang %s,- Goods %s,5\n", c, c, c)
	}
	for _, l := range lines {
		b.WriteString(l + "\n")
	}
	return b.String()
}

// newStore keeps the contents of texts.
func newStore(t testing.TB, texts ...string) *Store {
	t.Helper()
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range texts {
		addText(t, s, fmt.Sprintf("%d.csv", i), text)
	}
	return s
}

func addText(t testing.TB, s *Store, name, text string) []Added {
	t.Helper()
	added, err := s.Add(context.Background(), mustRead(t, source(name, text)), Origin{File: name, SHA256: checksum([]byte(text)), Imported: noon})
	if err != nil {
		t.Fatal(err)
	}
	return added
}
