// Finds elements as people and screen readers do: by role and accessible name.
//
// arguments: [steps, wish]. Each step narrows:
// {role, name, how, text, holds, with: [attribute, value]}.
// wish «names» answers the names of the last step's role instead of elements.
const [steps, wish] = arguments;

const clean = (text) => (text || "").replace(/\s+/g, " ").trim();

const roles = {
  A: (e) => (e.hasAttribute("href") ? "link" : ""),
  ARTICLE: "article", ASIDE: "complementary", BLOCKQUOTE: "blockquote", BUTTON: "button",
  DETAILS: "group", DIALOG: "dialog",
  FIELDSET: "group", FORM: "form", H1: "heading", H2: "heading", H3: "heading", H4: "heading",
  HR: "separator", IFRAME: "frame", IMG: (e) => (e.getAttribute("alt") === "" ? "" : "img"),
  INPUT: (e) =>
    ({
      button: "button", submit: "button", reset: "button", checkbox: "checkbox", radio: "radio",
      range: "slider", search: "searchbox", hidden: "", number: "spinbutton", file: "",
    })[e.type] ?? "textbox",
  LI: "listitem", MAIN: "main", MARK: "mark", NAV: "navigation", OL: "list", OPTION: "option",
  OUTPUT: "status", P: "paragraph", SECTION: "region",
  SELECT: (e) => (e.multiple || e.size > 1 ? "listbox" : "combobox"),
  SUMMARY: "button", TEXTAREA: "textbox", TIME: "time", UL: "list",
};

const roleOf = (e) => {
  const given = e.getAttribute("role");
  if (given) return given.trim().split(/\s+/)[0];
  const role = roles[e.tagName];
  return typeof role === "function" ? role(e) : role || "";
};

const named = new Set([
  "button", "link", "tab", "heading", "option", "menuitem", "menuitemradio", "menuitemcheckbox",
  "checkbox", "radio", "switch", "row", "cell", "gridcell", "treeitem", "tooltip", "columnheader",
]);

const isHidden = (e) =>
  !e.checkVisibility({ visibilityProperty: true }) ||
  e.closest("[inert]") !== null ||
  e.closest("[aria-hidden=true]") !== null;

const content = (node) => {
  let text = "";
  for (const child of node.childNodes) {
    if (child.nodeType === 3) text += child.data;
    if (child.nodeType !== 1) continue;
    if (child.getAttribute("aria-hidden") === "true" || !child.checkVisibility({ visibilityProperty: true }))
      continue;
    const label = child.getAttribute("aria-label");
    const inner = label ?? (child.tagName === "IMG" ? child.alt : content(child));
    const inline = getComputedStyle(child).display.startsWith("inline");
    text += inline ? inner : " " + inner + " ";
  }
  return text;
};

const nameOf = (e) => {
  const root = e.getRootNode();
  const by = e.getAttribute("aria-labelledby");
  if (by) {
    const parts = by.split(/\s+/).map((id) => root.getElementById(id)).filter(Boolean);
    const text = clean(parts.map((part) => part.getAttribute("aria-label") ?? content(part)).join(" "));
    if (text) return text;
  }
  const label = clean(e.getAttribute("aria-label"));
  if (label) return label;
  if (e.labels && e.labels.length) {
    const text = clean([...e.labels].map((one) => content(one)).join(" "));
    if (text) return text;
  }
  if (e.tagName === "IMG") return clean(e.alt);
  if (e.tagName === "FIELDSET") {
    const legend = e.querySelector("legend");
    if (legend) return clean(content(legend));
  }
  if (e.tagName === "INPUT" && roleOf(e) === "button") return clean(e.value);
  if (named.has(roleOf(e))) {
    const text = clean(content(e));
    if (text) return text;
  }
  return clean(e.getAttribute("title") || e.getAttribute("placeholder"));
};

function* walk(root) {
  for (const e of root.querySelectorAll("*")) {
    yield e;
    if (e.shadowRoot) yield* walk(e.shadowRoot);
  }
}

const fits = (have, want, how) =>
  how === "has" ? have.includes(want) : how === "starts" ? have.startsWith(want) : have === want;

function* texts(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) yield walker.currentNode;
  for (const e of root.querySelectorAll("*")) if (e.shadowRoot) yield* texts(e.shadowRoot);
}

// The innermost elements that show the text: from each text node with its first word upwards.
function* showing(root, wanted) {
  const text = clean(wanted.text);
  const first = text.split(" ")[0];
  for (const node of texts(root)) {
    if (!node.data.includes(first)) continue;
    for (let e = node.parentElement, up = 0; e && e !== root && up < 5; e = e.parentElement, up++) {
      const shown = clean(content(e));
      if (fits(shown, text, wanted.how)) {
        yield e;
        break;
      }
      if (wanted.how === "is" && shown.length > text.length) break;
    }
  }
}

const step = (roots, wanted) => {
  const found = new Set();
  for (const root of roots)
    for (const e of wanted.text === undefined ? walk(root) : showing(root, wanted)) {
      if (wanted.role && roleOf(e) !== wanted.role) continue;
      if (wanted.with && e.getAttribute(wanted.with[0]) !== wanted.with[1]) continue;
      if (isHidden(e)) continue;
      if (wanted.name !== undefined && !fits(nameOf(e), clean(wanted.name), wanted.how)) continue;
      if (wanted.holds !== undefined && !clean(content(e)).includes(clean(wanted.holds))) continue;
      found.add(e);
    }
  return [...found];
};

if (wish === "names") {
  const last = steps[steps.length - 1];
  return step([document], { role: last.role }).map(nameOf);
}
if (wish === "descriptions") return steps.map((e) => [roleOf(e), nameOf(e)]);
return steps.reduce((roots, wanted) => step(roots, wanted), [document]);
