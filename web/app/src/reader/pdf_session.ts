import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { getDocument, PDFWorker, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** PDF.js's worker, fonts, character maps and decoders: beside the page, as they came. */
const folder = new URL('pdf/', document.baseURI);

/** Pictures with more pixels than this are left out: 11 000 × 11 000, above any scanner's page. */
const mostImagePixels = 1.2e8;
/** Larger pictures are made smaller before they are painted: 4096 × 4096 pixels of four bytes. */
const mostPaintedImageBytes = 4096 * 4096 * 4;
/** How long a worker that was told to end may take before it is stopped. */
const patienceMs = 2_000;

/** A PDF in a worker of its own. Nothing of the document is trusted, so nothing of it runs here. */
export class PdfSession {
  readonly pdf: Promise<PDFDocumentProxy>;
  /** Rejected when the worker fails as a whole; never fulfilled. */
  readonly died: Promise<never>;
  isDead = false;
  /** Work in it was called off: the worker may still be at it. */
  hasLooseEnds = false;

  private readonly port: Worker;
  private readonly worker: PDFWorker;
  private readonly task: ReturnType<typeof getDocument>;

  /** @param data Bytes of the document; they go to the worker. */
  constructor(data: Uint8Array<ArrayBuffer>) {
    this.port = new Worker(new URL('pdf.worker.min.mjs', folder), { type: 'module', name: 'pdf' });
    this.died = new Promise<never>((_, reject) => {
      this.port.addEventListener('error', (event) => {
        event.preventDefault();
        this.isDead = true;
        reject(new Error(event.message || 'The worker for PDF could not be started'));
      });
    });
    this.died.catch(() => undefined);
    // With a port of ours it never falls back to the page's own thread.
    this.worker = new PDFWorker({ port: this.port, verbosity: VerbosityLevel.ERRORS });
    this.task = getDocument({
      data,
      worker: this.worker,
      verbosity: VerbosityLevel.ERRORS,
      // Forms of XML bring their own layout and scripts; this release has no eval to forbid.
      enableXfa: false,
      maxImageSize: mostImagePixels,
      canvasMaxAreaInBytes: mostPaintedImageBytes,
      cMapUrl: new URL('cmaps/', folder).href,
      standardFontDataUrl: new URL('standard_fonts/', folder).href,
      wasmUrl: new URL('wasm/', folder).href,
      iccUrl: new URL('iccs/', folder).href,
      useWorkerFetch: true,
    });
    this.pdf = this.task.promise;
    this.pdf.catch(() => undefined);
  }

  /** Lets go of everything; a worker that does not answer is stopped all the same. */
  async end(): Promise<void> {
    this.isDead = true;
    const patience = new Promise<void>((resolve) => {
      setTimeout(resolve, patienceMs);
    });
    await Promise.race([this.task.destroy().catch(() => undefined), patience]);
    this.worker.destroy();
    this.port.terminate();
  }
}
