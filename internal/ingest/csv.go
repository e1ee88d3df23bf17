package ingest

import (
	"bytes"
	"errors"
	"io"
)

// longestRow is how long a record of a CSV text may be, quotes included.
const longestRow = 1 << 20

var (
	errQuote   = errors.New("quote is never closed")
	errTooLong = errors.New("row is too long")
)

// csvReader cuts a text into records and fields without copying: what next
// returns is valid until the next call. Fields may be quoted as RFC 4180 has
// it; a quote inside an unquoted field stands for itself.
type csvReader struct {
	r      io.Reader
	buf    []byte
	at     int // of the next record in buf
	end    int // of what was read into buf
	eof    error
	delim  byte
	line   int // of the record that next returned
	lines  int // lines passed so far
	fields [][]byte
}

func newCSV(r io.Reader, delim byte) *csvReader {
	return &csvReader{r: r, buf: make([]byte, 256<<10), delim: delim}
}

// next returns the next record. io.EOF ends the text. errQuote and errTooLong
// concern this record only: the one after it can be read. Other errors are
// those of the reader.
func (c *csvReader) next() ([][]byte, error) {
	from := c.at
	for {
		i := bytes.IndexByte(c.buf[from:c.end], '\n')
		if i >= 0 {
			line := c.buf[c.at : from+i]
			if bytes.IndexByte(line, '"') < 0 {
				c.at = from + i + 1
				c.lines++
				c.line = c.lines
				return c.split(line), nil
			}
			return c.quoted()
		}
		from = c.end - c.at
		if err := c.fill(); err != nil {
			return c.last(err)
		}
		if from += c.at; c.end-c.at > longestRow {
			return c.skip(errTooLong)
		}
	}
}

// last returns what stands after the last line end.
func (c *csvReader) last(err error) ([][]byte, error) {
	if !errors.Is(err, io.EOF) || c.at == c.end {
		return nil, err
	}
	line := c.buf[c.at:c.end]
	if bytes.IndexByte(line, '"') >= 0 {
		return c.quoted()
	}
	c.at = c.end
	c.lines++
	c.line = c.lines
	return c.split(line), nil
}

// fill reads more, after the record under way was moved to the front.
func (c *csvReader) fill() error {
	if c.eof != nil {
		return c.eof
	}
	copy(c.buf, c.buf[c.at:c.end])
	c.end -= c.at
	c.at = 0
	if c.end == len(c.buf) {
		c.buf = append(c.buf, make([]byte, len(c.buf))...)
	}
	for range 100 {
		n, err := c.r.Read(c.buf[c.end:])
		c.end += n
		c.eof = err
		if n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return io.ErrNoProgress
}

func (c *csvReader) split(line []byte) [][]byte {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	c.fields = c.fields[:0]
	start := 0
	for i, b := range line {
		if b == c.delim {
			c.fields = append(c.fields, line[start:i])
			start = i + 1
		}
	}
	c.fields = append(c.fields, line[start:])
	return c.fields
}

// field is where a field lies, relative to the record.
type field struct {
	from, to int
	quoted   bool
}

// quoted reads a record that holds quotes and may go on over several lines.
// Nothing is changed before its end is found, so that skip can start again
// with the line after its first.
func (c *csvReader) quoted() ([][]byte, error) {
	var few [64]field
	spans := few[:0]
	lines, i := 1, 0 // i is relative to c.at, because fill moves the record
	peek := func() (byte, bool) {
		for c.at+i >= c.end {
			if i > longestRow || c.fill() != nil {
				return 0, false
			}
		}
		return c.buf[c.at+i], i <= longestRow
	}
	for open := true; open; i++ {
		f := field{from: i}
		b, ok := peek()
		if f.quoted = ok && b == '"'; f.quoted {
			for closed := false; !closed; {
				i++
				if b, ok = peek(); !ok {
					return c.skip(errQuote)
				}
				switch b {
				case '\n':
					lines++
				case '"':
					i++
					if b, ok = peek(); !ok || b != '"' {
						closed = true
					}
				}
			}
		}
		for ok && b != '\n' && b != c.delim {
			i++
			b, ok = peek()
		}
		if !ok && i > longestRow {
			return c.skip(errTooLong)
		}
		f.to = i
		open = ok && b == c.delim
		spans = append(spans, f)
	}
	c.fields = c.fields[:0]
	for n, f := range spans {
		text := c.buf[c.at+f.from : c.at+f.to]
		if n == len(spans)-1 {
			text = bytes.TrimSuffix(text, []byte{'\r'})
		}
		if f.quoted {
			text = unquote(text)
		}
		c.fields = append(c.fields, text)
	}
	c.at = min(c.at+i, c.end)
	c.line = c.lines + 1
	c.lines += lines
	return c.fields, nil
}

// unquote takes the quotes off in place; what stands behind the closing quote
// stays.
func unquote(text []byte) []byte {
	to, inside := 0, true
	for i := 1; i < len(text); i++ {
		b := text[i]
		if inside && b == '"' {
			if i+1 < len(text) && text[i+1] == '"' {
				i++
			} else {
				inside = false
				continue
			}
		}
		text[to] = b
		to++
	}
	return text[:to]
}

// skip drops the line in which a record that cannot be read begins.
func (c *csvReader) skip(why error) ([][]byte, error) {
	c.lines++
	c.line = c.lines
	for {
		if i := bytes.IndexByte(c.buf[c.at:c.end], '\n'); i >= 0 {
			c.at += i + 1
			return nil, why
		}
		c.at = c.end
		if err := c.fill(); err != nil {
			if errors.Is(err, io.EOF) {
				return nil, why
			}
			return nil, err
		}
	}
}
