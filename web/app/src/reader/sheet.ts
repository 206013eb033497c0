import { make } from './make.js';
import type { DrawnPage, PageSize } from './pdf_document.js';
import { shownSize } from './pdf_document.js';

/** The place of one page: as large as the page, whether it is drawn or not. */
export class Sheet {
  readonly element: HTMLElement;
  isMeasured = false;
  hasFailed = false;
  /** Device pixels to a CSS pixel of the page at 100 % in what is drawn; 0 where nothing is. */
  drawnAt = 0;
  private canvas: HTMLCanvasElement | undefined;
  /** At 100 %. */
  size: PageSize;

  constructor(
    readonly number: number,
    private readonly name: string,
    size: PageSize,
  ) {
    this.size = size;
    this.element = make('section', 'reader-sheet', { 'aria-label': name });
    this.clear();
  }

  get top(): number {
    return this.element.offsetTop;
  }

  get height(): number {
    return this.element.offsetHeight;
  }

  measure(size: PageSize, zoom: number): void {
    this.size = size;
    this.isMeasured = true;
    this.resize(zoom);
  }

  resize(zoom: number): void {
    const { width, height } = shownSize(this.size, zoom);
    this.element.style.width = `${width}px`;
    this.element.style.height = `${height}px`;
  }

  show({ canvas, text }: DrawnPage, drawnAt: number): void {
    this.release();
    this.canvas = canvas;
    this.drawnAt = drawnAt;
    this.element.replaceChildren(canvas, text);
  }

  fail(reason: string): void {
    this.release();
    this.hasFailed = true;
    this.element.replaceChildren(make('p', 'reader-failure', { role: 'status' }, reason));
  }

  clear(): void {
    this.release();
    if (!this.hasFailed) this.element.replaceChildren(make('p', 'reader-blank', { 'aria-hidden': 'true' }, this.name));
  }

  /** A canvas keeps its memory until it is collected; one without pixels has none. */
  private release(): void {
    if (this.canvas !== undefined) this.canvas.width = this.canvas.height = 0;
    this.canvas = undefined;
    this.drawnAt = 0;
  }
}
