import closeIcon from 'lucide-static/icons/x.svg?raw';
import downloadIcon from 'lucide-static/icons/download.svg?raw';
import widthIcon from 'lucide-static/icons/move-horizontal.svg?raw';
import zoomInIcon from 'lucide-static/icons/zoom-in.svg?raw';
import zoomOutIcon from 'lucide-static/icons/zoom-out.svg?raw';
import { make } from './make.js';
import type { Words } from './words.js';

export interface DialogActions {
  zoomIn: () => void;
  zoomOut: () => void;
  fitWidth: () => void;
  save: () => void;
}

function icon(source: string): Node {
  const svg = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;
  svg.setAttribute('aria-hidden', 'true');
  return document.importNode(svg, true);
}

/** @param keys As aria-keyshortcuts has them. */
function iconButton(name: string, source: string, keys: string, onPress: () => void): HTMLButtonElement {
  const shown = keys.split(' ')[0]?.replace('Escape', 'Esc').replace('Control+', 'Ctrl ') ?? '';
  const attributes = { type: 'button', 'aria-label': name, 'aria-keyshortcuts': keys, title: `${name} · ${shown}` };
  const button = make('button', 'reader-button', attributes, icon(source));
  button.addEventListener('click', onPress);
  return button;
}

const scrollKeys = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']);

/** The layer over the page: a bar above, what is read below. It keeps the focus, and gives it back when it is closed. */
export class ReaderDialog {
  /** What scrolls. */
  readonly scroller: HTMLElement;
  readonly sheets = make('div', 'reader-sheets');
  readonly closed: Promise<void>;
  private readonly dialog: HTMLDialogElement;
  private readonly status: HTMLElement;
  private readonly page = make('p', 'reader-page');
  private readonly scale = make('p', 'reader-scale');
  private readonly tools: HTMLElement;
  private readonly fit: HTMLButtonElement;

  constructor(
    title: string,
    theme: string,
    private readonly words: Words,
    private readonly actions: DialogActions,
  ) {
    const close = (): void => {
      this.close();
    };
    this.fit = iconButton(words.fitWidth, widthIcon, '0', actions.fitWidth);
    this.tools = make(
      'div',
      'reader-tools',
      { hidden: '' },
      iconButton(words.zoomOut, zoomOutIcon, '-', actions.zoomOut),
      this.scale,
      iconButton(words.zoomIn, zoomInIcon, '+', actions.zoomIn),
      this.fit,
      iconButton(words.save, downloadIcon, 'Control+S', actions.save),
    );
    this.status = make('p', 'reader-status', { role: 'status' }, words.opening);
    this.scroller = make('div', 'reader-scroller', { tabindex: '0', role: 'region', 'aria-label': words.pages });
    this.scroller.append(this.status, this.sheets);
    this.dialog = make(
      'dialog',
      'reader',
      { 'aria-labelledby': 'reader-title', 'data-theme': theme },
      make(
        'header',
        'reader-bar',
        {},
        make('h1', 'reader-title', { id: 'reader-title', title }, title),
        this.page,
        this.tools,
        iconButton(words.close, closeIcon, 'Escape', close),
      ),
      this.scroller,
    );
    this.dialog.addEventListener('keydown', this.onKey);
    this.closed = new Promise((resolve) => {
      this.dialog.addEventListener('close', () => {
        this.dialog.remove();
        resolve();
      });
    });
    document.body.append(this.dialog);
    this.dialog.showModal();
    // So that the browser's own keys scroll the pages.
    this.scroller.focus();
  }

  close(): void {
    this.dialog.close();
  }

  /** What is said above the pages; nothing when empty. */
  say(text: string): void {
    this.status.textContent = text;
  }

  /** The pages are there. */
  ready(): void {
    this.tools.hidden = false;
  }

  showPage(number: number, count: number): void {
    this.page.textContent = `${number} / ${count}`;
    this.page.setAttribute('aria-label', this.words.pageOf(number, count));
  }

  showZoom(zoom: number, fits: boolean): void {
    this.scale.textContent = `${Math.round(zoom * 100)}\u2009%`;
    this.fit.setAttribute('aria-pressed', String(fits));
  }

  /** No key goes through to what lies below; what is let go of does, or it would stay pressed there. */
  private readonly onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.code !== 'KeyS') return;
      event.preventDefault();
      this.actions.save();
      return;
    }
    if (event.key === '+' || event.key === '=') this.actions.zoomIn();
    else if (event.key === '-') this.actions.zoomOut();
    else if (event.key === '0') this.actions.fitWidth();
    else if (scrollKeys.has(event.key) && event.target !== this.scroller) this.scroll(event.key);
    else return;
    event.preventDefault();
  };

  /** What the browser does with these keys where the pages have the focus. */
  private scroll(key: string): void {
    const { scroller } = this;
    const screen = scroller.clientHeight * 0.9;
    const by: Record<string, number> = {
      ArrowUp: -40,
      ArrowDown: 40,
      PageUp: -screen,
      PageDown: screen,
      Home: -scroller.scrollHeight,
      End: scroller.scrollHeight,
    };
    scroller.scrollBy({ top: by[key] ?? 0 });
  }
}
