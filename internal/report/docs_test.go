package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"muara/internal/i18n"
)

// Every column of the CSV and every key of the JSON is in docs/downloads.md.
func TestDownloadsAreDocumented(t *testing.T) {
	raw, err := os.ReadFile("../../docs/downloads.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(raw)
	lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(write(t, CSV, table(i18n.ID)), []byte(bom)))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	names := lines[0]
	var tree any
	if err := json.Unmarshal(write(t, JSON, table(i18n.ID)), &tree); err != nil {
		t.Fatal(err)
	}
	names = append(names, keys(tree)...)
	if len(names) < 40 {
		t.Fatalf("only %d names were found", len(names))
	}
	for _, name := range names {
		if name == "name" || strings.HasPrefix(name, "code_") { // of the region, as one expects
			continue
		}
		if !strings.Contains(doc, "`"+name+"`") {
			t.Errorf("docs/downloads.md does not explain %s", name)
		}
	}
}

func keys(v any) []string {
	var out []string
	switch v := v.(type) {
	case map[string]any:
		for k, child := range v {
			out = append(append(out, k), keys(child)...)
		}
	case []any:
		for _, child := range v {
			out = append(out, keys(child)...)
		}
	}
	return out
}
