"use strict";
(() => {
  const $ = id => document.getElementById(id);
  const bar = $("_bar");
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const words = value => value === undefined ? null : new Set(value.split(" "));
  document.documentElement.classList.add("js");
  addEventListener("beforeprint", () => all("details:not([open])").forEach(one => { one.open = true; one.dataset.for = "print"; }));
  addEventListener("afterprint", () => all("details[data-for=print]").forEach(one => { one.open = false; delete one.dataset.for; }));
  if (!bar) return;

  // The rows of the picture stand in the order of the answers.
  const rows = all(".grid tbody tr:not(.group)");
  let row = 0;
  const domains = all(".domain").map(element => ({ element, number: element.dataset.for }));
  const controls = domains.flatMap(domain => all(".c", domain.element).map(element => ({
    element, domain, leaf: !element.classList.contains("up"),
    depth: element.className.match(/ d(\d)/)?.[1] ?? 0,
    answers: all(".a", element).map(answer => ({
      element: answer, row: rows[row++], variants: words(answer.dataset.v), keys: words(answer.dataset.k),
    })),
  })));
  const groups = all(".grid tbody");
  const others = all("main [data-v]").filter(element => !element.closest(".c, .grid"));
  const total = controls.filter(control => control.leaf).length;
  const fields = { q: $("_q"), model: $("_v"), party: $("_p"), split: $("_s"), state: $("_t"), domain: $("_d"), open: $("_o"), changed: $("_x"), derived: $("_m") };
  const initial = Object.fromEntries(Object.entries(fields).filter(([, field]) => field).map(([name, field]) => [name, get(field)]));

  function get(field) { return !field ? "-" : field.type === "checkbox" ? (field.checked ? "1" : "") : field.value; }
  function set(field, value) { if (field.type === "checkbox") field.checked = value === "1"; else field.value = value; }
  function hide(element, isHidden) { if (element && element.hidden !== isHidden) element.hidden = isHidden; }

  // Of a control, its domain and one of its answers; made when somebody searches.
  const textOf = (control, answer) => answer.text ??= [
    control.domain.element.querySelector("h3"), control.element.querySelector("h4"), answer.element,
  ].map(element => element.textContent).join(" ").toLowerCase();

  let waiting = 0;
  let highlighted = "-";
  function apply(remember = true) {
    const want = Object.fromEntries(Object.keys(fields).map(name => [name, get(fields[name])]));
    const terms = want.q.toLowerCase().split(/\s+/).filter(Boolean);
    const inVariant = variants => want.model === "-" || !variants || variants.has(want.model);
    const matches = keys => (want.party === "-" || keys.has(want.party) || keys.has("o"))
      && (want.split === "-" || keys.has(want.split)) && (want.state === "-" || keys.has(want.state))
      && (want.open !== "1" || keys.has("o")) && (want.derived !== "1" || keys.has("m"))
      && (want.changed !== "1" || keys.has("c"));
    let shown = 0, above = [];
    const seen = new Set();
    for (const control of controls) {
      const isDomain = want.domain === "-" || control.domain.number === want.domain;
      const isFound = isDomain && control.answers.some(answer => inVariant(answer.variants) && matches(answer.keys)
        && terms.every(term => textOf(control, answer).includes(term)));
      above.length = Math.min(above.length, control.depth);
      above[control.depth] = control;
      control.shown = control.leaf && isFound;
      if (!control.shown) continue;
      shown++;
      seen.add(control.domain);
      for (const parent of above) if (parent) parent.shown = true;
    }
    for (const control of controls) {
      hide(control.element, !control.shown);
      for (const answer of control.answers) {
        const isAway = !inVariant(answer.variants);
        hide(answer.element, isAway);
        hide(answer.row, isAway || !control.shown);
      }
    }
    domains.forEach((domain, i) => { hide(domain.element, !seen.has(domain)); hide(groups[i], !seen.has(domain)); });
    for (const element of others) hide(element, !inVariant(words(element.dataset.v)));
    document.documentElement.classList.toggle("js", want.model !== "-" || !fields.model);
    if (highlighted !== want.party) {
      all(".mine").forEach(element => element.classList.remove("mine"));
      if (want.party !== "-") all(`.u .${want.party}`).forEach(element => element.classList.add("mine"));
      highlighted = want.party;
    }
    $("_n").textContent = `${shown === total ? `All ${total}` : `${shown} of ${total}`} control${total === 1 ? "" : "s"} shown.`
      + (want.party !== "-" && shown > 0 ? " Controls that are open are shown with those of the party." : "")
      + (shown === 0 && total > 0 ? " Nothing matches: press Clear." : "");
    // Who reads it on paper does not see the filters.
    const chosen = all("select", bar).filter(field => field.value !== "-").map(field => `${field.parentElement.firstChild.data.trim()}: ${field.selectedOptions[0].text}`)
      .concat(all("input:checked", bar).map(field => field.parentElement.textContent.trim()), want.q ? `Search: ${want.q}` : []);
    const note = $("_w");
    note.textContent = `Printed with ${shown === total ? `all ${total}` : `${shown} of ${total}`} controls. ${chosen.join("; ")}`;
    hide(note, shown === total && chosen.length === 0);
    if (remember) {
      const state = new URLSearchParams(Object.entries(want).filter(([name, value]) => name in initial && value !== initial[name]));
      history.replaceState(null, "", `#${state.size ? `?${state}` : ""}`);
    }
  }

  function clear() {
    for (const [name, field] of Object.entries(fields)) if (field && name !== "model") set(field, field.type === "checkbox" || name === "q" ? "" : "-");
  }

  // An anchor shows its control, whatever is filtered or folded; "#?…" is the state of the filters.
  function follow() {
    clearTimeout(waiting);
    const hash = location.hash.slice(1);
    if (hash.startsWith("?")) {
      const state = new URLSearchParams(hash);
      for (const [name, value] of Object.entries(initial)) set(fields[name], state.get(name) ?? value);
      return apply(false);
    }
    let id = hash;
    try { id = decodeURIComponent(hash); } catch { /* as it stands */ }
    const target = id && $(id);
    if (!target) return;
    if (target.closest("[hidden]")) {
      clear();
      apply(false);
      $("_n").textContent += " The filters were cleared to show the control of the link.";
    }
    for (let folded = target.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
    // What comes into sight is laid out then, and moves what follows.
    let times = 3;
    const scroll = () => { target.scrollIntoView(); if (--times) requestAnimationFrame(scroll); };
    scroll();
  }

  bar.hidden = false;
  // What sticks to the top covers no target of a link.
  const root = document.documentElement;
  new ResizeObserver(() => root.style.setProperty("--bar", getComputedStyle(bar).position === "sticky" ? `${bar.offsetHeight}px` : "0px")).observe(bar);
  bar.addEventListener("submit", event => event.preventDefault());
  // A search field changes when it loses the focus, as to a link that must not be forgotten over it.
  bar.addEventListener("change", event => { if (event.target !== fields.q) apply(); });
  fields.q.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
  $("_c").addEventListener("click", () => { clear(); apply(); fields.q.focus(); });
  addEventListener("hashchange", follow);
  addEventListener("keydown", event => {
    const isTyping = event.target.matches?.("input[type=search], select, textarea");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      fields.q.focus();
      fields.q.select();
    }
    if (event.key === "Escape" && event.target === fields.q && fields.q.value) { fields.q.value = ""; apply(); event.preventDefault(); }
  });
  document.addEventListener("click", event => {
    const link = event.target.closest(".c h4 a");
    if (!link) return;
    navigator.clipboard?.writeText(link.href).then(() => { $("_n").textContent = "The link is copied."; }, () => { });
  });
  apply(false);
  follow();
})();
