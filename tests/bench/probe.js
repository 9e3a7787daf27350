// What a measured page is asked, ours and the floor page alike. Runs before anything of the page.
//
// «Painted» is the first animation frame after the page shows what is awaited, and a turn of the
// event loop after it: the frame's own work, style and layout are done by then.

(() => {
  const hop = () => new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    channel.port2.postMessage(0);
  });
  const frame = () => new Promise(requestAnimationFrame);

  /** Resolves in the very task that makes `shows` true. */
  const shown = (shows) => new Promise((done) => {
    if (shows()) { done(); return; }
    const watch = new MutationObserver(() => {
      if (!shows()) return;
      watch.disconnect();
      done();
    });
    watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });

  /** When `shows` was painted. `shows` must not ask for layout; `seen`, asked in frames, may. */
  const painted = async (shows, seen = () => true) => {
    await shown(shows);
    do await frame(); while (!seen());
    return hop();
  };

  const items = () => [...document.querySelectorAll("[role=listitem]:not([hidden])")];
  const target = (item) => item.querySelector("[data-row-target]:not([hidden])");
  const pane = () => {
    let view = document.querySelector("[role=listitem]");
    while (view && !/auto|scroll/.test(getComputedStyle(view).overflowY)) view = view.parentElement;
    return view;
  };
  const inOrder = () => items()
    .map((item) => ({ item, top: item.getBoundingClientRect().top }))
    .sort((one, other) => one.top - other.top);

  /** How much of the list's window has no row at all, in pixels, and how many of its rows are grey. */
  const gaps = () => {
    const view = pane().getBoundingClientRect();
    let at = view.top;
    let blank = 0;
    let grey = 0;
    for (const { item, top } of inOrder()) {
      const bottom = top + item.offsetHeight;
      if (bottom <= view.top || top >= view.bottom) continue;
      if (top > at + 1) blank += top - at;
      at = Math.max(at, bottom);
      if (!target(item)) grey += 1;
    }
    if (at < view.bottom - 1) blank += view.bottom - at;
    return { blank, grey };
  };

  /** Rows, and all that are in the window have come; 25, or as many as the window holds. */
  const isFull = () => {
    const all = items();
    return all.length > 0 && all.every(target);
  };
  const fills = () => {
    const { blank, grey } = gaps();
    return blank === 0 && grey === 0;
  };

  const log = () => document.querySelector("[role=log]");
  const logSays = (words) => () => log()?.textContent.includes(words);
  const logShows = (words) => () => {
    const view = log().getBoundingClientRect();
    const walker = document.createTreeWalker(log(), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (!walker.currentNode.data.includes(words)) continue;
      const at = walker.currentNode.parentElement.getBoundingClientRect();
      if (at.height > 0 && at.bottom > view.top && at.top < view.bottom) return true;
    }
    return false;
  };
  const rowSays = (words) => () => items().some((item) => item.textContent.includes(words));

  const tasks = [];
  new PerformanceObserver((found) => {
    for (const one of found.getEntries()) tasks.push([one.startTime, one.duration]);
  }).observe({ type: "longtask", buffered: true });

  /** Presses a row as a hand does, and answers how long until that showed; null: within 400 ms not at all. */
  const press = async (at) => {
    const asked = performance.now();
    // Whatever waits already comes first, as it would before a real click.
    await hop();
    const row = target(items()[at]);
    row.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 }));
    const answer = painted(() => row.getAttribute("aria-current") === "true");
    const never = new Promise((done) => setTimeout(() => done(null), 400));
    const until = await Promise.race([answer, never]);
    return { asked, took: until === null ? null : until - asked };
  };

  let frames = null;
  let marks = [];

  window.bench = {
    painted, items, target, pane, gaps, log, press, hop, frame,

    /** When the list was painted, since the navigation began. */
    list: painted(isFull, fills),

    /** The start: the list painted, long tasks before, and the first clicks until one is quick. */
    async start() {
      const rows = await bench.list;
      const blocked = tasks.filter(([at]) => at < rows).reduce((sum, [, took]) => sum + Math.max(0, took - 50), 0);
      let first;
      for (let at = 0; at < 8; at += 1) {
        const { asked, took } = await press(at);
        if (first === undefined) first = took;
        if (took !== null && took <= 50) return { rows, blocked, first, ready: at === 0 ? rows : asked };
        // What the last click began has to be over: nobody reads two threads at once.
        await new Promise((done) => setTimeout(done, 150));
      }
      return { rows, blocked, first, ready: null };
    },

    /** Puts the focus on the row that says this. */
    focus(words) {
      target(items().find((item) => item.textContent.includes(words))).focus({ preventScroll: true });
    },

    /** From the next click on: how long until the tab of a status is chosen and its rows are painted. */
    switches(status) {
      const tab = document.querySelector(`[role=tab][id$="-${status}"]`);
      const begun = new Promise((done) => addEventListener("click", (event) => done(event.timeStamp), { capture: true, once: true }));
      bench.switched = begun.then(async (from) => {
        const chosen = painted(() => tab.getAttribute("aria-selected") === "true");
        await chosen;
        const whole = painted(isFull, fills);
        return { chosen: (await chosen) - from, full: (await whole) - from };
      });
      const at = tab.getBoundingClientRect();
      return [Math.round(at.left + at.width / 2), Math.round(at.top + at.height / 2)];
    },

    /** Waits until the focus is on the row that says this; focus is no change of the page. */
    async focused(words) {
      const has = () => document.activeElement?.closest("[role=listitem]")?.textContent.includes(words);
      while (!has()) await frame();
    },

    /**
     * From the next event of a kind on: how long until the row that says this is marked, and until
     * the thread shows it. Answers where the row is.
     */
    expects(kind, words) {
      const row = items().find((item) => item.textContent.includes(words));
      if (!row) throw new Error(`no row says ${words}`);
      const begun = new Promise((done) => {
        const heard = (event) => {
          if (kind === "keydown" && event.key !== "Enter") return;
          removeEventListener(kind, heard, true);
          done(event.timeStamp);
        };
        addEventListener(kind, heard, true);
      });
      bench.opened = begun.then(async (from) => {
        const marked = painted(() => target(row)?.getAttribute("aria-current") === "true");
        const read = painted(logSays(words), logShows(words));
        return { marked: (await marked) - from, read: (await read) - from };
      });
      const at = row.getBoundingClientRect();
      return [Math.round(at.left + 120), Math.round(at.top + at.height / 2)];
    },

    /** Where a row is, counted from the top. */
    row(at) {
      const place = inOrder()[at].item.getBoundingClientRect();
      return [Math.round(place.left + 120), Math.round(place.top + place.height / 2)];
    },

    /** Waits until a thread is on the screen. */
    threadStands() {
      return painted(() => log()?.querySelector("article") != null).then(() => undefined);
    },

    /** Like `expects`, for a row by its place. */
    expectsRow(at, words) {
      const begun = new Promise((done) => addEventListener("click", (event) => done(event.timeStamp), { capture: true, once: true }));
      bench.opened = begun.then(async (from) => ({ read: (await painted(logSays(words), logShows(words))) - from }));
      return bench.row(at);
    },

    /** From the next Enter on: how long until the thread shows these words. */
    echo(words) {
      const begun = new Promise((done) => {
        const heard = (event) => {
          if (event.key !== "Enter") return;
          removeEventListener("keydown", heard, true);
          done(event.timeStamp);
        };
        addEventListener("keydown", heard, true);
      });
      bench.sent = begun.then((from) => performance.timeOrigin + from);
      bench.echoed = begun.then(async (from) => (await painted(logSays(words), logShows(words))) - from);
    },

    /** When words are painted in the thread or in a row, on the clock of the machine. */
    awaits(name, where, words) {
      const shows = where === "log" ? logSays(words) : rowSays(words);
      const seen = where === "log" ? logShows(words) : () => true;
      bench[name] = painted(shows, seen).then((at) => performance.timeOrigin + at);
    },

    /** What is promised, or null when it does not come in so many milliseconds. */
    within(millis, promised) {
      return Promise.race([promised, new Promise((done) => setTimeout(() => done(null), millis))]);
    },

    /** Counts frames and long tasks from here on. */
    record() {
      frames = [];
      marks = [tasks.length];
      const next = (at) => {
        if (frames === null) return;
        frames.push(at);
        requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
    },

    /** What was counted: the time between frames, and long tasks. */
    recorded() {
      const at = frames;
      frames = null;
      const between = at.slice(1).map((time, i) => time - at[i]);
      return { between, long: tasks.slice(marks[0]).map(([, took]) => took) };
    },

    /** Scrolls by so many pixels in each frame for so long, and looks at every frame after its paint. */
    async scroll(pixels, millis) {
      const view = pane();
      const between = [];
      let [blank, grey, nodes] = [0, 0, 0];
      let last = await frame();
      const end = last + millis;
      while (last < end) {
        view.scrollTop += pixels;
        const now = await frame();
        between.push(now - last);
        last = now;
        await hop();
        const seen = gaps();
        blank += seen.blank > 0;
        grey += seen.grey > 0;
        nodes = Math.max(nodes, document.querySelectorAll("*").length);
      }
      return { between, blank, grey, nodes };
    },

    /**
     * Scrolls the thread up by so many pixels in each frame for so long, less than a screen, so that
     * something stays in sight. Answers the most that this moved more or less than the hand did,
     * while older messages came in.
     */
    async climb(pixels, millis) {
      const view = log();
      const between = [];
      let [shift, nodes, tops] = [0, 0, 0];
      let last = await frame();
      const end = last + millis;
      while (last < end) {
        const { top, bottom } = view.getBoundingClientRect();
        // The highest that is still in sight when the hand has moved on.
        const held = [...view.querySelectorAll(".message__bubble")].find((one) => {
          const at = one.getBoundingClientRect().top;
          return at >= top && at + pixels < bottom;
        });
        const before = held?.getBoundingClientRect().top;
        const from = view.scrollTop;
        view.scrollTop = Math.max(0, from - pixels);
        const moved = from - view.scrollTop;
        tops += view.scrollTop === 0;
        const now = await frame();
        await hop();
        between.push(now - last);
        last = now;
        if (held?.isConnected) {
          const by = held.getBoundingClientRect().top - before - moved;
          shift = Math.max(shift, Math.abs(by));
        }
        nodes = Math.max(nodes, document.querySelectorAll("*").length);
      }
      return { between, shift, nodes, tops };
    },

    /** Drags the bar to the end in a second, and answers how long after that until the rows were there. */
    async drag() {
      const view = pane();
      const whole = view.scrollHeight - view.clientHeight;
      let blank = 0;
      for (let step = 1; step <= 60; step += 1) {
        view.scrollTop = (whole * step) / 60;
        await frame();
        await hop();
        blank += gaps().blank > 0;
      }
      const from = performance.now();
      while (!fills()) await frame();
      return { blank, settled: (await hop()) - from };
    },

    /** Jumps to a part of the list's length, and answers how long until all its rows were painted. */
    async jump(part) {
      const view = pane();
      const from = performance.now();
      view.scrollTop = (view.scrollHeight - view.clientHeight) * part;
      const goal = view.scrollTop;
      do await frame(); while (view.scrollTop !== goal || !fills());
      return (await hop()) - from;
    },
  };
})();
