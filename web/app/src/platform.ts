import type { ObjectMessage } from 'overread-core/engine';
import { CoreError } from 'overread-core/errors';
import type { FileSource } from '../../intake/file_source.js';
import { Catalogue } from './catalogue.js';
import type { AnyDecodeJob, DecodeJob } from './decode_pool.js';
import { DecodePool } from './decode_pool.js';
import { DocumentOpener } from './document_opener.js';
import { download } from './download.js';
import { FrameQueue } from './frame_queue.js';
import { InferenceQueue } from './inference_queue.js';
import { InstanceStore } from './instance_store.js';
import type { IncomingFile } from './intake.js';
import { Intake } from './intake.js';
import type { Journal } from './journal.js';
import { openJournal } from './journal.js';
import type { Dispatch, Effect } from './messages.js';
import { decodeLimit, deviceHints, memoryProfile } from './memory_profile.js';
import { pickFiles } from './pick_files.js';
import { preferredLanguage, savePreference } from './preferences.js';
import type { VideoScreen } from './video_players.js';
import { VideoPlayers } from './video_players.js';
import type { DecodeAnswers } from './workers/protocol.js';
import { errorMessage } from './workers/protocol.js';

type ObjectJob = DecodeJob<'object'> | DecodeJob<'video'>;

const gone = { code: 'not-found', message: 'The file is closed' };

/** Carries out what the core asks for, and answers with commands. */
export class Platform {
  private readonly profile = memoryProfile(deviceHints());
  private readonly store = new InstanceStore(this.profile);
  /** What the reader has asked to be saved. */
  private readonly savings: AnyDecodeJob[] = [];
  /** Objects that are no pictures: read when no picture waits. */
  private readonly objects: ObjectJob[] = [];
  private readonly frames: FrameQueue;
  private readonly intake: Intake;
  private readonly pool: DecodePool;
  private readonly inference: InferenceQueue;
  private readonly catalogue: Catalogue;
  private readonly documents: DocumentOpener;
  private readonly videos: VideoPlayers;
  private readonly journal: Promise<Journal>;

  /**
   * @param pageBytes   Memory of the page's own module, and of the frames outside of it.
   * @param videoScreen Where the frames of videos go.
   */
  constructor(
    private readonly dispatch: Dispatch,
    private readonly pageBytes: () => number,
    videoScreen: VideoScreen,
  ) {
    this.videos = new VideoPlayers(videoScreen, dispatch);
    this.frames = new FrameQueue(this.store, dispatch);
    const wake = (): void => {
      this.pool.wake();
    };
    this.intake = new Intake(this.store, dispatch, wake, this.profile);
    this.pool = new DecodePool(
      [() => this.savings.shift(), this.frames.next, this.intake.next, () => this.objects.shift()],
      this.profile,
    );
    this.inference = new InferenceQueue(this.store, dispatch);
    this.catalogue = new Catalogue(this.intake, dispatch);
    this.documents = new DocumentOpener(
      (uid) => this.document(uid),
      (name, error) => {
        this.intake.reject(name, error);
      },
    );
    this.journal = openJournal();
    this.journal.catch((error: unknown) => {
      this.intake.reject('Journal', errorMessage(error));
    });
  }

  /** Tells the core what this browser can do and what the server offers. */
  async start(): Promise<void> {
    this.pool.warmUp();
    this.dispatch({
      kind: 'ReportCapabilities',
      cross_origin_isolated: crossOriginIsolated,
      decode_workers: this.pool.workerCount,
      webgpu: 'gpu' in navigator,
    });
    const reportNetwork = (): void => {
      this.dispatch({ kind: 'ReportNetwork', online: navigator.onLine });
    };
    addEventListener('online', reportNetwork);
    addEventListener('offline', reportNetwork);
    reportNetwork();
    this.reportMemory();
    setInterval(() => {
      this.reportMemory();
    }, 5_000);
    await this.catalogue.offer();
  }

  readFiles(files: readonly IncomingFile[]): void {
    const [first] = files;
    if (first === undefined) return;
    const label = files.length === 1 ? first.name : (first.name.split('/')[0] ?? first.name);
    this.intake.read(label, files);
  }

  /** A file that was given but cannot be read. */
  missFile(name: string, error: unknown): void {
    this.intake.reject(name, errorMessage(error));
  }

  perform = (effect: Effect): void => {
    switch (effect.kind) {
      case 'PickFiles':
        pickFiles(effect.folder, (files) => {
          this.readFiles(files);
        });
        return;
      case 'LoadCase':
        void this.catalogue.open(effect.id, preferredLanguage());
        return;
      case 'CancelTask':
        this.catalogue.cancel(effect.task_id);
        this.intake.cancel(effect.task_id);
        return;
      case 'DecodeFrames':
        this.frames.want(effect.viewport, effect.frames);
        this.pool.wake();
        return;
      case 'ReadObject':
        this.readObject(effect.sop_instance_uid);
        return;
      case 'SaveInstance':
        this.saveInstance(effect.sop_instance_uid, effect.file_name);
        return;
      case 'OpenDocument':
        void this.documents.open(effect);
        return;
      case 'SaveDocument':
        this.saveDocument(effect.sop_instance_uid, effect.file_name, effect.mime_type);
        return;
      case 'ReadVideo':
        this.readVideo(effect.sop_instance_uid);
        return;
      case 'OpenVideo':
        this.videos.open(effect.sop_instance_uid, effect.mime_type);
        return;
      case 'CloseVideo':
        this.videos.close(effect.sop_instance_uid);
        return;
      case 'PlayVideo':
        this.videos.play(effect.sop_instance_uid, effect.playing);
        return;
      case 'SeekVideo':
        this.videos.seek(effect.sop_instance_uid, effect.time_s);
        return;
      case 'SaveVideo':
        this.videos.save(effect.sop_instance_uid, effect.file_name, effect.mime_type);
        return;
      case 'ForgetInstances':
        this.forget(effect.sop_instance_uids);
        return;
      case 'RunService':
        this.inference.run(effect.run_id, effect.service_id, effect.sop_instance_uids);
        this.shareMemory();
        return;
      case 'CancelRun':
        this.inference.cancel(effect.run_id);
        return;
      case 'AppendJournal':
        this.keep(effect.study_instance_uid, effect.line);
        return;
      case 'LoadJournal':
        void this.restore(effect.study_instance_uid);
        return;
      case 'SaveDicom':
        this.saveDicom(effect.file_name, effect.dataset);
        return;
      case 'SaveText':
        download(effect.file_name, effect.text, 'text/plain;charset=utf-8');
        return;
      case 'SavePreference':
        savePreference(effect.key, effect.value);
    }
  };

  private forget(uids: readonly string[]): void {
    this.store.forget(uids);
    this.videos.forget(uids);
    this.frames.forget(uids);
    if (this.store.isEmpty) {
      this.pool.retire();
      this.inference.release();
    } else {
      this.pool.release();
    }
    this.reportMemory();
  }

  private saveDicom(name: string, dataset: unknown): void {
    this.save({ request: { op: 'encode', dataset }, ...this.handedOver(name, 'application/dicom') });
  }

  private readObject(uid: string): void {
    this.readStored(uid, (file, onError) => ({
      request: { op: 'object', file },
      onAnswer: ({ object }: DecodeAnswers['object']) => {
        this.tellObject(uid, object);
      },
      onError,
    }));
  }

  private readVideo(uid: string): void {
    this.readStored(uid, (file, onError) => ({
      request: { op: 'video', file },
      onAnswer: ({ object, stream }: DecodeAnswers['video']) => {
        // Closed while it was read.
        if (this.store.get(uid) === undefined) return;
        this.videos.keep(uid, stream);
        this.tellObject(uid, object);
      },
      onError,
    }));
  }

  private tellObject(uid: string, { content, bytes }: ObjectMessage): void {
    this.dispatch({ kind: 'ObjectRead', sop_instance_uid: uid, content }, bytes);
  }

  /** Has an instance that is no picture read. */
  private readStored(uid: string, jobFor: (file: FileSource, onError: ObjectJob['onError']) => ObjectJob): void {
    const stored = this.store.get(uid);
    if (stored === undefined) {
      this.dispatch({ kind: 'ObjectFailed', sop_instance_uid: uid, error: gone });
      return;
    }
    const job = jobFor(stored.file, ({ code, message }) => {
      const error = { code, message: `${stored.name}: ${message}` };
      this.dispatch({ kind: 'ObjectFailed', sop_instance_uid: uid, error });
    });
    this.objects.push(job);
    this.pool.wake();
  }

  private saveInstance(uid: string, name: string): void {
    const stored = this.store.get(uid);
    if (stored === undefined) this.intake.reject(name, gone);
    else if (stored.file instanceof Blob) download(name, stored.file, 'application/dicom');
    else this.save({ request: { op: 'unpack', file: stored.file }, ...this.handedOver(name, 'application/dicom') });
  }

  private saveDocument(uid: string, name: string, type: string): void {
    const stored = this.store.get(uid);
    if (stored === undefined) this.intake.reject(name, gone);
    else this.save({ request: { op: 'document', file: stored.file }, ...this.handedOver(name, type) });
  }

  /** The bytes of the document that an object wraps. */
  private document(uid: string): Promise<Uint8Array<ArrayBuffer>> {
    const stored = this.store.get(uid);
    if (stored === undefined) return Promise.reject(new CoreError(gone.code, gone.message));
    return new Promise((resolve, reject) => {
      this.save({
        request: { op: 'document', file: stored.file },
        onAnswer: ({ bytes }: DecodeAnswers['document']) => {
          resolve(bytes);
        },
        onError: (error) => {
          reject(new CoreError(error.code, error.message));
        },
      });
    });
  }

  private save(job: AnyDecodeJob): void {
    this.savings.push(job);
    this.pool.wake();
  }

  /** What becomes of a file that is made in a worker: the reader's, or a message. */
  private handedOver(name: string, type: string): Pick<DecodeJob<'encode' | 'document' | 'unpack'>, 'onAnswer' | 'onError'> {
    return {
      onAnswer: ({ bytes }) => {
        download(name, bytes, type);
      },
      onError: (error) => {
        this.intake.reject(name, error);
      },
    };
  }

  private keep(study: string, line: string): void {
    this.journal
      .then((journal) => journal.append(study, line))
      .catch((error: unknown) => {
        this.intake.reject('Journal', errorMessage(error));
      });
  }

  private async restore(study: string): Promise<void> {
    try {
      const lines = await (await this.journal).lines(study);
      if (lines.length > 0) this.dispatch({ kind: 'RestoreReading', study_instance_uid: study, lines });
    } catch (error) {
      this.intake.reject('Journal', errorMessage(error));
    }
  }

  /** What services leave of their share is the decode workers'. */
  private shareMemory(): void {
    const { isRunning, memoryBytes } = this.inference;
    this.pool.limitTogether(decodeLimit(this.profile, isRunning ? this.profile.serviceBytes : memoryBytes));
  }

  private reportMemory(): void {
    this.shareMemory();
    this.dispatch({
      kind: 'ReportMemory',
      used_bytes: this.pageBytes() + this.store.memoryBytes + this.pool.memoryBytes + this.inference.memoryBytes,
      budget_bytes: this.profile.budgetBytes,
    });
  }
}
