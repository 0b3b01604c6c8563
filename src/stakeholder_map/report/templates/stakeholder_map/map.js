"use strict";
(() => {
  const svgNames = "http://www.w3.org/2000/svg";
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const recorded = Boolean(data.items);
  const told = (data) => data.ties.flatMap(([layer, area, ...numbers]) => {
    const found = [];
    for (let at = 0; at < numbers.length; at += 4) {
      found.push([numbers[at], numbers[at + 1], layer, area, numbers[at + 2] / 100,
        numbers[at + 3] / 100]);
    }
    return found;
  });
  // a tie of the record is whatever two have in common; its strength how much, against the most
  const shared = (items) => {
    const found = new Map(), most = {};
    for (const [layer, area, , , , ...rows] of items) {
      rows.forEach((one, at) => rows.slice(at + 1).forEach((other) => {
        const key = [one, other, layer, area].join(" ");
        const tie = found.get(key) || [one, other, layer, area, 0, 1];
        tie[4] += 1;
        found.set(key, tie);
        most[[layer, area]] = Math.max(most[[layer, area]] || 0, tie[4]);
      }));
    }
    return [...found.values()].map((tie) => [...tie.slice(0, 4), tie[4] / most[[tie[2], tie[3]]], 1]);
  };
  const ties = recorded ? shared(data.items) : told(data);
  const grounds = ([one, other, layer, area]) => data.items
    .filter((item) => item[0] === layer && item[1] === area
      && item.indexOf(one, 5) > 0 && item.indexOf(other, 5) > 0)
    .map((item) => item[4]).join("; ");
  // upright on a phone, with letters that can be read there
  const narrow = matchMedia("(max-width: 46rem)").matches;
  const [wide, high, edge, letters] = narrow ? [520, 820, 24, 14] : [1000, 700, 40, 11];
  const shapes = [
    "M0,-6A6,6 0 1 1 0,6A6,6 0 1 1 0,-6Z", "M-5.4,-5.4H5.4V5.4H-5.4Z", "M0,-7.2L7,5.6H-7Z",
    "M0,-7.6L7,0L0,7.6L-7,0Z", "M0,7.2L7,-5.6H-7Z", "M-3.5,-6.5H3.5L7,0L3.5,6.5H-3.5L-7,0Z",
    "M-2.3,-6.6H2.3V-2.3H6.6V2.3H2.3V6.6H-2.3V2.3H-6.6V-2.3H-2.3Z",
    "M0,-7L1.9,-2.3L6.9,-2.2L2.9,1L4.3,6L0,3.1L-4.3,6L-2.9,1L-6.9,-2.2L-1.9,-2.3Z",
  ];
  const groups = [...new Set(data.nodes.map((node) => node.group).filter(Boolean))].sort();
  const look = (group) => {
    const at = Math.max(0, groups.indexOf(group));
    return { shape: shapes[at % shapes.length], again: at < shapes.length ? "" : " again" };
  };
  const state = { layers: new Set(), area: -1, group: "", least: 0.5, view: "network", focus: -1 };
  let frame = { x: 0, y: 0, zoom: 1 };

  const make = (name, attributes, parent) => {
    const element = document.createElementNS(svgNames, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (parent) parent.append(element);
    return element;
  };
  const html = (name, text, parent) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (parent) parent.append(element);
    return element;
  };

  const known = (node) => node.power !== null && node.interest !== null;
  const placed = (node) => state.view === "network" || known(node);
  const spot = (x, y) => [edge + (wide - 2 * edge) * x, high - edge - (high - 2 * edge) * y];
  const place = (node) => {
    const [x, y] = state.view === "network" ? [node.x, node.y] : [node.interest, node.power];
    return spot(x, y);
  };
  const chosen = (node) => placed(node) && (!state.group || node.group === state.group);
  const shownTies = () => ties.filter(([one, other, layer, area, , probability]) =>
    // by power and interest most stand close together: there only one organisation's ties are drawn
    (state.view === "network" || state.focus >= 0)
    && state.layers.has(layer) && area === state.area && probability >= state.least
    && placed(data.nodes[one]) && placed(data.nodes[other])
    && (chosen(data.nodes[one]) || chosen(data.nodes[other]))
    && (state.focus < 0 || one === state.focus || other === state.focus));

  function drawAxes() {
    const axes = byId("axes");
    axes.replaceChildren();
    if (state.view === "network") return;
    make("line", { class: "rule", x1: wide / 2, y1: edge / 2, x2: wide / 2, y2: high - edge / 2 }, axes);
    make("line", { class: "rule", x1: edge / 2, y1: high / 2, x2: wide - edge / 2, y2: high / 2 }, axes);
    for (const [x, y, words, anchor] of [
      [wide - 8, high - 8, `more ${data.axes[1]} →`, "end"], [8, 18, `↑ more ${data.axes[0]}`, "start"],
    ]) make("text", { class: "axis", x, y, "text-anchor": anchor }, axes).textContent = words;
  }

  // what three or more have in common is drawn as lines to its name amid them
  function drawItems(ties) {
    const near = new Set(ties.flatMap(([one, other]) => [one, other]));
    const hubs = data.items.filter(([layer, area, , , , ...rows]) => rows.length > 1
      && state.layers.has(layer) && area === state.area && rows.some((row) => near.has(row))
      && (state.focus < 0 || rows.includes(state.focus)));
    for (const [layer, , x, y, , ...rows] of hubs) {
      const [hx, hy] = spot(x, y);
      for (const row of rows) {
        const [nx, ny] = place(data.nodes[row]);
        make("line", { class: data.layers[layer].id, x1: hx, y1: hy, x2: nx, y2: ny }, byId("ties"));
      }
    }
    return hubs;
  }

  function drawTies(ties) {
    const layer = byId("ties");
    layer.replaceChildren();
    if (recorded && state.view === "network") return drawItems(ties);
    const together = new Map();
    for (const tie of ties) {
      const pair = `${tie[0]} ${tie[1]}`;
      together.set(pair, [...(together.get(pair) || []), tie]);
    }
    for (const same of together.values()) {
      same.forEach((tie, number) => {
        const [x1, y1] = place(data.nodes[tie[0]]), [x2, y2] = place(data.nodes[tie[1]]);
        const length = Math.hypot(x2 - x1, y2 - y1) || 1;
        const shift = 4 * (number - (same.length - 1) / 2);
        const [dx, dy] = [-(y2 - y1) / length, (x2 - x1) / length];
        const sign = data.layers[tie[2]].sign;
        const line = make("line", {
          class: `${sign} ${data.layers[tie[2]].id}`, x1: x1 + shift * dx, y1: y1 + shift * dy, x2: x2 + shift * dx,
          y2: y2 + shift * dy,
        }, layer);
        line.style.strokeWidth = 0.5 + 1.9 * tie[4];
        line.style.opacity = 0.25 + 0.6 * tie[5];
        if (sign === "negative") {
          const [mx, my] = [(x1 + x2) / 2 + shift * dx, (y1 + y2) / 2 + shift * dy];
          make("line", { class: "negative bar", x1: mx - 5 * dx, y1: my - 5 * dy,
            x2: mx + 5 * dx, y2: my + 5 * dy }, layer).style.strokeWidth = 2;
        }
      });
    }
    return [];
  }

  function drawNodes(ties, hubs) {
    const layer = byId("nodes");
    layer.replaceChildren();
    const near = new Set(ties.flatMap((tie) => [tie[0], tie[1]]));
    const shown = [];
    data.nodes.forEach((node, row) => {
      if (!placed(node)) return;
      const [x, y] = place(node);
      const faint = state.focus >= 0 ? row !== state.focus && !near.has(row)
        : !chosen(node) && !near.has(row);
      const shape = make("path", {
        class: `node${look(node.group).again}${row === state.focus ? " focus" : ""}${faint ? " faint" : ""}`,
        d: look(node.group).shape,
        transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${letters / 11 / Math.sqrt(frame.zoom)})`,
      }, layer);
      make("title", {}, shape).textContent = node.label;
      shape.addEventListener("click", () => open(row));
      if (!faint) shown.push({ row, x, y, weight: row === state.focus ? 1e9 : 0 });
    });
    for (const tie of ties) {
      for (const spot of shown) if (spot.row === tie[0] || spot.row === tie[1]) spot.weight += tie[4];
    }
    drawLabels(shown, hubs);
  }

  function drawLabels(shown, hubs) {
    const layer = byId("labels");
    layer.replaceChildren();
    const size = letters / Math.sqrt(frame.zoom);
    const taken = shown.map(({ x, y }) => [x - size / 2, y - size / 2, x + size / 2, y + size / 2]);
    const free = (box) => taken.every((other) => box[2] < other[0] || box[0] > other[2]
      || box[3] < other[1] || box[1] > other[3]);
    for (const [, , hx, hy, label] of hubs) {
      const [at, y] = spot(hx, hy), half = 0.28 * size * label.length;
      const x = Math.min(wide - half, Math.max(half, at));
      const text = make("text", { class: "hub", x, y, "text-anchor": "middle" }, layer);
      text.style.fontSize = `${size}px`;
      text.style.strokeWidth = `${3 / Math.sqrt(frame.zoom)}px`;
      text.textContent = label;
      taken.push([x - half, y - size, x + half, y + 0.2 * size]);
    }
    shown.sort((one, other) => other.weight - one.weight || one.row - other.row);
    for (const { row, x, y } of shown) {
      const label = data.nodes[row].label;
      const most = narrow ? 22 : 34;
      const words = label.length > most ? `${label.slice(0, most - 1)}…` : label;
      const width = 0.56 * size * words.length, gap = 0.9 * size;
      const tries = [[x + gap, y + size / 3, "start", x + gap], [x - gap, y + size / 3, "end", x - gap - width],
        [x, y - gap, "middle", x - width / 2], [x, y + 1.7 * gap, "middle", x - width / 2]];
      for (const [tx, ty, anchor, left] of tries) {
        const box = [left, ty - size, left + width, ty + 0.2 * size];
        if (box[0] < 0 || box[2] > wide || !free(box)) continue;
        taken.push(box);
        const text = make("text", { x: tx.toFixed(1), y: ty.toFixed(1), "text-anchor": anchor }, layer);
        text.style.fontSize = `${size}px`;
        text.style.strokeWidth = `${3 / Math.sqrt(frame.zoom)}px`;
        text.textContent = words;
        break;
      }
    }
  }

  function drawCard(ties) {
    const card = byId("card");
    const none = state.focus < 0;
    card.hidden = none;
    byId("back").disabled = none;
    document.querySelector(".stage").classList.toggle("open", !none);
    if (none) return;
    const node = data.nodes[state.focus];
    byId("card-name").textContent = node.label;
    byId("card-group").textContent = node.group;
    const said = document.querySelectorAll(`#rows tr[data-row="${state.focus}"] .facts p`);
    byId("card-facts").replaceChildren(...[...said].map((fact) => fact.cloneNode(true)));
    const body = byId("card-ties");
    body.replaceChildren();
    const rows = [...ties].sort((one, other) => other[4] - one[4]);
    for (const tie of rows) {
      const other = tie[0] === state.focus ? tie[1] : tie[0];
      const row = html("tr", undefined, body);
      const link = html("button", data.nodes[other].label, html("td", undefined, row));
      link.type = "button";
      link.addEventListener("click", () => open(other));
      html("td", data.layers[tie[2]].label, row);
      if (recorded) {
        html("td", grounds(tie), row);
        continue;
      }
      const strength = html("td", tie[4].toFixed(2), row);
      const readings = html("td", String(Math.round(100 * tie[5])), row);
      strength.className = readings.className = "n";
    }
    if (!rows.length) html("td", "No tie of those chosen.", html("tr", undefined, body)).colSpan = 4;
  }

  function tell(ties) {
    const area = state.area < 0 ? "" : ` in ${data.areas[state.area].label}`;
    const without = state.view === "grid" ? data.nodes.filter((node) => !known(node)).length : 0;
    const who = state.focus < 0 ? "" : ` of ${data.nodes[state.focus].label}`;
    const closed = state.view === "grid" && state.focus < 0;
    const note = state.area < 0 ? data.note : data.areas[state.area].note;
    const nowhere = state.focus >= 0 && !placed(data.nodes[state.focus]);
    byId("status").textContent = (closed ? "Open an organisation to see its ties."
      : nowhere ? `${data.nodes[state.focus].label} has no figure for both.`
        : `${ties.length} ${ties.length === 1 ? "tie" : "ties"}${who}${area} shown.`)
      + (without ? ` ${without} organisations have no figure for power or interest.` : "")
      + (note ? ` ${note}` : "");
  }

  function draw() {
    const ties = shownTies();
    byId("map").setAttribute("viewBox",
      `${frame.x} ${frame.y} ${wide / frame.zoom} ${high / frame.zoom}`);
    drawAxes();
    drawNodes(ties, drawTies(ties));
    drawCard(ties);
    tell(ties);
  }

  function open(row) {
    state.focus = row;
    draw();
    byId("card").focus({ preventScroll: true });
  }
  function close() {
    if (state.focus < 0) return;
    state.focus = -1;
    byId("find").value = "";
    draw();
    byId("find").focus();
  }
  function zoom(factor) {
    const closer = Math.min(8, Math.max(1, frame.zoom * factor));
    const [cx, cy] = [frame.x + wide / frame.zoom / 2, frame.y + high / frame.zoom / 2];
    frame = { zoom: closer, x: cx - wide / closer / 2, y: cy - high / closer / 2 };
    move(0, 0);
  }
  function move(dx, dy) {
    const [w, h] = [wide / frame.zoom, high / frame.zoom];
    frame.x = Math.min(wide - w, Math.max(0, frame.x + dx * w));
    frame.y = Math.min(high - h, Math.max(0, frame.y + dy * h));
    draw();
  }

  function readControls() {
    state.layers = new Set([...document.querySelectorAll("input[name=layer]:checked")]
      .map((box) => Number(box.value)));
    state.area = Number(byId("area").value);
    state.group = byId("group").value;
    if (byId("least")) {
      state.least = Number(byId("least").value) / 100;
      byId("least-said").textContent = byId("least").value;
    }
    const view = document.querySelector("input[name=view]:checked");
    if (view) state.view = view.value;
    draw();
  }

  function find() {
    const wanted = byId("find").value.trim().toLowerCase();
    if (!wanted) return;
    const labels = data.nodes.map((node) => node.label.toLowerCase());
    let row = labels.indexOf(wanted);
    if (row < 0) row = labels.findIndex((label) => label.startsWith(wanted));
    if (row < 0) row = labels.findIndex((label) => label.includes(wanted));
    if (row < 0) byId("status").textContent = `No organisation is called “${byId("find").value}”.`;
    else open(row);
  }

  for (const name of groups) {
    const option = html("option", name, byId("group"));
    option.value = name;
  }
  for (const name of groups) {
    const entry = html("span", undefined, byId("shapes"));
    const drawn = make("svg", { viewBox: "-9 -9 18 18", "aria-hidden": "true" }, entry);
    make("path", { d: look(name).shape, class: look(name).again.trim() }, drawn);
    entry.append(name);
  }
  byId("shapes").hidden = groups.length < 2;
  const form = byId("controls");
  form.hidden = false;
  form.addEventListener("input", (event) => { if (event.target.id !== "find") readControls(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); find(); });
  byId("find").addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); find(); }
  });
  byId("find").addEventListener("change", () => {
    if (data.nodes.some((node) => node.label === byId("find").value)) find();
  });
  byId("back").addEventListener("click", close);
  byId("closer").addEventListener("click", () => zoom(1.4));
  byId("farther").addEventListener("click", () => zoom(1 / 1.4));
  byId("whole").addEventListener("click", () => { frame = { x: 0, y: 0, zoom: 1 }; draw(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  byId("canvas").addEventListener("keydown", (event) => {
    const ways = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.1], ArrowDown: [0, 0.1] };
    if (event.key === "+" || event.key === "=") zoom(1.4);
    else if (event.key === "-") zoom(1 / 1.4);
    else if (event.key === "0") { frame = { x: 0, y: 0, zoom: 1 }; draw(); }
    else if (ways[event.key]) move(...ways[event.key]);
    else return;
    event.preventDefault();
  });
  let held = null;
  byId("canvas").addEventListener("pointerdown", (event) => { held = [event.clientX, event.clientY]; });
  byId("canvas").addEventListener("pointermove", (event) => {
    if (!held || frame.zoom === 1) return;
    const box = byId("canvas").getBoundingClientRect();
    move((held[0] - event.clientX) / box.width, (held[1] - event.clientY) / box.height);
    held = [event.clientX, event.clientY];
  });
  for (const end of ["pointerup", "pointerleave"]) byId("canvas").addEventListener(end, () => { held = null; });
  for (const row of document.querySelectorAll("#rows tr")) {
    const words = row.querySelector("th span");
    const link = html("button", words.textContent);
    link.type = "button";
    link.addEventListener("click", () => { open(Number(row.dataset.row)); byId("main").scrollIntoView(); });
    words.replaceWith(link);
  }
  readControls();
})();
