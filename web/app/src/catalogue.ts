import { sha256Hex } from '../../inference/service_package.js';
import type { Intake } from './intake.js';
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

/** As many as a browser opens to one host over HTTP/1.1. */
const fetchesAtOnce = 6;

/** A stack opens in its middle, and its files are listed in order: those around it come first. */
function fromTheMiddle<T>(files: readonly T[]): T[] {
  const middle = files.length >> 1;
  const distance = (place: number): number => Math.abs(place - middle);
  const order = files.map((file, place) => ({ file, place }));
  return order.sort((a, b) => distance(a.place) - distance(b.place)).map(({ file }) => file);
}

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

  /** Fetches the files of a case, checks their hashes and reads each as it comes. */
  async open(id: string, language: string): Promise<void> {
    const found = this.cases.find((offered) => offered.id === id);
    if (found === undefined) {
      this.intake.reject(id, { code: 'not-found', message: 'There is no such case on this server' });
      return;
    }
    const arrival = this.intake.expect(language === 'ru' ? found.title.ru : found.title.en, found.files.length);
    const abort = new AbortController();
    this.loading.set(arrival.id, abort);
    const waiting = fromTheMiddle(found.files).values();
    const fetchInTurn = async (): Promise<void> => {
      for (const { name, sha256 } of waiting) {
        const path = `${id}/${name}`;
        try {
          arrival.add({ name: path, file: await this.fetchFile(id, name, sha256, abort.signal) });
        } catch (error) {
          if (abort.signal.aborted) return;
          arrival.miss(path, errorMessage(error));
        }
      }
    };
    await Promise.all(Array.from({ length: fetchesAtOnce }, fetchInTurn));
    this.loading.delete(arrival.id);
  }

  cancel(taskId: string): void {
    this.loading.get(taskId)?.abort();
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
