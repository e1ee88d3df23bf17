package lake

import "muara/internal/trade"

// Fact is one row on its way into a draft: an ingest.Row whose places are known.
// Texts are codes; an empty text means that the file has no such column.
type Fact struct {
	Flow     trade.Flow
	Year     int
	Month    int // 1 to 12, 0 for the whole year
	Reporter string
	Region   string
	Partner  string
	Product  string
	Edition  string
	Port     string
	Industry string
	Sector   string

	Value     int64 // US cents
	Rest      int32 // millionths of a cent
	Grams     int64
	HasWeight bool
}
