package breakdowntest

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestBareNumbersAreFound(t *testing.T) {
	doc, err := html.Parse(strings.NewReader(`<body><p>Februari 2024: 1.725,99, <a href="/id/angka/export/2021">3,05</a>,
		<a href="/id/komoditas">70%</a>, US$5, 27</p><svg><text class="axis">40%</text><title>9,9</title></svg></body>`))
	if err != nil {
		t.Fatal(err)
	}
	if got := bare(doc); !slices.Equal(got, []string{"1.7", "5,9", "0%", "US$5"}) {
		t.Errorf("bare numbers %q", got)
	}
}
