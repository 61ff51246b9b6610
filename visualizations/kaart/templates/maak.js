"use strict";
// Small tools of every page: elements made of plain text, numbers as people write them, files to save.
const Maak = {
  make(parent, tag, text, cls) {
    const element = document.createElement(tag);
    if (text != null) element.textContent = text;
    if (cls) element.className = cls;
    if (parent) parent.appendChild(element);
    return element;
  },
  button(parent, text, act, cls) {
    const element = Maak.make(parent, "button", text, cls);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  },
  capital: text => text.charAt(0).toUpperCase() + text.slice(1),
  // Names with what there is to say of each, in a `dl`.
  facts(list, pairs) {
    pairs.forEach(([name, text]) => {
      if (!text) return;
      Maak.make(list, "dt", name);
      Maak.make(list, "dd", text);
    });
  },
  // A number with a decimal comma; with `digits` its halves rounded up on the decimals it shows, as the engine prints it.
  decimal(number, digits) {
    if (digits == null) return String(number).replace(".", ",");
    const [whole, part = ""] = String(number).split("."), kept = Math.round(Number(whole + part.padEnd(digits + 1, "0").slice(0, digits + 1)) / 10);
    const text = String(Math.abs(kept)).padStart(digits + 1, "0");
    return (number < 0 && kept ? "-" : "") + (digits ? text.slice(0, -digits) + "," + text.slice(-digits) : text);
  },
  // Brings an element into sight within what scrolls around it; the page itself stays where it is.
  within(frame, element) {
    if (frame.scrollHeight <= frame.clientHeight || getComputedStyle(frame).overflowY === "visible") return;
    const [outer, inner] = [frame.getBoundingClientRect(), element.getBoundingClientRect()];
    if (inner.top < outer.top) frame.scrollTop -= outer.top - inner.top;
    else if (inner.bottom > outer.bottom) frame.scrollTop += inner.bottom - outer.bottom;
  },
  save(name, content, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  },
};
