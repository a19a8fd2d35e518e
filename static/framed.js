// In somebody else's page: tells the hosts that may frame us how high the page is and where somebody
// is in it. The answer to that is theirs (insluiten.js); nothing that they say is listened to.
(() => {
  "use strict";

  const page = document.documentElement;
  const above = location.ancestorOrigins;
  const hosts = (page.dataset.hosts ?? "").split(" ").filter((host) => host && (!above || above[0] === host));
  if (!hosts.length || parent === self) return;

  const report = (more) => {
    const height = Math.ceil(page.getBoundingClientRect().height);
    hosts.forEach((host) => parent.postMessage({ regelruimte: { height, ...more } }, host));
  };
  const reportPlace = ({ target }) => {
    const { top, bottom } = target.getBoundingClientRect();
    const margin = Number.parseFloat(getComputedStyle(target).scrollMarginTop) || 0; // its question
    report({ place: [top - margin, bottom].map((edge) => Math.max(0, Math.round(edge + scrollY))) });
  };

  new ResizeObserver(() => report()).observe(page);
  report({ top: true });
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    if (ctx.target?.id === "inhoud") report({ top: true });
  });

  // Where the focus goes by key or by script the host follows; what is clicked is in view already.
  let clicking = false;
  addEventListener("mousedown", () => { clicking = true; }, true);
  addEventListener("mouseup", () => { clicking = false; }, true);
  addEventListener("keydown", () => { clicking = false; }, true);
  addEventListener("focusin", (event) => { if (!clicking) reportPlace(event); });
  addEventListener("reveal", reportPlace);

  // The way out of the frame follows the answers of the check, which are in the address.
  document.addEventListener("htmx:after:history:update", () => {
    const link = document.getElementById("venster");
    if (location.pathname !== page.dataset.check) return;
    const outside = new URL(location.href);
    ["ingesloten", "kleuren"].forEach((word) => outside.searchParams.delete(word));
    link.href = outside.href;
    document.getElementById("venster-adres").value = link.href;
  });
})();
