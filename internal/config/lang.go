package config

import (
	"slices"
	"strings"
)

// Lang finds the reader's language before the command line has been
// understood, so that help and errors about it are in that language: --lang,
// MUARA_LANG, the file, the locale, otherwise Indonesian. Values that are no
// language are passed over here; Check refuses them later.
func Lang(args []string, getenv func(string) string) string {
	file, _, _ := readFile(first(flagValue(args, "config"), getenv(EnvName("config"))))
	inFile, _ := file["lang"].(string)
	for _, v := range []string{flagValue(args, "lang"), getenv(EnvName("lang")), inFile} {
		if slices.Contains(languages, v) {
			return v
		}
	}
	return locale(getenv)
}

// locale reads the language of the terminal as POSIX orders the variables.
func locale(getenv func(string) string) string {
	v := first(getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG"))
	if v == "en" || strings.HasPrefix(v, "en_") || strings.HasPrefix(v, "en-") || strings.HasPrefix(v, "en.") {
		return "en"
	}
	return "id"
}

// flagValue returns the last value of --name VALUE or --name=VALUE.
func flagValue(args []string, name string) string {
	value := ""
	for i, a := range args {
		if a == "--" {
			break
		}
		if v, ok := strings.CutPrefix(a, "--"+name+"="); ok {
			value = v
		} else if a == "--"+name && i+1 < len(args) {
			value = args[i+1]
		}
	}
	return value
}
