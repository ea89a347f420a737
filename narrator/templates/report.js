/* The page works without this. It adds: pages for long tables, filter and search, a player, and
   a time line that can be moved. Nothing is fetched but the sound that a person plays. */
"use strict";
(() => {
  const PAGE_ROWS = 50;
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const PLAYABLE = 'a[href*="#t="]';

  /* Long tables: a page of rows stands in the document, the rest waits outside of it. */
  class Pages {
    constructor(table) {
      this.body = table.tBodies[0];
      this.rows = [...this.body.rows];
      this.wanted = this.rows;
      this.first = 0;
      this.bar = document.querySelector(`.pager[data-for="${table.id}"]`);
      [this.back, this.on] = all("button", this.bar);
      this.back.onclick = () => this.turn(-PAGE_ROWS);
      this.on.onclick = () => this.turn(PAGE_ROWS);
      this.show();
    }
    turn(by) {
      this.first += by;
      this.show();
      const shown = by < 0 ? this.back : this.on;
      if (shown.hidden) (by < 0 ? this.on : this.back).focus();
      this.body.parentElement.scrollIntoView({ block: "nearest" });
    }
    want(rows) {
      this.wanted = rows;
      this.first = 0;
      this.show();
    }
    reveal(row) {
      const at = this.wanted.indexOf(row);
      if (at < 0) return;
      this.first = at - (at % PAGE_ROWS);
      this.show();
    }
    show(whole = false) {
      const end = whole ? this.wanted.length : Math.min(this.first + PAGE_ROWS, this.wanted.length);
      const rows = this.wanted.slice(whole ? 0 : this.first, end);
      this.body.replaceChildren(...rows);
      all(PLAYABLE, this.body).forEach(asButton);
      this.bar.hidden = this.rows.length <= PAGE_ROWS && !this.bar.dataset.filtered;
      this.back.hidden = this.first === 0;
      this.on.hidden = end >= this.wanted.length;
      const count = this.wanted.length;
      const of = `${count} ${count === 1 ? this.bar.dataset.noun.slice(0, -1) : this.bar.dataset.noun}`;
      this.bar.firstElementChild.textContent =
        rows.length < this.wanted.length ? `${this.first + 1} to ${end} of ${of}` : of;
    }
  }
  const pages = new Map(
    all("table[id]").map((table) => [table.id, new Pages(table)]),
  );

  /* Filter and search of the tags. */
  function filterTags() {
    const [find, tag, order] = ["find", "tag", "order"].map(byId);
    const table = pages.get("tags");
    table.bar.dataset.filtered = "yes";
    let known;
    const index = () =>
      (known ??= table.rows.map((row) => ({
        row,
        text: `${row.cells[1].textContent} ${row.cells[3].textContent}`.toLowerCase(),
        tag: row.cells[2].textContent,
        doubtful: row.className === "doubt",
        time: row.cells[0].textContent,
      })));
    function update() {
      const words = find.value.toLowerCase().trim().split(/\s+/);
      let found = index().filter(
        (each) =>
          (!tag.value || each.tag === tag.value) &&
          (order.value !== "only" || each.doubtful) &&
          words.every((word) => each.text.includes(word)),
      );
      if (order.value === "time") {
        found = found.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
      }
      table.want(found.map((each) => each.row));
    }
    globalThis.requestIdleCallback?.(index);
    let waiting;
    find.oninput = () => {
      clearTimeout(waiting);
      waiting = setTimeout(update, 120);
    };
    tag.onchange = order.onchange = update;
    const form = document.querySelector(".filters");
    form.onsubmit = (event) => {
      event.preventDefault();
      update();
    };
    form.hidden = false;
    table.show();
  }

  /* The player: one sound at a time, from a link's start to its end. */
  const player = byId("player");
  const audio = player.querySelector("audio");
  let playing = null;
  let stopAt = Infinity;
  let startAt = null;

  function asButton(link) {
    link.setAttribute("role", "button");
    const row = link.closest("tr");
    const time = row.querySelector("th") ?? row.cells[1];
    link.setAttribute("aria-label", `${link.textContent}, ${time.firstChild.textContent.trim()}`);
  }
  function play(link, what) {
    if (playing === link.href && !audio.paused) {
      audio.pause();
      return;
    }
    const [file, range] = link.getAttribute("href").split("#t=");
    const [from, to] = range.split(",").map(Number);
    if (audio.getAttribute("src") !== file) audio.src = file;
    playing = link.href;
    stopAt = to;
    startAt = from;
    byId("trouble").textContent = "";
    byId("playing").textContent = what;
    player.hidden = false;
    document.documentElement.classList.add("playing");
    audio.currentTime = from;
    audio.play().catch((error) => {
      if (error.name !== "AbortError") failed();
    });
  }
  function failed() {
    const file = decodeURIComponent(audio.getAttribute("src") ?? "");
    byId("trouble").textContent =
      `${file} cannot be played here: it is not beside this page, or this browser does not know its format.`;
  }
  function told(link) {
    const text = link.closest("tr").querySelector("td[dir]");
    return `${link.getAttribute("aria-label")}: ${text.firstChild.textContent.replace(/\s+/g, " ").trim()}`;
  }
  audio.onerror = failed;
  audio.ontimeupdate = () => {
    if (startAt !== null && !audio.seeking && !audio.paused && audio.currentTime > 0) {
      const jumped = audio.currentTime > startAt - 1;
      startAt = null;
      if (!jumped) {
        audio.pause();
        byId("trouble").textContent =
          "The server of this page cannot jump within a sound file. Open the page from its folder.";
      }
    }
    if (audio.currentTime >= stopAt) {
      stopAt = Infinity;
      audio.pause();
    }
    line?.head(audio.currentTime * 10);
  };
  byId("close").onclick = () => {
    audio.pause();
    player.hidden = true;
    document.documentElement.classList.remove("playing");
    line?.head(null);
    (opener?.isConnected ? opener : byId("main")).focus();
  };
  let opener = null;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(PLAYABLE);
    if (!link) return;
    event.preventDefault();
    opener = link;
    play(link, told(link));
  });
  document.addEventListener("keydown", (event) => {
    const link = event.target.closest?.(PLAYABLE);
    if (link && event.key === " ") {
      event.preventDefault();
      link.click();
    }
  });

  /* The time line: all lanes show the same window, in tenths of a second. */
  class Line {
    constructor(figure) {
      this.length = Number(figure.dataset.length);
      this.step = Number(figure.dataset.step);
      this.levels = figure.dataset.levels;
      this.view = figure.querySelector(".lanes");
      this.lanes = all("svg", this.view);
      this.ticks = all(".ruler li", this.view);
      this.narrations = (pages.get("narrations")?.rows ?? []).map((row) => {
        const links = all(PLAYABLE, row);
        const [from, to] = links[0].hash.slice(3).split(",").map((time) => Number(time) * 10);
        return { row, links, from, to };
      });
      this.chosen = -1;
      this.at = null;
      this.show(0, this.length);
      this.listen(figure);
    }
    show(from, to) {
      const width = Math.max(Math.min(100, this.length), Math.min(to - from, this.length));
      this.from = Math.max(0, Math.min(from, this.length - width));
      this.width = width;
      for (const lane of this.lanes) lane.setAttribute("viewBox", `${this.from} 0 ${width} 40`);
      this.ticks.forEach((tick, part) => {
        tick.textContent = clock(this.from + (width * part) / 4, width < 600);
      });
      this.wave();
      this.head(this.at);
    }
    wave() {
      if (!this.levels) return;
      const level = (sign) => SIGNS.indexOf(sign);
      const first = Math.floor(this.from / this.step);
      const last = Math.min(this.levels.length, Math.ceil((this.from + this.width) / this.step));
      const columns = Math.max(300, this.lanes[0].clientWidth);
      const each = Math.max(1, Math.floor((last - first) / columns));
      const start = first - (first % each);
      let path = `M${start * this.step} 20`;
      for (let at = start; at < last; at += each) {
        let loudest = 0;
        for (const sign of this.levels.slice(at, at + each)) loudest = Math.max(loudest, level(sign));
        path += `V${(20 - (20 * loudest) / 63).toFixed(1)}h${each * this.step}`;
      }
      byId("wave").setAttribute("d", `${path}V20z`);
    }
    zoom(by) {
      const one = this.narrations[this.chosen];
      const seen = one && one.from >= this.from && one.to <= this.from + this.width;
      const middle = seen ? (one.from + one.to) / 2 : this.from + this.width / 2;
      const half = (this.width * by) / 2;
      this.show(middle - half, middle + half);
    }
    move(by) {
      this.show(this.from + this.width * by, this.from + this.width * (1 + by));
    }
    choose(number) {
      if (!this.narrations.length) return;
      this.chosen = Math.max(0, Math.min(number, this.narrations.length - 1));
      const { row, from, to } = this.narrations[this.chosen];
      byId("chosen").setAttribute("d", `M${from} 0h${Math.max(1, to - from)}v40h-${Math.max(1, to - from)}z`);
      if (from < this.from || to > this.from + this.width) {
        const half = this.width / 2;
        this.show((from + to) / 2 - half, (from + to) / 2 + half);
      }
      const text = row.cells[1].firstChild.textContent.replace(/\s+/g, " ");
      byId("chosen-text").textContent =
        `Narration ${this.chosen + 1} of ${this.narrations.length}, at ${row.cells[0].firstChild.textContent.trim()}: ${text}`;
    }
    following(by) {
      if (this.chosen >= 0) return this.choose(this.chosen + by);
      const at = this.narrations.findIndex((one) => one.from >= this.from);
      return this.choose(at < 0 ? this.narrations.length - 1 : at);
    }
    play(which) {
      if (this.chosen < 0) this.following(1);
      const link = this.narrations[this.chosen]?.links[which];
      if (!link) return;
      opener = document.activeElement;
      play(link, `${link.textContent}: ${byId("chosen-text").textContent}`);
    }
    head(at) {
      this.at = at;
      const mark = byId("head");
      const svg = this.lanes[0];
      mark.hidden = at === null || at < this.from || at > this.from + this.width;
      if (mark.hidden) return;
      const lane = svg.getBoundingClientRect();
      const view = svg.closest(".view").getBoundingClientRect();
      mark.style.left = `${lane.left - view.left + (lane.width * (at - this.from)) / this.width}px`;
    }
    timeAt(event) {
      const lane = this.lanes[0].getBoundingClientRect();
      return this.from + (this.width * (event.clientX - lane.left)) / lane.width;
    }
    listen(figure) {
      const acts = {
        nearer: () => this.zoom(1 / 2),
        farther: () => this.zoom(2),
        earlier: () => this.move(-1 / 2),
        later: () => this.move(1 / 2),
        whole: () => this.show(0, this.length),
        previous: () => this.following(-1),
        next: () => this.following(1),
        alone: () => this.play(0),
        mixed: () => this.play(1),
      };
      const keys = {
        "+": acts.nearer, "=": acts.nearer, "-": acts.farther, "0": acts.whole,
        ArrowLeft: () => this.move(-1 / 4), ArrowRight: () => this.move(1 / 4),
        Home: () => this.show(0, this.width), End: () => this.show(this.length - this.width, this.length),
        n: acts.next, p: acts.previous, Enter: acts.alone,
      };
      for (const button of all("button[data-do]", figure)) button.onclick = acts[button.dataset.do];
      this.view.onkeydown = (event) => {
        const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
        if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        act();
      };
      this.drag();
      addEventListener("resize", () => this.show(this.from, this.from + this.width));
    }
    drag() {
      let start = null;
      this.view.onpointerdown = (event) => {
        start = { x: event.clientX, from: this.from, moved: false };
      };
      this.view.onpointermove = (event) => {
        if (!start || !event.buttons) return;
        const by = event.clientX - start.x;
        start.moved ||= Math.abs(by) > 5;
        if (!start.moved) return;
        this.view.setPointerCapture(event.pointerId);
        const from = start.from - (by / this.lanes[0].clientWidth) * this.width;
        this.show(from, from + this.width);
      };
      this.view.onpointerup = (event) => {
        if (start && !start.moved) this.chooseAt(this.timeAt(event));
        start = null;
      };
    }
    chooseAt(time) {
      const far = (one) => Math.max(one.from - time, time - one.to, 0);
      let nearest = 0;
      this.narrations.forEach((one, number) => {
        if (far(one) < far(this.narrations[nearest])) nearest = number;
      });
      this.choose(nearest);
    }
  }
  const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  function clock(tenths, exact) {
    const two = (number) => String(Math.floor(number)).padStart(2, "0");
    const seconds = tenths / 10;
    const whole = `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
    return exact ? `${whole}.${Math.floor(tenths % 10)}` : whole;
  }

  filterTags();
  const figure = byId("line");
  const line = new Line(figure);
  all(".tools, .chooser, .keys", figure).forEach((each) => { each.hidden = false; });
  document.querySelector(".chooser").hidden = !line.narrations.length;
  const lanes = figure.querySelector(".lanes");
  lanes.tabIndex = 0;
  lanes.setAttribute("role", "group");
  lanes.setAttribute("aria-label", "Time line");
  const keys = figure.querySelector(".keys");
  keys.id = "line-keys";
  lanes.setAttribute("aria-describedby", keys.id);

  addEventListener("beforeprint", () => {
    pages.forEach((each) => each.show(true));
    all("details").forEach((each) => { each.open = true; });
  });
  addEventListener("afterprint", () => pages.forEach((each) => each.show()));
  document.documentElement.classList.add("ready");
  const asked = pages.get("narrations")?.rows.find((row) => location.hash === `#${row.id}`);
  if (asked) {
    pages.get("narrations").reveal(asked);
    asked.scrollIntoView();
  }
})();
