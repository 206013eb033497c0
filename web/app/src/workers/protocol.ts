import type { FrameToShow, InstanceHeader, MaskDescription, ObjectMessage, ServiceResult } from 'overread-core/engine';
import type { FileSource } from '../../../intake/file_source.js';
import type { ErrorMessage } from '../messages.js';

export { failureOf as errorMessage } from 'overread-core/errors';

/** What the page asks a decode worker for, one thing at a time. */
export type DecodeRequest =
  /** Look into a file, itself inside `depth` archives: its header, or the names in this archive. */
  | { op: 'read'; name: string; file: FileSource; depth: number; largestFileBytes: number }
  /** Decompress one frame; the same `serial` means the same file. Its `bytes`, where the page has them, save reading it. */
  | { op: 'frame'; serial: number; file: FileSource; bytes?: Uint8Array<ArrayBuffer>; frameNumber: number }
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
  /** All of the file, where it is small: who decodes it need not read it again. */
  bytes?: Uint8Array<ArrayBuffer>;
}

/** The answer to each, by `op`. */
export interface DecodeAnswers {
  read:
    | ReadInstance
    /** `sizes`: of each file, unpacked. `unpackedBytes`: of those together that are not refused by themselves. */
    | { archive: Blob; names: string[]; sizes: number[]; unpackedBytes: number }
    /** A DICOMDIR: the files it names. */
    | { directory: string[] };
  frame: { description: FrameToShow; pixels: Uint8Array<ArrayBuffer> };
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
