// How far a large export is. Without this file the link is a plain download.
(() => {
  "use strict";

  const LINE_END = 10;

  // Count the lines as they come, and show how many of all of them are here.
  const receive = async (response, progress) => {
    const pieces = [];
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new Blob(pieces, { type: "text/csv" });
      pieces.push(value);
      for (const byte of value) if (byte === LINE_END) progress.value += 1;
    }
  };

  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-file]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const [place, progress, told] = ["voortgang", "voortgang-balk", "voortgang-tekst"].map((id) => document.getElementById(id));
    place.hidden = false;
    progress.value = 0;
    told.textContent = "Je bestand wordt gemaakt.";
    try {
      const response = await fetch(link.href);
      if (!response.ok || response.redirected) throw new Error(response.statusText);
      save(await receive(response, progress), link.dataset.file);
      progress.value = progress.max;
      told.textContent = "Klaar. Je browser bewaart het bestand.";
    } catch {
      location.href = link.href; // as if this file were not here
    }
  });
})();
