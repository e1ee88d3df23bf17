// Runs before the first paint: a reader who chose light or dark never sees the
// other one flash by. The style sheet does the rest.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // No storage: the device decides.
}
