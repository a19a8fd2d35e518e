// For pages that show Regelruimte in a frame: grows the frame with its content, and keeps in view what
// somebody reaches in it. Listens to those frames only. Optional: the form works without it.
(() => {
  "use strict";

  const site = new URL(document.currentScript.src).origin;
  const lowest = 100;
  const highest = 20000; // pixels
  const room = 16; // pixels that stay free above and below what is brought into view
  const known = new WeakSet();

  // A sandboxed frame has no origin of its own; there the frame itself is what tells it apart.
  const isSandboxed = (frame) =>
    frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-same-origin");
  const speaks = (frame, { origin, source }) =>
    frame.contentWindow === source &&
    frame.src.startsWith(`${site}/`) &&
    (origin === site || (origin === "null" && isSandboxed(frame)));

  const isHeight = (height, least) => Number.isInteger(height) && height >= least && height <= highest;
  const follow = (frame, [from, to]) => {
    const start = frame.getBoundingClientRect().top + frame.clientTop;
    const above = start + from - room;
    const below = start + to + room - innerHeight;
    if (above < 0 || below > 0) scrollBy(0, above < 0 ? above : Math.min(above, below));
  };

  addEventListener("message", (event) => {
    const { height, place, top } = event.data?.regelruimte ?? {};
    if (!isHeight(height, lowest)) return;
    const frame = [...document.querySelectorAll("iframe")].find((each) => speaks(each, event));
    if (!frame) return;
    frame.style.boxSizing = "content-box";
    frame.style.height = `${height}px`;
    // Not for the first page: nobody has been reading it yet.
    if (top === true && known.has(frame) && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
    if (place?.length === 2 && place.every((edge) => isHeight(edge, 0))) follow(frame, place);
    known.add(frame);
  });
})();
