// The page: it shows the state that the server sends and asks for what is
// pressed. It keeps nothing of its own.
"use strict";

const at = (id) => document.getElementById(id);

// make builds an element: text is never read as markup.
function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
const small = (text) => make("small", { textContent: text });
const clock = (time) => new Date(time).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "Asia/Shanghai" });

let line = null;
let state = null;
const send = (intent) => { if (line && line.readyState === WebSocket.OPEN) line.send(JSON.stringify(intent)); };

const glass = view(at("glass"));
const paper = view(at("paper"));
finger(at("glass"), glass.size, send);

function connect() {
  line = new WebSocket(`ws://${location.host}/line`);
  line.binaryType = "arraybuffer";
  line.onopen = () => { at("gone").hidden = true; };
  line.onmessage = (e) => {
    if (typeof e.data !== "string") {
      const p = readPatch(e.data);
      if (p.kind === 1) glass.draw(p);
      if (p.kind === 2) showPaper(p);
      return;
    }
    const message = JSON.parse(e.data);
    if (message.trouble) showTrouble(message.trouble);
    else if ("sound" in message) hear(message.sound);
    else show(message);
  };
  line.onclose = () => { at("gone").hidden = false; setTimeout(connect, 1000); };
}

function showPaper(p) {
  at("paper").hidden = p.height < 2;
  paper.draw(p);
  if (p.height >= 2) at("roll").scrollTop = 0;
}

// hear plays what the kiosk plays. A browser stays silent until the page was
// touched once, and so does a kiosk.
const loudspeaker = new Audio();
function hear(sound) {
  loudspeaker.pause();
  if (sound === 0) return;
  loudspeaker.src = `/sounds/${sound}`;
  loudspeaker.play().catch(() => {});
}

let quiet = 0;
function showTrouble(text) {
  at("trouble").textContent = text;
  at("trouble").classList.add("shown");
  clearTimeout(quiet);
  quiet = setTimeout(() => at("trouble").classList.remove("shown"), 6000);
}

function show(next) {
  const before = state;
  state = next;
  at("kiosk-runs").classList.toggle("on", next.kiosk.running);
  at("centre-runs").classList.toggle("on", next.centre.running);
  const changed = (part) => !before || JSON.stringify(before[part]) !== JSON.stringify(next[part]);
  if (changed("people") || changed("laid")) showCards(next);
  if (changed("switches")) showSwitches(next);
  if (changed("cases")) showCases(next);
  if (changed("centre")) showCounts(next.centre);
  if (changed("slips")) showSlips(next.slips);
}

function showCards({ people, laid }) {
  at("tray").replaceChildren(...people.map((p) => make("li", {}, make("button", {
    className: p.id === laid ? "laid" : "", title: `${words.kind[p.kind] || p.kind}\n${p.note}`,
    onclick: () => send(p.id === laid ? { do: "lift" } : { do: "lay", person: p.id }),
  }, make("b", { textContent: p.name, className: p.name.length > 8 ? "long" : "" }), make("i"), small(p.note)))));
  const who = people.find((p) => p.id === laid);
  const slot = at("slot");
  slot.classList.toggle("laid", Boolean(who));
  slot.onclick = who ? () => send({ do: "lift" }) : null;
  slot.replaceChildren(make("span", { className: "lamp" }), make("b", { textContent: who ? who.name : "身份证放这里" }),
    small(who ? "点一下拿走 · click to lift" : "card reader: lay a card down from the tray"));
}

function showSwitches({ switches }) {
  at("switches").replaceChildren(...words.switches.map(([name, chinese, english]) => {
    const on = Boolean(switches[name]);
    const button = make("button", { onclick: () => { button.disabled = true; send({ do: "switch", name, on: !on }); setTimeout(() => { button.disabled = false; }, 4000); } },
      make("b", { textContent: chinese }), small(english));
    button.setAttribute("role", "switch");
    button.setAttribute("aria-checked", String(on));
    return make("li", {}, button);
  }));
}

function status(name, news) {
  if (!name) return make("span", { textContent: "–" });
  return make("span", {}, make("span", { className: `status ${name}${news ? " news" : ""}`, textContent: words.status[name] || name }), small(name));
}

function delivery(c) {
  const steps = ["queued", "sent", "acknowledged"];
  const reached = steps.indexOf(c.delivery);
  const way = make("div", { className: `way ${c.delivery}` }, ...steps.map((_, i) => make("span", { className: i <= reached ? "done" : "" })));
  return [way, make("b", { textContent: words.delivery[c.delivery] || c.delivery }), small(c.reason || c.delivery)];
}

function showCases({ cases }) {
  at("no-cases").hidden = cases.length > 0;
  at("cases").replaceChildren(...cases.map((c) => make("tr", {},
    make("td", { className: "number" }, c.number, small(`${clock(c.at)} · ${words.receipt[c.receipt] || c.receipt}`)),
    make("td", {}, ...delivery(c)),
    make("td", {}, status(c.here, false)),
    make("td", {}, status(c.there, c.there && c.there !== c.here)),
    make("td", {}, make("div", { className: "moves" }, ...c.next.map((to) => make("button", {
      textContent: words.status[to] || to, title: to, onclick: () => send({ do: "move", number: c.number, status: to }),
    })))))));
}

function showCounts(centre) {
  at("counts").textContent = `中心 centre: ${centre.records} records · ${centre.quarantined} quarantined · ${centre.alarms} alarms`;
  at("counts").classList.toggle("alarm", centre.alarms + centre.quarantined > 0);
}

function showSlips(slips) {
  at("no-paper-yet").hidden = slips.length > 0;
  at("scan").hidden = slips.length === 0;
  at("slips").replaceChildren(...slips.map((s) => make("li", {}, make("button", { onclick: () => enlarge(s) },
    make("img", { src: `/slips/${s.n}`, alt: "" }), small(`第 ${s.n + 1} 张 · slip ${s.n + 1} · ${clock(s.at)}`)))));
}

function enlarge(slip) {
  const large = at("large");
  large.querySelector("img").src = `/slips/${slip.n}`;
  large.querySelector("button").onclick = () => large.close();
  large.onclick = (e) => { if (e.target === large) large.close(); };
  large.showModal();
}

at("paper").hidden = true;
at("scan").onclick = () => send({ do: "scan" });
connect();
