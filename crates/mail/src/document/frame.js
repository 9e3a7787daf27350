"use strict";
{
  const mail = document.currentScript.previousElementSibling;
  const post = (message) => parent.postMessage(message, "*");
  let told = -1;
  const measure = () => {
    // A frame that the browser has not laid out yet has no width, and a mail in it no true height.
    if (innerWidth === 0) return;
    const height = Math.ceil(mail.getBoundingClientRect().height);
    if (height !== told) post({ kind: "height", height: (told = height) });
  };
  new ResizeObserver(measure).observe(mail);
  addEventListener("load", measure);
  addEventListener("resize", measure);
  const keys = ["Escape", "F6", "j", "k", "?"];
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!keys.includes(event.key)) return;
    if (event.key === "F6") event.preventDefault();
    post({ kind: "key", key: event.key, shift: event.shiftKey });
  });
}
