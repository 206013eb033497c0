import type { AppModule } from 'overread-app-module';

/** One interactive or readable thing the canvas shows. Members left out have their default. */
export interface MirrorElement {
  id: string;
  role: string;
  label?: string;
  shortcut?: string;
  /** x, y, width, height in CSS pixels. */
  rect: [number, number, number, number];
  visible?: boolean;
  disabled?: boolean;
  pressed?: boolean;
  selected?: boolean;
  checked?: boolean;
  expanded?: boolean;
  value?: number | string;
  min?: number;
  max?: number;
  text?: string;
}

export interface Mirror {
  language: string;
  elements: MirrorElement[];
}

const buttonRoles = new Set(['button', 'tab', 'radio', 'checkbox', 'menuitem', 'listitem', 'option', 'switch']);

/**
 * The interface as real elements over the canvas: invisible, but with names, states, focus and
 * keyboard. The mouse goes through them to the canvas.
 */
export class DomMirror {
  private readonly nodes = new Map<string, HTMLElement>();
  private readonly said = new Map<string, string>();

  constructor(
    private readonly container: HTMLElement,
    private readonly announcements: HTMLElement,
    private readonly app: () => AppModule | undefined,
  ) {}

  update({ language, elements }: Mirror): void {
    if (document.documentElement.lang !== language) document.documentElement.lang = language;
    const active = document.activeElement;
    const focused = active instanceof HTMLElement && this.container.contains(active) ? active : null;
    // Before the others are placed: a node that has to move loses the focus.
    const present = new Set(elements.map(({ id }) => id));
    for (const [id, node] of this.nodes) {
      if (present.has(id)) continue;
      node.remove();
      this.nodes.delete(id);
      this.said.delete(id);
    }
    let previous: Element | null = null;
    for (const element of elements) {
      const node = this.nodeFor(element);
      const next: Element | null = previous === null ? this.container.firstElementChild : previous.nextElementSibling;
      if (node !== next) this.container.insertBefore(node, next);
      describe(node, element);
      this.announce(element);
      previous = node;
    }
    if (focused !== null && document.activeElement !== focused) {
      if (focused.isConnected) focused.focus({ preventScroll: true });
      else this.app()?.focus(null);
    }
  }

  private nodeFor(element: MirrorElement): HTMLElement {
    const known = this.nodes.get(element.id);
    if (known?.dataset.role === element.role) return known;
    known?.remove();
    const node = this.create(element);
    node.dataset.role = element.role;
    node.id = `mirror.${element.id}`;
    this.nodes.set(element.id, node);
    return node;
  }

  private create({ id, role }: MirrorElement): HTMLElement {
    if (role === 'slider' || role === 'textbox') {
      const input = document.createElement('input');
      input.type = role === 'slider' ? 'range' : 'text';
      if (role === 'slider') input.step = 'any';
      input.addEventListener('input', () => {
        this.app()?.setValue(id, role === 'slider' ? input.valueAsNumber : input.value);
      });
      // Its keys stay here (wasm/app/bridge.js), so what Enter does is asked for by name.
      input.addEventListener('keydown', (event) => {
        if (role === 'textbox' && event.key === 'Enter' && !event.isComposing) this.app()?.activate(id);
      });
      return this.focusable(id, input);
    }
    if (buttonRoles.has(role)) {
      const button = document.createElement('button');
      button.type = 'button';
      if (role !== 'button') button.setAttribute('role', role);
      button.addEventListener('click', () => this.app()?.activate(id));
      return this.focusable(id, button);
    }
    const node = document.createElement('div');
    if (role !== 'text') node.setAttribute('role', role);
    if (role === 'heading') node.setAttribute('aria-level', '2');
    return node;
  }

  private focusable<T extends HTMLElement>(id: string, node: T): T {
    node.addEventListener('focus', () => this.app()?.focus(id));
    node.addEventListener('blur', () => this.app()?.focus(null));
    return node;
  }

  /** A status that changed is read out, once. */
  private announce(element: MirrorElement): void {
    const { id, role } = element;
    if (role !== 'status') return;
    const words = wordsOf(element);
    if (words === '' || this.said.get(id) === words) return;
    this.said.set(id, words);
    const line = document.createElement('p');
    line.textContent = words;
    this.announcements.append(line);
    while (this.announcements.childElementCount > 20) this.announcements.firstElementChild?.remove();
  }
}

function setFlag(node: HTMLElement, name: string, value: boolean | undefined): void {
  if (value === undefined) node.removeAttribute(name);
  else node.setAttribute(name, String(value));
}

/** Roles whose state ARIA calls checked; the interface says `selected` of all that is chosen. */
const checkedRoles = new Set(['radio', 'menuitem']);

function describeState(node: HTMLElement, { role, pressed, selected, expanded, ...rest }: MirrorElement): void {
  const isChecked = checkedRoles.has(role);
  const checked = rest.checked ?? (isChecked ? selected : undefined);
  // A plain menu item has no such state, and the interface gives one to every row: to commands too.
  if (role === 'menuitem') node.setAttribute('role', checked === true ? 'menuitemradio' : 'menuitem');
  setFlag(node, 'aria-pressed', pressed);
  setFlag(node, 'aria-selected', isChecked ? undefined : selected);
  setFlag(node, 'aria-checked', role === 'menuitem' && checked !== true ? undefined : checked);
  setFlag(node, 'aria-expanded', expanded);
}

/** What an element says: its name and its text, where it has both. */
function wordsOf({ label = '', text = '' }: MirrorElement): string {
  if (label === '' || text === '') return label + text;
  return `${label}: ${text}`;
}

function describe(node: HTMLElement, element: MirrorElement): void {
  const [x, y, width, height] = element.rect;
  node.style.transform = `translate(${x}px, ${y}px)`;
  node.style.width = `${Math.max(width, 1)}px`;
  node.style.height = `${Math.max(height, 1)}px`;
  const label = element.label ?? '';
  if (label === '') node.removeAttribute('aria-label');
  else node.setAttribute('aria-label', label);
  if (element.shortcut === undefined) node.removeAttribute('aria-keyshortcuts');
  else node.setAttribute('aria-keyshortcuts', element.shortcut);
  describeState(node, element);
  if (node instanceof HTMLInputElement) {
    const isRange = node.type === 'range';
    if (isRange) {
      node.min = String(element.min ?? 0);
      node.max = String(element.max ?? 1);
    }
    const value = isRange ? String(element.value ?? 0) : (element.text ?? '');
    // What somebody is typing is newer than what the interface knows.
    const isTyped = !isRange && document.activeElement === node;
    if (!isTyped && node.value !== value) node.value = value;
    node.disabled = element.disabled ?? false;
    return;
  }
  if (node instanceof HTMLButtonElement) node.disabled = element.disabled ?? false;
  if (element.role === 'progressbar') {
    node.setAttribute('aria-valuenow', String(element.value ?? 0));
    node.setAttribute('aria-valuemax', String(element.max ?? 1));
  }
  const text = wordsOf(element);
  if (node.textContent !== text) node.textContent = text;
}
