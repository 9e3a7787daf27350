// Starts the app, and is there when it breaks.
//
// Trunk names the hashed files in data attributes of this script's tag. The wasm aborts on a panic
// and cannot help itself any more, so the last resort is here: say so, keep what the text boxes
// hold, start again. Nothing of this depends on the app having run.

const tag = document.querySelector("script[data-wasm]");
const languages = { es: 0, pt: 1, en: 2 };
const words = {
  starting: [
    "La aplicación no se pudo cargar. Comprobar la conexión y reintentar.",
    "Não foi possível carregar o aplicativo. Verificar a conexão e tentar de novo.",
    "The app could not be loaded. Check the connection and try again.",
  ],
  unable: [
    "Este navegador no puede ejecutar la aplicación: WebAssembly no está disponible.",
    "Este navegador não consegue executar o aplicativo: o WebAssembly não está disponível.",
    "This browser cannot run the app: WebAssembly is not available.",
  ],
  broken: [
    "La aplicación falló. Lo escrito está guardado. Se inicia de nuevo…",
    "O aplicativo falhou. O que foi escrito está salvo. Reiniciando…",
    "The app failed. What was written is kept. Starting again…",
  ],
  stopped: [
    "La aplicación falló varias veces seguidas. Lo escrito está guardado.",
    "O aplicativo falhou várias vezes seguidas. O que foi escrito está salvo.",
    "The app failed several times in a row. What was written is kept.",
  ],
  again: ["Reintentar", "Tentar de novo", "Try again"],
};

/** At most so many restarts by itself within a minute; then a person decides. */
const RESTARTS = 3;
let isBroken = false;

theme();
addEventListener("error", (event) => failed(event.error));
addEventListener("unhandledrejection", (event) => failed(event.reason));
start();

async function start() {
  if (typeof WebAssembly !== "object") {
    say(words.unable);
    return;
  }
  try {
    const app = await import(new URL(tag.dataset.js, document.baseURI).href);
    await app.default({ module_or_path: new URL(tag.dataset.wasm, document.baseURI).href });
  } catch (error) {
    // Once it runs, whatever it throws comes by the listeners above.
    // Caught, so the browser does not tell of it by itself.
    console.error(error);
    if (isTrap(error)) failed(error);
    else say(error instanceof WebAssembly.CompileError ? words.unable : words.starting, true);
  }
}

/** The remembered theme, before the first paint of the app. */
function theme() {
  const kept = read("bandeja.theme");
  if (kept) document.documentElement.dataset.theme = kept;
}

/** A panic of the wasm ends it; other errors of a page do not. */
function isTrap(error) {
  return error instanceof WebAssembly.RuntimeError;
}

function failed(error) {
  if (!isTrap(error) || isBroken) return;
  isBroken = true;
  rescue();
  const now = Date.now();
  const before = (read("bandeja.restarts") || "").split(" ").map(Number);
  const recent = before.filter((time) => time && now - time < 60_000);
  if (recent.length >= RESTARTS) {
    say(words.stopped, true);
    return;
  }
  write("bandeja.restarts", [...recent, now].join(" "));
  say(words.broken);
  setTimeout(() => location.reload(), 1200);
}

/** Keeps what every text box holds under the key that the app looks for. Passwords have no key. */
function rescue() {
  let number = 0;
  for (const place of document.querySelectorAll("[data-draft-key]")) {
    const box = "value" in place ? place : place.querySelector("textarea, input");
    if (!box?.value.trim()) continue;
    // What an earlier crash left and nobody has fetched yet stays.
    while (read(`bandeja.rescued.${number}`) !== null) number += 1;
    write(`bandeja.rescued.${number}`, JSON.stringify({ key: place.dataset.draftKey, text: box.value }));
  }
}

/** Writes a sentence over the page, with a button where a person has to decide. */
function say(sentence, withButton = false) {
  const at = languages[language()];
  let place = document.getElementById("boot");
  if (!place) {
    place = document.createElement("div");
    place.id = "boot";
    place.className = "boot boot--over";
    place.setAttribute("role", "alert");
    document.body.append(place);
  }
  const text = document.createElement("p");
  text.className = "boot__sentence";
  text.textContent = sentence[at];
  place.replaceChildren(text);
  if (!withButton) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--primary";
  button.textContent = words.again[at];
  button.addEventListener("click", () => {
    write("bandeja.restarts", "");
    location.reload();
  });
  place.append(button);
  button.focus();
}

/** The chosen language, else the first of the person's that we speak, else Spanish. */
function language() {
  const known = [read("bandeja.language"), ...navigator.languages].map((tag) => (tag || "").slice(0, 2).toLowerCase());
  return known.find((tag) => tag in languages) || "es";
}

// A browser that keeps nothing is no reason to fail here, too.
function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing can be kept; the sentence is still said.
  }
}
