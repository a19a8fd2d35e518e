// What the pages do beyond plain links and forms. Everything works without this file.
(() => {
  "use strict";

  const page = document.documentElement;
  const notice = () => document.getElementById("melding");

  // In a sandboxed frame the origin is opaque and every htmx request fails; there forms are plain forms.
  if (self.origin === "null") page.setAttribute("data-hx-ignore", "");

  const tell = (text) => {
    const place = notice();
    place.textContent = text;
    place.hidden = !text;
    if (text) document.activeElement.scrollIntoView({ block: "nearest" }); // not behind the notice
  };

  const kept = "Wat je typte, staat er nog.";
  const told = {
    404: `Deze link werkt niet meer. ${kept} Open de nieuwste link die je van ons kreeg.`,
    413: `Dit is te veel tekst in één keer. ${kept} Maak het korter en probeer het opnieuw.`,
    429: `Dit gaat te snel. ${kept} Wacht een paar minuten en probeer het dan opnieuw.`,
  };
  const problem = (status) => {
    if (status >= 500) return `Er ging bij ons iets mis. ${kept} Probeer het over een minuut opnieuw.`;
    return told[status] ?? `Dit lukte niet. ${kept} Probeer het opnieuw, of bel of mail ons.`;
  };

  // After a swap the focus would fall back to the page; it belongs at the errors or the heading.
  const focusNewPage = () => {
    const target = document.querySelector("#error-summary, #inhoud h1");
    if (!target) return;
    target.focus({ preventScroll: true });
    page.scrollTop = 0;
    target.scrollIntoView({ block: "nearest" });
  };

  // In somebody else's page: tell the hosts that may frame us how high we are. The answer to it is
  // theirs (insluiten.js); nothing that they say is listened to.
  const above = location.ancestorOrigins;
  const hosts = (page.dataset.hosts ?? "").split(" ").filter((host) => host && (!above || above[0] === host));
  const report = (top) => {
    const height = Math.ceil(page.getBoundingClientRect().height);
    hosts.forEach((host) => parent.postMessage({ regelruimte: { height, top } }, host));
  };
  if (hosts.length && parent !== self) {
    new ResizeObserver(() => report(false)).observe(page);
    report(true);
  }

  // The way out of the frame follows the answers of the check, which are in the address.
  const leadOut = () => {
    const link = document.getElementById("venster");
    if (!link || location.pathname !== "/check") return;
    link.href = location.href.replace(/([?&])ingesloten=1&?/, "$1");
    document.getElementById("venster-adres").value = link.href;
  };

  // A browser prints the address of a page in its margin; what is secret of ours stays out of it.
  const secret = /^\/(voorstel|mijn|reactie)\/[^/]+/;
  let whole = "";
  addEventListener("beforeprint", () => {
    if (self.origin === "null" || !secret.test(location.pathname)) return;
    whole = location.href;
    history.replaceState(history.state, "", location.pathname.replace(secret, "/$1/x"));
  });
  addEventListener("afterprint", () => {
    if (whole) history.replaceState(history.state, "", whole);
    whole = "";
  });

  // What is there to be copied gets a button; where a browser forbids it, it is selected.
  const offerCopies = () => {
    document.querySelectorAll(".input--copy:not([data-copied])").forEach((field) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "button button--quiet", textContent: "Kopieer" });
      button.setAttribute("aria-describedby", field.labels[0].id ||= `${field.id}-label`);
      button.addEventListener("click", () => {
        field.select();
        navigator.clipboard?.writeText(field.value).then(() => { button.textContent = "Gekopieerd"; }, () => {});
      });
      field.dataset.copied = "";
      field.after(button);
    });
  };
  offerCopies();

  const count = (area) => {
    const limit = document.getElementById(`${area.id}-limit`);
    if (!limit) return;
    const left = Number(area.dataset.max) - [...area.value.normalize("NFC")].length;
    if (left >= 0) limit.textContent = `Je kunt nog ${left} ${left === 1 ? "teken" : "tekens"} typen.`;
    else limit.textContent = `Dit is ${-left} ${left === -1 ? "teken" : "tekens"} te lang.`;
    limit.classList.toggle("field__limit--over", left < 0);
  };

  // A draft is saved whenever a field is left; only what was typed since then would be lost.
  let unsaved = false;
  const isDraft = (element) => Boolean(element.closest?.("form[data-saves]"));

  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[data-max]")) count(event.target);
    if (isDraft(event.target)) unsaved = true;
  });
  addEventListener("submit", () => { unsaved = false; });
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });

  document.addEventListener("htmx:before:request", (event) => {
    tell("");
    if (isDraft(event.target)) unsaved = false;
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const { swap, target } = event.detail.ctx;
    if (swap === "none" || (target && target.id !== "inhoud")) return; // results beside what one types
    focusNewPage();
    offerCopies();
    report(true);
  });
  document.addEventListener("htmx:after:history:update", leadOut);
  document.addEventListener("htmx:response:error", (event) => {
    const { status } = event.detail.ctx.response;
    if (status === 422) return; // a page of ours
    unsaved = isDraft(event.target);
    if (status === 409) return; // a page too, or a save in passing that came too late
    tell(problem(status));
  });
  document.addEventListener("htmx:error", (event) => {
    if (!event.detail.ctx) return;
    unsaved = isDraft(event.target);
    tell(`Er is geen verbinding. ${kept} Probeer het opnieuw als je weer online bent.`);
  });
})();
