package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// both reads a text with and without the fast way and writes down everything
// that came out.
func both(t interface{ Fatal(...any) }, text string) (fast, slow []string) {
	for _, way := range []bool{true, false} {
		var got []string
		note := func(kind string, x any) { got = append(got, fmt.Sprintf("%s %+v", kind, x)) }
		sink := Sink{
			Row:    func(r *Row) error { note("row", *r); return nil },
			Refuse: func(r Refusal) { note("refused", r) }, Remark: func(r Remark) { note("remark", r.Code) }, Leave: func(r Remark) { note("left", r.Code) },
		}
		out := &Out{ctx: context.Background(), sink: sink}
		p := &Part{Sample: textSample([]byte(text), false), Text: bytes.NewReader([]byte(text))}
		if err := out.end(readBACI(p, out, way)); err != nil {
			t.Fatal(err)
		}
		if way {
			fast = got
		} else {
			slow = got
		}
	}
	return fast, slow
}

// The fast way takes nothing that the slow way would refuse, and gives the
// same row for all that it takes.
func TestBACIFastIsTheSame(t *testing.T) {
	pick := func(list ...string) *rapid.Generator[string] { return rapid.SampledFrom(list) }
	rapid.Check(t, func(t *rapid.T) {
		text := pick("t,i,j,k,v\n", "t,i,j,k,v,q\n", "t;i;j;k;v;q\r\n", "t,j,i,k,v\n").Draw(t, "heading")
		delim := text[1:2]
		for range rapid.IntRange(0, 30).Draw(t, "rows") {
			f := []string{
				pick("2021", "2022", "202", "20211", "1899", "2200", " 2021", `"2021"`).Draw(t, "t"),
				pick("4", "004", "840", "0", "1000", "", "4 ", "x").Draw(t, "i"), pick("8", "999", "00", "8\r").Draw(t, "j"),
				pick("080810", "80810", "000000", "00000", "0808100", "8081", "0808.10", "").Draw(t, "k"),
				pick("1", "1.5", "0.001", "12345.67891", "0.000004", "0.123456", ".5", "5.", ".", "1e3", "-1", "", "NA", "123456789012345", "999999999999", "1000000000000", "99999999.99999", "9999999999999.99999", "99999999999999999999", "1.2.3").Draw(t, "v"),
				pick("1", "0.0000001", "2.123456", "NA", `"   NA"`, `"       13.235"`, "", "7\r", "-2", "999999.999999", "123456789012345", "9999999999999999999").Draw(t, "q"),
			}
			text += strings.Join(f[:rapid.SampledFrom([]int{5, 6, 6, 4}).Draw(t, "columns")], delim) + pick("\n", "\n", "\r\n", "\n\n").Draw(t, "end")
		}
		fast, slow := both(t, strings.TrimSuffix(text, pick("\n", "").Draw(t, "cut")))
		if !slices.Equal(fast, slow) {
			t.Fatalf("%q:\nfast %s\nslow %s", text, strings.Join(fast, "\n"), strings.Join(slow, "\n"))
		}
	})
}

// slowReader gives a few bytes at a time and fails at the end.
type slowReader struct {
	n   int
	err error
}

func (s *slowReader) Read(p []byte) (int, error) {
	if s.n == 0 {
		return 0, s.err
	}
	k := min(s.n, 1000, len(p))
	s.n -= k
	return k, nil
}

func TestAhead(t *testing.T) {
	fails := errors.New("fails")
	for _, err := range []error{io.EOF, io.ErrUnexpectedEOF, fails} {
		a := newAhead(&slowReader{3 << 20, err})
		n, got := io.Copy(io.Discard, a)
		if n != 3<<20 || err == io.EOF && got != nil || err != io.EOF && !errors.Is(got, err) {
			t.Errorf("%d bytes and %v, want %v", n, got, err)
		}
		a.close()
	}
	ended := make(chan bool)
	go func() { // nobody reads: closing must not wait for ever
		newAhead(&slowReader{1 << 30, io.EOF}).close()
		ended <- true
	}()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Error("close waits for ever")
	}
}
