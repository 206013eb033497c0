import type { DecodeJob } from './decode_pool.js';
import type { InstanceStore } from './instance_store.js';
import type { Dispatch, ErrorMessage, WantedFrame } from './messages.js';
import { frameMembers } from './messages.js';

function keyOf({ sop_instance_uid, frame_number }: WantedFrame): string {
  return `${sop_instance_uid}/${frame_number}`;
}

/** Frames the viewports wait for. A new wish of a viewport replaces its older one. */
export class FrameQueue {
  private readonly waiting = new Map<number, WantedFrame[]>();
  private readonly decoding = new Set<string>();
  private turn = 0;

  constructor(
    private readonly store: InstanceStore,
    private readonly dispatch: Dispatch,
  ) {}

  want(viewport: number, frames: readonly WantedFrame[]): void {
    this.waiting.set(
      viewport,
      frames.filter((frame) => !this.decoding.has(keyOf(frame))),
    );
  }

  /** The most wanted frame, viewports taking turns. */
  next = (): DecodeJob<'frame'> | undefined => {
    const viewports = [...this.waiting.keys()];
    for (let tried = 0; tried < viewports.length; ++tried) {
      const viewport = viewports[(this.turn + tried) % viewports.length];
      const frame = viewport === undefined ? undefined : this.waiting.get(viewport)?.shift();
      if (frame === undefined) continue;
      this.turn += tried + 1;
      const job = this.job(frame);
      if (job !== undefined) return job;
      --tried;
    }
    return undefined;
  };

  private job(frame: WantedFrame): DecodeJob<'frame'> | undefined {
    const key = keyOf(frame);
    for (const [viewport, frames] of this.waiting) {
      this.waiting.set(viewport, frames.filter((other) => keyOf(other) !== key));
    }
    const stored = this.store.get(frame.sop_instance_uid);
    if (stored === undefined) {
      this.fail(frame, { code: 'not-found', message: 'The file of this image is no longer there' });
      return undefined;
    }
    this.decoding.add(key);
    return {
      request: {
        op: 'frame',
        key: frame.sop_instance_uid,
        file: stored.file,
        frameNumber: frame.frame_number,
      },
      onAnswer: ({ description, pixels }) => {
        this.decoding.delete(key);
        this.dispatch({ kind: 'FrameDecoded', ...frame, ...frameMembers(description) }, pixels);
      },
      onError: ({ code, message }) => {
        this.decoding.delete(key);
        this.fail(frame, { code, message: `${stored.name}: ${message}` });
      },
    };
  }

  private fail(frame: WantedFrame, error: ErrorMessage): void {
    this.dispatch({ kind: 'FrameFailed', ...frame, error });
  }
}
