// Pictures that change in places, and the finger.
"use strict";

// patches draws the parts of one canvas in the order they came: decoding takes a
// while and must not overtake.
function patches(canvas) {
  const pen = canvas.getContext("2d");
  let last = Promise.resolve();
  return (width, height, left, top, png) => {
    const decoded = createImageBitmap(png);
    last = last.then(() => decoded).then((part) => {
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
      }
      pen.drawImage(part, left, top);
      part.close();
    }).catch((trouble) => console.error("a picture could not be drawn", trouble));
  };
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
function finger(canvas, send) {
  let moved = null;
  const place = (e) => {
    const box = canvas.getBoundingClientRect();
    const along = (at, from, length, pixels) => Math.max(0, Math.min(pixels - 1, Math.floor((at - from) / length * pixels)));
    return { x: along(e.clientX, box.left, box.width, canvas.width), y: along(e.clientY, box.top, box.height, canvas.height) };
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
