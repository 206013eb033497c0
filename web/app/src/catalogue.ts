import { sha256Hex } from '../../inference/service_package.js';
import type { Intake, IncomingFile } from './intake.js';
import type { CaseOffer, Dispatch, ServiceOffer } from './messages.js';
import { errorMessage } from './workers/protocol.js';

/** The server's answers, as far as they are used here. */
interface ServicesAnswer {
  services: {
    id: string;
    version: string;
    names: { en: string; ru: string };
    modalities: string[];
    evidence: string;
    model_sha256: string;
    status: string;
    reason: string;
  }[];
}

interface OfferedCase {
  id: string;
  title: { en: string; ru: string };
  history: { en: string; ru: string };
  modality: string;
  files: { name: string; size: number; sha256: string }[];
  status: string;
}

async function json<T>(address: string): Promise<T> {
  const response = await fetch(new URL(address, document.baseURI));
  if (!response.ok) throw new Error(`${address}: the server answered ${response.status}`);
  return (await response.json()) as T;
}

const cancelled = new Error('cancelled');

/** As many as a browser opens to one host over HTTP/1.1. */
const fetchesAtOnce = 6;
const reportEveryMs = 250;

/** What the server hands out: services and teaching cases. */
export class Catalogue {
  private cases: OfferedCase[] = [];
  private readonly loading = new Map<string, AbortController>();

  constructor(
    private readonly intake: Intake,
    private readonly dispatch: Dispatch,
  ) {}

  async offer(): Promise<void> {
    try {
      const { services } = await json<ServicesAnswer>('api/services');
      const { cases } = await json<{ cases: OfferedCase[] }>('api/cases');
      this.cases = cases.filter(({ status }) => status === 'ready');
      this.dispatch({ kind: 'OfferServices', services: services.map(serviceOffer) });
      this.dispatch({ kind: 'OfferCases', cases: this.cases.map(caseOffer) });
    } catch (error) {
      this.intake.reject('Overread', errorMessage(error));
    }
  }

  /** Fetches the files of a case, checks their hashes and reads them. */
  async open(id: string, language: string): Promise<void> {
    const found = this.cases.find((offered) => offered.id === id);
    if (found === undefined) {
      this.intake.reject(id, { code: 'not-found', message: 'There is no such case on this server' });
      return;
    }
    const taskId = this.intake.newTaskId();
    const label = language === 'ru' ? found.title.ru : found.title.en;
    const abort = new AbortController();
    this.loading.set(taskId, abort);
    const total = found.files.reduce((sum, { size }) => sum + size, 0);
    let done = 0;
    let told = -Infinity;
    const report = (): void => {
      // Every report is a repaint: more of them than an eye can follow would slow the fetching.
      if (done < total && performance.now() - told < reportEveryMs) return;
      told = performance.now();
      this.dispatch({ kind: 'ReportTask', task_id: taskId, label, done, total, unit: 'bytes' });
    };
    report();
    const files: IncomingFile[] = new Array<IncomingFile>(found.files.length);
    const waiting = found.files.entries();
    const fetchInTurn = async (): Promise<void> => {
      for (const [place, { name, size, sha256 }] of waiting) {
        files[place] = { name: `${id}/${name}`, file: await this.fetchFile(id, name, sha256, abort.signal) };
        done += size;
        report();
      }
    };
    try {
      await Promise.all(Array.from({ length: fetchesAtOnce }, fetchInTurn));
    } catch (error) {
      abort.abort(error);
      this.dispatch({ kind: 'EndTask', task_id: taskId });
      if (error !== cancelled) this.intake.reject(label, errorMessage(error));
      return;
    } finally {
      this.loading.delete(taskId);
    }
    this.intake.read(label, files, taskId);
  }

  cancel(taskId: string): void {
    this.loading.get(taskId)?.abort(cancelled);
  }

  private async fetchFile(id: string, name: string, sha256: string, signal: AbortSignal): Promise<Blob> {
    const address = `cases/${encodeURIComponent(id)}/${encodeURIComponent(name)}`;
    const response = await fetch(new URL(address, document.baseURI), { signal });
    if (!response.ok) throw new Error(`${name}: the server answered ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if ((await sha256Hex(bytes)) !== sha256) {
      throw new Error(`${name} is not the file that the case names (SHA-256)`);
    }
    return new Blob([bytes]);
  }
}

function serviceOffer(service: ServicesAnswer['services'][number]): ServiceOffer {
  return {
    id: service.id,
    version: service.version,
    name_en: service.names.en,
    name_ru: service.names.ru,
    modalities: service.modalities,
    evidence: service.evidence,
    model_sha256: service.model_sha256,
    broken: service.status === 'ready' ? '' : service.reason || service.status,
  };
}

function caseOffer({ id, title, history, modality }: OfferedCase): CaseOffer {
  return {
    id,
    title_en: title.en,
    title_ru: title.ru,
    history_en: history.en,
    history_ru: history.ru,
    modality,
  };
}
