package lake

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// runs holds the facts of a year in one run, or in files with sorted runs
// where memory does not hold them.
type runs struct {
	run   *run // nil where there are files
	files []runFile
	open  []*os.File
}

// runFile holds one run in one order.
type runFile struct {
	order int // the first column of the order
	path  string
}

// open takes the staged facts of a year.
func (y *yearBuild) open(ctx context.Context, staged *stagedYear) error {
	blocks := staged.full
	if staged.open.rows > 0 {
		blocks = append(blocks, stagedBlock{block: staged.open})
	}
	if staged.rows <= y.stage.limit {
		run, err := y.stage.load(ctx, y.coding, blocks)
		y.runs.run = run
		return err
	}
	step := max(y.stage.limit/y.stage.block, 1)
	for n := 0; len(blocks) > 0; n++ {
		part := blocks[:min(step, len(blocks))]
		blocks = blocks[len(part):]
		run, err := y.stage.load(ctx, y.coding, part)
		if err != nil {
			return err
		}
		orders := []order{baseOrder}
		if slices.Contains(y.shape.tables, ProductTable) {
			orders = append(orders, productOrder)
		}
		for _, o := range orders {
			name := filepath.Join(y.stage.dir, fmt.Sprintf("sorted-%d-%d-%d.tmp", y.year, o[0], n))
			y.runs.files = append(y.runs.files, runFile{o[0], name})
			if err := writeStream(name, &runStream{run: run, perm: run.sorted(y.coding, o)}); err != nil {
				return cannotWrite(name, err)
			}
		}
	}
	return nil
}

// stream gives the facts in an order, baseOrder or productOrder.
func (y *yearBuild) stream(o order) (stream, error) {
	if r := y.runs.run; r != nil {
		return &runStream{run: r, perm: r.sorted(y.coding, o)}, nil
	}
	var all []stream
	for _, f := range y.runs.files {
		if f.order != o[0] {
			continue
		}
		file, err := os.Open(f.path)
		if err != nil {
			return nil, cannotRead(f.path, err)
		}
		y.marks.Lock()
		y.runs.open = append(y.runs.open, file)
		y.marks.Unlock()
		all = append(all, &fileStream{bufio.NewReaderSize(file, 1<<18)})
	}
	return merged(o, all)
}

// same returns the rank that a column has in all facts, if it is one.
func (r *runs) same(col int) (uint32, bool) {
	if r.run == nil || col == colMonth || col == colChapter || r.run.keys[col].data != nil {
		return 0, false
	}
	return r.run.keys[col].same, true
}

func (y *yearBuild) close() error {
	var err error
	for _, f := range y.runs.open {
		err = errors.Join(err, f.Close())
	}
	for _, f := range y.runs.files {
		err = errors.Join(err, os.Remove(f.path))
	}
	y.runs = runs{}
	return err
}
