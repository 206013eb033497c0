import type { Engine, InstanceHeader } from 'overread-core/engine';
import { loadEngine } from 'overread-core/engine';
import { kept } from '../../../inference/kept.js';
import { SourceReader, openArchive } from '../../../intake/file_source.js';
import { letGo } from '../../../intake/let_go.js';
import { fileRefusal, smallFileBytes } from '../../../intake/size_limit.js';
import { fileKind } from '../../../intake/sniff.js';
import wasmAddress from 'overread-core-wasm?url';
import { decodedJpegXl, isJpegXl } from './jpeg_xl.js';
import type { DecodeAnswers, DecodeReply, DecodeRequest, GivenFile, ReadyFile } from './protocol.js';
import { errorMessage } from './protocol.js';
import { readVideo } from './video_stream.js';

/** Enough for the header of nearly every file. */
const headerBytes = 128 * 1024;

/** Of a coarse first picture: enough to see what it is, in a seventh of the time for a film of 2400 rows. */
const coarseSide = 512;

const engineOnce = kept(() => loadEngine({ wasmAddress }));
// Begun before there is work; whoever asks for some is told why it failed.
engineOnce().catch(() => undefined);

/** Of the file that is open in the module: frames of one file are asked for one after another. */
let openSerial: number | undefined;

const sources = new SourceReader();

function bytesOf(file: GivenFile): Promise<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer> {
  return file instanceof Uint8Array ? file : sources.bytes(file);
}

type ReadRequest = Extract<DecodeRequest, { op: 'read' }>;

async function read(engine: Engine, request: ReadRequest): Promise<DecodeAnswers['read']> {
  const { name, file, depth, largestFileBytes } = request;
  const isWhole = !(file instanceof Blob) || file.size <= smallFileBytes;
  const first = await (isWhole ? bytesOf(file) : sources.bytes(file.slice(0, headerBytes)));
  const all = async (): Promise<Uint8Array<ArrayBuffer>> => {
    if (isWhole) return first;
    const refusal = fileRefusal(file.size, largestFileBytes);
    if (refusal !== undefined) throw refusal;
    return sources.bytes(file);
  };
  const kind = fileKind(first);
  if (kind === 'zip') {
    const archive = file instanceof Blob ? file : new Blob([first]);
    const { names, sizes, unpackedBytes } = await openArchive(archive, depth);
    return { archive, names, sizes, unpackedBytes };
  }
  if (kind === 'picture') {
    const made = engine.secondaryCapture(await all(), name) as Uint8Array<ArrayBuffer>;
    return { header: engine.instanceHeader(made), file: new Blob([made]) };
  }
  let header: InstanceHeader;
  try {
    header = engine.instanceHeader(first, isWhole ? first.length : file.size);
  } catch (error) {
    // A trap ends this worker.
    if (isWhole || engine.replacementCount > 0) throw error;
    // A header longer than the part that was read, or a file that is broken: the whole file tells.
    header = engine.instanceHeader(await all());
  }
  const jxl = isJpegXl(header) ? await decodedJpegXl(engine, await all()) : undefined;
  if (jxl !== undefined) return { header: engine.instanceHeader(jxl), file: new Blob([jxl]) };
  const isNameless = header.rows === 0 && header.sop_instance_uid === '';
  const directory = isNameless ? engine.mediaDirectory(await all()) : undefined;
  if (directory !== undefined) return { directory };
  if (isWhole && header.rows > 0 && first.length <= smallFileBytes) return { header, ready: readyFile(engine, header, first) };
  letGo(first);
  return { header };
}

/** Pixels in these are there: having them with the header saves taking the file apart twice. */
const uncompressed: ReadonlySet<unknown> = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2']);

function readyFile(engine: Engine, header: InstanceHeader, bytes: Uint8Array<ArrayBuffer>): ReadyFile {
  if (header.frame_count !== 1 || !uncompressed.has(header.transfer_syntax_uid)) return { bytes };
  openSerial = undefined;
  try {
    engine.openFile(bytes);
    const frame = engine.openFileFrame(1, { into: bytes });
    if (frame.pixels.buffer !== bytes.buffer) letGo(bytes);
    return frame;
  } catch (error) {
    if (engine.replacementCount > 0) throw error;
    // Whoever wants the frame is told.
    return { bytes };
  }
}

type FrameRequest = Extract<DecodeRequest, { op: 'frame' }>;

/** Opens the file of a frame in the module, unless it is. */
async function open(engine: Engine, { serial, file }: FrameRequest): Promise<void> {
  if (openSerial === serial) return;
  openSerial = undefined;
  const whole = await bytesOf(file);
  try {
    engine.openFile(whole);
  } finally {
    letGo(whole);
  }
  openSerial = serial;
}

async function answer(engine: Engine, request: DecodeRequest): Promise<DecodeAnswers[keyof DecodeAnswers]> {
  switch (request.op) {
    case 'read':
      return read(engine, request);
    case 'frame':
      await open(engine, request);
      return engine.openFileFrame(request.frameNumber, request.coarse ? { coarseSide } : {});
    case 'object':
      return { object: engine.readObject(await sources.bytes(request.file)) };
    case 'video': {
      const file = request.file instanceof Blob ? request.file : new Blob([await sources.bytes(request.file)]);
      return readVideo(engine, file);
    }
    case 'document':
      return { bytes: engine.wrappedBytes(await sources.bytes(request.file)) as Uint8Array<ArrayBuffer> };
    case 'unpack':
      return { bytes: await sources.bytes(request.file) };
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
      if ('ready' in given) transferred.push(('bytes' in given.ready ? given.ready.bytes : given.ready.pixels).buffer);
      if ('object' in given) transferred.push(given.object.bytes.buffer);
      reply = { answer: given, memoryBytes: engine.memoryBytes };
    } catch (error) {
      // After a trap another worker goes on: what the instance held is given back, and none is left without a spare.
      const isBroken = engine !== undefined && engine.replacementCount > 0;
      reply = { error: errorMessage(error), memoryBytes: engine?.memoryBytes ?? 0, isBroken };
    }
    postMessage(reply, { transfer: transferred });
  })();
});
