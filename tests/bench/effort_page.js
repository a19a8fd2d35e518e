/* What a page shows in `main`: its texts, and the questions of the form that `button` sends. */
(main, button) => {
  // Closed details are invisible to checkVisibility; what is only for screen readers is not.
  const seen = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.closest(".visually-hidden");

  const texts = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (element.closest("textarea, select, script") || !seen(element)) continue;
    texts.push({ text: walker.currentNode.data, asks: Boolean(element.closest("label, legend")) });
  }

  const fields = new Map();
  for (const control of main.querySelector(button)?.form.elements ?? []) {
    if (!control.matches("input, select, textarea") || !control.name || !seen(control)) continue;
    const isChoice = ["radio", "checkbox"].includes(control.type);
    const isNumber = control.inputMode === "numeric";
    const kind = isChoice ? control.type
      : control.localName === "input" ? (isNumber ? "number" : "line") : control.localName;
    const own = control.labels[0]?.innerText ?? "";
    const legend = isChoice ? control.closest("fieldset")?.querySelector("legend")?.innerText : "";
    const id = `${control.name} ${kind}`;
    if (!fields.has(id)) {
      // A second control with the same name narrows the answer, and is never required.
      const narrows = [...fields.values()].some((field) => field.key === control.name);
      const field = { key: control.name, kind, label: legend || own, narrows };
      fields.set(id, { ...field, choices: {}, given: [] });
    }
    const { choices, given } = fields.get(id);
    if (isChoice) choices[control.value] = own;
    for (const { value, text } of control.options ?? []) if (value) choices[value] = text;
    if (isChoice ? control.checked : control.value) given.push(control.value);
  }

  const height = document.documentElement.scrollHeight;
  return { heading: main.querySelector("h1").innerText, texts, fields: [...fields.values()], height };
};
