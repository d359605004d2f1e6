// Pictures that change in places, and the finger.
"use strict";

// view is a picture in its own pixels and, on the page, a well scaled copy: a
// browser that shrinks a canvas to a third by itself makes small type ragged.
function view(canvas) {
  const whole = document.createElement("canvas");
  const pen = whole.getContext("2d");
  const margin = 3; // pixels that the scaling takes into account around a part
  let last = Promise.resolve();

  const copy = (left, top, width, height) => {
    const paper = canvas.getContext("2d");
    const x = canvas.width / whole.width, y = canvas.height / whole.height;
    const from = { l: Math.max(0, left - margin), t: Math.max(0, top - margin) };
    const to = { r: Math.min(whole.width, left + width + margin), b: Math.min(whole.height, top + height + margin) };
    // Whole pixels of the copy, so that parts meet without a seam.
    const at = { l: Math.floor(from.l * x), t: Math.floor(from.t * y), r: Math.ceil(to.r * x), b: Math.ceil(to.b * y) };
    paper.imageSmoothingEnabled = true;
    paper.imageSmoothingQuality = "high";
    paper.drawImage(whole, at.l / x, at.t / y, (at.r - at.l) / x, (at.b - at.t) / y, at.l, at.t, at.r - at.l, at.b - at.t);
  };

  const fit = () => {
    const box = canvas.getBoundingClientRect();
    if (whole.width === 0 || box.width < 1) return;
    const sharp = Math.min(window.devicePixelRatio || 1, whole.width / box.width);
    canvas.width = Math.round(box.width * sharp);
    canvas.height = Math.round(box.height * sharp);
    copy(0, 0, whole.width, whole.height);
  };
  new ResizeObserver(fit).observe(canvas);

  // Decoding takes a while and must not overtake.
  const draw = ({ width, height, left, top, png }) => {
    const decoded = createImageBitmap(png);
    last = last.then(() => decoded).then((part) => {
      const resized = whole.width !== width || whole.height !== height;
      if (resized) {
        whole.width = width;
        whole.height = height;
        canvas.style.setProperty("--ratio", width / height);
      }
      pen.drawImage(part, left, top);
      if (resized) fit();
      else copy(left, top, part.width, part.height);
      part.close();
    }).catch((trouble) => console.error("a picture could not be drawn", trouble));
  };
  return { draw, size: whole };
}

// readPatch takes a message of the server apart: see encode in picture.go.
function readPatch(message) {
  const head = new DataView(message, 0, 9);
  return {
    kind: head.getUint8(0), width: head.getUint16(1), height: head.getUint16(3),
    left: head.getUint16(5), top: head.getUint16(7), png: new Blob([new Uint8Array(message, 9)], { type: "image/png" }),
  };
}

// finger sends what a pointer does on the glass, in the kiosk's own pixels; one
// move a frame is enough.
function finger(canvas, size, send) {
  let moved = null;
  const place = (e) => {
    const box = canvas.getBoundingClientRect();
    const along = (at, from, length, pixels) => Math.max(0, Math.min(pixels - 1, Math.floor((at - from) / length * pixels)));
    return { x: along(e.clientX, box.left, box.width, size.width), y: along(e.clientY, box.top, box.height, size.height) };
  };
  const touch = (e, kind) => send({ do: "touch", kind, ...place(e) });
  canvas.addEventListener("pointerdown", (e) => {
    if (e.button !== 0) return;
    canvas.setPointerCapture(e.pointerId);
    touch(e, "down");
  });
  canvas.addEventListener("pointermove", (e) => {
    if (!canvas.hasPointerCapture(e.pointerId)) return;
    if (moved === null) requestAnimationFrame(() => { if (moved) touch(moved, "move"); moved = null; });
    moved = e;
  });
  const lift = (e) => {
    if (!canvas.hasPointerCapture(e.pointerId)) return;
    moved = null;
    canvas.releasePointerCapture(e.pointerId);
    touch(e, "up");
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
}
