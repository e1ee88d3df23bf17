package pack_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"muara/internal/pack"
)

// FuzzRead puts any bytes in place of one file of a good pack. The reader must
// neither panic nor hang; it gives a pack or a fault, and each fault says in both
// languages what to do, in print that cannot steer a terminal.
func FuzzRead(f *testing.F) {
	names := []string{"pack.toml", "sources.csv", "names.csv", "figures/exports.csv", "figures/imports.csv", "notes.csv", "conflicts.csv", "small_firms.csv"}
	files := base(f)
	for i, name := range names {
		f.Add(uint8(i), files[name].Data)
		f.Add(uint8(i), append([]byte("\xFF\xFE"), files[name].Data...))
		f.Add(uint8(i), []byte(strings.ReplaceAll(string(files[name].Data), ",", ";")))
		f.Add(uint8(i), []byte(strings.ReplaceAll(string(files[name].Data), "\n", "\"\n")))
	}
	f.Add(uint8(3), []byte(header+"export,hs2,27,2023-01,2023-01,\"1.725,99\",1e300,=A1,,,,,,\n"))
	f.Add(uint8(0), []byte(strings.Repeat("[", 3000)))
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		if len(data) > 1<<20 {
			return
		}
		files := base(t)
		name := names[int(which)%len(names)]
		files[name] = &fstest.MapFile{Data: data}
		p, faults := pack.Read(files, "wil")
		refused := false
		for _, x := range faults {
			refused = refused || !x.Warning
			if x.Expected.ID == "" || x.Expected.EN == "" {
				t.Errorf("nothing expected: %+v", x)
			}
			if x.File != "" && x.Row == 0 && x.Found == "" && x.Column == "" && len(data) > 0 {
				t.Errorf("a fault of nothing: %+v", x)
			}
			if out := written([]pack.Fault{x}, "en"); strings.Count(out, "\n") != 1 || strings.ContainsAny(out, "\x00\x1b\r") || !utf8.ValidString(out) {
				t.Errorf("not fit to print: %q", out)
			}
			if strings.HasSuffix(x.File, ".csv") && x.Row > strings.Count(string(data), "\n")+1 && x.File == name {
				t.Errorf("row %d of a file of %d bytes", x.Row, len(data))
			}
		}
		if refused != (p == nil) {
			t.Errorf("pack given: %t, refused: %t", p != nil, refused)
		}
		if p != nil {
			for _, x := range p.Figures {
				if x.Half <= 0 || x.ID == "" || len(x.Sources) == 0 || x.Published.IsZero() || x.Period.From > x.Period.To {
					t.Errorf("an impossible figure: %+v", x)
				}
			}
		}
	})
}
