import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { AnnotationMode, TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PdfSession } from './pdf_session.js';
import { TimeLimitError, withinSeconds } from './time_limit.js';

/** Width and height of a page at 100 %, in CSS pixels. */
export interface PageSize {
  width: number;
  height: number;
}

/** A page as elements, to be laid over each other. */
export interface DrawnPage {
  canvas: HTMLCanvasElement;
  /** The words of the page where they stand, invisible, to be selected; empty where there are too many. */
  text: HTMLElement;
}

const cssPixelsPerPoint = 96 / 72;
/** A page of a scanned atlas takes three. */
const pageSeconds = 30;
const openSeconds = 30;
/** What Safari allows, and 64 MB. */
const mostCanvasPixels = 4096 * 4096;
const longestCanvasSide = 16_384;
/** ISO 32000-2 Annex C: a page is at most 14 400 units wide or high, and a unit is a point unless it says. */
const longestSide = 10 * 14_400 * cssPixelsPerPoint;
const mostElongated = 100;
const mostTextItems = 20_000;

/** @returns pixels of a canvas for one unit of `size`: `wanted`, or fewer where a canvas cannot have as many. */
function canvasScale({ width, height }: PageSize, wanted: number): number {
  return Math.min(wanted, Math.sqrt(mostCanvasPixels / (width * height)), longestCanvasSide / Math.max(width, height));
}

/** @returns what a page covers on the screen: whole CSS pixels, so that its own are none of the screen's twice. */
export function shownSize({ width, height }: PageSize, zoom: number): PageSize {
  return { width: Math.max(1, Math.round(width * zoom)), height: Math.max(1, Math.round(height * zoom)) };
}

/** @returns pixels that the canvas of a page has. */
export function canvasPixels(size: PageSize, resolution: number): number {
  return size.width * size.height * canvasScale(size, resolution) ** 2;
}

function checkedSize({ width, height }: PageSize): PageSize {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  const isPlausible = short >= 1 && long <= longestSide && long / short <= mostElongated;
  if (!isPlausible) {
    throw new Error(`The page measures ${width} × ${height} pixels; sides from 1 to ${longestSide}, at most 1 : ${mostElongated}, are drawn`);
  }
  return { width, height };
}

/** A PDF: its pages are drawn one at a time, each within a time limit. */
export class PdfDocument {
  private session: PdfSession | undefined;
  private isClosed = false;
  private count = 0;

  private constructor(private readonly content: Blob) {}

  /** @throws TimeLimitError, or what PDF.js throws for a document that it cannot read. */
  static async open(content: Blob): Promise<PdfDocument> {
    const opened = new PdfDocument(content);
    try {
      opened.count = await opened.use(openSeconds, (pdf) => Promise.resolve(pdf.numPages));
    } catch (error) {
      opened.close();
      throw error;
    }
    return opened;
  }

  get pageCount(): number {
    return this.count;
  }

  /** @param pageNumber From 1. */
  size(pageNumber: number): Promise<PageSize> {
    return this.use(pageSeconds, async (pdf) => {
      const page = await pdf.getPage(pageNumber);
      return checkedSize(page.getViewport({ scale: cssPixelsPerPoint }));
    });
  }

  /** @param zoom 1 is the size that the page has on paper. */
  async draw(pageNumber: number, zoom: number, signal: AbortSignal): Promise<DrawnPage> {
    return this.use(pageSeconds, async (pdf, session) => {
      signal.throwIfAborted();
      const page = await pdf.getPage(pageNumber);
      signal.throwIfAborted();
      try {
        const canvas = await paint(page, zoom, signal);
        return { canvas, text: await words(page, zoom, signal) };
      } finally {
        if (signal.aborted) session.hasLooseEnds = true;
        page.cleanup();
      }
    });
  }

  close(): void {
    this.isClosed = true;
    void this.session?.end();
    this.session = undefined;
  }

  /**
   * Does something with the document. A worker that takes too long is replaced when the next thing is
   * asked for, so that one page cannot keep the others from being drawn.
   */
  private async use<T>(
    seconds: number,
    work: (pdf: PDFDocumentProxy, session: PdfSession) => Promise<T>,
  ): Promise<T> {
    const session = await this.liveSession();
    try {
      const done = session.pdf.then((pdf) => work(pdf, session));
      return await withinSeconds(seconds, Promise.race([done, session.died]));
    } catch (error) {
      if (!(error instanceof TimeLimitError) && !session.isDead) throw error;
      void session.end();
      if (this.session === session) this.session = undefined;
      // The page that was left unfinished may be to blame, and not this one.
      if (session.hasLooseEnds && !this.isClosed) return this.use(seconds, work);
      throw error;
    }
  }

  private async liveSession(): Promise<PdfSession> {
    if (this.session !== undefined) return this.session;
    const data = new Uint8Array(await this.content.arrayBuffer());
    if (this.isClosed) throw new Error('The document is closed');
    this.session ??= new PdfSession(data);
    return this.session;
  }
}

async function paint(page: PDFPageProxy, zoom: number, signal: AbortSignal): Promise<HTMLCanvasElement> {
  const viewport = page.getViewport({ scale: zoom * cssPixelsPerPoint });
  const shown = shownSize(viewport, 1);
  const scale = canvasScale(shown, devicePixelRatio);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(shown.width * scale));
  canvas.height = Math.max(1, Math.round(shown.height * scale));
  const task = page.render({
    canvas,
    viewport,
    transform: [canvas.width / viewport.width, 0, 0, canvas.height / viewport.height, 0, 0],
    // Stamps and filled fields as they look; no links, no fields to fill, no actions.
    annotationMode: AnnotationMode.ENABLE,
  });
  const cancel = (): void => {
    task.cancel();
  };
  signal.addEventListener('abort', cancel);
  try {
    await task.promise;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
  return canvas;
}

async function words(page: PDFPageProxy, zoom: number, signal: AbortSignal): Promise<HTMLElement> {
  const container = document.createElement('div');
  container.className = 'reader-words';
  const viewport = page.getViewport({ scale: zoom * cssPixelsPerPoint });
  container.style.setProperty('--total-scale-factor', String(viewport.scale * viewport.userUnit));
  try {
    const content = await page.getTextContent();
    signal.throwIfAborted();
    if (content.items.length > mostTextItems) return container;
    await new TextLayer({ textContentSource: content, container, viewport }).render();
  } catch {
    // The page is drawn; that its words cannot be selected is no reason to hide it.
    signal.throwIfAborted();
    container.replaceChildren();
  }
  return container;
}
