import { fileRefusal } from '../../intake/size_limit.js';
import type { AnyDecodeJob, JobSource } from './decode_pool.js';
import type { DecodeRequest } from './workers/protocol.js';
import { errorMessage } from './workers/protocol.js';

/** Bytes of the file of a request that needs all of it. */
function wholeBytes(request: DecodeRequest): number {
  if (request.op === 'encode' || request.file instanceof Uint8Array) return 0;
  const isInParts = request.file instanceof Blob && (request.op === 'read' || request.op === 'video');
  return isInParts ? 0 : request.file.size;
}

/** The next job whose file may be read; those before it are told why theirs is not. */
export function nextAllowedJob(sources: readonly JobSource[], largestFileBytes: number): AnyDecodeJob | undefined {
  for (const source of sources) {
    for (let job = source(); job !== undefined; job = source()) {
      const refusal = fileRefusal(wholeBytes(job.request), largestFileBytes);
      if (refusal === undefined) return job;
      // What is told may ask for more work, and this is where a worker looks for some.
      const { onError } = job;
      queueMicrotask(() => {
        onError(errorMessage(refusal));
      });
    }
  }
  return undefined;
}
