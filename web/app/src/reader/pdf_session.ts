import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { getDocument, GlobalWorkerOptions, PDFWorker, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** PDF.js's workers, fonts, character maps and decoders: beside the page, as they came. */
const folder = new URL('pdf/', document.baseURI);

/** Pictures with more pixels than this are left out: 11 000 × 11 000, above any scanner's page. */
const mostImagePixels = 1.2e8;
/** Larger pictures are made smaller before they are painted: 4096 × 4096 pixels of four bytes. */
const mostPaintedImageBytes = 4096 * 4096 * 4;
/** How long a worker that was told to end may take before it is stopped. */
const patienceMs = 2_000;

/** A PDF in workers of its own: one reads, one paints. Nothing of the document is trusted, so nothing of it runs here. */
export class PdfSession {
  readonly pdf: Promise<PDFDocumentProxy>;
  /** Rejected when a worker fails as a whole; never fulfilled. */
  readonly died: Promise<never>;
  isDead = false;
  /** Work in it was called off: the workers may still be at it. */
  hasLooseEnds = false;

  private readonly ports: readonly Worker[];
  private readonly worker: PDFWorker;
  private readonly task: ReturnType<typeof getDocument>;

  /** @param data Bytes of the document; they go to the worker. */
  constructor(data: Uint8Array<ArrayBuffer>) {
    const [reader, painter] = ['pdf.worker.min.mjs', 'pdf.renderer.min.mjs'].map(
      (name) => new Worker(new URL(name, folder), { type: 'module', name }),
    ) as [Worker, Worker];
    this.ports = [reader, painter];
    this.died = new Promise<never>((_, reject) => {
      for (const port of this.ports) {
        port.addEventListener('error', (event) => {
          event.preventDefault();
          this.isDead = true;
          reject(new Error(event.message || 'A worker for PDF could not be started'));
        });
      }
    });
    this.died.catch(() => undefined);
    // PDF.js takes from this list the first that no other document uses.
    GlobalWorkerOptions.rendererPorts = [painter];
    // With a port of ours it never falls back to the page's own thread. (Its types know of no port.)
    this.worker = new PDFWorker({ port: reader as unknown as null, verbosity: VerbosityLevel.ERRORS });
    this.task = getDocument({
      data,
      worker: this.worker,
      verbosity: VerbosityLevel.ERRORS,
      // Forms of XML bring their own layout and scripts; this release has no eval to forbid.
      enableXfa: false,
      // What a document does not bring is served here: it looks the same everywhere.
      useSystemFonts: false,
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

  /** Lets go of everything; workers that do not answer are stopped all the same. */
  async end(): Promise<void> {
    this.isDead = true;
    const patience = new Promise<void>((resolve) => {
      setTimeout(resolve, patienceMs);
    });
    await Promise.race([this.task.destroy().catch(() => undefined), patience]);
    this.worker.destroy();
    for (const port of this.ports) port.terminate();
  }
}
