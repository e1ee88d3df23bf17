package apidoc

import "strings"

// Sample is a piece of code that a reader may take.
type Sample struct {
	Key  string // of its words in the catalogue: curl, python, r
	Code string
}

// First is the call that works on every server: a published figure.
func First(api, lang string) string {
	return "curl '" + api + "/figures/balance?period=2021&lang=" + lang + "'"
}

// Samples ask the same in three languages of programs. Tests run those for
// which the tools are there.
func Samples(api, dataset, lang string) []Sample {
	fill := strings.NewReplacer("{api}", api, "{dataset}", dataset, "{lang}", lang)
	return []Sample{
		{"curl", fill.Replace(curlSample)},
		{"python", fill.Replace(pythonSample)},
		{"r", fill.Replace(rSample)},
	}
}

const curlSample = `curl '{api}/datasets?lang={lang}'
curl '{api}/data/{dataset}?by=year,flow&lang={lang}'
curl -o data.csv \
  '{api}/data/{dataset}?by=year,partner&flow=export&format=csv&lang={lang}'`

const pythonSample = `import requests
import pandas as pd

answer = requests.get(
    "{api}/data/{dataset}",
    params={"by": "year,flow", "measure": "value,share", "lang": "{lang}"},
)
answer.raise_for_status()
found = answer.json()
print(found["about"]["title"], found["about"]["release"])
table = pd.DataFrame(found["rows"])
table["value"] = table["value"].astype(float)
print(table)`

const rSample = `table <- read.csv(
  "{api}/data/{dataset}?by=year,flow&format=csv&lang={lang}",
  fileEncoding = "UTF-8-BOM"
)
print(table)`
