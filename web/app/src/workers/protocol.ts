import type { FrameToShow, InstanceHeader, MaskDescription, ObjectMessage, ServiceResult } from 'overread-core/engine';
import type { FileSource } from '../../../intake/file_source.js';
import type { ErrorMessage } from '../messages.js';

export { failureOf as errorMessage } from 'overread-core/errors';

/** A file, or all of its bytes where the page has them, which are given away. */
export type GivenFile = FileSource | Uint8Array<ArrayBuffer>;

/** What the page asks a decode worker for, one thing at a time. */
export type DecodeRequest =
  /** Look into a file, itself inside `depth` archives: its header, or the names in this archive. */
  | { op: 'read'; name: string; file: GivenFile; depth: number; largestFileBytes: number }
  /** Decompress one frame, `coarse` of JPEG 2000 at reduced resolution; the same `serial` means the same file. */
  | { op: 'frame'; serial: number; file: GivenFile; frameNumber: number; coarse: boolean }
  /** Read what is in an object that is no picture. */
  | { op: 'object'; file: FileSource }
  /** Find the stream of a video and read what it is. */
  | { op: 'video'; file: FileSource }
  /** Take the document out of a file that wraps one, or the first frame in JPEG XL. */
  | { op: 'document'; file: FileSource }
  /** Take a file out of its archive. */
  | { op: 'unpack'; file: FileSource }
  /** Write a data set of the DICOM JSON model as a file. */
  | { op: 'encode'; dataset: unknown };

/** What was read of an instance. */
export interface ReadInstance {
  header: InstanceHeader;
  /** A file made of the one that was given, to be used instead. */
  file?: Blob;
  /** What its frames can be had from without reading the file again, where that is small. */
  ready?: ReadyFile;
}

/** A frame as it goes to the core: its pixels, and behind them the bits of its overlay planes. */
export interface DecodedFrame {
  description: FrameToShow;
  pixels: Uint8Array<ArrayBuffer>;
}

/** All bytes of a file, or its only frame. */
export type ReadyFile = { bytes: Uint8Array<ArrayBuffer> } | DecodedFrame;

/** The answer to each, by `op`. */
export interface DecodeAnswers {
  read:
    | ReadInstance
    /** `sizes`: of each file, unpacked. `unpackedBytes`: of those together that are not refused by themselves. */
    | { archive: Blob; names: string[]; sizes: number[]; unpackedBytes: number }
    /** A DICOMDIR: the files it names. */
    | { directory: string[] };
  frame: DecodedFrame;
  object: { object: ObjectMessage };
  video: { object: ObjectMessage; stream: Blob };
  document: { bytes: Uint8Array<ArrayBuffer> };
  unpack: { bytes: Uint8Array<ArrayBuffer> };
  encode: { bytes: Uint8Array<ArrayBuffer> };
}

export type DecodeReply =
  | { answer: DecodeAnswers[keyof DecodeAnswers]; memoryBytes: number }
  | { error: ErrorMessage; memoryBytes: number; isBroken: boolean };

/** What the page asks the inference worker for, one run at a time. */
export interface InferenceRequest {
  /** Address of the package's folder, ending in a slash. */
  packageAddress: string;
  /** Address of the folder with ONNX Runtime Web's files, ending in a slash. */
  runtimeAddress: string;
  files: FileSource[];
}

export type InferenceReply =
  | { step: string; fraction: number; memoryBytes: number }
  | { result: ServiceResult; mask?: { description: MaskDescription; values: Uint8Array<ArrayBuffer> }; memoryBytes: number }
  | { error: ErrorMessage };
