package lake

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"muara/internal/trade"
)

// plain is a builder without Parquet: a file is a row of names, then rows of
// texts. Tests that need no DuckDB use it.
type plain struct{}

func (plain) Extension() string { return ".plain" }

const plainNull = "null"

func (plain) Write(ctx context.Context, path string, columns []Column, group int, next func(*Batch) (int, error)) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriter(f)
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	fmt.Fprintln(w, strings.Join(names, "\t"))
	b := NewBatch(columns)
	row := make([]string, len(columns))
	for {
		n, err := next(b)
		if err != nil {
			return err
		}
		if n == 0 {
			return w.Flush()
		}
		for r := range n {
			for i, c := range columns {
				switch {
				case c.Kind == Text:
					row[i] = c.Codes[b.Codes[i][r]]
				case c.Null && b.Ints[i][r] == -1:
					row[i] = plainNull
				default:
					row[i] = strconv.FormatInt(b.Ints[i][r], 10)
				}
			}
			if _, err := fmt.Fprintln(w, strings.Join(row, "\t")); err != nil {
				return err
			}
		}
	}
}

// table reads a file as maps from names to texts.
func (plain) table(path string, row func(map[string]string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	var names []string
	for lines.Scan() {
		cells := strings.Split(lines.Text(), "\t")
		if names == nil {
			names = cells
			continue
		}
		if len(cells) != len(names) {
			return fmt.Errorf("%d cells in %q", len(cells), lines.Text())
		}
		out := map[string]string{}
		for i, n := range names {
			out[n] = cells[i]
		}
		if err := row(out); err != nil {
			return err
		}
	}
	return lines.Err()
}

func number(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}

func (p plain) Read(ctx context.Context, path string, row func(*Fact) error) error {
	return p.table(path, func(c map[string]string) error {
		f := Fact{Flow: trade.Flow(c["flow"]), Year: int(number(c["year"])), Month: int(number(c["month"])),
			Reporter: c["reporter"], Region: c["region"], Partner: c["partner"], Product: c["product"], Edition: c["edition"],
			Port: c["port"], Industry: c["industry"], Sector: c["sector"], Value: number(c["value"]), Rest: int32(number(c["rest"]))}
		if g, ok := c["grams"]; ok && g != plainNull {
			f.Grams, f.HasWeight = number(g), true
		}
		return row(&f)
	})
}

func (p plain) Sum(ctx context.Context, path string) (Sum, error) {
	var s Sum
	err := p.table(path, func(c map[string]string) error {
		s.Stored++
		if n, ok := c["rows"]; ok {
			s.Rows += number(n)
		} else {
			s.Rows++
		}
		s.Value += number(c["value"])
		s.Rest += number(c["rest"])
		s.Grams += number(c["grams"])
		return nil
	})
	return s, err
}

// byFact orders facts as the base table does.
func byFact(a, b Fact) int {
	return slices.Compare(factKey(a), factKey(b))
}

func factKey(f Fact) []string {
	pad := strconv.Itoa(100 + f.Month)
	return []string{strconv.Itoa(f.Year), string(f.Flow), f.Reporter, f.Region, f.Product, f.Partner, pad, f.Port, f.Industry, f.Sector, f.Edition}
}
