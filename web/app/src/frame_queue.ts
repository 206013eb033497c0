import type { DecodeJob } from './decode_pool.js';
import type { InstanceStore, StoredFile } from './instance_store.js';
import type { Dispatch, ErrorMessage, WantedFrame } from './messages.js';
import { frameMembers } from './messages.js';
import type { DecodedFrame } from './workers/protocol.js';

function isSame(a: WantedFrame, b: WantedFrame): boolean {
  return a.sop_instance_uid === b.sop_instance_uid && a.frame_number === b.frame_number;
}

/** A closed file and another of the same UID have different keys. */
function keyOf({ serial }: StoredFile, { frame_number }: WantedFrame): string {
  return `${serial}/${frame_number}`;
}

/** Frames the viewports wait for. A new wish of a viewport replaces its older one. */
export class FrameQueue {
  private readonly waiting = new Map<number, WantedFrame[]>();
  private readonly decoding = new Set<string>();
  private readonly decodingCoarse = new Set<string>();
  private turn = 0;

  constructor(
    private readonly store: InstanceStore,
    private readonly dispatch: Dispatch,
  ) {}

  /** Frames that were decoded as their files were read are told at once. */
  want(viewport: number, frames: readonly WantedFrame[]): void {
    const wanted = frames.filter((frame) => {
      const stored = this.store.get(frame.sop_instance_uid);
      return stored === undefined || !(this.decoding.has(keyOf(stored, frame)) || this.hand(stored, frame));
    });
    this.waiting.set(viewport, wanted);
  }

  /** Nobody waits for these any more. What is being decoded of them will not be told either. */
  forget(sopInstanceUids: readonly string[]): void {
    const gone = new Set(sopInstanceUids);
    this.drop(({ sop_instance_uid }) => gone.has(sop_instance_uid));
  }

  /** The most wanted frame, viewports taking turns. */
  next = (): DecodeJob<'frame'> | undefined => {
    const viewports = [...this.waiting.keys()];
    for (let tried = 0; tried < viewports.length; ++tried) {
      const viewport = viewports[(this.turn + tried) % viewports.length];
      if (viewport === undefined) continue;
      const frame = this.waiting.get(viewport)?.shift();
      if (frame === undefined) continue;
      this.turn += tried + 1;
      const job = this.coarseJob(viewport, frame) ?? this.job(frame);
      if (job !== undefined) return job;
      --tried;
    }
    return undefined;
  };

  /** Before a frame that takes long, which stays the viewport's next. */
  private coarseJob(viewport: number, { coarse_first, ...frame }: WantedFrame): DecodeJob<'frame'> | undefined {
    const stored = this.store.get(frame.sop_instance_uid);
    if (coarse_first !== true || stored === undefined) return undefined;
    const key = keyOf(stored, frame);
    if (this.decodingCoarse.has(key)) return undefined;
    this.decodingCoarse.add(key);
    this.waiting.get(viewport)?.unshift(frame);
    return {
      request: { op: 'frame', serial: stored.serial, file: stored.file, frameNumber: frame.frame_number, coarse: true },
      onAnswer: ({ description, pixels }) => {
        this.decodingCoarse.delete(key);
        if (this.store.get(frame.sop_instance_uid) !== stored) return;
        this.dispatch({ kind: 'FrameDecoded', ...frame, coarse: true, ...frameMembers(description) }, pixels);
      },
      // What is wrong with it the frame itself will tell.
      onError: () => this.decodingCoarse.delete(key),
    };
  }

  private job(frame: WantedFrame): DecodeJob<'frame'> | undefined {
    this.drop((other) => isSame(other, frame));
    const stored = this.store.get(frame.sop_instance_uid);
    if (stored === undefined) {
      this.fail(frame, { code: 'not-found', message: 'The file of this image is no longer there' });
      return undefined;
    }
    const key = keyOf(stored, frame);
    this.decoding.add(key);
    /** @return Whether the file is still open; another of its UID may be, which is not the same. */
    const endDecoding = (): boolean => {
      this.decoding.delete(key);
      return this.store.get(frame.sop_instance_uid) === stored;
    };
    return {
      request: {
        op: 'frame',
        serial: stored.serial,
        file: this.store.takeBytes(stored) ?? stored.file,
        frameNumber: frame.frame_number,
        coarse: false,
      },
      onAnswer: (decoded) => {
        if (endDecoding()) this.tell(frame, decoded);
      },
      onError: ({ code, message }) => {
        if (!endDecoding()) return;
        this.fail(frame, { code, message }, stored.name);
      },
    };
  }

  private drop(isDropped: (frame: WantedFrame) => boolean): void {
    for (const [viewport, frames] of this.waiting) {
      this.waiting.set(viewport, frames.filter((frame) => !isDropped(frame)));
    }
  }

  /** @return Whether the frame is there without decoding. */
  private hand(stored: StoredFile, frame: WantedFrame): boolean {
    const decoded = frame.frame_number === 1 ? this.store.takeFrame(stored) : undefined;
    if (decoded === undefined) return false;
    const key = keyOf(stored, frame);
    this.decoding.add(key);
    this.tell(frame, decoded);
    // The core takes it after all it is asking for in this turn, which may be this frame once more.
    queueMicrotask(() => this.decoding.delete(key));
    return true;
  }

  private tell({ sop_instance_uid, frame_number }: WantedFrame, { description, pixels }: DecodedFrame): void {
    this.dispatch({ kind: 'FrameDecoded', sop_instance_uid, frame_number, ...frameMembers(description) }, pixels);
  }

  private fail({ sop_instance_uid, frame_number }: WantedFrame, error: ErrorMessage, fileName = ''): void {
    this.dispatch({ kind: 'FrameFailed', sop_instance_uid, frame_number, error, file_name: fileName });
  }
}
