import type { FrameDescription, InstanceHeader, MaskDescription, ObjectMessage, ServiceResult } from 'overread-core/engine';
import type { ErrorMessage } from '../messages.js';

/** What the page asks a decode worker for, one thing at a time. */
export type DecodeRequest =
  /** Look into a file, itself inside `depth` archives: its header, or the files in this archive. */
  | { op: 'read'; name: string; file: Blob; depth: number }
  /** Decompress one frame; the same `serial` means the same file. */
  | { op: 'frame'; serial: number; file: Blob; frameNumber: number }
  /** Read what is in an object that is no picture. */
  | { op: 'object'; file: Blob }
  /** Take the document out of a file that wraps one. */
  | { op: 'document'; file: Blob }
  /** Write a data set of the DICOM JSON model as a file. */
  | { op: 'encode'; dataset: unknown };

/** The answer to each, by `op`. */
export interface DecodeAnswers {
  read:
    | { header: InstanceHeader; file?: Blob }
    | { entries: { name: string; file: Blob }[] };
  frame: { description: FrameDescription; pixels: Uint8Array<ArrayBuffer> };
  object: { object: ObjectMessage };
  document: { bytes: Uint8Array<ArrayBuffer> };
  encode: { bytes: Uint8Array<ArrayBuffer> };
}

export type DecodeReply =
  | { answer: DecodeAnswers[keyof DecodeAnswers]; memoryBytes: number }
  | { error: ErrorMessage; memoryBytes: number };

/** What the page asks the inference worker for, one run at a time. */
export interface InferenceRequest {
  /** Address of the package's folder, ending in a slash. */
  packageAddress: string;
  /** Address of the folder with ONNX Runtime Web's files, ending in a slash. */
  runtimeAddress: string;
  files: Blob[];
}

export type InferenceReply =
  | { step: string; fraction: number }
  | { result: ServiceResult; mask?: { description: MaskDescription; values: Uint8Array<ArrayBuffer> } }
  | { error: ErrorMessage };

export function errorMessage(error: unknown): ErrorMessage {
  if (!(error instanceof Error)) return { code: 'internal', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'internal';
  return { code, message: error.message };
}
