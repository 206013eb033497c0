import { WasmCore } from './core.js';
import type { FrameDescription } from './frame.js';
export type { FrameDescription } from './frame.js';
import { Htj2kDecoder } from './htj2k_decoder.js';
import { RecoveringModule } from './recovering_module.js';
import type { ModuleOptions } from './wasm_module.js';
import { compileCore } from './wasm_module.js';

/** InstanceHeader of core/image as JSON; only what the shell itself reads is typed. */
export interface InstanceHeader {
  sop_instance_uid: string;
  series_instance_uid: string;
  study_instance_uid: string;
  sop_class_uid: string;
  modality: string;
  rows: number;
  columns: number;
  frame_count: number;
  series_description: string;
  [member: string]: unknown;
}

/** An overlay plane: what it is and where its first pixel lies in the image, 0-based. */
export interface FrameOverlay {
  columns: number;
  rows: number;
  left: number;
  top: number;
  use: 'graphics' | 'region' | 'shutter';
  /** 0x6000 to 0x601E: (60xx,eeee). */
  group: number;
  label: string;
  description: string;
}

/** A frame with what lies over it. */
export type FrameToShow = FrameDescription & {
  overlays: FrameOverlay[];
  /** Why planes that the file names are missing. */
  overlayProblems: string[];
};

/** One stack: its instances in reading order. */
export interface SeriesGroup {
  sopInstanceUids: string[];
  /** [index into sopInstanceUids, 1-based frame number], in reading order. */
  frames: [number, number][];
  /** What `value`, `low` and `high` are depends on the kind: core/image/series.hpp. */
  warnings: { kind: string; value: number; low: number; high: number; numbers: number[] }[];
}

/** object_message() of core/objects: JSON that only core/app reads, and bytes beside it. */
export interface ObjectMessage {
  content: { kind: string; [member: string]: unknown };
  bytes: Uint8Array<ArrayBuffer>;
}

/** Fragments of encapsulated pixel data in a part of a file. */
export interface FragmentRanges {
  /** Offset and size of each, in the file. */
  fragments: [number, number][];
  /** Where the next item begins; nothing when all are found. */
  next: number | null;
}

/** What service.json says, as far as the shell needs it. */
export interface ServiceDescription {
  id: string;
  version: string;
  backend: 'builtin' | 'onnx';
  evidence: string;
  name: { en: string; ru: string };
  modalities: string[];
  inputs: string[];
  files: { name: string; role: string; sha256: string; size: number }[];
}

/** Row-major float values with their name and shape. */
export interface Tensor {
  name: string;
  shape: number[];
  values: Float32Array;
}

/** A result of the contract; only what the shell itself writes or reads is typed. */
export interface ServiceResult {
  schema: 'overread-result/1';
  service: { id: string; version: string; model_sha256: string; evidence: string };
  input: {
    study_instance_uid: string;
    series_instance_uid: string;
    sop_instance_uids: string[];
  };
  status: 'findings' | 'no-findings' | 'refused' | 'failed';
  reason?: { code: string; text: string };
  backend: string;
  duration_ms: number;
  findings?: { regions: { kind: string; mask?: string }[] }[];
  [member: string]: unknown;
}

/** Sizes and labels of a mask; its values are one byte a voxel, [slices][rows][columns]. */
export interface MaskDescription {
  columns: number;
  rows: number;
  slices: number;
  labels: { number: number; name: string; rgb: [number, number, number] }[];
}

export interface ServiceMask {
  description: MaskDescription;
  values: Uint8Array<ArrayBuffer>;
}

export interface ServiceOutcome {
  result: ServiceResult;
  mask?: ServiceMask;
}

/** Either the outcome, or what the network has to be given before `finishService`. */
export type BegunService = { outcome: ServiceOutcome } | { run: number; tensors: Tensor[] };

/** One file of a phantom; the last is truth.json. */
export interface PhantomFile {
  name: string;
  bytes: Uint8Array;
}

/** When an object is made, and what makes its UIDs. */
export interface ObjectOrigin {
  /** DA and TM. */
  date: string;
  time: string;
  /** The same seed gives the same UIDs: report and segmentation of one result share it. */
  uidSeed: string;
}

type OutcomeJson = { result: ServiceResult; mask?: MaskDescription };

function outcomeFrom(json: OutcomeJson, blobs: Uint8Array<ArrayBuffer>[]): ServiceOutcome {
  const values = blobs[0];
  if (json.mask === undefined || values === undefined) return { result: json.result };
  return { result: json.result, mask: { description: json.mask, values } };
}

function describe(tensors: readonly Tensor[]): { name: string; shape: number[] }[] {
  return tensors.map(({ name, shape }) => ({ name, shape }));
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/**
 * Everything the module does, for the application's workers and the command line. Not part of the
 * package's public interface: it changes with the application.
 */
export class Engine extends WasmCore {
  /** One frame as JSON and bytes, ready to be sent on. */
  frameParts(
    bytes: Uint8Array,
    frameNumber: number,
  ): { description: FrameDescription; pixels: Uint8Array<ArrayBuffer> } {
    const { json, blobs } = this.module.call('decode_frame', { frameNumber }, [bytes]);
    return { description: json as FrameDescription, pixels: blobs[0] as Uint8Array<ArrayBuffer> };
  }

  /** Takes a file apart for openFileFrame(), in place of the one before. After a trap none is open. */
  openFile(bytes: Uint8Array): void {
    this.module.call('open_file', {}, [bytes]);
  }

  /**
   * A frame with the overlay planes over it: their bits follow the pixels, plane by plane.
   *
   * @param into Memory that nobody needs any more, for them to be put into where they fit.
   * @param coarseSide Of JPEG 2000 only the resolution whose longer side has at least so many samples, to look at.
   */
  openFileFrame(
    frameNumber: number,
    { into, coarseSide }: { into?: Uint8Array<ArrayBuffer>; coarseSide?: number } = {},
  ): { description: FrameToShow; pixels: Uint8Array<ArrayBuffer> } {
    const { json, blobs } = this.module.call('open_file_frame', { frameNumber, coarseSide }, [], into);
    return { description: json as FrameToShow, pixels: blobs[0] as Uint8Array<ArrayBuffer> };
  }

  /** @param fileBytes size of the file, where `bytes` is only its beginning. */
  instanceHeader(bytes: Uint8Array, fileBytes = bytes.length): InstanceHeader {
    return this.module.call('instance_header', { fileBytes }, [bytes]).json as InstanceHeader;
  }

  /** What is in an object that is no picture, ready to be sent on to core/app. */
  readObject(bytes: Uint8Array): ObjectMessage {
    const { json, blobs } = this.module.call('read_object', {}, [bytes]);
    return { content: json as ObjectMessage['content'], bytes: blobs[0] ?? new Uint8Array() };
  }

  /** The document that a file wraps, or its first frame in JPEG XL. */
  wrappedBytes(bytes: Uint8Array): Uint8Array {
    return this.onlyBlob('wrapped_bytes', {}, [bytes]);
  }

  /**
   * The code-streams of a file in JPEG XL, one a frame.
   *
   * @throws CoreError `unsupported` where a decoder of 8 bits would not give back what was written.
   */
  jpegXlFrames(bytes: Uint8Array): Uint8Array<ArrayBuffer>[] {
    return this.module.call('jpeg_xl_frames', {}, [bytes]).blobs;
  }

  /** The same file uncompressed, of frames that somebody else has decoded to RGBA. */
  withDecodedFrames(bytes: Uint8Array, rgba: readonly Uint8Array[]): Uint8Array {
    return this.onlyBlob('with_decoded_frames', {}, [bytes, ...rgba]);
  }

  /**
   * Where the item of the first fragment begins in a file.
   *
   * @param begin of the file, at least as far as its pixel data.
   */
  firstFragment(begin: Uint8Array, fileBytes: number): number {
    return (this.module.call('first_fragment', { fileBytes }, [begin]).json as { offset: number }).offset;
  }

  /** @param window the file from `offset` on, where an item begins. */
  fragmentRanges(window: Uint8Array, offset: number, fileBytes: number): FragmentRanges {
    return this.module.call('fragment_ranges', { offset, fileBytes }, [window]).json as FragmentRanges;
  }

  /** What a video is, ready to be sent on to core/app; from the begin of its file and of its stream. */
  readVideo(begin: Uint8Array, streamBegin: Uint8Array, streamBytes: number): ObjectMessage {
    const { json } = this.module.call('read_video', { streamBytes }, [begin, streamBegin]);
    return { content: json as ObjectMessage['content'], bytes: new Uint8Array() };
  }

  /** The files a DICOMDIR names, as paths from where it lies; nothing for any other file. */
  mediaDirectory(bytes: Uint8Array): string[] | undefined {
    const { files } = this.module.call('media_directory', {}, [bytes]).json as { files: string[] | null };
    return files ?? undefined;
  }

  /** A PNG or JPEG as a Secondary Capture file. */
  secondaryCapture(bytes: Uint8Array, name: string): Uint8Array {
    return this.onlyBlob('secondary_capture', { name }, [bytes]);
  }

  groupSeries(headers: readonly InstanceHeader[]): SeriesGroup[] {
    return (this.module.call('group_series', { headers }).json as { series: SeriesGroup[] }).series;
  }

  /** A data set in the DICOM JSON model (bytes as InlineBinary) as a DICOM file. */
  encodeDicomJson(dict: unknown): Uint8Array {
    return this.onlyBlob('write_dataset', { dict, inlineBinary: true }, []);
  }

  /** @throws CoreError saying what is wrong with service.json. */
  checkService(serviceJson: string): ServiceDescription {
    return this.module.call('check_service', { package: serviceJson }).json as ServiceDescription;
  }

  /** @throws CoreError when the file is not the one that service.json promises. */
  verifyServiceFile(serviceJson: string, name: string, size: number, sha256: string): void {
    this.module.call('verify_service_file', { package: serviceJson, name, size, sha256 });
  }

  beginService(serviceJson: string, files: Iterable<Uint8Array>): BegunService {
    const { json, blobs } = this.module.call('begin_service', { package: serviceJson }, files);
    if ('result' in (json as object)) return { outcome: outcomeFrom(json as OutcomeJson, blobs) };
    const begun = json as { run: number; tensors: { name: string; shape: number[] }[] };
    const tensors = begun.tensors.map((tensor, index) => ({
      ...tensor,
      values: new Float32Array((blobs[index] as Uint8Array<ArrayBuffer>).buffer),
    }));
    return { run: begun.run, tensors };
  }

  finishService(run: number, outputs: readonly Tensor[]): ServiceOutcome {
    const { json, blobs } = this.module.call(
      'finish_service',
      { run, tensors: describe(outputs) },
      outputs.map(({ values }) => bytesOf(values)),
    );
    return outcomeFrom(json as OutcomeJson, blobs);
  }

  dropService(run: number): void {
    this.module.call('drop_service', { run });
  }

  makePhantom(kind: string, seed: number): PhantomFile[] {
    const { json, blobs } = this.module.call('make_phantom', { kind, seed });
    const { names } = json as { names: string[] };
    return names.map((name, index) => ({ name, bytes: blobs[index] as Uint8Array }));
  }

  /**
   * A TID 1500 report of a result as the service gave it, all findings undecided.
   *
   * @param maskName What the result's mask regions call the segmentation, when there is one.
   */
  structuredReport(
    result: ServiceResult,
    headers: readonly InstanceHeader[],
    language: string,
    origin: ObjectOrigin,
    maskName?: string,
  ): Uint8Array {
    const request = { result, headers, language, ...origin, maskName };
    return this.onlyBlob('structured_report', request, []);
  }

  /** A segmentation of the result's mask. */
  segmentation(
    result: ServiceResult,
    mask: ServiceMask,
    headers: readonly InstanceHeader[],
    origin: ObjectOrigin,
  ): Uint8Array {
    const request = { result, headers, mask: mask.description, ...origin };
    return this.onlyBlob('segmentation', request, [mask.values]);
  }
}

/** @param onProgress Told the fraction that is done, while a service runs. */
export async function loadEngine(
  options: ModuleOptions & { onProgress?: (fraction: number) => void } = {},
): Promise<Engine> {
  const htj2k = new Htj2kDecoder();
  const helpers = { onProgress: options.onProgress, htj2k };
  return new Engine(await RecoveringModule.create(await compileCore(options), helpers), htj2k);
}
