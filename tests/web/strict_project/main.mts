/** A program of somebody else's that uses every export, for `tsc --strict`. */
import type {
  Core,
  CoreErrorCode,
  DicomDict,
  DicomElement,
  DicomElements,
  DicomValue,
  Frame,
  LoadOptions,
  PersonName,
  PixelArray,
  Rendered,
  RenderOptions,
  RenderWindow,
  WriteOptions,
} from 'overread-core';
import { CoreError, loadCore } from 'overread-core';
import type { CallOptions, Pool, PoolOptions, WorkerLike } from 'overread-core/pool';
import { CoreError as PoolError, createPool } from 'overread-core/pool';

export async function edit(bytes: Uint8Array, options: LoadOptions): Promise<Uint8Array> {
  const core: Core = await loadCore(options);
  const isQuick: boolean = await core.prepareHtj2k();
  if (!isQuick) console.warn('HTJ2K without OpenJPH');
  const file: DicomDict = core.readDataset(bytes);
  const name: PersonName = { Alphabetic: 'Nobody^At all' };
  const element: DicomElement = { vr: 'PN', Value: [name] };
  const dict: DicomElements = { ...file.dict, '00100010': element };
  const first: DicomValue | undefined = file.dict['00280010']?.Value?.[0];
  const write: WriteOptions = { transferSyntaxUid: '1.2.840.10008.1.2' };
  return first === undefined ? bytes : core.writeDataset({ meta: file.meta, dict }, write);
}

export function draw(core: Core, bytes: Uint8Array, context: CanvasRenderingContext2D): void {
  const window: RenderWindow = { center: 40, width: 400 };
  const options: RenderOptions = { window, invert: false };
  const { rows, columns, pixels }: Rendered = core.renderFrame(bytes, 1, options);
  context.putImageData(new ImageData(pixels, columns, rows), 0, 0);
}

export function largest({ pixels }: Frame): number {
  const values: PixelArray = pixels;
  let most = -Infinity;
  for (const value of values) most = Math.max(most, value);
  return most;
}

export function codeOf(error: unknown): CoreErrorCode | 'other' {
  return error instanceof CoreError || error instanceof PoolError ? (error.code as CoreErrorCode) : 'other';
}

export async function inWorkers(bytes: Uint8Array, start: () => Worker): Promise<Frame> {
  const options: PoolOptions = { size: 2, timeLimitMs: 1000, createWorker: (): WorkerLike => start() };
  const pool: Pool = createPool(options);
  const call: CallOptions = { signal: AbortSignal.timeout(100), transfer: true };
  try {
    const { window }: Rendered = await pool.renderFrame(bytes, 1, { ...call, invert: true });
    // @ts-expect-error: color has no window.
    window.center.toFixed();
    return await pool.decodeFrame(bytes, 1, call);
  } finally {
    pool.close();
  }
}

export async function wrong(core: Core, pool: Pool): Promise<void> {
  // @ts-expect-error: text is no file.
  core.readDataset('file.dcm');
  // @ts-expect-error: the frame number comes second.
  await pool.decodeFrame(new Uint8Array(), { signal: AbortSignal.timeout(1) });
  // @ts-expect-error: no such option.
  createPool({ workers: 2 });
}
