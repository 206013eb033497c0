/** The commands this shell sends and the effects it carries out: core/app's codec, typed. */
import type { FrameOverlay, FrameToShow } from 'overread-core/engine';
import type { InstanceHeader, MaskDescription, ObjectMessage, ServiceResult } from 'overread-core/engine';

export interface ErrorMessage {
  code: string;
  message: string;
}

export interface ServiceOffer {
  id: string;
  version: string;
  name_en: string;
  name_ru: string;
  modalities: string[];
  evidence: string;
  model_sha256: string;
  broken: string;
}

export interface CaseOffer {
  id: string;
  title_en: string;
  title_ru: string;
  history_en: string;
  history_ru: string;
  modality: string;
}

export type Language = 'en' | 'ru';

export type Command =
  | { kind: 'AddInstances'; headers: InstanceHeader[]; file_names: string[] }
  | { kind: 'RejectFile'; name: string; error: ErrorMessage }
  | ({ kind: 'FrameDecoded'; sop_instance_uid: string; frame_number: number; coarse?: boolean } & FrameMembers)
  | { kind: 'FrameFailed'; sop_instance_uid: string; frame_number: number; error: ErrorMessage; file_name?: string }
  | { kind: 'ObjectRead'; sop_instance_uid: string; content: ObjectMessage['content'] }
  | { kind: 'ObjectFailed'; sop_instance_uid: string; error: ErrorMessage }
  | {
      kind: 'VideoShown';
      sop_instance_uid: string;
      playing: boolean;
      time_s: number;
      duration_s: number;
      rows: number;
      columns: number;
    }
  | { kind: 'VideoFailed'; sop_instance_uid: string; has_decoder: boolean; error: ErrorMessage }
  | { kind: 'ReportTask'; task_id: string; label: string; done: number; total: number; unit: string }
  | { kind: 'EndTask'; task_id: string }
  | { kind: 'OfferServices'; services: ServiceOffer[] }
  | { kind: 'OfferCases'; cases: CaseOffer[] }
  | {
      kind: 'ReportCapabilities';
      cross_origin_isolated: boolean;
      decode_workers: number;
      webgpu: boolean;
    }
  | { kind: 'ReportNetwork'; online: boolean }
  | { kind: 'ReportMemory'; used_bytes: number; budget_bytes: number }
  | { kind: 'ReportRun'; run_id: string; step: string; fraction: number }
  | { kind: 'FinishRun'; run_id: string; result: ServiceResult; mask?: MaskDescription }
  | { kind: 'FailRun'; run_id: string; error: ErrorMessage }
  | { kind: 'RestoreReading'; study_instance_uid: string; lines: string[] }
  | { kind: 'OpenCase'; id: string }
  | { kind: 'ChooseLanguage'; language: Language }
  | { kind: 'ChooseTheme'; theme: string };

/** Members of DecodedFrame; the pixels go as bytes, the bits of the overlay planes behind them. */
export interface FrameMembers {
  rows: number;
  columns: number;
  samples_per_pixel: number;
  bits_allocated: number;
  bits_stored: number;
  pixel_representation: number;
  frame_count: number;
  photometric_interpretation: string;
  sample_type: string;
  overlays: FrameOverlay[];
  overlay_problems: string[];
}

export function frameMembers(frame: FrameToShow): FrameMembers {
  return {
    rows: frame.rows,
    columns: frame.columns,
    samples_per_pixel: frame.samplesPerPixel,
    bits_allocated: frame.bitsAllocated,
    bits_stored: frame.bitsStored,
    pixel_representation: frame.pixelRepresentation,
    frame_count: frame.frames,
    photometric_interpretation: frame.photometricInterpretation,
    sample_type: frame.sampleType,
    overlays: frame.overlays,
    overlay_problems: frame.overlayProblems,
  };
}

export interface WantedFrame {
  sop_instance_uid: string;
  frame_number: number;
  /** At reduced resolution before. */
  coarse_first?: boolean;
}

export type Effect =
  | { kind: 'PickFiles'; folder: boolean }
  | { kind: 'LoadCase'; id: string }
  | { kind: 'CancelTask'; task_id: string }
  | { kind: 'DecodeFrames'; viewport: number; frames: WantedFrame[] }
  | { kind: 'ReadObject'; sop_instance_uid: string }
  | { kind: 'SaveInstance'; sop_instance_uid: string; file_name: string }
  | { kind: 'OpenDocument'; sop_instance_uid: string; title: string; file_name: string; mime_type: string }
  | { kind: 'SaveDocument'; sop_instance_uid: string; file_name: string; mime_type: string }
  | { kind: 'ReadVideo'; sop_instance_uid: string }
  | { kind: 'OpenVideo'; sop_instance_uid: string; mime_type: string }
  | { kind: 'CloseVideo'; sop_instance_uid: string }
  | { kind: 'PlayVideo'; sop_instance_uid: string; playing: boolean }
  | { kind: 'SeekVideo'; sop_instance_uid: string; time_s: number }
  | { kind: 'SaveVideo'; sop_instance_uid: string; file_name: string; mime_type: string }
  | { kind: 'ForgetInstances'; sop_instance_uids: string[] }
  | { kind: 'RunService'; run_id: string; service_id: string; sop_instance_uids: string[] }
  | { kind: 'CancelRun'; run_id: string }
  | { kind: 'AppendJournal'; study_instance_uid: string; line: string }
  | { kind: 'LoadJournal'; study_instance_uid: string }
  | { kind: 'SaveDicom'; file_name: string; dataset: unknown }
  | { kind: 'SaveText'; file_name: string; text: string }
  | { kind: 'SavePreference'; key: string; value: string };

/** What is said in place of a command that the core refused, so that nothing waits for it for ever. */
export function insteadOf(command: Command, error: ErrorMessage): Command | undefined {
  switch (command.kind) {
    case 'FinishRun':
      return { kind: 'FailRun', run_id: command.run_id, error };
    case 'ObjectRead':
      return { kind: 'ObjectFailed', sop_instance_uid: command.sop_instance_uid, error };
    case 'FrameDecoded': {
      const { sop_instance_uid, frame_number, coarse } = command;
      // The frame itself is still to come.
      if (coarse === true) return undefined;
      return { kind: 'FrameFailed', sop_instance_uid, frame_number, error };
    }
    default:
      return undefined;
  }
}

export type Dispatch = (command: Command, bytes?: Uint8Array<ArrayBuffer>) => void;
