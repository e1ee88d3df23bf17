package api

import "time"

// The shapes of the answers of operations that write.

// Import is an import under way or ended.
type Import struct {
	ID       string         `json:"id" example:"20261125-081500-k3v9q2ha"`
	Title    string         `json:"title"`
	State    string         `json:"state" enum:"queued,running,done,failed,cancelled"`
	By       string         `json:"by,omitempty" doc:"Who asked for it"`
	Created  time.Time      `json:"created"`
	Started  *time.Time     `json:"started"`
	Finished *time.Time     `json:"finished"`
	Progress ImportProgress `json:"progress"`
	Fault    *string        `json:"fault" doc:"Why it failed"`
	Drafts   []ImportDraft  `json:"drafts" doc:"Releases that wait to be published"`
	Lists    []ImportLists  `json:"lists" doc:"Lists of codes that were kept"`
	NotTaken []NotTaken     `json:"not_taken" doc:"Files of which nothing was taken, and why"`
	Link     string         `json:"link"`
}

// ImportProgress is how far an import has come.
type ImportProgress struct {
	Stage string `json:"stage" doc:"What is being done"`
	Done  int64  `json:"done"`
	Total int64  `json:"total" doc:"0 where it is not known"`
	Unit  string `json:"unit" doc:"bytes, rows, files"`
}

// ImportDraft is a draft that an import made.
type ImportDraft struct {
	Dataset string `json:"dataset"`
	Release string `json:"release"`
	Rows    int64  `json:"rows"`
	Value   string `json:"value" doc:"US$, exports and imports added: for checking"`
	Already bool   `json:"already" doc:"These files were in the release before"`
	Quality string `json:"quality" doc:"Where its quality report is"`
	Refused string `json:"refused" doc:"Where its refused rows are"`
	Publish string `json:"publish" doc:"Where it is published (POST)"`
}

// ImportLists are lists of codes of a file.
type ImportLists struct {
	File  string `json:"file"`
	Lists int    `json:"lists"`
}

// NotTaken is a file of which nothing was taken.
type NotTaken struct {
	File string `json:"file"`
	Why  string `json:"why"`
}

// ImportList lists imports, the newest first.
type ImportList struct {
	Imports []Import `json:"imports"`
	Page    ListPage `json:"page"`
}

// Published names the release that is current now.
type Published struct {
	Dataset string `json:"dataset"`
	Release string `json:"release"`
}

// Verified says whether every file of a release is as it was written.
type Verified struct {
	Whole  bool        `json:"whole"`
	Faults []FileFault `json:"faults"`
}

// FileFault is something wrong with a file.
type FileFault struct {
	Release string `json:"release"`
	Path    string `json:"path" doc:"Within the release"`
	Text    string `json:"text"`
}

// Quality is what a person should know of a draft before it is published.
type Quality struct {
	Dataset    string             `json:"dataset"`
	Release    string             `json:"release"`
	Made       time.Time          `json:"made"`
	Parent     string             `json:"parent,omitempty"`
	Replaced   string             `json:"replaced" doc:"What of the release before was replaced: period, chapter, all"`
	Read       int64              `json:"read" doc:"Rows of trade: accepted, refused and left out"`
	Accepted   int64              `json:"accepted"`
	Refused    int64              `json:"refused"`
	LeftOut    int64              `json:"left_out"`
	Files      []QualityFile      `json:"files"`
	Refusals   []RefusedRow       `json:"refusals" doc:"The first ones; all are in refused"`
	Totals     []QualityTotal     `json:"totals"`
	World      KeptRows           `json:"world" doc:"Rows for the World kept out beside their parts"`
	Levels     KeptRows           `json:"levels" doc:"Rows of coarser levels of the HS kept out beside finer ones"`
	Weightless KeptRows           `json:"weightless" doc:"Rows without a weight"`
	Repeats    int64              `json:"repeats" doc:"Rows whose cell came before"`
	Unmatched  []QualityUnmatched `json:"unmatched" doc:"Codes and names that no list has"`
	Outliers   QualityOutliers    `json:"outliers"`
	Changes    []QualityChange    `json:"changes" doc:"Against the release before, largest first"`
	Published  []QualityPublished `json:"published" doc:"Against published figures"`
	Warnings   []QualityWarning   `json:"warnings"`
}

// QualityFile is what was read from one file.
type QualityFile struct {
	Name     string `json:"name"`
	SHA256   string `json:"sha256,omitempty"`
	Kind     string `json:"kind"`
	Layout   string `json:"layout"`
	Accepted int64  `json:"accepted"`
	Refused  int64  `json:"refused"`
}

// RefusedRow is a row that was refused.
type RefusedRow struct {
	File     string `json:"file"`
	Sheet    string `json:"sheet,omitempty"`
	Row      int    `json:"row"`
	Column   string `json:"column,omitempty"`
	Found    string `json:"found"`
	Expected string `json:"expected"`
}

// QualityTotal sums accepted rows.
type QualityTotal struct {
	Flow   string `json:"flow"`
	Period string `json:"period"`
	Rows   int64  `json:"rows"`
	Value  string `json:"value" doc:"US$"`
	Weight string `json:"weight" doc:"kg"`
}

// KeptRows counts rows with their value.
type KeptRows struct {
	Rows  int64  `json:"rows"`
	Value string `json:"value" doc:"US$"`
}

// QualityUnmatched is a code that no list has; its rows are kept.
type QualityUnmatched struct {
	Column string `json:"column"`
	Code   string `json:"code"`
	Rows   int64  `json:"rows"`
	Value  string `json:"value" doc:"US$"`
}

// QualityOutliers counts rows whose value per kilogram is far off.
type QualityOutliers struct {
	Weighed int64 `json:"weighed"`
	Rows    int64 `json:"rows"`
}

// QualityChange is a change against the release before.
type QualityChange struct {
	Flow    string `json:"flow"`
	Period  string `json:"period"`
	Chapter string `json:"chapter,omitempty"`
	Before  string `json:"before" doc:"US$"`
	After   string `json:"after" doc:"US$"`
}

// QualityPublished compares with a published figure.
type QualityPublished struct {
	Series    string `json:"series"`
	Period    string `json:"period"`
	Published string `json:"published" doc:"US$"`
	Loaded    string `json:"loaded" doc:"US$"`
	Within    bool   `json:"within" doc:"The difference is no more than rounding"`
}

// QualityWarning is anything else.
type QualityWarning struct {
	Code string `json:"code"`
	Text string `json:"text"`
}
