import type { Effect, ErrorMessage } from './messages.js';
import { preferredTheme } from './preferences.js';
import { errorMessage } from './workers/protocol.js';

type OpenDocument = Extract<Effect, { kind: 'OpenDocument' }>;

/** Shows the documents that objects wrap, one at a time. What shows them is loaded with the first. */
export class DocumentOpener {
  private isReading = false;

  /**
   * @param documentOf Bytes of the document that an instance wraps.
   * @param onProblem  Told under its title what could not be shown of a document.
   */
  constructor(
    private readonly documentOf: (sopInstanceUid: string) => Promise<Uint8Array<ArrayBuffer>>,
    private readonly onProblem: (title: string, error: ErrorMessage) => void,
  ) {}

  async open({ sop_instance_uid, title, file_name, mime_type }: OpenDocument): Promise<void> {
    // Pressed twice before the first was there.
    if (this.isReading) return;
    this.isReading = true;
    try {
      const content = this.documentOf(sop_instance_uid).then((bytes) => new Blob([bytes], { type: mime_type }));
      // Whoever awaits it below is told; nobody does when the code cannot be loaded.
      content.catch(() => undefined);
      const { readDocument } = await import('./reader/reader.js');
      const problem = await readDocument({
        title,
        fileName: file_name,
        content,
        language: document.documentElement.lang === 'ru' ? 'ru' : 'en',
        theme: preferredTheme(),
      });
      if (problem !== '') this.onProblem(title, { code: 'decode-failed', message: problem });
    } catch (error) {
      this.onProblem(title, errorMessage(error));
    } finally {
      this.isReading = false;
    }
  }
}
