"use strict";
// Zip files: written without compression and without a date, so that the same files give the same bytes; read as others pack them.
const Zip = (() => {
  const table = Array.from({ length: 256 }, (_, byte) => {
    for (let i = 0; i < 8; i++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
    return byte >>> 0;
  });
  const crc = bytes => {
    let sum = 0xffffffff;
    for (const byte of bytes) sum = table[(sum ^ byte) & 255] ^ (sum >>> 8);
    return (sum ^ 0xffffffff) >>> 0;
  };
  const MOST = 50e6, DAY = 0x21;
  // `files` are pairs of path and text.
  function write(files) {
    const parts = [], central = [];
    let at = 0;
    for (const [path, text] of files) {
      const name = new TextEncoder().encode(path), content = new TextEncoder().encode(text), sum = crc(content);
      const head = (signature, size, extra) => {
        const view = new DataView(new ArrayBuffer(size));
        view.setUint32(0, signature, true);
        let place = extra;
        const put16 = value => { view.setUint16(place, value, true); place += 2; }, put32 = value => { view.setUint32(place, value, true); place += 4; };
        [20, 0x800, 0, 0, DAY].forEach(put16);
        [sum, content.length, content.length].forEach(put32);
        [name.length, 0].forEach(put16);
        return view;
      };
      const local = head(0x04034b50, 30, 4), entry = head(0x02014b50, 46, 6);
      entry.setUint16(4, 20, true);
      entry.setUint32(42, at, true);
      parts.push(local.buffer, name, content);
      central.push(entry.buffer, name);
      at += 30 + name.length + content.length;
    }
    const size = central.reduce((so, part) => so + part.byteLength, 0), end = new DataView(new ArrayBuffer(22));
    end.setUint32(0, 0x06054b50, true);
    end.setUint16(8, files.length, true);
    end.setUint16(10, files.length, true);
    end.setUint32(12, size, true);
    end.setUint32(16, at, true);
    return new Blob([...parts, ...central, end.buffer], { type: "application/zip" });
  }
  // The files in a zip whose name passes, as pairs of path and bytes; throws an Error in words.
  async function read(buffer, wanted) {
    const view = new DataView(buffer), bytes = new Uint8Array(buffer);
    let end = buffer.byteLength - 22;
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
    if (end < 0) throw new Error("dit is geen zip, of zij is niet heel");
    let at = view.getUint32(end + 16, true), total = 0;
    const found = [];
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
      if (view.getUint32(at, true) !== 0x02014b50) throw new Error("deze zip is beschadigd");
      const method = view.getUint16(at + 10, true), sum = view.getUint32(at + 16, true), packed = view.getUint32(at + 20, true), size = view.getUint32(at + 24, true);
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + view.getUint16(at + 28, true))), from = view.getUint32(at + 42, true);
      at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
      if (!wanted(name)) continue;
      total += size;
      if (total > MOST) throw new Error("deze zip is te groot voor een dossier");
      const start = from + 30 + view.getUint16(from + 26, true) + view.getUint16(from + 28, true), part = bytes.subarray(start, start + packed);
      if (method !== 0 && method !== 8) throw new Error(`${name} is ingepakt op een manier die hier niet gelezen wordt`);
      const plain = method ? new Uint8Array(await new Response(new Blob([part]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer()) : part;
      if (plain.length !== size || crc(plain) !== sum) throw new Error(`${name} is beschadigd`);
      found.push([name, plain]);
    }
    return found;
  }
  return { write, read };
})();
