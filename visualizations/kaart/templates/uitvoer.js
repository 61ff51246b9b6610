"use strict";
// This view as a file: an SVG or PNG with title, legend and stamp.
const Uitvoer = (sheet, file, say) => {
  const source = page => new XMLSerializer().serializeToString(page), button = id => document.getElementById(id);
  const MOST = 16000;  // pixels a side; browsers draw no larger picture
  function legend() {
    const own = li => [...li.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.textContent).join("").trim();
    return [...document.querySelectorAll(".legenda li")].filter(li => !li.closest("[hidden]"))
      .map(li => ({ sign: li.querySelector("svg"), text: own(li) }));
  }
  button("bewaar-svg").addEventListener("click", () => {
    Maak.save(file("svg"), source(sheet(legend())), "image/svg+xml");
    say("Bewaard als " + file("svg") + ".");
  });
  button("bewaar-png").addEventListener("click", () => {
    const page = sheet(legend()), [wide, tall] = ["width", "height"].map(side => Number(page.getAttribute(side)));
    const times = Math.min(2, MOST / Math.max(wide, tall)), image = new Image();
    const url = URL.createObjectURL(new Blob([source(page)], { type: "image/svg+xml" }));
    image.onload = () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [Math.round(wide * times), Math.round(tall * times)];
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(url);
      canvas.toBlob(blob => {
        if (blob) { Maak.save(file("png"), blob); say("Bewaard als " + file("png") + "."); }
        else say("De afbeelding is te groot voor deze browser; bewaar als SVG.");
      }, "image/png");
    };
    image.src = url;
  });
  button("druk-af").addEventListener("click", () => window.print());
};
