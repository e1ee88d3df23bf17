package load

import (
	"strings"
	"testing"
)

// The whole road: send, see what it is, check, read the report, publish.
func TestFromFileToRelease(t *testing.T) {
	b := newBench(t, benchOptions{})
	if text := b.page("/en/load").Text(); !strings.Contains(text, "There are no data sets yet") {
		t.Errorf("the empty page does not say what to do: %s", text)
	}
	up := b.sentOK(baci(2021, "392,440839,1500.5,20", "156,440839,900,x", "156,151190,200,3"))
	if !strings.HasPrefix(up, "/en/load/uploads/") {
		t.Fatalf("sending leads to %s", up)
	}
	if text := b.page(up).Text(); !strings.Contains(text, "BACI of CEPII") || !strings.Contains(text, "440839") {
		t.Errorf("the upload does not show what it is: %s", text)
	}
	report := b.checked(b.follow(up, "do", "check"))
	if !strings.HasPrefix(report, "/en/load/sets/baci/") {
		t.Fatalf("the check leads to %s", report)
	}
	doc := b.page(report)
	for _, want := range []string{"3 rows read; 2 accepted, 1 refused", "1 row was refused", "look first", "BACI_HS17_Y2021_V202401.csv", "expected"} {
		if !strings.Contains(doc.Text(), want) {
			t.Errorf("the report does not say %q: %s", want, doc.Text())
		}
	}
	if heads := doc.Tag("h1"); len(heads) != 1 || !strings.Contains(heads[0].Text(), "before this is published") {
		t.Errorf("headings: %d", len(heads))
	}
	done := b.follow(report, "do", "publish")
	if text := b.page(done).Text(); !strings.Contains(text, "Published.") || !strings.Contains(text, "This data release is current") {
		t.Errorf("after publishing: %s", text)
	}
	if again := b.follow(report, "do", "publish"); again != done {
		t.Errorf("publishing twice leads to %s", again)
	}
	set := b.page("/en/load/sets/baci").Text()
	if !strings.Contains(set, "World trade (BACI)") || !strings.Contains(set, "current") {
		t.Errorf("the data set does not show its release: %s", set)
	}
	refused := b.get(strings.TrimSuffix(report, "?") + ".csv")
	if refused.status != 200 || !strings.HasPrefix(refused.head.Get("Content-Type"), "text/csv") || !strings.Contains(refused.body, "BACI_HS17_Y2021_V202401.csv") {
		t.Errorf("the refused rows answer %d %s: %q", refused.status, refused.head.Get("Content-Type"), refused.body)
	}
	manifest := b.get(report + ".json")
	if manifest.status != 200 || !strings.Contains(manifest.body, `"dataset": "baci"`) {
		t.Errorf("the manifest answers %d: %.100s", manifest.status, manifest.body)
	}
}
