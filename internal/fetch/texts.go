package fetch

import (
	"fmt"
	"time"

	"muara/internal/trade"
)

// PreviewNotice says what the absence of a key limits.
func PreviewNotice() trade.Text {
	return trade.Text{
		ID: "Tanpa kunci API dipakai pintu umum UN Comtrade, yang memberi paling banyak 500 catatan tiap jawaban: permintaan dipecah menjadi banyak panggilan kecil dan berjalan lama. Kunci gratis diperoleh di https://comtradedeveloper.un.org.",
		EN: "Without an API key the public preview of UN Comtrade is used, which gives at most 500 records an answer: the request is cut into many small calls and takes long. A free key is to be had at https://comtradedeveloper.un.org.",
	}
}

func noteWaiting(d time.Duration) trade.Text {
	s := int64((d + time.Second - 1) / time.Second)
	return trade.Text{
		ID: fmt.Sprintf("menunggu %s detik sebelum bertanya lagi", grouped(s, ".")),
		EN: fmt.Sprintf("waiting %s seconds before asking again", grouped(s, ",")),
	}
}

var flowNames = map[string]trade.Text{
	"X": {ID: "ekspor", EN: "exports"},
	"M": {ID: "impor", EN: "imports"},
}

func noteAnswer(c call, records int) trade.Text {
	flow := flowNames[c.Flow]
	if records == 0 {
		return trade.Text{
			ID: fmt.Sprintf("%s %s (%s): tidak ada catatan", flow.ID, c.Period, c.label()),
			EN: fmt.Sprintf("%s %s (%s): no records", flow.EN, c.Period, c.label()),
		}
	}
	many := "records"
	if records == 1 {
		many = "record"
	}
	return trade.Text{
		ID: fmt.Sprintf("%s %s (%s): %s catatan", flow.ID, c.Period, c.label(), grouped(int64(records), ".")),
		EN: fmt.Sprintf("%s %s (%s): %s %s", flow.EN, c.Period, c.label(), grouped(int64(records), ","), many),
	}
}

func noteSplit(c call, parts int) trade.Text {
	flow := flowNames[c.Flow]
	return trade.Text{
		ID: fmt.Sprintf("%s %s (%s) melampaui batas satu jawaban; ditanyakan lagi dalam %d bagian", flow.ID, c.Period, c.label(), parts),
		EN: fmt.Sprintf("%s %s (%s) is more than one answer holds; asking again in %d parts", flow.EN, c.Period, c.label(), parts),
	}
}
