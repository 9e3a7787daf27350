// Bandeja's launcher: one button on a customer's page. The chat behind it is a frame of the backend.
//
//   <script async src="https://chat.example/bandeja.js" data-inbox="KEY" data-locale="es"></script>
//
// It must not slow or break its host, nor be broken by it: nothing is fetched, stored or framed
// before it is needed; array methods and markup are not used, for pages patch and forbid them.
// What people write never passes here, only a number and a few words.
(() => {
  "use strict";

  const words = {
    __proto__: null,
    es: { open: "Abrir el chat", close: "Cerrar el chat", unread: "Mensajes sin leer: ", retry: "No hay respuesta. Reintentar" },
    pt: { open: "Abrir o chat", close: "Fechar o chat", unread: "Mensagens não lidas: ", retry: "Sem resposta. Tentar de novo" },
    en: { open: "Open chat", close: "Close chat", unread: "Unread messages: ", retry: "No answer. Try again" },
  };

  // Important rules of a shadow root win over important rules of the page.
  const css = `
:host{all:initial!important;position:fixed!important;inset:auto 0 0!important;z-index:2147483000!important}
button{font:600 14px system-ui,sans-serif;min-block-size:44px;padding:0 20px;border:1px solid #0000;border-radius:6px;cursor:pointer;background:#005a64;color:#fff}
button:hover{background:#004a53}
button:focus-visible{outline:3px solid #005a64;outline-offset:2px;box-shadow:0 0 0 2px #fff}
#launch{position:fixed;inset-inline-end:20px;inset-block-end:max(20px,env(safe-area-inset-bottom));inline-size:56px;block-size:56px;padding:15px;border-radius:50%;box-shadow:0 4px 16px #0004}
svg{display:block;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
[aria-expanded=true]>b,b:empty{display:none}
b{position:absolute;inset-block-start:-4px;inset-inline-end:-4px;min-inline-size:12px;padding:0 5px;border-radius:11px;background:#c0262d;font-size:12px;line-height:22px}
span{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
#panel{position:fixed;inset-inline-end:20px;inset-block-end:max(88px,env(safe-area-inset-bottom) + 68px);inline-size:384px;block-size:min(640px,100dvh - 108px);overflow:hidden;border-radius:12px;background:#fff;box-shadow:0 8px 40px #0005;display:grid;place-content:center}
#panel:not(.open){visibility:hidden;opacity:0;transform:translateY(8px)}
iframe{position:absolute;inline-size:100%;block-size:100%;border:0}
:not(.ready)>iframe,:not(.failed)>#retry,.ready>#retry{visibility:hidden}
@media(prefers-color-scheme:dark){#panel{background:#15191a}}
@media(prefers-reduced-motion:no-preference){#panel{transition:opacity .12s,transform .12s}}
@media(max-width:520px),(max-height:480px){#panel{inset:var(--top,0) 0 auto;inline-size:auto;block-size:var(--height,100dvh);border-radius:0}.open.ready~#launch{visibility:hidden}}
@media print{:host{display:none!important}}`;

  // Tag managers insert the script, and then none is current.
  let script = document.currentScript;
  if (!script || !script.dataset.inbox) script = document.querySelector("script[data-inbox]");
  if (!script) return;

  const { inbox, locale } = script.dataset;
  const { origin } = new URL(script.src, location);
  const known = (tag) => words[(tag = ("" + tag).slice(0, 2).toLowerCase())] && tag;
  const lang = known(locale) || known(document.documentElement.lang) || known(navigator.language) || "en";
  const say = words[lang];
  const view = window.visualViewport;

  let host, panel, button, mark, badge, status, frame, port;
  let isOpen = false;
  let unread = 0;

  const start = () => {
    // A page may carry the tag twice.
    if (document.querySelector("bandeja-widget")) return;
    // Beside the body, whose layout is not ours to touch, and which some sites replace.
    host = document.createElement("bandeja-widget");
    const root = host.attachShadow({ mode: "open" });
    // The one way to style under a strict `style-src`.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];

    panel = make(root, "div", "panel");
    const retry = make(panel, "button", "retry");
    retry.textContent = say.retry;
    button = make(root, "button", "launch");
    const icon = make(button, "svg");
    icon.setAttribute("viewBox", "0 0 24 24");
    mark = make(icon, "path");
    badge = make(button, "b");
    status = make(root, "span");
    status.role = "status";
    show();
    document.documentElement.appendChild(host);

    button.onclick = () => (isOpen ? close() : open());
    retry.onclick = () => {
      frame.remove();
      frame = port = null;
      open();
    };
    root.addEventListener("keydown", ({ key }) => key === "Escape" && close());
    addEventListener("message", greet);
    // The whole API, for now.
    Reflect.set(window, "bandeja", { open: safely(open), close: safely(close) });
    if (view) {
      view.addEventListener("resize", fit);
      view.addEventListener("scroll", fit);
    }

    // Who has written may have an answer: look when the page is at rest.
    if (!written()) return;
    const rest = () => (window.requestIdleCallback || setTimeout)(load);
    if (document.readyState === "complete") rest();
    else addEventListener("load", rest);
  };

  const make = (parent, name, id) => {
    const space = name === "svg" || name === "path" ? "2000/svg" : "1999/xhtml";
    const element = document.createElementNS("http://www.w3.org/" + space, name);
    if (id) element.id = id;
    return parent.appendChild(element);
  };

  const load = () => {
    if (frame) return;
    frame = make(panel, "iframe");
    frame.title = "Chat";
    frame.src = `${origin}/widget/${encodeURIComponent(inbox)}?lang=${lang}&host=${encodeURIComponent(location.origin)}`;
    panel.classList.remove("failed");
    setTimeout(() => panel.classList.toggle("failed", !port), 8000);
  };

  const open = () => {
    load();
    isOpen = true;
    fit();
    tell();
  };

  const close = () => {
    // Only who was in the chat is led back to the button.
    const inside = document.activeElement === host;
    isOpen = false;
    tell();
    if (inside) button.focus();
  };

  // The chat has started and gets a port, which only a page of its origin can take.
  const greet = ({ source, data, origin: from }) => {
    if (!frame || source !== frame.contentWindow || from !== origin) return;
    if (!data || data.kind !== "bandeja:ready") return;
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = hear;
    source.postMessage({ kind: "bandeja:port" }, origin, {
      *[Symbol.iterator]() {
        yield channel.port2;
      },
    });
    tell();
  };

  const hear = ({ data }) => {
    if (data && data.kind === "close") close();
    if (!data || data.kind !== "state") return;
    unread = data.unread >>> 0;
    written(!!data.written);
    show();
  };

  const tell = () => {
    show();
    if (port) port.postMessage({ kind: isOpen ? "open" : "closed" });
    if (isOpen) frame.focus();
  };

  const show = () => {
    panel.classList.toggle("open", isOpen);
    panel.classList.toggle("ready", !!port);
    const news = unread && !isOpen ? say.unread + unread : "";
    if (status.textContent !== news) status.textContent = news;
    button.ariaExpanded = isOpen;
    button.ariaLabel = isOpen ? say.close : news ? say.open + ". " + news : say.open;
    mark.setAttribute("d", isOpen ? "M6 6l12 12M18 6L6 18" : "M4 4h16v12H10l-6 5z");
    badge.textContent = unread > 99 ? "99+" : unread || "";
  };

  // Whether the visitor has written: all that the page ever keeps.
  const written = (now) => {
    const key = "bandeja." + inbox;
    try {
      if (now) localStorage.setItem(key, 1);
      if (now === false) localStorage.removeItem(key);
      return localStorage.getItem(key);
    } catch {} // Forbidden: then the badge waits for the first click.
  };

  // Keeps the chat above a phone's keyboard, but follows no zoom.
  const fit = () => {
    if (!view || view.scale > 1.01) return;
    panel.style.setProperty("--top", view.offsetTop + "px");
    panel.style.setProperty("--height", view.height + "px");
  };

  const safely = (action) => () => {
    try {
      action();
    } catch (error) {
      console.warn("bandeja:", error);
    }
  };
  if (document.readyState !== "loading") safely(start)();
  else document.addEventListener("DOMContentLoaded", safely(start));
})();
