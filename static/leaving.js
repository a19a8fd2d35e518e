// What is kept when somebody leaves a page, and what is shown when a browser brings it back.
(() => {
  "use strict";

  const page = document.documentElement;
  const draft = () => document.querySelector("form[data-saves]");

  // A draft is saved when a field is left, and when the page is hidden: some engines tell of no change
  // when one leaves the app. Saved is only what an answer of ours says is saved.
  let typed = 0;
  let saved = 0;
  const noteSaved = (upTo) => { saved = Math.max(saved, upTo); };
  const saveNow = () => {
    const upTo = typed;
    if (!draft() || saved === upTo) return;
    const body = new URLSearchParams(new FormData(draft()));
    fetch(draft().dataset.saves, { method: "POST", body, keepalive: true }).then(({ headers, redirected, status }) => {
      if (status < 300 && !redirected && headers.has("Regelruimte")) noteSaved(upTo);
    }, () => {});
  };

  document.addEventListener("input", () => { typed += 1; });
  document.addEventListener("visibilitychange", () => { if (document.hidden) saveNow(); });
  addEventListener("submit", (event) => { if (!event.defaultPrevented) noteSaved(typed); }); // the page goes
  addEventListener("beforeunload", (event) => { if (draft() && saved < typed) event.preventDefault(); });

  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => { ctx.typed = typed; });
  document.addEventListener("htmx:after:request", ({ defaultPrevented, detail: { ctx } }) => {
    const { status } = ctx.response;
    if (!defaultPrevented && (status < 400 || status === 422)) noteSaved(ctx.typed);
  });
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => { if (ctx.target?.id === "inhoud") noteSaved(typed); });

  // Pages that are nobody else's do not come back as they were: what they show may be erased by now.
  const isPrivate = () => page.dataset.private.split(" ").some((prefix) => `${location.pathname}/`.startsWith(`${prefix}/`));
  addEventListener("pagehide", () => {
    saveNow();
    page.hidden = saved === typed && isPrivate();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && page.hidden) location.reload();
    else setTimeout(showRestored);
  });

  // After a crash a browser puts old text over a fresh page. That is said beside it, and the page then
  // counts as one of long ago: newer text is not overwritten, and the answer to a post shows both.
  const isText = (field) => field.matches("textarea, [type=text], [type=tel], [type=email]");
  const differs = (field) => field.checked !== field.defaultChecked
    || [...(field.options ?? [])].some((option) => option.selected !== option.defaultSelected) || (isText(field) && field.value.trim() !== field.defaultValue.trim());
  const showRestored = () => {
    if (!draft() || navigator.userActivation?.hasBeenActive) return;
    const places = new Set([...draft().elements].filter(differs).map((field) => field.closest(".field")));
    places.forEach((place) => {
      const said = Object.assign(document.createElement("p"), { className: "field__error" });
      said.textContent = "Je browser zette hier een ander antwoord terug dan bewaard is. Kijk of het klopt.";
      place.prepend(said);
      draft().elements.basis.value = "0";
      typed += 1;
    });
  };
})();
