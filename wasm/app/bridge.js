// Joined to the module by --post-js: the page's events into the program, and the program's wishes
// out to the page. Pinch and two-finger drags become wheel turns with Ctrl and without.

const bridge = {
  clipboard: '',
  field: null,
  painted: 0,
  pending: false,
  timer: 0,
  soon: 0,
  listeners: [],
  buttons: 0,
  down: new Set(),
  touches: new Map(),
  pinch: null,
  waiters: [],
  videos: new Map(),

  copied(text) {
    bridge.clipboard = text;
    navigator.clipboard?.writeText(text).catch(() => {});
  },
  // A keyboard on glass and an input method need a field that has the focus.
  textInput(wanted, x, y, height) {
    const field = bridge.field;
    if (!wanted) {
      if (document.activeElement === field) Module.canvas.focus({ preventScroll: true });
      return;
    }
    const box = Module.canvas.getBoundingClientRect();
    field.style.left = `${box.left + x}px`;
    field.style.top = `${box.top + y}px`;
    field.style.height = `${Math.max(height, 16)}px`;
    if (document.activeElement !== field) field.focus({ preventScroll: true });
  },
};
Module.bridge = bridge;

// Address 0 holds other things, and writing there is no error.
function memoryFor(size) {
  const at = _malloc(size);
  if (at === 0) throw new Error(`No memory for ${size} bytes`);
  return at;
}

function withText(text, call) {
  const length = lengthBytesUTF8(text);
  const at = memoryFor(length + 1);
  stringToUTF8(text, at, length + 1);
  try {
    return call(at, length);
  } finally {
    _free(at);
  }
}

function wake() {
  if (bridge.pending || bridge.stopped) return;
  bridge.pending = true;
  clearTimeout(bridge.timer);
  requestAnimationFrame(paint);
}

// While hundreds of files come in, what they change is seen together.
function wakeSoon() {
  if (bridge.soon === 0 && !bridge.pending && !bridge.stopped) bridge.soon = setTimeout(wake, 400);
}

function paint(time) {
  bridge.pending = false;
  if (bridge.stopped) return;
  clearTimeout(bridge.soon);
  bridge.soon = 0;
  const wait = _overread_frame(time);
  bridge.painted += 1;
  Module.onPaint?.(bridge.painted);
  if (wait <= 0) {
    wake();
    return;
  }
  if (wait < 3600) bridge.timer = setTimeout(wake, wait * 1000);
  for (const done of bridge.waiters.splice(0)) done();
}

function listen(target, type, handler, options) {
  target.addEventListener(type, handler, options);
  bridge.listeners.push(() => target.removeEventListener(type, handler, options));
}

function resize() {
  const canvas = Module.canvas;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  _overread_resize(width, height, scale);
  wake();
}

function at(event) {
  const box = Module.canvas.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

// While one button is held, others come and go in moves: what counts is which are down. The bits of
// `buttons` have the program's order: left, right, middle.
function setButtons(buttons) {
  const changed = bridge.buttons ^ buttons;
  bridge.buttons = buttons;
  for (let which = 0; which < 3; ++which) {
    if (changed & (1 << which)) _overread_pointer_button(which, (buttons >> which) & 1);
  }
}

function pinchOf() {
  const [a, b] = [...bridge.touches.values()];
  return {
    x: (a[0] + b[0]) / 2,
    y: (a[1] + b[1]) / 2,
    apart: Math.hypot(a[0] - b[0], a[1] - b[1]),
  };
}

// Two fingers: apart or together zooms, both up or down scrolls.
function pinchMoved() {
  const now = pinchOf();
  const before = bridge.pinch;
  bridge.pinch = now;
  _overread_pointer_move(now.x, now.y, 1);
  const ratio = now.apart / Math.max(before.apart, 1);
  if (Math.abs(Math.log(ratio)) > 0.004) {
    zoomBy(Math.log(ratio));
  } else {
    releasePinchKey();
    _overread_wheel(0, (now.y - before.y) / 24);
  }
  wake();
}

// The program zooms by 1.15 for a notch of the wheel while Ctrl is down.
function zoomBy(logarithm) {
  if (!bridge.ctrlHeld) key('ControlLeft', true, 2);
  bridge.ctrlHeld = true;
  _overread_wheel(0, logarithm / Math.log(1.15));
}

function releasePinchKey() {
  if (!bridge.ctrlHeld) return;
  bridge.ctrlHeld = false;
  key('ControlLeft', false, 0);
}

function pointerDown(event) {
  const [x, y] = at(event);
  const touch = event.pointerType === 'touch';
  Module.canvas.setPointerCapture(event.pointerId);
  if (touch) {
    bridge.touches.set(event.pointerId, [x, y]);
    if (bridge.touches.size === 2) {
      setButtons(0);
      bridge.pinch = pinchOf();
      wake();
      return;
    }
    if (bridge.touches.size > 2) return;
  }
  if (document.activeElement !== bridge.field) Module.canvas.focus({ preventScroll: true });
  _overread_pointer_move(x, y, touch ? 1 : 0);
  setButtons(event.buttons);
  wake();
  event.preventDefault();
}

function pointerMove(event) {
  const [x, y] = at(event);
  const touch = event.pointerType === 'touch';
  if (touch && bridge.touches.has(event.pointerId)) {
    bridge.touches.set(event.pointerId, [x, y]);
    if (bridge.touches.size >= 2) {
      if (bridge.pinch) pinchMoved();
      return;
    }
  }
  _overread_pointer_move(x, y, touch ? 1 : 0);
  // A drag that began elsewhere, or the finger that a pinch leaves behind, presses nothing.
  if (bridge.buttons !== 0) setButtons(event.buttons);
  wake();
}

function pointerUp(event) {
  const touch = event.pointerType === 'touch';
  if (touch) {
    bridge.touches.delete(event.pointerId);
    if (bridge.pinch) {
      releasePinchKey();
      if (bridge.touches.size === 0) {
        bridge.pinch = null;
        _overread_pointer_leave();
      }
      wake();
      return;
    }
  }
  setButtons(event.type === 'pointercancel' ? 0 : event.buttons);
  if (touch) setTimeout(() => { _overread_pointer_leave(); wake(); }, 50);
  wake();
}

function key(code, down, modifiers) {
  return withText(code, (text, length) => _overread_key(text, length, down ? 1 : 0, modifiers));
}

// A mirrored field edits and moves by itself; Escape closes what it is in.
function isForField({ target, code }) {
  return target instanceof HTMLInputElement && !/^(Escape|Shift|Control|Alt|Meta)/.test(code);
}

function keyEvent(event) {
  if (event.isComposing || event.keyCode === 229) return;
  const modifiers =
    (event.shiftKey ? 1 : 0) | (event.ctrlKey || event.metaKey ? 2 : 0) | (event.altKey ? 4 : 0);
  const down = event.type === 'keydown';
  if (down && isForField(event)) return;
  const known = key(event.code, down, modifiers);
  if (down) bridge.down.add(event.code);
  else bridge.down.delete(event.code);
  // A Mac tells of no key that is released while Meta is down.
  if (!down && event.code.startsWith('Meta')) {
    for (const code of bridge.down) key(code, false, modifiers);
    bridge.down.clear();
  }
  wake();
  const own = event.target === Module.canvas || event.target === bridge.field || event.target === document.body;
  if (!down || !known || !own) return;
  // What the browser would do with them on its own: find, save, scroll, leave.
  const command = modifiers & 2 ? ['KeyK', 'KeyS', 'KeyZ'] : ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', 'Space'];
  const typing = event.target === bridge.field;
  if (command.includes(event.code) && !(typing && event.code === 'Space')) event.preventDefault();
  if (modifiers & 4 && /^Digit[1-3]$/.test(event.code)) event.preventDefault();
}

// A pinch on a trackpad is a wheel with a Ctrl that no key presses: e^(-deltaY / 100) is its ratio.
function wheelTurned(event) {
  event.preventDefault();
  const pinched = event.ctrlKey && !bridge.down.has('ControlLeft') && !bridge.down.has('ControlRight');
  clearTimeout(bridge.pinchTimer);
  if (pinched) {
    zoomBy(-event.deltaY / 100);
    // Nothing tells its end.
    bridge.pinchTimer = setTimeout(() => { releasePinchKey(); wake(); }, 150);
  } else {
    releasePinchKey();
    const unit = event.deltaMode === 1 ? 1 / 3 : event.deltaMode === 2 ? 1 : 1 / 100;
    _overread_wheel(-event.deltaX * unit, -event.deltaY * unit);
  }
  wake();
}

function makeField() {
  const field = document.createElement('textarea');
  field.setAttribute('aria-hidden', 'true');
  field.tabIndex = -1;
  field.autocapitalize = 'off';
  field.spellcheck = false;
  field.className = 'overread-text-input';
  Object.assign(field.style, {
    position: 'fixed', width: '2px', opacity: '0', border: '0', padding: '0', resize: 'none', pointerEvents: 'none',
  });
  (Module.canvas.parentElement ?? document.body).append(field);
  const take = (text) => {
    if (text) withText(text, (at, length) => _overread_text(at, length));
    field.value = '';
    wake();
  };
  listen(field, 'input', (event) => { if (!event.isComposing) take(field.value); });
  listen(field, 'compositionend', () => take(field.value));
  listen(field, 'paste', (event) => {
    const text = event.clipboardData?.getData('text') ?? '';
    bridge.clipboard = text;
    event.preventDefault();
  });
  return field;
}

// From the browser's decoder to the graphics card: no pixel of it passes through the program's memory.
function putVideo(id, video) {
  withText(id, _overread_bind_video);
  GLctx.texImage2D(GLctx.TEXTURE_2D, 0, GLctx.RGBA, GLctx.RGBA, GLctx.UNSIGNED_BYTE, video);
}

function connect() {
  const canvas = Module.canvas;
  canvas.style.touchAction = 'none';
  bridge.field = makeField();
  listen(canvas, 'pointerdown', pointerDown);
  listen(canvas, 'pointermove', pointerMove);
  listen(canvas, 'pointerup', pointerUp);
  listen(canvas, 'pointercancel', pointerUp);
  listen(canvas, 'pointerleave', (event) => {
    if (event.pointerType === 'touch' || event.buttons !== 0) return;
    _overread_pointer_leave();
    wake();
  });
  listen(canvas, 'contextmenu', (event) => event.preventDefault());
  listen(canvas, 'wheel', wheelTurned, { passive: false });
  listen(window, 'keydown', keyEvent);
  listen(window, 'keyup', keyEvent);
  listen(window, 'blur', () => { bridge.down.clear(); _overread_focus(0); wake(); });
  listen(window, 'focus', () => { _overread_focus(1); wake(); });
  listen(canvas, 'webglcontextlost', (event) => event.preventDefault());
  listen(canvas, 'webglcontextrestored', () => {
    _overread_context_restored();
    for (const [id, video] of bridge.videos) putVideo(id, video);
    wake();
  });
  const observer = new ResizeObserver(resize);
  observer.observe(canvas);
  bridge.listeners.push(() => observer.disconnect());
  // A move to another screen, or a zoom of the page, changes the scale without a resize.
  const watch = () => {
    const query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    listen(query, 'change', () => { resize(); watch(); }, { once: true });
  };
  watch();
}

Module.dispatch = (command, bytes) => {
  const count = bytes?.byteLength ?? 0;
  const data = count > 0 ? memoryFor(count) : 0;
  if (count > 0) HEAPU8.set(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes), data);
  let painting;
  try {
    painting = withText(JSON.stringify(command), (text, length) =>
      _overread_dispatch(text, length, data, count));
    if (painting === 0) throw new Error(UTF8ToString(_overread_last_error()));
  } finally {
    if (data) _free(data);
  }
  if (painting === 1) wake();
  else wakeSoon();
};
Module.activate = (id) => { withText(id, _overread_mirror_activate); wake(); };
Module.setValue = (id, value) => {
  if (typeof value === 'number') {
    withText(id, (text, length) => _overread_mirror_number(text, length, value));
  } else {
    withText(id, (text, length) =>
      withText(String(value), (other, size) => _overread_mirror_text(text, length, other, size)));
  }
  wake();
};
Module.focus = (id) => { withText(id ?? '', _overread_mirror_focus); wake(); };
Module.configure = (options) => {
  withText(JSON.stringify(options), _overread_configure);
  wake();
};
Module.showVideo = (id, video) => {
  bridge.videos.set(id, video);
  putVideo(id, video);
  wake();
};
Module.hideVideo = (id) => {
  bridge.videos.delete(id);
  withText(id, _overread_drop_video);
  wake();
};
Object.defineProperty(Module, 'memoryBytes', { get: () => HEAPU8.byteLength });
Module.wake = () => { _overread_wake(); wake(); };
Module.settled = () => new Promise((done) => { bridge.waiters.push(done); Module.wake(); });
Module.stop = () => {
  bridge.stopped = true;
  for (const remove of bridge.listeners.splice(0)) remove();
  bridge.field?.remove();
  clearTimeout(bridge.timer);
  clearTimeout(bridge.soon);
  clearTimeout(bridge.pinchTimer);
  _overread_stop();
};

Module.onRuntimeInitialized = () => {
  if (!_overread_start()) throw new Error(UTF8ToString(_overread_last_error()));
  connect();
  resize();
};
