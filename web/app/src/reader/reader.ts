import './reader.css';
import { download } from '../download.js';
import type { Language } from '../messages.js';
import { ReaderDialog } from './dialog.js';
import type { PageList } from './page_list.js';
import { explained, failedPages, wordsIn } from './words.js';
import type { Words } from './words.js';

export interface DocumentToRead {
  title: string;
  fileName: string;
  /** With its MIME type. */
  content: Promise<Blob>;
  language: Language;
  theme: string;
}

const megabyte = 2 ** 20;
/** The worker holds the document and what it makes of it. */
const mostMegabytes = 256;

const steps = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];
/** A page is not opened larger than this, however wide the window. */
const widestAtFirst = 1.25;
/** Around the pages, as in reader.css. */
const margins = 16;

/** A document that is being read. */
class Reading {
  private readonly dialog: ReaderDialog;
  private readonly failures = new Map<number, unknown>();
  private pages: PageList | undefined;
  private zoom = 1;
  /** The width of the window decides the zoom. */
  private fits = false;

  constructor(
    private readonly given: DocumentToRead,
    private readonly words: Words,
  ) {
    this.dialog = new ReaderDialog(given.title, given.theme, words, {
      zoomIn: () => {
        this.setZoom(steps.find((step) => step > this.zoom * 1.01) ?? this.zoom, false);
      },
      zoomOut: () => {
        this.setZoom(steps.findLast((step) => step < this.zoom * 0.99) ?? this.zoom, false);
      },
      fitWidth: () => {
        this.setZoom(this.widthZoom(), true);
      },
      save: () => {
        void this.save();
      },
    });
  }

  /** @returns what could not be shown, in a sentence; empty when all could. Fulfilled when the reader closes it. */
  async finish(): Promise<string> {
    const isClosed = this.dialog.closed.then(() => undefined);
    const opening = this.open();
    try {
      await Promise.race([opening, isClosed]);
      await isClosed;
    } finally {
      // What was closed while it opened is let go of as soon as it is there.
      opening.then((end) => { end(); }, () => undefined);
      this.dialog.close();
    }
    return this.failures.size === 0 ? '' : failedPages(this.failures, this.words);
  }

  /** @returns what ends it. */
  private async open(): Promise<() => void> {
    const { dialog, words } = this;
    const content = await this.given.content;
    const size = Math.ceil(content.size / megabyte);
    if (size > mostMegabytes) throw new Error(words.large(size, mostMegabytes));
    const [{ PdfDocument }, { PageList, mostPages }] = await Promise.all([import('./pdf_document.js'), import('./page_list.js')]);
    const pdf = await PdfDocument.open(content);
    const count = pdf.pageCount;
    const pages = await PageList.create(dialog.scroller, dialog.sheets, pdf, words.page, {
      onPage: (number) => {
        dialog.showPage(number, count);
      },
      onFailure: (number, error) => {
        this.failures.set(number, error);
        return words.pageFailed(number);
      },
    });
    this.pages = pages;
    dialog.say(count > mostPages ? words.firstPages(mostPages, count) : '');
    dialog.showPage(1, count);
    dialog.ready();
    const fitting = this.widthZoom();
    this.setZoom(Math.min(fitting, widestAtFirst), fitting <= widestAtFirst);
    const watch = new ResizeObserver(() => {
      if (this.fits) this.setZoom(this.widthZoom(), true);
      else pages.update();
    });
    watch.observe(dialog.scroller);
    return () => {
      watch.disconnect();
      pages.stop();
      pdf.close();
    };
  }

  private async save(): Promise<void> {
    if (this.pages === undefined) return;
    const content = await this.given.content;
    download(this.given.fileName, content, content.type);
  }

  private widthZoom(): number {
    const { pages } = this;
    if (pages === undefined) return this.zoom;
    const [least = 1] = steps;
    const most = steps.at(-1) ?? 1;
    const fitting = (this.dialog.scroller.clientWidth - margins) / pages.pageWidth;
    return Math.min(most, Math.max(least, fitting));
  }

  private setZoom(zoom: number, fits: boolean): void {
    if (this.pages === undefined) return;
    this.zoom = zoom;
    this.fits = fits;
    this.pages.setZoom(zoom);
    this.dialog.showZoom(zoom, fits);
  }
}

/**
 * Shows a PDF over the page until it is closed.
 *
 * @returns what could not be shown, in a sentence; empty when everything could.
 * @throws Error with words for the reader, when there is nothing to show.
 */
export async function readDocument(given: DocumentToRead): Promise<string> {
  const words = wordsIn(given.language);
  try {
    return await new Reading(given, words).finish();
  } catch (error) {
    throw new Error(explained(error, words), { cause: error });
  }
}
