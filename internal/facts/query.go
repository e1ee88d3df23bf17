package facts

import "muara/internal/trade"

// Query asks for facts. The same query is a page of the explorer, a call of the
// API and a command.
type Query struct {
	Dataset string
	Release string // empty for the current one

	By          []Dim          // in the order of the columns of the answer; none asks for one row
	Measures    []Measure      // at least one
	Where       []Filter       // all must hold
	Periods     []trade.Period // rows that lie wholly in one of them; none asks for all
	LikeForLike bool           // only the months that every year of the answer has

	Order  []Order // ties, and an empty Order, go by the codes of By
	Limit  int     // rows of the answer, 0 for the engine's own bound
	Offset int
}

// Filter keeps the rows whose code of Dim is one of Values, or with Not is none
// of them. Codes of products may be given to any level for the dimension
// Product: 27 keeps all of chapter 27.
type Filter struct {
	Dim    Dim
	Not    bool
	Values []string
}

// Order sorts by a dimension's codes or by a measure. Rows without a value come
// last either way.
type Order struct {
	By   string // a Dim or a Measure
	Desc bool
}
