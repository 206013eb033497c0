import type { Engine } from 'overread-core/engine';
import { loadEngine } from 'overread-core/engine';
import { kept } from '../../../inference/kept.js';
import { fileKind } from '../../../intake/sniff.js';
import { refuseTooDeep, unpackZip } from '../../../intake/zip.js';
import wasmAddress from 'overread-core-wasm?url';
import type { DecodeAnswers, DecodeReply, DecodeRequest } from './protocol.js';
import { errorMessage } from './protocol.js';

/** Enough for the header of nearly every file; what does not fit is read whole. */
const headerBytes = 128 * 1024;

const engineOnce = kept(() => loadEngine({ wasmAddress }));
// Begun before there is work; whoever asks for some is told why it failed.
engineOnce().catch(() => undefined);

/** The file a frame was last taken from: frames of one file are asked for one after another. */
let lastFile: { serial: number; bytes: Uint8Array<ArrayBuffer> } | undefined;

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}

type ReadRequest = Extract<DecodeRequest, { op: 'read' }>;

async function read(engine: Engine, { name, file, depth }: ReadRequest): Promise<DecodeAnswers['read']> {
  const first = await bytesOf(file.slice(0, headerBytes));
  const kind = fileKind(first);
  if (kind === 'zip') {
    refuseTooDeep(depth);
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
      return read(engine, request);
    case 'frame': {
      if (lastFile?.serial !== request.serial) {
        lastFile = { serial: request.serial, bytes: await bytesOf(request.file) };
      }
      return engine.frameParts(lastFile.bytes, request.frameNumber);
    }
    case 'object':
      return { object: engine.readObject(await bytesOf(request.file)) };
    case 'document':
      return { bytes: engine.encapsulatedDocument(await bytesOf(request.file)) as Uint8Array<ArrayBuffer> };
    case 'encode':
      return { bytes: engine.encodeDicomJson(request.dataset) as Uint8Array<ArrayBuffer> };
  }
}

addEventListener('message', (event: MessageEvent<DecodeRequest>) => {
  void (async () => {
    let engine: Engine | undefined;
    let reply: DecodeReply;
    const transferred: Transferable[] = [];
    try {
      engine = await engineOnce();
      const given = await answer(engine, event.data);
      if ('pixels' in given) transferred.push(given.pixels.buffer);
      if ('bytes' in given) transferred.push(given.bytes.buffer);
      if ('object' in given) transferred.push(given.object.bytes.buffer);
      reply = { answer: given, memoryBytes: engine.memoryBytes };
    } catch (error) {
      reply = { error: errorMessage(error), memoryBytes: engine?.memoryBytes ?? 0 };
    }
    postMessage(reply, { transfer: transferred });
  })();
});
