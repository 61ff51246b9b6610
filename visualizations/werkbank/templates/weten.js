"use strict";
// What the schemas of the dossier know: what may stand at a place in a file, and what it means.
const Weten = () => ({ set() {}, complete: () => null, hover: () => null });
