// Help for the explorer: hits under the field of filters while one types, and
// its table for a spreadsheet. Without it the field leads to a page of hits.

/** Shows the hits of the search page under the field; arrows walk through them. */
function finding(form: HTMLFormElement) {
  const field = form.querySelector<HTMLInputElement>('input[type="search"]');
  if (!field) return;
  let timer = 0;
  let asked: AbortController | undefined;
  const close = () => form.querySelector(".found")?.remove();
  const show = (list: Element | null) => {
    close();
    if (!list) return;
    list.className = "found";
    list.id = `${field.id}-hits`;
    form.append(list);
  };
  const ask = async () => {
    asked?.abort();
    if (field.value.trim().length < 2) return close();
    asked = new AbortController();
    const query = new URLSearchParams([...new FormData(form)] as [string, string][]);
    try {
      const answer = await fetch(`${form.action}?${query}`, { signal: asked.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      show(page.getElementById("hits"));
    } catch {
      // The next key asks again; Enter opens the page of hits.
    }
  };
  const links = () => Array.from(form.querySelectorAll<HTMLAnchorElement>(".found a"));
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, 180);
  });
  form.addEventListener("keydown", (e) => {
    const all = links();
    const at = all.indexOf(document.activeElement as HTMLAnchorElement);
    if (e.key === "Escape") {
      close();
      field.focus();
    } else if (e.key === "ArrowDown" && all.length > 0) {
      e.preventDefault();
      all[Math.min(at + 1, all.length - 1)]?.focus();
    } else if (e.key === "ArrowUp" && at >= 0) {
      e.preventDefault();
      if (at === 0) field.focus();
      else all[at - 1]?.focus();
    }
  });
  document.addEventListener("pointerdown", (e) => form.contains(e.target as Node) || close());
}

/** Copies the table as text with tabs, as spreadsheets take it. */
function copying(button: HTMLButtonElement) {
  const table = button.closest("section")?.querySelector("table");
  if (!table || !navigator.clipboard) return;
  const label = button.textContent ?? "";
  button.hidden = false;
  button.addEventListener("click", async () => {
    const lines = Array.from(table.rows, (row) =>
      Array.from(row.cells, (cell) => (cell.textContent ?? "").trim().replace(/\s+/g, " ")).join("\t"),
    );
    await navigator.clipboard.writeText(lines.join("\n"));
    button.textContent = button.dataset.done ?? label;
    setTimeout(() => (button.textContent = label), 2500);
  });
}

export function explore() {
  document.querySelectorAll<HTMLFormElement>("form[data-finder]").forEach(finding);
  document.querySelectorAll<HTMLButtonElement>("button[data-copy-table]").forEach(copying);
}
