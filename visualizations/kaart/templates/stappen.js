"use strict";
// Steps that can be undone. The address holds all that was chosen, and a choice gets an entry of its own in the history of the
// window, numbered: the button and Back of the browser go back one choice. What is in `loose` of the address is no choice.
const Stappen = (button, loose) => {
  const number = () => (Number.isInteger(history.state) ? history.state : 0);
  const tell = () => { button.disabled = number() === 0; };
  // What a hand did and has not been written yet; a walk with the arrow keys is one step.
  let acting = false, walking = false;
  ["click", "change", "submit", "keydown"].forEach(kind => window.addEventListener(kind, event => {
    if (event.target.type === "range") return;
    const walks = kind === "keydown" && event.key.startsWith("Arrow");
    acting = !(walks && walking);
    walking = walks;
    setTimeout(() => { acting = false; });
  }, true));
  const choice = text => {
    const found = new URLSearchParams(text);
    loose.forEach(word => found.delete(word));
    return found.toString();
  };
  // An entry for what comes now, and what is written after it is of that entry.
  function step() {
    acting = false;
    history.pushState(number() + 1, "", location.href);
    tell();
  }
  function write(text) {
    if (acting && choice(text) !== choice(location.hash.slice(1))) step();
    if (text !== location.hash.slice(1)) history.replaceState(history.state, "", "#" + text);
  }
  button.addEventListener("click", () => history.back());
  window.addEventListener("popstate", tell);
  tell();
  return { step, write, tell };
};
