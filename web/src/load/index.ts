// Loading data: files can be dropped, sending shows how far it is, and a check
// is followed without reloading the page. Everything works without this.

/** Lets files be dropped, refuses what is too large before it is sent, and shows how far the sending is. */
export function sending(form: HTMLFormElement) {
  const input = form.querySelector<HTMLInputElement>('input[type="file"]')!;
  const drop = form.querySelector<HTMLElement>("[data-drop]")!;
  const part = <T extends HTMLElement>(name: string) => form.querySelector<T>(`[data-${name}]`)!;
  const bar = part<HTMLProgressElement>("bar");
  const wrong = part("wrong");
  const limit = Number(form.dataset.limit);
  part("dropword").hidden = false;
  drop.classList.add("lively");

  const tooLarge = () => Array.from(input.files ?? []).reduce((sum, f) => sum + f.size, 0) > limit;
  const show = () => {
    const names = Array.from(input.files ?? [], (f) => f.name);
    part("chosen-list").textContent = names.length > 0 ? (form.dataset.chosen ?? "%s").replace("%s", names.join(", ")) : "";
    wrong.textContent = tooLarge() ? (form.dataset.tooLarge ?? "") : "";
  };
  input.addEventListener("change", show);
  for (const type of ["dragover", "dragleave", "drop"] as const)
    drop.addEventListener(type, (e) => {
      e.preventDefault();
      drop.classList.toggle("over", type === "dragover");
      if (type !== "drop" || !e.dataTransfer?.files.length) return;
      input.files = e.dataTransfer.files;
      show();
    });

  form.addEventListener("submit", (e) => {
    e.preventDefault();
    if (tooLarge()) return wrong.focus();
    const button = form.querySelector<HTMLButtonElement>('button[type="submit"]')!;
    if (button.disabled) return; // a second click while it is sent
    button.disabled = true;
    wrong.textContent = "";
    bar.hidden = false;
    part("said").textContent = form.dataset.sending ?? "";
    const request = new XMLHttpRequest(); // fetch does not tell how much was sent
    request.upload.addEventListener("progress", (p) => {
      if (p.lengthComputable) bar.value = (p.loaded / p.total) * 100;
    });
    const over = (text: string) => {
      button.disabled = false;
      bar.hidden = true;
      part("said").textContent = "";
      wrong.textContent = text;
    };
    request.addEventListener("error", () => over(form.dataset.broken ?? ""));
    request.addEventListener("load", () => {
      if (request.status < 400) return void (location.href = request.responseURL);
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      over(page.querySelector("[role=alert] p, .lede")?.textContent?.trim() || (form.dataset.broken ?? ""));
    });
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
}

/** Follows a check: asks for the page again and takes over what changed. */
export function following(box: HTMLElement) {
  if (box.dataset.live !== "on") return;
  const again = () => setTimeout(step, 1000);
  const step = async () => {
    try {
      const answer = await fetch(box.dataset.href ?? location.href);
      if (answer.redirected) return location.replace(answer.url); // the report is there
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.querySelector<HTMLElement>("[data-live]");
      if (!next) return again();
      if (next.dataset.live !== "on") return location.reload();
      take(box, next);
    } catch {
      // The server is being started again: the check goes on when it is back.
    }
    again();
  };
  again();
}

/** Takes over single texts, so that neither the focus nor the reader is disturbed. */
function take(box: HTMLElement, next: HTMLElement) {
  for (const mark of ["h1", ".far", "[data-said]"]) {
    const [a, b] = [box.querySelector(mark), next.querySelector(mark)];
    if (a && b && a.textContent !== b.textContent) a.textContent = b.textContent;
  }
  const [a, b] = [box.querySelector("progress"), next.querySelector("progress")];
  if (a && b?.hasAttribute("value")) a.value = b.value;
}
