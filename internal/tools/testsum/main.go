// Command testsum reads the events of "go test -json" and writes what a person
// wants to see: a line for each package, the output of what failed, and how
// many tests passed, failed and were skipped. Subtests count as tests.
//
//	go test -json ./... | testsum              summary of one run
//	go test -json ./... | testsum -tally FILE  the same, and add it to FILE
//	testsum -total FILE                        sum of all runs in FILE
//
// It fails where a test failed, and where nothing ran at all.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

func main() {
	tally := flag.String("tally", "", "add the counts to this file")
	total := flag.String("total", "", "sum up the counts in this file instead of reading events")
	flag.Parse()
	if err := run(*tally, *total, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "testsum:", err)
		os.Exit(1)
	}
}

func run(tally, total string, in io.Reader, out io.Writer) error {
	if total != "" {
		return sumUp(total, out)
	}
	s := &summary{out: out, output: map[test]*strings.Builder{}, failedIn: map[string]int{}}
	if err := s.read(in); err != nil {
		return err
	}
	for _, skip := range s.skips {
		fmt.Fprintln(out, "skipped:", skip)
	}
	fmt.Fprintln(out, s.counts)
	if tally != "" {
		if err := add(tally, s.counts); err != nil {
			return err
		}
	}
	return s.verdict()
}

// counts are tests by how they ended.
type counts struct{ passed, failed, skipped int }

func (c counts) String() string {
	text := fmt.Sprintf("%d passed, %d failed", c.passed, c.failed)
	if c.skipped > 0 {
		text += fmt.Sprintf(", %d skipped", c.skipped)
	}
	return text
}

func (c counts) verdict() error {
	switch {
	case c.failed > 0:
		return fmt.Errorf("%d failed", c.failed)
	case c.passed == 0:
		return fmt.Errorf("no test passed: nothing was tested")
	}
	return nil
}

// event is one line of "go test -json"; see "go doc test2json".
type event struct {
	Action     string
	Package    string
	ImportPath string // of a package that does not build
	Test       string
	Output     string
	Elapsed    float64
}

type test struct{ pkg, name string }

type summary struct {
	counts
	out      io.Writer
	output   map[test]*strings.Builder // of tests that still run
	failedIn map[string]int            // failed tests by package
	skips    []string
}

func (s *summary) read(in io.Reader) error {
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadString('\n')
		if strings.TrimSpace(line) != "" {
			var e event
			if json.Unmarshal([]byte(line), &e) != nil {
				fmt.Fprint(s.out, line) // not an event: words of the go command itself
			} else {
				s.take(e)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (s *summary) take(e event) {
	t := test{e.Package, e.Test}
	switch e.Action {
	case "build-output":
		fmt.Fprint(s.out, e.Output)
	case "output":
		if s.output[t] == nil {
			s.output[t] = new(strings.Builder)
		}
		s.output[t].WriteString(e.Output)
	case "pass", "fail", "skip":
		s.ended(t, e)
		delete(s.output, t)
	}
}

// ended counts a test, or closes a package.
func (s *summary) ended(t test, e event) {
	text := ""
	if b := s.output[t]; b != nil {
		text = b.String()
	}
	if t.name == "" {
		s.closed(t.pkg, e, text)
		return
	}
	switch e.Action {
	case "pass":
		s.passed++
	case "fail":
		s.failed++
		s.failedIn[t.pkg]++
		fmt.Fprint(s.out, text)
	case "skip":
		s.skipped++
		s.skips = append(s.skips, t.name+reason(text))
	}
}

// closed writes the line of a package. A package that fails without a failed
// test did not build, or fell over: that counts as one failure.
func (s *summary) closed(pkg string, e event, text string) {
	switch e.Action {
	case "pass":
		fmt.Fprintf(s.out, "ok    %s  %.1fs\n", pkg, e.Elapsed)
	case "fail":
		if s.failedIn[pkg] == 0 {
			s.failed++
			fmt.Fprint(s.out, text)
		}
		fmt.Fprintf(s.out, "FAIL  %s  %.1fs\n", pkg, e.Elapsed)
	}
}

// reason is why a test was skipped: the last line that it wrote about it.
func reason(output string) string {
	lines := strings.Split(output, "\n")
	slices.Reverse(lines)
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "---") && !strings.HasPrefix(line, "===") {
			return ": " + line
		}
	}
	return ""
}

// add appends counts to a file.
func add(file string, c counts) error {
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(f, c.passed, c.failed, c.skipped); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// sumUp writes the sum of all counts in a file; its last line holds nothing
// but what passed and failed.
func sumUp(file string, out io.Writer) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var all counts
	for line := range strings.Lines(string(text)) {
		var c counts
		if _, err := fmt.Sscan(line, &c.passed, &c.failed, &c.skipped); err != nil {
			return fmt.Errorf("%s: %q: %w", file, line, err)
		}
		all.passed += c.passed
		all.failed += c.failed
		all.skipped += c.skipped
	}
	if all.skipped > 0 {
		fmt.Fprintf(out, "%d skipped\n", all.skipped)
	}
	fmt.Fprintf(out, "%d passed, %d failed\n", all.passed, all.failed)
	return all.verdict()
}
