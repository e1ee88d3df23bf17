// Package explore is the explorer of trade facts: one page of which every view
// is an address, a search for what to filter by, and a page for each number
// that says where it comes from. The keys of its addresses are those of
// facts.ParseQuery, beside a few that say how the answer is shown.
package explore
