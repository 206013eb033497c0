/** The calls of the built WebAssembly that the table asks about, those of the page among them. */
import { corePackage } from '../web/places.mjs';

const { compileCore } = await import(new URL('wasm_module.js', corePackage));
const { RecoveringModule } = await import(new URL('recovering_module.js', corePackage));

const module = await RecoveringModule.create(await compileCore({}));

/** A frame of stored values, with its bytes and the name of their type. */
export function decodeFrame(file, frameNumber = 1) {
  const { json, blobs } = module.call('decode_frame', { frameNumber }, [file]);
  return { ...json, bytes: blobs[0] };
}

/** RGBA of a frame. */
export const renderFrame = (file, frameNumber) => module.call('render_frame', { frameNumber }, [file]).blobs[0];

/** What the page keeps of a file. */
export const instanceHeader = (file) => module.call('instance_header', { fileBytes: file.length }, [file]).json;

/** What the page shows of an object that is no picture. */
export const readObject = (file) => module.call('read_object', {}, [file]).json;

/** The files a DICOMDIR names; null for any other file. */
export const mediaDirectory = (file) => module.call('media_directory', {}, [file]).json.files;
