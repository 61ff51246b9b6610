"use strict";
// The engine beside the page: a worker that starts once the page stands, and answers one question at a time, in order.
// A worker from a blob does not start from a file in Chromium; one from a data address does everywhere.
const Machine = (source, parts) => {
  let worker = null, started = null, number = 0;
  const waiting = new Map();
  const part = ({ text, sha256 }, name) => {
    try {
      return { packed: Pak.bytes(text).buffer, sha256 };
    } catch {
      throw Object.assign(new Error(name), { damaged: true });
    }
  };
  function send(message, transfer = []) {
    return new Promise((done, fail) => {
      const own = ++number;
      waiting.set(own, { done, fail });
      worker.postMessage({ number: own, ...message }, transfer);
    });
  }
  function stop(why) {
    if (worker) worker.terminate();
    worker = null;
    started = null;
    for (const each of waiting.values()) each.fail(why);
    waiting.clear();
  }
  async function begin() {
    const unpacked = { python: part(parts().python, "Python"), program: part(parts().program, "Krachtenveld") };
    worker = new Worker("data:text/javascript;base64," + btoa(unescape(encodeURIComponent(source))), { type: "module" });
    worker.onmessage = ({ data }) => {
      const asked = waiting.get(data.number);
      waiting.delete(data.number);
      if (!asked) return;
      if (data.failed) asked.fail(Object.assign(new Error(data.failed.text), data.failed));
      else asked.done(data.answer);
    };
    worker.onerror = event => {
      event.preventDefault();
      stop(new Error(event.message || "geen worker"));
    };
    return send({ begin: unpacked }, [unpacked.python.packed, unpacked.program.packed]);
  }
  // What fails of an engine that was stopped while it started, is no matter of the one that came after it.
  function start() {
    if (started) return started;
    const own = (started = begin().catch(error => { if (started === own) stop(error); throw error; }));
    return own;
  }
  async function ask(vraag, more = {}) {
    await start();
    return send({ question: { vraag, ...more } });
  }
  return { start, ask, stop, get busy() { return waiting.size > 0; } };
};
