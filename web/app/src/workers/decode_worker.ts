import type { Engine } from 'overread-core/engine';
import { loadEngine } from 'overread-core/engine';
import { fileKind } from '../../../intake/sniff.js';
import { unpackZip } from '../../../intake/zip.js';
import wasmAddress from 'overread-core-wasm?url';
import type { DecodeAnswers, DecodeReply, DecodeRequest } from './protocol.js';
import { errorMessage } from './protocol.js';

/** Enough for the header of nearly every file; what does not fit is read whole. */
const headerBytes = 128 * 1024;

const loading = loadEngine({ wasmAddress });

/** The file a frame was last taken from: frames of one file are asked for one after another. */
let lastFile: { key: string; bytes: Uint8Array<ArrayBuffer> } | undefined;

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}

async function read(engine: Engine, name: string, file: Blob): Promise<DecodeAnswers['read']> {
  const first = await bytesOf(file.slice(0, headerBytes));
  const kind = fileKind(first);
  if (kind === 'zip') {
    const entries = unpackZip(await bytesOf(file));
    return { entries: entries.map((entry) => ({ name: entry.name, file: new Blob([entry.bytes]) })) };
  }
  if (kind === 'picture') {
    const made = engine.secondaryCapture(await bytesOf(file), name) as Uint8Array<ArrayBuffer>;
    return { header: engine.instanceHeader(made), file: new Blob([made]) };
  }
  if (file.size <= headerBytes) return { header: engine.instanceHeader(first) };
  try {
    return { header: engine.instanceHeader(first) };
  } catch {
    // A header longer than the part that was read, or a file that is broken: the whole file tells.
    return { header: engine.instanceHeader(await bytesOf(file)) };
  }
}

async function answer(engine: Engine, request: DecodeRequest): Promise<DecodeAnswers[keyof DecodeAnswers]> {
  switch (request.op) {
    case 'read':
      return read(engine, request.name, request.file);
    case 'frame': {
      if (lastFile?.key !== request.key) {
        lastFile = { key: request.key, bytes: await bytesOf(request.file) };
      }
      return engine.frameParts(lastFile.bytes, request.frameNumber);
    }
    case 'encode':
      return { bytes: engine.encodeDicomJson(request.dataset) as Uint8Array<ArrayBuffer> };
  }
}

addEventListener('message', (event: MessageEvent<DecodeRequest>) => {
  void (async () => {
    const engine = await loading;
    let reply: DecodeReply;
    const transferred: Transferable[] = [];
    try {
      const given = await answer(engine, event.data);
      if ('pixels' in given) transferred.push(given.pixels.buffer);
      if ('bytes' in given) transferred.push(given.bytes.buffer);
      reply = { answer: given, memoryBytes: engine.memoryBytes };
    } catch (error) {
      reply = { error: errorMessage(error), memoryBytes: engine.memoryBytes };
    }
    postMessage(reply, { transfer: transferred });
  })();
});
