"use strict";
// The files of the dossier: as opened, as they are now, and as they were last kept; and keeping them so that nothing is lost.
// Nothing is put in the storage of the browser: every page that is opened from disk could read it.
const Dossier = start => {
  const MOST = 20e6, MOST_FILES = 3000, SPARE = ".nieuw";
  let files = new Map(), folder = null, name = "";
  const plain = text => text.replace(/^\ufeff/, "").replace(/\r\n/g, "\n");
  const own = path => !path.startsWith("krachtenveld/") && !path.startsWith("../");
  // What is changed since, is held against the texts as they were opened, or against those of another time.
  function fill(texts, called, against = null) {
    name = called;
    const opened = against || texts;
    files = new Map(Object.entries(texts).map(([path, text]) => [path, { path, text, opened: path in opened ? opened[path] : null, kept: text, own: own(path) }]));
  }
  fill(start.bestanden, start.naam);
  const idle = file => file.fresh && !file.text; // one that was new, and was taken back
  const all = which => Object.fromEntries([...files.values()].filter(file => file[which] !== null && !idle(file)).map(file => [file.path, file[which]]));
  const dirty = () => [...files.values()].filter(file => file.text !== file.kept);
  // What is in no file anywhere: neither in the folder nor in a zip.
  const loose = () => dirty().filter(file => file.text !== file.zipped);
  const readable = path => {
    const parts = path.split("/");
    return path.endsWith(".yaml") && !parts.some(part => part.startsWith(".")) && parts.length < 6 && parts[0] !== "schema";
  };

  // ── from disk ──
  async function walk(handle, prefix = "", found = {}) {
    for await (const [called, child] of handle.entries()) {
      const path = prefix + called;
      if (child.kind === "directory") {
        if (!called.startsWith(".") && path.split("/").length < 5 && called !== "node_modules") await walk(child, path + "/", found);
      } else if (readable(path)) found[path] = await child.getFile();
      if (Object.keys(found).length > MOST_FILES) throw new Error("in deze map staan te veel bestanden voor één dossier");
    }
    return found;
  }
  async function texts(found) {
    const sum = Object.values(found).reduce((so, file) => so + file.size, 0);
    if (sum > MOST) throw new Error("deze bestanden zijn samen te groot voor één dossier");
    const read = {};
    for (const [path, file] of Object.entries(found)) {
      try {
        read[path] = plain(new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()));
      } catch {
        throw new Error(`${path} is geen tekst in UTF-8; bewaar het opnieuw als UTF-8`);
      }
    }
    return read;
  }
  const within = (paths, marker = "dossier.yaml") => {
    const at = paths.filter(path => path === marker || path.endsWith("/" + marker)).sort((one, other) => one.split("/").length - other.split("/").length)[0];
    if (at === undefined) throw new Error("hier staat geen dossier.yaml; kies de map waarin dat bestand staat");
    return at.slice(0, at.length - marker.length);
  };
  const below = (found, top) => Object.fromEntries(Object.entries(found).filter(([path]) => path.startsWith(top)).map(([path, item]) => [path.slice(top.length), item]));
  async function ofFolder(handle) {
    const found = await walk(handle), top = within(Object.keys(found));
    if (top) throw new Error(`het dossier staat in de map ${top.slice(0, -1)} daarin; kies die map`);
    return texts(found);
  }
  async function ofList(list) {
    const found = Object.fromEntries([...list].map(file => [file.webkitRelativePath || file.name, file]).filter(([path]) => readable(path)));
    return texts(below(found, within(Object.keys(found))));
  }
  async function ofZip(file) {
    if (file.size > MOST) throw new Error("deze zip is te groot voor een dossier");
    const found = Object.fromEntries((await Zip.read(await file.arrayBuffer(), readable)).map(([path, bytes]) => [path, new Blob([bytes])]));
    return texts(below(found, within(Object.keys(found))));
  }

  // ── to disk ──
  const missing = error => { if (error.name !== "NotFoundError") throw error; return null; };
  const failed = (name, text) => Object.assign(new Error(text), { name });
  async function placeOf(path, create) {
    const parts = path.split("/"), called = parts.pop();
    let place = folder;
    for (const part of parts) place = await place.getDirectoryHandle(part, { create });
    return { place, called };
  }
  const textOf = async handle => new TextDecoder("utf-8", { ignoreBOM: true }).decode(await (await handle.getFile()).arrayBuffer());
  const textAt = (place, called) => place.getFileHandle(called).then(textOf).catch(missing);
  const onDisk = path => placeOf(path, false).then(({ place, called }) => textAt(place, called)).catch(missing);
  // Whether the browser may write in the folder; who gave leave earlier may be asked again.
  async function allowed() {
    const how = { mode: "readwrite" };
    if (folder.queryPermission && (await folder.queryPermission(how)) !== "granted" && (await folder.requestPermission(how)) !== "granted") throw failed("NotAllowedError", "");
  }
  async function put(place, called, text) {
    const handle = await place.getFileHandle(called, { create: true }), stream = await handle.createWritable();
    await stream.write(text);
    await stream.close();
    if ((await textOf(handle)) !== text) throw failed("Anders", `${called} kwam anders op schijf dan het hier staat`);
    return handle;
  }
  // A name beside a file. What stands there from a time that was cut short is all that is left of what was typed then.
  async function spareOf(place, called) {
    for (let number = 1; ; number++) {
      const name = called + SPARE + (number > 1 ? number : "");
      if (!(await textAt(place, name))) return name;
    }
  }
  // A new file first, read back and compared; only then the file itself, which the browser replaces in one step.
  async function keep(file) {
    const there = await onDisk(file.path), breaks = there !== null && there.includes("\r\n") && !/[^\r]\n/.test(there) ? "\r\n" : "\n";
    const kept = file.text, text = (there !== null && there.startsWith("\ufeff") ? "\ufeff" : "") + kept.replace(/\n/g, breaks);
    const { place, called } = await placeOf(file.path, true), spare = await spareOf(place, called);
    const tidy = () => place.removeEntry(spare).catch(() => {});
    try {
      const written = await put(place, spare, text), now = await textAt(place, called);
      if (now !== (file.seen === undefined ? there : file.seen)) throw failed("Anders", `${file.path} is intussen door iets anders op schijf veranderd`);
      if (idle(file)) await place.removeEntry(called);
      else if (written.move) await written.move(called);
      else await put(place, called, text);
      if ((await textAt(place, called)) !== (idle(file) ? null : text)) throw failed("Anders", `${file.path} kwam anders op schijf dan het hier staat`);
    } catch (error) {
      // As long as the file itself is as it was, the page has all that is new; otherwise the new text stays beside it.
      if ((await textAt(place, called).catch(() => undefined)) === there) await tidy();
      throw error;
    }
    await tidy();
    if ((await textAt(place, called + SPARE)) === text) await place.removeEntry(called + SPARE); // taken over from an earlier time
    file.kept = kept; // who typed meanwhile, has more by now
    file.seen = idle(file) ? null : text;
  }
  // What a time that was cut short left beside the files, as far as it says something else than they do.
  async function leftovers() {
    const found = [];
    for (const file of [...files.values()].filter(each => each.own)) {
      const text = await onDisk(file.path + SPARE);
      if (text && plain(text) !== file.text) found.push({ file, text: plain(text) });
    }
    return found;
  }
  // The files that are otherwise on disk than they were when last read or kept.
  async function changedOutside(which = [...files.values()].filter(file => file.own)) {
    const found = [];
    for (const file of which) {
      const there = (file.seen = await onDisk(file.path));
      if (there === null ? file.kept !== "" && !file.fresh : plain(there) !== file.kept) found.push({ file, text: there === null ? null : plain(there) });
    }
    return found;
  }
  function zip() {
    files.forEach(file => { file.zipped = file.text; });
    return Zip.write([...files.values()].filter(file => file.own && !idle(file)).sort((one, other) => (one.path < other.path ? -1 : 1)).map(file => [file.path, file.text]));
  }
  return {
    // A file that is new: nothing of it was opened or kept.
    add: path => files.set(path, { path, text: "", opened: null, kept: "", own: true, fresh: true }),
    fill, ofFolder, ofList, ofZip, allowed, keep, changedOutside, leftovers, zip, dirty, loose, onDisk,
    get: path => files.get(path),
    get files() { return [...files.values()]; },
    get edited() { return [...files.values()].some(file => file.text !== file.opened && !idle(file)); },
    get name() { return name; },
    get folder() { return folder; },
    set folder(handle) { folder = handle; },
    now: () => all("text"), opened: () => all("opened"),
  };
};
