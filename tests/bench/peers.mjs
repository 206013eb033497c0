// The libraries we measure ourselves against, each as decode(image) -> pixels in a fresh buffer.
// They are handed the code-stream alone; our core is handed the whole file and reads it too.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const syntax = {
  rle: '1.2.840.10008.1.2.5',
  baseline: '1.2.840.10008.1.2.4.50',
  lossless: '1.2.840.10008.1.2.4.57',
  losslessSv1: '1.2.840.10008.1.2.4.70',
  jpegLs: '1.2.840.10008.1.2.4.80',
  jpegLsLossy: '1.2.840.10008.1.2.4.81',
  jpeg2000Lossless: '1.2.840.10008.1.2.4.90',
  jpeg2000: '1.2.840.10008.1.2.4.91',
  htj2kLossless: '1.2.840.10008.1.2.4.201',
  htj2kLosslessRpcl: '1.2.840.10008.1.2.4.202',
  htj2k: '1.2.840.10008.1.2.4.203',
};

export const syntaxNames = {
  [syntax.rle]: 'RLE',
  [syntax.baseline]: 'JPEG baseline',
  [syntax.lossless]: 'JPEG lossless',
  [syntax.losslessSv1]: 'JPEG lossless SV1',
  [syntax.jpegLs]: 'JPEG-LS',
  [syntax.jpegLsLossy]: 'JPEG-LS near-lossless',
  [syntax.jpeg2000Lossless]: 'JPEG 2000 lossless',
  [syntax.jpeg2000]: 'JPEG 2000',
  [syntax.htj2kLossless]: 'HTJ2K lossless',
  [syntax.htj2kLosslessRpcl]: 'HTJ2K lossless RPCL',
  [syntax.htj2k]: 'HTJ2K',
};

const openjph = '@cornerstonejs/codec-openjph/wasmjs';
const load = (loader) => require(loader)({ print() {}, printErr() {} });

async function cornerstone(name, loader, decoderName, syntaxes) {
  const module = await load(loader);
  const decoder = new module[decoderName]();
  return {
    name,
    syntaxes: new Set(syntaxes),
    decode({ codestream }) {
      decoder.getEncodedBuffer(codestream.length).set(codestream);
      decoder.decode();
      return decoder.getDecodedBuffer().slice();
    },
  };
}

async function dcmjsCodecs() {
  const { NativeCodecs, Context } = require('dcmjs-codecs');
  await NativeCodecs.initializeAsync();
  const method = {
    [syntax.rle]: 'decodeRle',
    [syntax.baseline]: 'decodeJpeg',
    [syntax.losslessSv1]: 'decodeJpeg',
    [syntax.jpegLs]: 'decodeJpegLs',
    [syntax.jpegLsLossy]: 'decodeJpegLs',
    [syntax.jpeg2000Lossless]: 'decodeJpeg2000',
    [syntax.jpeg2000]: 'decodeJpeg2000',
  };
  return {
    name: 'dcmjs-codecs',
    syntaxes: new Set(Object.keys(method)),
    decode(image) {
      const context = new Context({
        width: image.columns,
        height: image.rows,
        bitsAllocated: image.bitsAllocated,
        bitsStored: image.bitsStored,
        samplesPerPixel: image.samplesPerPixel,
        pixelRepresentation: image.pixelRepresentation,
        planarConfiguration: image.planarConfiguration,
        photometricInterpretation: image.photometricInterpretation,
        encodedBuffer: image.codestream,
      });
      return NativeCodecs[method[image.transferSyntaxUid]](context, {}).getDecodedBuffer();
    },
  };
}

/** Names and pinned versions of the libraries, as they are installed. */
export function peerVersions() {
  const { dependencies } = require('./package.json');
  return Object.entries(dependencies).map(([name, version]) => `${name} ${version}`).join(', ');
}

export async function loadPeers() {
  return [
    await cornerstone('codec-charls', '@cornerstonejs/codec-charls/decodewasmjs', 'JpegLSDecoder', [
      syntax.jpegLs,
      syntax.jpegLsLossy,
    ]),
    await cornerstone('codec-openjpeg', '@cornerstonejs/codec-openjpeg/decodewasmjs', 'J2KDecoder', [
      syntax.jpeg2000Lossless,
      syntax.jpeg2000,
    ]),
    await cornerstone('codec-openjph', openjph, 'HTJ2KDecoder', [
      syntax.htj2kLossless,
      syntax.htj2kLosslessRpcl,
      syntax.htj2k,
    ]),
    await cornerstone(
      'codec-libjpeg-turbo-8bit',
      '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs',
      'JPEGDecoder',
      [syntax.baseline],
    ),
    await dcmjsCodecs(),
  ];
}

/** Rewrites an uncompressed file in each lossless syntax; 8-bit ones in JPEG baseline too. */
export async function compressions(bytes, { eightBit }) {
  const { NativeCodecs, Transcoder } = require('dcmjs-codecs');
  if (!NativeCodecs.isInitialized()) await NativeCodecs.initializeAsync();
  const wanted = [syntax.rle, syntax.losslessSv1, syntax.jpegLs, syntax.jpeg2000Lossless];
  if (eightBit) wanted.push(syntax.baseline);
  return wanted.map((transferSyntaxUid) => {
    const { buffer, byteOffset, byteLength } = bytes;
    const transcoder = new Transcoder(buffer.slice(byteOffset, byteOffset + byteLength));
    transcoder.transcode(transferSyntaxUid);
    return { transferSyntaxUid, bytes: new Uint8Array(transcoder.getDicomPart10()) };
  });
}

/** The frame of an uncompressed image as a code-stream of HTJ2K: lossless, RPCL with tile lengths. */
export async function htj2kCodestream(image, pixels) {
  const encoder = new (await load(openjph)).HTJ2KEncoder();
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

export const htj2kSyntax = syntax.htj2kLosslessRpcl;
