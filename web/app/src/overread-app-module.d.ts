/** Emscripten's factory of the page's module, built from wasm/app. */
import type { FrameMemory } from './frame_memory.js';
import type { Command, Effect } from './messages.js';
import type { Mirror } from './mirror.js';

export interface AppModuleArguments {
  canvas: HTMLCanvasElement;
  /** Decoded frames that nobody looks at are kept here. */
  frames: FrameMemory;
  onEffect: (effect: Effect, bytes: Uint8Array | null) => void;
  onMirror: (mirror: Mirror) => void;
  /** Told after every painted picture how many there were. */
  onPaint: (count: number) => void;
}

export interface AppModule {
  /** @throws Error for a command that is not one. */
  dispatch(command: Command, bytes?: Uint8Array): void;
  /** Presses the mirrored element. */
  activate(id: string): void;
  setValue(id: string, value: number | string): void;
  focus(id: string | null): void;
  configure(preferences: { reducedMotion?: boolean; textScale?: number }): void;
  wake(): void;
  /** Takes the frame that the element shows now as the picture of this video. */
  showVideo(sopInstanceUid: string, video: HTMLVideoElement): void;
  /** Lets go of the picture and of the element. */
  hideVideo(sopInstanceUid: string): void;
  /** Size of the module's linear memory; it only grows. */
  readonly memoryBytes: number;
  screenshotReady(): Promise<void>;
  stop(): void;
}

export default function createOverreadApp(args: AppModuleArguments): Promise<AppModule>;
