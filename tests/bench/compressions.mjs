// Files written anew in other transfer syntaxes, by the peers' own encoders.
import openjph from '@cornerstonejs/codec-openjph/wasmjs';
import dcmjsCodecs from 'dcmjs-codecs';
import { loadCodec } from './peers.mjs';
import { syntax } from './syntaxes.mjs';

const { NativeCodecs, Transcoder } = dcmjsCodecs;

async function transcoded({ buffer, byteOffset, byteLength }, transferSyntaxUid) {
  if (!NativeCodecs.isInitialized()) await NativeCodecs.initializeAsync();
  const transcoder = new Transcoder(buffer.slice(byteOffset, byteOffset + byteLength));
  transcoder.transcode(transferSyntaxUid);
  return new Uint8Array(transcoder.getDicomPart10());
}

/** The frame of an uncompressed image as a code-stream of HTJ2K: lossless, RPCL with tile lengths. */
async function htj2kCodestream(image, pixels) {
  const encoder = new (await loadCodec(openjph)).HTJ2KEncoder();
  const room = encoder.getDecodedBuffer({
    width: image.columns,
    height: image.rows,
    bitsPerSample: image.bitsStored,
    componentCount: image.samplesPerPixel,
    isSigned: image.pixelRepresentation === 1,
    isUsingColorTransform: false,
  });
  room.set(new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength));
  encoder.setQuality(true, 0);
  encoder.setProgressionOrder(2);
  encoder.setTLMMarker(true);
  encoder.encode();
  const codestream = encoder.getEncodedBuffer().slice();
  encoder.delete();
  return codestream;
}

async function htj2kFile(core, image) {
  const file = core.readDataset(image.bytes);
  const codestream = await htj2kCodestream(image, core.decodeFrame(image.bytes).pixels);
  file.dict['7FE00010'] = { vr: 'OB', Value: [codestream.buffer] };
  file.meta['00020010'] = { vr: 'UI', Value: [syntax.htj2kLosslessRpcl] };
  return core.writeDataset(file);
}

/** An uncompressed image as a file in another syntax. */
export async function compressed(core, image, transferSyntaxUid) {
  if (transferSyntaxUid === syntax.uncompressed) return image.bytes;
  if (transferSyntaxUid === syntax.htj2kLosslessRpcl) return htj2kFile(core, image);
  return transcoded(image.bytes, transferSyntaxUid);
}
