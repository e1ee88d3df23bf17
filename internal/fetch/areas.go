package fetch

import (
	"fmt"
	"strconv"
	"strings"

	"muara/internal/refdata"
	"muara/internal/trade"
)

// comtradeAreas are the countries whose code at Comtrade is not that of ISO
// 3166-1: customs territories that take in more than the country (France with
// Monaco, Switzerland with Liechtenstein, Norway with Svalbard, the United
// States with Puerto Rico), India since 1975, and Taiwan, which Comtrade calls
// "Other Asia, nes".
//
// Source: https://comtradeapi.un.org/files/v1/app/reference/Reporters.json
var comtradeAreas = map[string]int{
	"CHE": 757, "FRA": 251, "IND": 699, "NOR": 579, "TWN": 490, "USA": 842,
}

// world is the partner that stands for all.
const world = 0

// areaCode reads a country: three letters of ISO 3166-1, or the number that
// Comtrade uses. WLD is the World.
func areaCode(text string) (int, error) {
	t := strings.ToUpper(strings.TrimSpace(text))
	if n, err := strconv.Atoi(t); err == nil && n >= 0 && n <= 999 {
		return n, nil
	}
	if t == "WLD" {
		return world, nil
	}
	if n, ok := comtradeAreas[t]; ok {
		return n, nil
	}
	if c, ok := refdata.CountryOf(t); ok {
		if n, err := strconv.Atoi(c.Numeric); err == nil {
			return n, nil
		}
	}
	return 0, fail(trade.Invalid, nil,
		fmt.Sprintf("negara %q tidak dikenal; tulis tiga huruf ISO seperti IDN, atau nomor UN Comtrade seperti 360", text),
		fmt.Sprintf("the country %q is not known; write the three letters of ISO, such as IDN, or the number of UN Comtrade, such as 360", text))
}
