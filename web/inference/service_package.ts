import type { Engine, ServiceDescription } from 'overread-core/engine';
import { CoreError } from 'overread-core';

/** Where the files of a service package come from: a folder or a server. */
export interface PackageSource {
  /** @throws CoreError `not-found` when there is no such file. */
  read(name: string, onProgress?: (fraction: number) => void): Promise<Uint8Array<ArrayBuffer>>;
}

/** A package whose files are the ones its service.json promises. */
export interface LoadedService {
  description: ServiceDescription;
  /** Text of service.json. */
  json: string;
  /** The network, for a service that has one. */
  model?: Uint8Array<ArrayBuffer>;
}

export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Reads one file and compares size and SHA-256 with what service.json promises. */
export async function readVerified(
  engine: Engine,
  source: PackageSource,
  json: string,
  name: string,
  onProgress?: (fraction: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await source.read(name, onProgress);
  engine.verifyServiceFile(json, name, bytes.byteLength, await sha256Hex(bytes));
  return bytes;
}

/**
 * Loads a service and its network.
 *
 * @throws CoreError `integrity` when the network is another one than service.json promises: a
 *     service like that is never run.
 */
export async function loadService(
  engine: Engine,
  source: PackageSource,
  onProgress?: (fraction: number) => void,
): Promise<LoadedService> {
  const json = new TextDecoder().decode(await source.read('service.json'));
  const description = engine.checkService(json);
  const model = description.files.find(({ role }) => role === 'model');
  if (description.backend === 'builtin') return { description, json };
  if (model === undefined) throw new CoreError('not-found', `${description.id} names no model`);
  return { description, json, model: await readVerified(engine, source, json, model.name, onProgress) };
}
