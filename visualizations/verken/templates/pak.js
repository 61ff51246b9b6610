"use strict";
// What npm packs, as a page carries it: tar within gzip, as base64.
const Pak = {
  bytes(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const plain = atob(text), found = new Uint8Array(plain.length);
    for (let i = 0; i < plain.length; i++) found[i] = plain.charCodeAt(i);
    return found;
  },
  plain: async packed => new Uint8Array(await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer()),
  // The files by their path, in blocks of 512 bytes.
  files(tar) {
    const found = {}, text = (from, length) => new TextDecoder().decode(tar.subarray(from, from + length)).split("\0")[0];
    for (let at = 0; at + 512 <= tar.length && tar[at];) {
      const size = parseInt(text(at + 124, 12), 8);
      found[text(at, 100)] = tar.slice(at + 512, at + 512 + size);
      at += 512 + Math.ceil(size / 512) * 512;
    }
    return found;
  },
};
