import { CoreError, failureOf } from './errors.js';
import { nodeBuiltin } from './node_builtin.js';

/**
 * Compiles a .wasm file, of the disk in Node.
 *
 * @throws CoreError `not-found` when the file cannot be had.
 */
export async function compiledFrom(address: URL): Promise<WebAssembly.Module> {
  const files = nodeBuiltin<{ readFile: (path: URL) => Promise<Uint8Array<ArrayBuffer>> }>('fs/promises');
  try {
    if (address.protocol === 'file:' && files !== undefined) {
      return await WebAssembly.compile(await files.readFile(address));
    }
    const response = await fetch(address);
    if (!response.ok) throw new Error(`the answer is ${response.status}`);
    const isNamed = response.headers.get('content-type')?.startsWith('application/wasm') === true;
    return await (isNamed
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer()));
  } catch (error) {
    throw new CoreError('not-found', `${address.href}: ${failureOf(error).message}`);
  }
}
