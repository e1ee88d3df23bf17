package cli

import (
	"fmt"
	"strings"

	"muara/internal/pack"
	"muara/internal/refdata"
	"muara/internal/trade"
)

// breakdown are the flags that narrow a flow to a part of it. One at most; a
// scope and the measure go with any.
type breakdown struct {
	Commodity string `placeholder:"HS2" xor:"part" help:"cli.flag.commodity"`
	Without   string `placeholder:"HS2" xor:"part" help:"cli.flag.without"`
	Country   string `placeholder:"ISO3" xor:"part" help:"cli.flag.country"`
	Port      string `placeholder:"PORT" xor:"part" help:"cli.flag.port"`
	PortGroup string `placeholder:"GROUP" xor:"part" help:"cli.flag.port_group"`
	Sector    string `placeholder:"SECTOR" xor:"part" help:"cli.flag.sector"`
	Product   string `placeholder:"PRODUCT" xor:"part" help:"cli.flag.product"`
	Scope     string `placeholder:"SCOPE" help:"cli.flag.scope"`
	Weight    bool   `help:"cli.flag.weight"`
}

// flowWords are the words for a flow that the command line accepts.
var flowWords = map[string]trade.Flow{
	"export": trade.Export, "exports": trade.Export, "ekspor": trade.Export,
	"import": trade.Import, "imports": trade.Import, "impor": trade.Import,
	"balance": trade.Balance, "neraca": trade.Balance,
}

// series reads a word or a slug (ekspor, exports.hs2.27) and narrows it by the
// flags.
func (b breakdown) series(word string, p *pack.Pack) (trade.Series, error) {
	end := strings.IndexAny(word, ".@~")
	if end < 0 {
		end = len(word)
	}
	flow, ok := flowWords[strings.ToLower(word[:end])]
	if !ok {
		return trade.Series{}, unknownFlow(word)
	}
	s, err := trade.ParseSeries(string(flow) + word[end:])
	if err != nil {
		return trade.Series{}, err
	}
	by, code, err := b.part(p)
	if err != nil {
		return trade.Series{}, err
	}
	if by != trade.Total {
		if s.By != trade.Total {
			return trade.Series{}, twoParts(word)
		}
		s.By, s.Code = by, code
	}
	if b.Scope != "" {
		if s.Scope, err = fromPack(p.Scopes, "--scope", b.Scope); err != nil {
			return trade.Series{}, err
		}
	}
	if b.Weight {
		s.Measure = trade.Weight
	}
	return s, nil
}

func (b breakdown) part(p *pack.Pack) (trade.Dimension, string, error) {
	part := func(by trade.Dimension, code string, err error) (trade.Dimension, string, error) {
		return by, code, err
	}
	switch {
	case b.Commodity != "":
		code, err := chapter(b.Commodity)
		return part(trade.Chapter, code, err)
	case b.Without != "":
		code, err := chapter(b.Without)
		return part(trade.Without, code, err)
	case b.Country != "":
		code, err := country(b.Country)
		return part(trade.Country, code, err)
	case b.Port != "":
		code, err := fromPack(p.Ports, "--port", b.Port)
		return part(trade.Port, code, err)
	case b.PortGroup != "":
		code, err := fromPack(p.Groups, "--port-group", b.PortGroup)
		return part(trade.PortGroup, code, err)
	case b.Sector != "":
		code, err := fromPack(p.Sectors, "--sector", b.Sector)
		return part(trade.Sector, code, err)
	case b.Product != "":
		code, err := fromPack(p.Products, "--product", b.Product)
		return part(trade.Product, code, err)
	}
	return trade.Total, "", nil
}

// chapter finds an HS chapter by its code: 27, 8 or 08.
func chapter(text string) (string, error) {
	code := text
	if len(code) == 1 {
		code = "0" + code
	}
	if c, ok := refdata.ChapterOf(code); ok {
		return c.Code, nil
	}
	return "", &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: fmt.Sprintf("bab HS %q tidak ada; tulis dua angka dari 01 sampai 97, misalnya 27", text),
		EN: fmt.Sprintf("there is no HS chapter %q; write two digits from 01 to 97, such as 27", text),
	}}
}

// country finds a country by ISO 3166-1 code or by name in either language.
func country(text string) (string, error) {
	for _, c := range refdata.Countries() {
		names := append([]string{c.ISO3, c.ISO2, c.Name.ID, c.Name.EN}, c.Words...)
		for _, name := range names {
			if refdata.Fold(name) == refdata.Fold(text) {
				return c.ISO3, nil
			}
		}
	}
	return "", &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: fmt.Sprintf("negara %q tidak dikenal; tulis kode tiga huruf atau namanya, misalnya JPN atau Jepang", text),
		EN: fmt.Sprintf("there is no country %q; write its three-letter code or its name, such as JPN or Japan", text),
	}}
}

// fromPack finds a code of the pack's lists, by code or by name.
func fromPack(list []pack.Named, flag, text string) (string, error) {
	codes := make([]string, 0, len(list))
	for _, n := range list {
		for _, name := range []string{n.Code, n.Name.ID, n.Name.EN} {
			if strings.EqualFold(name, text) {
				return n.Code, nil
			}
		}
		codes = append(codes, n.Code)
	}
	all := strings.Join(codes, ", ")
	return "", &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: fmt.Sprintf("%s %q tidak ada dalam paket data; yang ada: %s", flag, text, all),
		EN: fmt.Sprintf("%s %q is not in the data pack; there are: %s", flag, text, all),
	}}
}

func unknownFlow(word string) error {
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: fmt.Sprintf("%q bukan deret; tulis ekspor, impor, atau neraca, atau kode deret seperti export.hs2.27", word),
		EN: fmt.Sprintf("%q is not a series; write exports, imports or balance, or a slug such as export.hs2.27", word),
	}}
}

func twoParts(word string) error {
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: fmt.Sprintf("%q sudah berisi rincian; hapus rincian pada kode deret atau pada pilihan", word),
		EN: fmt.Sprintf("%q already names a part; drop it either from the slug or from the flags", word),
	}}
}
