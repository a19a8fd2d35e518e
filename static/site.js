// What the pages do beyond plain links and forms. Everything works without this file. htmx waits for
// it: what says that a connection was lost, or that an answer is not ours, stands here.
(() => {
  "use strict";

  const page = document.documentElement;
  const make = (name, text, attributes) => {
    const element = Object.assign(document.createElement(name), { textContent: text });
    Object.entries(attributes).forEach((each) => element.setAttribute(...each));
    return element;
  };

  // In a sandboxed frame the origin is opaque and every htmx request fails; there forms stay plain forms.
  if (self.origin !== "null") page.removeAttribute("data-hx-ignore");

  // Brings something into view; in a frame that grew only its host can (framed.js tells it).
  const reveal = (element, block) => {
    element.scrollIntoView({ block });
    element.dispatchEvent(new Event("reveal", { bubbles: true }));
  };

  const status = make("p", "", { class: "visually-hidden", role: "status" });
  document.body.append(status);
  const say = (text) => { status.textContent = text; };

  // Beside what was pressed or left: in a frame that grew, what is fixed to its edge is out of sight.
  const notice = make("p", "", { id: "melding", class: "notice notice--problem", role: "alert" });
  const tell = (text, near) => {
    notice.textContent = text;
    (near.closest(".actions, .field") ?? near.closest("p, form") ?? near).after(notice);
    reveal(notice, "nearest");
  };

  const kept = "Wat je typte, staat er nog.";
  const told = {
    404: `Deze link werkt niet meer. ${kept} Open de nieuwste link die je van ons kreeg.`,
    413: `Een antwoord op deze pagina is te lang. ${kept} Maak het korter en probeer het opnieuw.`,
    429: `${kept} Wacht een paar minuten en probeer het dan opnieuw.`,
  };
  const problem = (code) => {
    if (code >= 500) return `Er ging bij ons iets mis. ${kept} Probeer het over een minuut opnieuw.`;
    return told[code] ?? `Dit is niet gelukt. ${kept} Probeer het opnieuw, of bel of mail ons.`;
  };
  const foreign = (code) => (code >= 500 || code === 413 || code === 429 ? problem(code)
    : `Iets tussen jou en onze site hield het bericht tegen. ${kept} Probeer het over een minuut opnieuw, of op een ander netwerk.`);

  const focusNewPage = () => {
    // A reply is written beside its proposal, which stays.
    const place = document.querySelector("#reactie > section") ?? document.getElementById("inhoud");
    const target = place.querySelector("#error-summary, h1");
    if (!target) return;
    target.focus({ preventScroll: true });
    page.scrollTop = 0;
    target.scrollIntoView({ block: "nearest" });
  };
  if (document.getElementById("error-summary")) focusNewPage(); // after a plain post

  // A link within the page moves the focus and not the history: Back leads to the page before.
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    target.focus({ preventScroll: true });
    reveal(target, "start");
  });

  // What is there to be copied gets a button; where a browser forbids it, it is selected.
  const copy = (field, button) => {
    const failed = () => say(button.textContent = "Niet gelukt. De tekst is geselecteerd: kopieer die zelf.");
    field.select();
    if (!navigator.clipboard) return failed();
    navigator.clipboard.writeText(field.value).then(() => say(button.textContent = "Gekopieerd"), failed);
  };
  const offerCopies = () => {
    document.querySelectorAll(".input--copy:not([data-copied])").forEach((field) => {
      const button = make("button", "Kopieer", { type: "button", class: "button button--quiet" });
      button.setAttribute("aria-describedby", field.labels[0].id ||= `${field.id}-label`);
      button.addEventListener("click", () => copy(field, button));
      field.dataset.copied = "";
      field.after(button);
    });
  };
  offerCopies();

  // What is typed in one place and has to be right is shown again in another.
  const show = ({ id, value }) => {
    document.querySelectorAll(`[data-shows="${id}"]`).forEach((place) => { place.textContent = value; });
  };
  document.addEventListener("input", ({ target }) => { if (target.id) show(target); });

  let pause;
  const count = (area) => {
    const limit = document.getElementById(`${area.id}-limit`);
    if (!limit) return;
    const left = Number(area.dataset.max) - [...area.value.normalize("NFC")].length;
    if (left >= 0) limit.textContent = `Je kunt nog ${left} ${left === 1 ? "teken" : "tekens"} typen.`;
    else limit.textContent = `Dit is ${-left} ${left === -1 ? "teken" : "tekens"} te lang.`;
    limit.classList.toggle("field__limit--over", left < 0);
    limit.classList.toggle("visually-hidden", left > area.dataset.max / 5); // told when it matters
    clearTimeout(pause);
    pause = setTimeout(() => say(limit.textContent), 1000); // spoken when the typing stops
  };

  document.addEventListener("input", ({ target }) => {
    if (target.matches("textarea[data-max]")) count(target);
  });

  // Whoever pressed sees that it is under way. Pressing again is the same press, until it takes long.
  const patience = 10_000; // milliseconds
  const waiting = new WeakMap();
  const done = (form) => {
    const { timers = [], place } = waiting.get(form) ?? {};
    timers.forEach(clearTimeout);
    place?.remove();
    form.removeAttribute("aria-busy");
    waiting.delete(form);
  };
  const begin = (form, button, ctx) => {
    const place = make("p", "", { class: "busy" });
    const show = (text) => {
      (button?.closest("p") ?? form).after(place);
      say(place.textContent = text);
    };
    done(form);
    form.setAttribute("aria-busy", "true");
    const timers = [
      setTimeout(show, 400, "Een ogenblik. We zijn ermee bezig."),
      setTimeout(show, patience, "Dit duurt lang. Druk nog een keer op de knop om het opnieuw te proberen."),
    ];
    waiting.set(form, { ctx, place, timers, since: performance.now() });
  };
  addEventListener("submit", (event) => {
    if (performance.now() - waiting.get(event.target)?.since < patience) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
  addEventListener("submit", (event) => {
    const { defaultPrevented, submitter, target: form } = event;
    if (!defaultPrevented && form.method === "post" && !form.target) begin(form, submitter);
  });

  // Only what is ours is shown: a proxy has pages of its own, with any status.
  const near = ({ request, sourceElement }) => {
    const at = request.submitter ?? document.activeElement;
    return at.closest("form") ? at : sourceElement;
  };
  // A text to start from comes in the place of what is in its box: not without asking.
  const box = ({ sourceElement }) => sourceElement.dataset.starts && document.querySelector(sourceElement.dataset.starts);
  document.addEventListener("htmx:before:request", (event) => {
    const { value = "", defaultValue = "" } = box(event.detail.ctx) ?? {};
    if (value !== defaultValue && !confirm("Wil je vervangen wat je al schreef?")) event.preventDefault();
  });
  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    notice.remove();
    if (ctx.request.method === "POST" && ctx.sourceElement.matches("form")) begin(ctx.sourceElement, ctx.request.submitter, ctx);
  });
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    const { raw, status } = ctx.response;
    if (!raw.headers.has("Regelruimte")) {
      event.preventDefault();
      tell(foreign(status), near(ctx));
    } else if (ctx.text.startsWith("<!doctype")) { // something dropped the headers that ask for a part
      ctx.select ??= "#inhoud > *";
      if (raw.redirected) ctx.push ??= "true";
    }
  });
  document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
    const { status } = ctx.response;
    if (status === 422 || status === 409) return; // a page of ours, or a save that came too late
    tell(problem(status), near(ctx));
  });
  document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
    if (ctx) tell(`Er is geen verbinding. ${kept} Probeer het opnieuw als je weer online bent.`, near(ctx));
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const { swap, target } = event.detail.ctx;
    const isPage = !target || target.id === "inhoud" || target.matches("#reactie, section:not(#questions)");
    box(event.detail.ctx)?.focus();
    if (swap === "none" || !isPage) return; // results beside what one types
    focusNewPage();
    offerCopies();
  });
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    if (waiting.get(ctx.sourceElement)?.ctx === ctx) done(ctx.sourceElement);
  });

  // A browser prints the address of a page in its margin; what is secret of ours stays out of it.
  const begins = page.dataset.withToken.split(" ").map((prefix) => `${prefix}/`);
  let whole = "";
  addEventListener("beforeprint", () => {
    const start = begins.find((prefix) => location.pathname.startsWith(prefix));
    if (self.origin === "null" || !start) return;
    whole = location.href;
    const rest = location.pathname.slice(start.length).replace(/^[^/]+/, "x");
    history.replaceState(history.state, "", start + rest);
  });
  addEventListener("afterprint", () => {
    if (whole) history.replaceState(history.state, "", whole);
    whole = "";
  });
})();
