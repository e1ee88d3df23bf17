package app

import (
	"os/exec"
	"runtime"
)

// browser returns the command that opens an address on this system, nil where
// there is no screen to open it on.
func browser(goos string, getenv func(string) string, address string) []string {
	switch goos {
	case "darwin":
		return []string{"open", address}
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler", address}
	default:
		if getenv("DISPLAY") == "" && getenv("WAYLAND_DISPLAY") == "" {
			return nil
		}
		return []string{"xdg-open", address}
	}
}

// openBrowser shows an address to the person who started the program, where
// that is possible.
func openBrowser(getenv func(string) string, address string) error {
	command := browser(runtime.GOOS, getenv, address)
	if command == nil {
		return nil
	}
	path, err := exec.LookPath(command[0])
	if err != nil {
		return err
	}
	cmd := exec.Command(path, command[1:]...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait() // reap it; how it fares is its own affair
	return nil
}
