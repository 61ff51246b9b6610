"use strict";
// The common edits as a form.
const Velden = () => ({ draw() {} });
