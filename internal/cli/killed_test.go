package cli_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// importing is a data folder with a small published release, on top of which
// another year is imported.
type importing struct {
	*testing.T
	data string
}

func startImporting(t *testing.T) importing {
	t.Helper()
	p := importing{t, filepath.Join(t.TempDir(), "data")}
	p.muara("import", "--dataset", "world", "--yes", p.year(2022, 100, 2))
	return p
}

// year writes a file of trade. Another weight makes it another file.
func (p importing) year(year, rows, weight int) string {
	p.Helper()
	text := []byte("t,i,j,k,v,q\n")
	for n := range rows {
		text = fmt.Appendf(text, "%d,360,%d,%06d,%d.%03d,%d\n", year, []int{156, 392}[n%2], 10000+n/2, n%97+1, n*7919%1000, weight)
	}
	path := filepath.Join(p.TempDir(), "world.csv")
	if err := os.WriteFile(path, text, 0o644); err != nil {
		p.Fatal(err)
	}
	return path
}

func (p importing) command(args ...string) *exec.Cmd {
	return exec.Command("muara", append(args, "--data", p.data, "--lang", "en")...)
}

// muara runs the program to its end, which must be a good one.
func (p importing) muara(args ...string) string {
	p.Helper()
	var out, errs bytes.Buffer
	cmd := p.command(args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		p.Fatalf("muara %s: %v\n%s", strings.Join(args, " "), err, errs.String())
	}
	return out.String()
}

// answer is what the current release says, without its name.
func (p importing) answer() string {
	p.Helper()
	var out strings.Builder
	for line := range strings.Lines(p.muara("query", "--by", "year", "--measure", "value,rows", "--format", "csv")) {
		cells := strings.SplitN(line, ",", 4)
		out.WriteString(strings.Join(cells[:min(3, len(cells))], ",") + "\n")
	}
	return out.String()
}

// Whenever the program is killed while it imports, the release before, or the
// whole new one, answers; all files are whole; the next import removes what
// was left behind.
func TestImportKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("kills six processes")
	}
	p := startImporting(t)
	before := p.answer()
	began := time.Now()
	p.muara("import", "--yes", "--dataset", "world", p.year(2023, 60_000, 1))
	long := time.Since(began)
	after := p.answer()
	if !strings.Contains(before, "2022,") || strings.Contains(before, "2023,") || !strings.Contains(after, "2023,") {
		t.Fatalf("before %s after %s", before, after)
	}
	p = startImporting(t)
	begun := 0
	for n := range 6 {
		cmd := p.command("import", "--yes", "--dataset", "world", p.year(2023, 60_000, n+2))
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		moment := time.Duration(rand.Int64N(int64(long)))
		if n%2 == 0 { // one at once, the others at some time after the draft was begun
			for end := time.Now().Add(5 * long); len(p.drafts()) == 0 && time.Now().Before(end); {
				time.Sleep(time.Millisecond)
			}
			moment = moment / 4 * time.Duration(min(n, 1))
		}
		time.Sleep(moment)
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()         // it was killed
		begun += min(len(p.drafts()), 1)
		p.muara("verify")
		switch got := p.answer(); got {
		case before:
		case after:
			p.muara("rollback", "world")
		default:
			t.Fatalf("got %s\nwant %s\nor %s", got, before, after)
		}
	}
	t.Logf("an import takes %v; %d of 6 were killed while they wrote a draft", long, begun)
	if begun == 0 {
		t.Error("no process was killed while it wrote")
	}
	p.muara("import", "--yes", "--dataset", "world", "--replace", "all", p.year(2023, 1000, 99))
	if left := p.drafts(); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if got := p.answer(); !strings.Contains(got, "2023,") || strings.Contains(got, "2022,") {
		t.Errorf("after the last import: %s", got)
	}
	p.muara("verify")
}

func (p importing) drafts() []string {
	found, err := filepath.Glob(filepath.Join(p.data, "lake", "world", ".[a-z]*"))
	if err != nil {
		p.Fatal(err)
	}
	return found
}
