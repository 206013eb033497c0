import type { PdfDocument } from './pdf_document.js';
import { canvasPixels } from './pdf_document.js';
import { Sheet } from './sheet.js';

/** A document may claim any number of pages, and each has an element. */
export const mostPages = 2_000;
/** Pages this far outside of what is seen, in heights of it, are drawn ahead. */
const ahead = 0.6;
/** What all canvases together may have: 256 MB. */
const mostPixels = 64 * 2 ** 20;

export interface PageListEvents {
  /** Another page is the one of which most is seen. */
  onPage: (number: number) => void;
  /** @returns what stands in place of the page. */
  onFailure: (number: number, error: unknown) => string;
}

/** The pages below each other. Those in sight are drawn, one at a time; those that leave give their pixels back. */
export class PageList {
  private readonly sheets: Sheet[] = [];
  private readonly drawn = new Set<Sheet>();
  private readonly near = new Set<Sheet>();
  private readonly sight: IntersectionObserver;
  private zoom = 1;
  private current = 1;
  private work: { sheet: Sheet; resolution: number; abort: AbortController } | undefined;
  private isStopped = false;

  /** @param scroller Positioned; the sheets go into `container` inside it. */
  static async create(
    scroller: HTMLElement,
    container: HTMLElement,
    document: PdfDocument,
    names: (number: number) => string,
    events: PageListEvents,
  ): Promise<PageList> {
    // Until its own size is known a page is taken to be as large as the first.
    let first = { width: 794, height: 1123 };
    try {
      first = await document.size(1);
    } catch {
      // The sheet of the first page tells.
    }
    const count = Math.min(document.pageCount, mostPages);
    const sheets = Array.from({ length: count }, (_, index) => new Sheet(index + 1, names(index + 1), first));
    return new PageList(scroller, container, document, sheets, events);
  }

  private constructor(
    private readonly scroller: HTMLElement,
    container: HTMLElement,
    private readonly document: PdfDocument,
    sheets: Sheet[],
    private readonly events: PageListEvents,
  ) {
    this.sheets = sheets;
    container.replaceChildren(...sheets.map(({ element }) => element));
    const sheetOf = new Map<Element, Sheet>(sheets.map((sheet) => [sheet.element, sheet]));
    this.sight = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const sheet = sheetOf.get(target);
          if (sheet === undefined) continue;
          if (isIntersecting) this.near.add(sheet);
          else this.near.delete(sheet);
        }
        this.update();
      },
      { root: scroller, rootMargin: `${ahead * 100}% 0px` },
    );
    for (const { element } of sheets) this.sight.observe(element);
    scroller.addEventListener('scroll', this.update, { passive: true });
  }

  /** Width at 100 % of the page of which most is seen, in CSS pixels. */
  get pageWidth(): number {
    return this.sheets[this.current - 1]?.size.width ?? 1;
  }

  /** What is in the middle stays there. */
  setZoom(zoom: number): void {
    const { scroller } = this;
    const [sheet] = this.wanted();
    const middle = scroller.scrollTop + scroller.clientHeight / 2;
    const down = sheet === undefined ? 0 : (middle - sheet.top) / Math.max(1, sheet.height);
    const across = (scroller.scrollLeft + scroller.clientWidth / 2) / Math.max(1, scroller.scrollWidth);
    const isAtTop = scroller.scrollTop === 0;
    this.zoom = zoom;
    for (const each of this.sheets) each.resize(zoom);
    if (sheet !== undefined) {
      const top = sheet.top + down * sheet.height - scroller.clientHeight / 2;
      scroller.scrollTo({
        top: isAtTop ? 0 : top,
        left: across * scroller.scrollWidth - scroller.clientWidth / 2,
        behavior: 'instant',
      });
    }
    this.update();
  }

  stop(): void {
    this.isStopped = true;
    this.sight.disconnect();
    this.scroller.removeEventListener('scroll', this.update);
    this.work?.abort.abort();
    for (const sheet of this.drawn) sheet.clear();
    this.drawn.clear();
  }

  /** Looks again at what is seen, and at how many pixels the screen has. */
  readonly update = (): void => {
    if (this.isStopped) return;
    const wanted = this.wanted();
    const number = this.mostSeen();
    if (number !== this.current) {
      this.current = number;
      this.events.onPage(number);
    }
    for (const sheet of this.drawn) {
      if (wanted.includes(sheet)) continue;
      sheet.clear();
      this.drawn.delete(sheet);
    }
    const { work } = this;
    if (work === undefined) void this.drawAll();
    else if (!wanted.includes(work.sheet) || work.resolution !== this.resolution) work.abort.abort();
  };

  private get resolution(): number {
    return this.zoom * devicePixelRatio;
  }

  /** The pages near what is seen, nearest to its middle first, as many as there is memory for. */
  private wanted(): Sheet[] {
    const middle = this.scroller.scrollTop + this.scroller.clientHeight / 2;
    const distances = new Map<Sheet, number>();
    for (const sheet of this.near) {
      const { top, height } = sheet;
      distances.set(sheet, Math.max(0, top - middle, middle - top - height));
    }
    const sorted = [...distances.keys()].sort((a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0) || a.number - b.number);
    let pixels = 0;
    return sorted.filter((sheet, index) => {
      pixels += canvasPixels(sheet.size, this.resolution);
      return index === 0 || pixels <= mostPixels;
    });
  }

  private mostSeen(): number {
    const { scrollTop, clientHeight } = this.scroller;
    let best = { seen: 0, number: this.current };
    for (const { top, height, number } of this.near) {
      const seen = Math.min(top + height, scrollTop + clientHeight) - Math.max(top, scrollTop);
      if (seen > best.seen || (seen === best.seen && number < best.number)) best = { seen, number };
    }
    return best.number;
  }

  private async drawAll(): Promise<void> {
    for (;;) {
      const { resolution } = this;
      const sheet = this.isStopped
        ? undefined
        : this.wanted().find(({ hasFailed, drawnAt }) => !hasFailed && drawnAt !== resolution);
      if (sheet === undefined) return;
      const abort = new AbortController();
      this.work = { sheet, resolution, abort };
      try {
        await this.draw(sheet, resolution, abort.signal);
      } catch (error) {
        if (!abort.signal.aborted) sheet.fail(this.events.onFailure(sheet.number, error));
      } finally {
        this.work = undefined;
      }
    }
  }

  private async draw(sheet: Sheet, resolution: number, signal: AbortSignal): Promise<void> {
    if (!sheet.isMeasured) {
      const size = await this.document.size(sheet.number);
      // Its neighbours move: what is nearest may be another one now.
      if (!signal.aborted) sheet.measure(size, this.zoom);
      return;
    }
    const page = await this.document.draw(sheet.number, this.zoom, signal);
    if (signal.aborted) return;
    sheet.show(page, resolution);
    this.drawn.add(sheet);
  }
}
