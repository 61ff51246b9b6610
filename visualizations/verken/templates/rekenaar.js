"use strict";
// The solver beside the page: HiGHS as WebAssembly in a worker, unpacked and started at its first question.
// The package is the last thing in the page, so that nothing waits for it; `packed` gives it once it is there.
const Rekenaar = (there, packed) => {
  // This runs in the worker. What HiGHS answers is rounded and held against the rows in whole numbers, as plan_search.py does.
  function work() {
    const NEAR = 1e-3, SECONDS = 20;
    let solver;
    const sum = (row, values) => row.at.reduce((so, at, i) => so + row.by[i] * values[at], 0);
    const holds = (row, values) => {
      const total = sum(row, values);
      return (row.low == null || row.low <= total) && (row.high == null || total <= row.high);
    };
    function run(count, rows, weights, presolve) {
      const starts = [0], { constants: of, infinity } = solver;
      rows.forEach(row => starts.push(starts[starts.length - 1] + row.at.length));
      return solver.withModel({
        numCols: count, numRows: rows.length, sense: of.objectiveSense.maximize, colCost: weights,
        colLower: weights.map(() => 0), colUpper: weights.map(() => 1), integrality: weights.map(() => of.variableType.integer),
        rowLower: rows.map(row => (row.low == null ? -infinity : row.low)), rowUpper: rows.map(row => (row.high == null ? infinity : row.high)),
        matrix: { format: "csr", numCols: count, numRows: rows.length, starts: Int32Array.from(starts),
          indices: Int32Array.from(rows.flatMap(row => row.at)), values: Float64Array.from(rows.flatMap(row => row.by)) },
      }, model => {
        model.options.set({ output_flag: false, mip_rel_gap: 0, time_limit: SECONDS, presolve });
        model.run();
        return { status: model.getModelStatus(), bound: model.info.get("mip_dual_bound"), values: model.getSolution().colValue };
      });
    }
    // {values, total, proven}, where values are null when there are none.
    function maximise(count, rows, weights) {
      if (!rows.every(row => row.at.length || holds(row, []))) return { values: null, total: 0, proven: true };
      if (!count) return { values: [], total: 0, proven: true };
      const { modelStatus: of } = solver.constants, kept = rows.filter(row => row.at.length);
      let found = run(count, kept, weights, "on");
      if (found.status !== of.optimal && found.status !== of.infeasible && found.status !== of.timeLimit) found = run(count, kept, weights, "off");
      if (found.status === of.infeasible) return { values: null, total: 0, proven: true };
      if (found.status !== of.optimal) return { values: null, total: 0, proven: false };
      const values = Array.from(found.values, Math.round), total = weights.reduce((so, weight, i) => so + weight * values[i], 0);
      if (!rows.every(row => holds(row, values))) throw new Error("the solver broke a row");
      return { values, total, proven: Math.floor(found.bound + NEAR) === total };
    }
    // Best by the first weights; among those, best by the next, and so on.
    function inOrder({ count, rows }, orders) {
      const best = maximise(count, rows, orders[0]);
      let last = best, held = rows;
      for (let i = 1; last.values && last.proven && i < orders.length; i++) {
        const at = orders[i - 1].flatMap((weight, j) => (weight ? [j] : []));
        held = [...held, { at, by: at.map(j => orders[i - 1][j]), low: last.total, high: null }];
        last = maximise(count, held, orders[i]);
        if (last.values) best.values = last.values;
      }
      return { values: best.values, total: best.total, proven: best.proven };
    }
    self.onmessage = async ({ data }) => {
      try {
        if (data.wasm) {
          const started = await WebAssembly.compile(data.wasm), quiet = () => {};
          solver = await Module({ instantiateWasm: (imports, done) => WebAssembly.instantiate(started, imports).then(done), print: quiet, printErr: quiet });
        }
        self.postMessage({ found: data.wasm ? null : inOrder(data.program, data.orders) });
      } catch (error) {
        self.postMessage({ failed: String(error) });
      }
    };
  }

  let worker = null, started = null, chain = Promise.resolve();
  const answer = message => new Promise((done, fail) => {
    worker.onmessage = ({ data }) => (data.failed ? fail(new Error(data.failed)) : done(data.found));
    worker.onerror = event => { event.preventDefault(); fail(new Error(event.message || "geen worker")); };
    worker.postMessage(message);
  });
  async function start() {
    if (document.readyState === "loading") await new Promise(done => document.addEventListener("DOMContentLoaded", done));
    const unpacked = Pak.files(await Pak.plain(Pak.bytes(packed())));
    const script = new Blob([unpacked["package/build/highs.js"], "\n(" + work + ")()"], { type: "text/javascript" });
    worker = new Worker(URL.createObjectURL(script));
    await answer({ wasm: unpacked["package/build/highs.wasm"].buffer });
  }
  // One question at a time, in order. `wanted` says whether the answer is still asked for; null when it no longer is.
  function ask(program, orders, wanted = () => true) {
    const turn = chain.then(() => (started = started || start())).then(() => (wanted() ? answer({ program, orders }) : null));
    chain = turn.catch(() => {});
    return turn;
  }
  return { ask, there };
};
