// The engine in its own thread: unpacks what the page hands over, checks it, starts Python, and answers one question at a time.
// What cannot be had from the page is nowhere: there is no network.
const PLACE = "https://werkbank.invalid/";
const hex = buffer => Array.from(new Uint8Array(buffer), byte => byte.toString(16).padStart(2, "0")).join("");

async function unpacked(name, packed, sha256) {
  let tar;
  try {
    tar = await Pak.plain(packed);
  } catch {
    throw Object.assign(new Error(name), { damaged: true });
  }
  if (hex(await crypto.subtle.digest("SHA-256", tar)) !== sha256) throw Object.assign(new Error(name), { damaged: true });
  return tar;
}

let ask = null;
async function start({ python, program }) {
  const [tar, code] = await Promise.all([
    unpacked("Python", python.packed, python.sha256), unpacked("Krachtenveld", program.packed, program.sha256),
  ]);
  const files = Pak.files(tar), named = url => files["package/" + String(url.url || url).split("/").pop()];
  const address = name => URL.createObjectURL(new Blob([files["package/" + name]], { type: "text/javascript" }));
  self.fetch = url => {
    const content = named(url);
    if (!content) return Promise.reject(new TypeError("no network"));
    const type = String(url.url || url).endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return Promise.resolve(new Response(content, { headers: { "content-type": type } }));
  };
  const { loadPyodide } = await import(address("pyodide.mjs"));
  const { default: createPyodideModule } = await import(address("pyodide.asm.mjs"));
  const quiet = () => {};
  const py = await loadPyodide({
    indexURL: PLACE, packageBaseUrl: PLACE, createPyodideModule, stdout: quiet, stderr: quiet,
    lockFileContents: new TextDecoder().decode(files["package/pyodide-lock.json"]),
    env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" },
  });
  py.unpackArchive(code, "tar", { extractDir: "/krachtenveld" });
  ask = py.runPython("import sys\nsys.path.insert(0, '/krachtenveld')\nfrom visualizations.werkbank.inside import ask\nask");
  return { python: py.runPython("import platform; platform.python_version()") };
}

self.onmessage = async ({ data: { number, begin, question } }) => {
  try {
    const answer = begin ? await start(begin) : JSON.parse(ask(JSON.stringify(question)));
    self.postMessage({ number, answer });
  } catch (error) {
    self.postMessage({ number, failed: { damaged: Boolean(error.damaged), text: String((error && error.message) || error).slice(-600) } });
  }
};
