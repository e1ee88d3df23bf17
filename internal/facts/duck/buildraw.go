package duck

/*
#include <stdint.h>
#include <stdlib.h>

void muara_rows_bind(void *);
void muara_rows_init(void *);
void muara_rows_fill(void *, void *);
void muara_rows_free(void *);
*/
import "C"

import (
	"errors"
	"fmt"
	"runtime/cgo"
	"unsafe"

	"github.com/duckdb/duckdb-go/v2/mapping"

	"muara/internal/lake"
)

// database is a DuckDB in memory with one connection, by its C interface: what
// database/sql offers takes values one by one, which is too slow for the rows
// of the world's trade.
type database struct {
	db   mapping.Database
	conn mapping.Connection
}

func openRaw(o Options) (*database, error) {
	var config mapping.Config
	if mapping.CreateConfig(&config) == mapping.StateError {
		return nil, errors.New("DuckDB gives no configuration")
	}
	defer mapping.DestroyConfig(&config)
	for name, value := range o.settings() {
		if mapping.SetConfig(config, name, value) == mapping.StateError {
			return nil, fmt.Errorf("DuckDB refuses the setting %s", name)
		}
	}
	d := new(database)
	var message string
	if mapping.OpenExt("", &d.db, config, &message) == mapping.StateError {
		return nil, fmt.Errorf("open DuckDB: %s", message)
	}
	if mapping.Connect(d.db, &d.conn) == mapping.StateError {
		mapping.Close(&d.db)
		return nil, errors.New("DuckDB refuses a connection")
	}
	return d, nil
}

func (d *database) close() {
	mapping.Disconnect(&d.conn)
	mapping.Close(&d.db)
}

func (d *database) exec(query string) error {
	var result mapping.Result
	defer mapping.DestroyResult(&result)
	if mapping.Query(d.conn, query, &result) == mapping.StateError {
		return errors.New(mapping.ResultError(&result))
	}
	return nil
}

// rows is a table function: DuckDB asks it for one chunk after the other.
type rows struct {
	columns []lake.Column
	next    func(*lake.Batch) (int, error)
	batch   *lake.Batch
	err     error
}

// register makes rows a table function of the database. It lives as long as
// the database.
func (d *database) register(name string, r *rows) error {
	f := mapping.CreateTableFunction()
	defer mapping.DestroyTableFunction(&f)
	mapping.TableFunctionSetName(f, name)
	extra := (*C.uintptr_t)(C.malloc(C.sizeof_uintptr_t))
	*extra = C.uintptr_t(cgo.NewHandle(r))
	mapping.TableFunctionSetExtraInfo(f, unsafe.Pointer(extra), C.muara_rows_free)
	mapping.TableFunctionSetBind(f, C.muara_rows_bind)
	mapping.TableFunctionSetInit(f, C.muara_rows_init)
	mapping.TableFunctionSetFunction(f, C.muara_rows_fill)
	if mapping.RegisterTableFunction(d.conn, f) == mapping.StateError {
		return errors.New("DuckDB refuses a table function")
	}
	return nil
}

func rowsOf(extra unsafe.Pointer) *rows {
	return cgo.Handle(*(*C.uintptr_t)(extra)).Value().(*rows)
}

//export muara_rows_free
func muara_rows_free(extra unsafe.Pointer) {
	cgo.Handle(*(*C.uintptr_t)(extra)).Delete()
	C.free(extra)
}

//export muara_rows_bind
func muara_rows_bind(pointer unsafe.Pointer) {
	info := mapping.BindInfo{Ptr: pointer}
	for _, c := range rowsOf(mapping.BindGetExtraInfo(info)).columns {
		t := typeOf(c)
		mapping.BindAddResultColumn(info, c.Name, t)
		mapping.DestroyLogicalType(&t)
	}
}

// typeOf is the type of a column: codes are an ENUM, which DuckDB sorts and
// writes by number.
func typeOf(c lake.Column) mapping.LogicalType {
	switch c.Kind {
	case lake.Text:
		return mapping.CreateEnumType(c.Codes)
	case lake.Small:
		return mapping.CreateLogicalType(mapping.TypeSmallInt)
	case lake.Int:
		return mapping.CreateLogicalType(mapping.TypeInteger)
	default:
		return mapping.CreateLogicalType(mapping.TypeBigInt)
	}
}

//export muara_rows_init
func muara_rows_init(pointer unsafe.Pointer) {
	mapping.InitSetMaxThreads(mapping.InitInfo{Ptr: pointer}, 1) // the order matters
}

//export muara_rows_fill
func muara_rows_fill(pointer, output unsafe.Pointer) {
	info := mapping.FunctionInfo{Ptr: pointer}
	chunk := mapping.DataChunk{Ptr: output}
	r := rowsOf(mapping.FunctionGetExtraInfo(info))
	n, err := r.fill(chunk)
	if err != nil {
		r.err = err
		mapping.FunctionSetError(info, err.Error())
		n = 0
	}
	mapping.DataChunkSetSize(chunk, mapping.IdxT(n))
}

func (r *rows) fill(chunk mapping.DataChunk) (n int, err error) {
	defer func() { // a panic must not run through C
		if p := recover(); p != nil {
			err = fmt.Errorf("rows: %v", p)
		}
	}()
	if n, err = r.next(r.batch); err != nil || n == 0 {
		return 0, err
	}
	for i, c := range r.columns {
		v := mapping.DataChunkGetVector(chunk, mapping.IdxT(i))
		data := mapping.VectorGetData(v)
		switch {
		case c.Kind == lake.Text && len(c.Codes) <= 1<<8: // how wide DuckDB stores an ENUM
			narrow(unsafe.Slice((*uint8)(data), n), r.batch.Codes[i])
		case c.Kind == lake.Text && len(c.Codes) <= 1<<16:
			narrow(unsafe.Slice((*uint16)(data), n), r.batch.Codes[i])
		case c.Kind == lake.Text:
			copy(unsafe.Slice((*uint32)(data), n), r.batch.Codes[i])
		case c.Kind == lake.Small:
			narrow(unsafe.Slice((*int16)(data), n), r.batch.Ints[i])
		case c.Kind == lake.Int:
			narrow(unsafe.Slice((*int32)(data), n), r.batch.Ints[i])
		default:
			copy(unsafe.Slice((*int64)(data), n), r.batch.Ints[i])
			if c.Null {
				nulls(v, r.batch.Ints[i][:n])
			}
		}
	}
	return n, nil
}

func narrow[To uint8 | uint16 | int16 | int32, From uint32 | int64](to []To, from []From) {
	for i := range to {
		to[i] = To(from[i])
	}
}

// nulls marks what is -1 as having no value: one bit for each row, set where
// it has one.
func nulls(v mapping.Vector, values []int64) {
	mapping.VectorEnsureValidityWritable(v)
	mask := unsafe.Slice((*uint64)(mapping.VectorGetValidity(v)), (len(values)+63)/64)
	for i, x := range values {
		if x == -1 {
			mask[i/64] &^= 1 << (i % 64)
		}
	}
}
