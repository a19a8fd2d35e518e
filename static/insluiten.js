// For pages that show Regelruimte in a frame: grows the frame with its content, and brings its top
// back into view after a step. Listens to those frames only. Optional: the form works without it.
(() => {
  "use strict";

  const site = new URL(document.currentScript.src).origin;
  const lowest = 100;
  const highest = 20000; // pixels
  const known = new WeakSet();

  // A sandboxed frame has no origin of its own; there the frame itself is what tells it apart.
  const isSandboxed = (frame) =>
    frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-same-origin");
  const speaks = (frame, { origin, source }) =>
    frame.contentWindow === source &&
    frame.src.startsWith(`${site}/`) &&
    (origin === site || (origin === "null" && isSandboxed(frame)));

  addEventListener("message", (event) => {
    const { height, top } = event.data?.regelruimte ?? {};
    if (!Number.isInteger(height) || height < lowest || height > highest) return;
    const frame = [...document.querySelectorAll("iframe")].find((each) => speaks(each, event));
    if (!frame) return;
    frame.style.boxSizing = "content-box";
    frame.style.height = `${height}px`;
    // Not for the first page: nobody has been reading it yet.
    if (top === true && known.has(frame) && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
    known.add(frame);
  });
})();
