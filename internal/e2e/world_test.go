//go:build e2e

package e2e

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
)

// load imports a small made-up world, in the form of BACI, and a made-up
// region by month, so that the pages of facts have something to show. Both are
// marked as illustrative.
func load(bin, dir string) error {
	if err := os.WriteFile(filepath.Join(dir, "world.csv"), world(), 0o644); err != nil {
		return err
	}
	run := exec.Command(bin, "import", "--yes", "--illustrative", "--edition", "HS17", "--dataset", "contoh-dunia", "--title", "Contoh: perdagangan dunia",
		"--data", filepath.Join(dir, "muara"), filepath.Join(dir, "world.csv"))
	out, err := run.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}

// world draws trade of thirty countries in forty goods over three years, from a
// fixed seed. The numbers are of nobody.
func world() []byte {
	countries := []int{360, 392, 156, 458, 702, 764, 704, 608, 410, 699, 404, 36, 554, 842, 124, 76, 32, 276, 251, 380, 724, 528, 826, 752, 579, 757, 792, 818, 710, 784}
	goods := []string{"030617", "090111", "121190", "151110", "151190", "180100", "230660", "270112", "270119", "271019", "280461", "310210", "330129", "382370",
		"400121", "400122", "440839", "441231", "441233", "441820", "460193", "460212", "470329", "480256", "520100", "610910", "640399", "711319", "720610", "740311",
		"750110", "760110", "810411", "847130", "850440", "854140", "870323", "880240", "940161", "961900"}
	r := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	b.WriteString("t,i,j,k,v,q\n")
	for year := 2021; year <= 2023; year++ {
		for _, i := range countries {
			for _, j := range countries {
				for _, k := range goods {
					if i == j || r.IntN(4) > 0 {
						continue
					}
					v := r.ExpFloat64() * 1000
					fmt.Fprintf(&b, "%d,%d,%d,%s,%.3f,%.3f\n", year, i, j, k, v, v*(0.2+r.Float64()))
				}
			}
		}
	}
	return b.Bytes()
}

// months is a made-up table of a region in Indonesian spelling, of a form that
// nobody knows: the person must say what its columns are.
func months() []byte {
	var b bytes.Buffer
	b.WriteString("Rekap ekspor (contoh)\n\nTahun;Bulan;Kode HS;Negara Tujuan;Nilai (USD);Berat (kg)\n")
	r := rand.New(rand.NewPCG(3, 4))
	for year := 2022; year <= 2023; year++ {
		last := 12
		if year == 2023 {
			last = 7
		}
		for month := 1; month <= last; month++ {
			for _, hs := range []string{"27011210", "15119020", "44123100", "46021200"} {
				for _, country := range []string{"Jepang", "Tiongkok", "Malaysia", "Kenya"} {
					fmt.Fprintf(&b, "%d;%d;%s;%s;%d,50;%d\n", year, month, hs, country, 1000+r.IntN(90000), 500+r.IntN(40000))
				}
			}
		}
	}
	return b.Bytes()
}
