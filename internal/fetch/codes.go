package fetch

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"muara/internal/trade"
)

// codeList is Comtrade's own list of the codes of a classification; that of HS
// joins all editions. A group such as AG6 can only be asked in parts by naming
// its codes, and only this list is sure to name all that may be answered.
//
// Source: https://comtradeapi.un.org/files/v1/app/reference/HS.json (and H0.json to H6.json)
type codeList struct {
	Results []struct {
		ID string `json:"id"`
	} `json:"results"`
}

// fewestCodes of a classification: a shorter list would silently lose goods.
const fewestCodes = 1000

// codesOf returns the codes with so many digits, sorted. The list is fetched
// once and kept in the folder.
func (c *comtrade) codesOf(ctx context.Context, digits int, waiting func(trade.Text)) ([]string, error) {
	name := filepath.Join(c.o.Dir, "_codes-"+c.class+".reference")
	var list codeList
	known, err := readJSON(name, &list)
	if err != nil {
		return nil, err
	}
	if !known || len(list.Results) < fewestCodes {
		err := c.o.patiently(ctx, "codes of "+c.class, waiting, func() (err error) {
			list, err = c.codeList(ctx)
			return err
		})
		if err != nil {
			return nil, err
		}
		if err := writeJSON(name, list); err != nil {
			return nil, err
		}
	}
	var out []string
	for _, r := range list.Results {
		if _, err := strconv.ParseUint(r.ID, 10, 32); err == nil && len(r.ID) == digits {
			out = append(out, r.ID)
		}
	}
	slices.Sort(out)
	if out = slices.Compact(out); len(out) == 0 {
		_ = os.Remove(name)
		return nil, errGarbled(c.host, trade.Text{
			ID: fmt.Sprintf("daftar kode %s tidak memuat kode %d angka", c.class, digits),
			EN: fmt.Sprintf("the list of codes of %s has none of %d digits", c.class, digits),
		}, nil)
	}
	return out, nil
}

// codeList asks for the list, once. It is public and gets no key.
func (c *comtrade) codeList(ctx context.Context) (codeList, error) {
	var list codeList
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	res, err := c.get(ctx, c.o.Base+"/files/v1/app/reference/"+c.class+".json", false)
	if err != nil {
		return list, err
	}
	defer res.Body.Close()
	body := watch(res.Body, c.o.Stall, stop)
	err = json.NewDecoder(io.LimitReader(body, 64<<20)).Decode(&list)
	if err == nil && len(list.Results) < fewestCodes {
		err = fmt.Errorf("%d codes", len(list.Results))
	}
	if err != nil {
		return list, &retryable{err: errGarbled(c.host, trade.Text{
			ID: "daftar kode " + c.class + " tidak utuh", EN: "the list of codes of " + c.class + " is not whole",
		}, c.o.cleaned(err))}
	}
	return list, nil
}
