// The entry: small helps on top of pages that are complete without it, and the
// charts, fetched when the first of them comes into view.

const all = <T extends Element>(selector: string, root: ParentNode = document) =>
  Array.from(root.querySelectorAll<T>(selector));

/** Draws lively charts over the static ones, as they come near the view. */
function charts() {
  const boxes = all<HTMLElement>("[data-chart]").filter((b) => b.querySelector("[data-payload]"));
  if (boxes.length === 0 || !("IntersectionObserver" in window)) return;
  const seen = new IntersectionObserver(
    (entries) => {
      for (const e of entries) {
        if (!e.isIntersecting) continue;
        seen.unobserve(e.target);
        // A chart that cannot be fetched stays as the server drew it.
        import("./charts/index.ts").then((m) => m.mount(e.target as HTMLElement)).catch(() => {});
      }
    },
    { rootMargin: "200px" },
  );
  boxes.forEach((b) => seen.observe(b));
}

/** Copies the address of exactly this view; says so on the button. */
function copying() {
  for (const button of all<HTMLButtonElement>("button[data-copy]")) {
    const label = button.textContent ?? "";
    button.hidden = false;
    button.addEventListener("click", async () => {
      const address = new URL(button.dataset.copy || location.href, location.href).href;
      button.textContent = (await copy(address)) ? (button.dataset.done ?? label) : address;
      setTimeout(() => (button.textContent = label), 2500);
    });
  }
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not a secure page: the old way.
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

/**
 * Sends a form as soon as one of its choices changes under a finger or a
 * mouse. With the keyboard every arrow key is a change, so there the button
 * stays, and sends.
 */
function submitting() {
  for (const form of all<HTMLFormElement>("form[data-auto]")) {
    let typed = false;
    form.classList.add("auto");
    form.addEventListener("keydown", () => (typed = true));
    form.addEventListener("pointerdown", () => (typed = false));
    form.addEventListener("change", () => typed || form.requestSubmit());
  }
}

type Theme = "auto" | "light" | "dark";
const themes: Theme[] = ["auto", "light", "dark"];

/** Lets the reader choose light or dark, or leave it to the device. */
function theming() {
  const root = document.documentElement;
  for (const button of all<HTMLButtonElement>("button[data-theme-switch]")) {
    const show = () => {
      const theme = (root.dataset.theme as Theme | undefined) ?? "auto";
      const name = button.dataset[`${theme}Label`] ?? theme;
      button.dataset.state = theme;
      button.title = name;
      const word = button.querySelector("[data-theme-name]");
      if (word) word.textContent = name;
      const paper = getComputedStyle(root).getPropertyValue("--paper");
      for (const meta of all<HTMLMetaElement>('meta[name="theme-color"]')) meta.content = paper;
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      const now = (root.dataset.theme as Theme | undefined) ?? "auto";
      const next = themes[(themes.indexOf(now) + 1) % themes.length] ?? "auto";
      if (next === "auto") delete root.dataset.theme;
      else root.dataset.theme = next;
      try {
        localStorage.setItem("theme", next);
      } catch {
        // It lasts for this page.
      }
      show();
      document.dispatchEvent(new CustomEvent("theme")); // the charts repaint
    });
    show();
  }
}

/** Lets a reader sort a table by the heading of a column; what is left over stays last. */
function sorting() {
  for (const table of all<HTMLTableElement>("table[data-sortable]")) {
    const body = table.tBodies[0];
    if (!body || body.rows.length < 3) continue;
    for (const th of all<HTMLTableCellElement>("thead th", table)) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...th.childNodes);
      th.append(button);
      button.addEventListener("click", () => {
        const down = th.getAttribute("aria-sort") === "descending";
        for (const other of all("th[aria-sort]", table)) other.removeAttribute("aria-sort");
        th.setAttribute("aria-sort", down ? "ascending" : "descending");
        sort(body, th.cellIndex, down ? 1 : -1);
      });
    }
  }
}

function sort(body: HTMLTableSectionElement, column: number, direction: 1 | -1) {
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const keyed = Array.from(body.rows).map((row) => {
    const cell = row.cells[column];
    const key = cell?.dataset.sort;
    return { row, last: row.classList.contains("rest") || key === "", key: Number(key ?? NaN), text: cell?.textContent?.trim() ?? "" };
  });
  keyed.sort(
    (a, b) =>
      Number(a.last) - Number(b.last) ||
      direction * (Number.isNaN(a.key) || Number.isNaN(b.key) ? collator.compare(a.text, b.text) : a.key - b.key),
  );
  body.append(...keyed.map((k) => k.row));
}

/** Opens the table that an address points into. */
function unfolding() {
  const open = () => {
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    for (let d = target?.closest("details"); d; d = d.parentElement?.closest("details")) d.open = true;
  };
  addEventListener("hashchange", open);
  open();
}

/** Keeps the place on the page when the language changes. */
function keeping() {
  for (const link of all<HTMLAnchorElement>("a[data-keep-hash]"))
    link.addEventListener("click", () => (link.hash = location.hash));
}

/** Prints the page; without a script the browser's own menu does. */
function printing() {
  for (const button of all<HTMLButtonElement>("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}

/** What only the explorer needs comes when the explorer is there. */
function exploring() {
  if (document.querySelector("[data-finder]")) import("./explore.ts").then((m) => m.explore()).catch(() => {});
}

/** Forms that send files, and checks that run: rarely seen, so fetched when they are. */
function loading() {
  const forms = all<HTMLFormElement>("form[data-send]");
  const boxes = all<HTMLElement>("[data-live]");
  if (forms.length + boxes.length === 0) return;
  import("./load/index.ts").then((m) => (forms.forEach(m.sending), boxes.forEach(m.following))).catch(() => {});
}

charts();
exploring();
copying();
printing();
submitting();
theming();
sorting();
unfolding();
keeping();
loading();
