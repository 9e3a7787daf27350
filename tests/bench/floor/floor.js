// The floor page: the list, the thread and the socket of the real backend, as bare as can be.
//
// Rows are made once and used again, texts are written into text nodes, and all of a frame's events
// are painted in one go. It keeps no promise of the app's: no outbox, no gaps, no rights, no words.

const ROW = 72;
const PAGE = 50;
const API = "/api/v1";
const status = new URLSearchParams(location.search).get("status") || "open";
const list = document.getElementById("list");
const track = document.getElementById("track");
const thread = document.getElementById("thread");

/** The ids of all rows in their order; `null` for one that has not come. */
let ids = [];
const known = new Map();
const asked = new Set();
const writing = new Set();
const pool = [];
let isDue = false;
let open = null;

start();

async function start() {
  const { seq } = await get("/snapshot");
  await page(0);
  const ticket = await post("/tickets");
  const socket = new WebSocket(`${location.origin.replace("http", "ws")}${API}/realtime`);
  socket.onopen = () => socket.send(JSON.stringify({ hello: { ticket: ticket.ticket, after: seq } }));
  socket.onmessage = (message) => heard(JSON.parse(message.data), socket);
  list.addEventListener("scroll", soon);
}

async function get(path) {
  return (await fetch(API + path)).json();
}

async function post(path, body) {
  const headers = { "content-type": "application/json", "x-bandeja": "1" };
  return (await fetch(API + path, { method: "POST", headers, body: body && JSON.stringify(body) })).json();
}

async function page(number) {
  if (asked.has(number)) return;
  asked.add(number);
  const order = status === "queued" ? "oldest" : "newest";
  const answer = await get(`/conversations?status=${status}&sort=${order}&offset=${number * PAGE}&limit=${PAGE}`);
  const total = answer.counts[status];
  if (ids.length === 0) ids = new Array(total).fill(null);
  answer.rows.forEach((row, at) => {
    if (known.has(row.id)) return;
    known.set(row.id, row);
    if (answer.offset + at < ids.length) ids[answer.offset + at] = row.id;
  });
  soon();
}

function heard(frame, socket) {
  if (frame.events) for (const event of frame.events.events) apply(event);
  else if (frame.typing) writing.add(frame.typing.conversation);
  else if (frame.beat) socket.send(JSON.stringify({ beat: frame.beat.now }));
  else return;
  soon();
}

function apply(event) {
  const item = event.item;
  if (item && item.conversation === open && item.kind === "message") say(item);
  const row = event.conversation;
  if (!row) return;
  const old = known.get(row.id);
  const before = old ? ids.indexOf(row.id) : -1;
  if (before >= 0) ids.splice(before, 1);
  known.set(row.id, row);
  writing.delete(row.id);
  if (row.status !== status) return;
  // A row from a page that has not come leaves a place that nobody has seen.
  if (before < 0 && row.created_at !== row.last_activity_at) ids.pop();
  if (status === "queued") ids.push(row.id);
  else ids.unshift(row.id);
}

function soon() {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(lay);
}

function lay() {
  isDue = false;
  track.style.height = `${ids.length * ROW}px`;
  const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 3);
  const last = Math.min(ids.length, Math.ceil((list.scrollTop + list.clientHeight) / ROW) + 3);
  while (pool.length < last - first) pool.push(made());
  for (let number = Math.floor(first / PAGE); number * PAGE < last; number += 1) {
    if (ids.slice(Math.max(first, number * PAGE), Math.min(last, (number + 1) * PAGE)).includes(null)) page(number);
  }
  pool.forEach((slot, at) => {
    const index = first + at;
    slot.row.hidden = index >= last;
    if (index >= last) return;
    put(slot, "top", index * ROW, () => { slot.row.style.transform = `translateY(${index * ROW}px)`; });
    const row = known.get(ids[index]);
    put(slot, "there", !!row, () => { slot.link.hidden = !row; });
    if (!row) return;
    put(slot, "id", row.id, () => {});
    put(slot, "current", row.id === open, () => {
      if (row.id === open) slot.link.setAttribute("aria-current", "true");
      else slot.link.removeAttribute("aria-current");
    });
    text(slot, 0, `${row.contact_name || row.contact_phone || row.contact_email || ""} ${clock(row.last_activity_at)}`);
    text(slot, 1, writing.has(row.id) ? "escribe…" : row.preview);
    text(slot, 2, row.unread ? String(row.unread) : "");
  });
}

function made() {
  const row = document.createElement("div");
  row.className = "row";
  row.setAttribute("role", "listitem");
  const link = document.createElement("a");
  link.setAttribute("data-row-target", "");
  const lines = [0, 1, 2].map(() => {
    const node = document.createTextNode("");
    const line = document.createElement("span");
    line.append(node);
    link.append(line);
    return node;
  });
  row.append(link);
  track.append(row);
  const slot = { row, link, lines };
  link.addEventListener("click", () => show(slot.id));
  return slot;
}

function put(slot, key, value, how) {
  if (slot[key] === value) return;
  slot[key] = value;
  how();
}

function text(slot, line, words) {
  if (slot.lines[line].data !== words) slot.lines[line].data = words;
}

function clock(at) {
  const date = new Date(at);
  return `${date.getHours()}:${String(date.getMinutes()).padStart(2, "0")}`;
}

async function show(id) {
  open = id;
  soon();
  const answer = await get(`/conversations/${id}/items?limit=${PAGE}`);
  if (open !== id) return;
  thread.replaceChildren();
  for (const item of answer.items) if (item.kind === "message") say(item);
}

function say(item) {
  const words = document.createElement("p");
  words.textContent = item.text;
  thread.append(words);
  thread.scrollTop = thread.scrollHeight;
}
