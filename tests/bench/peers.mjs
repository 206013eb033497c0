// The libraries we measure ourselves against, each as decode(image) -> pixels in a fresh buffer; in Node and in
// a page. Decoders are handed the code-stream alone; our core is handed the whole file and reads it too.
import charls from '@cornerstonejs/codec-charls/decodewasmjs';
import libjpegTurbo from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs';
import openjpeg from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import openjph from '@cornerstonejs/codec-openjph/wasmjs';
import dcmjsCodecs from 'dcmjs-codecs';
import { parseDicom } from './image.mjs';
import { syntax } from './syntaxes.mjs';

const cornerstone = {
  'codec-charls': {
    factory: charls,
    decoder: 'JpegLSDecoder',
    syntaxes: [syntax.jpegLs, syntax.jpegLsLossy],
  },
  'codec-openjpeg': {
    factory: openjpeg,
    decoder: 'J2KDecoder',
    syntaxes: [syntax.jpeg2000Lossless, syntax.jpeg2000],
  },
  'codec-openjph': {
    factory: openjph,
    decoder: 'HTJ2KDecoder',
    syntaxes: [syntax.htj2kLossless, syntax.htj2kLosslessRpcl, syntax.htj2k],
  },
  'codec-libjpeg-turbo-8bit': {
    factory: libjpegTurbo,
    decoder: 'JPEGDecoder',
    syntaxes: [syntax.baseline, syntax.extended],
  },
};

/** @param address  Of the codec's WebAssembly, where it does not lie beside its script. */
export const loadCodec = (factory, address) =>
  factory({ print() {}, printErr() {}, ...(address === undefined ? {} : { locateFile: () => address }) });

async function cornerstonePeer(name, { factory, decoder: decoderName, syntaxes }, address) {
  const module = await loadCodec(factory, address);
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

async function dcmjsPeer(address) {
  const { NativeCodecs, Context } = dcmjsCodecs;
  await NativeCodecs.initializeAsync({ webAssemblyModulePathOrUrl: address });
  const method = {
    [syntax.rle]: 'decodeRle',
    [syntax.baseline]: 'decodeJpeg',
    [syntax.extended]: 'decodeJpeg',
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

/** In the byte order of the machine, as viewers over dicom-parser do it. */
function swapped16(bytes) {
  const values = new Uint16Array(bytes.buffer);
  for (let at = 0; at < values.length; at++) values[at] = ((values[at] & 0xff) << 8) | (values[at] >> 8);
  return bytes;
}

/** What is not compressed has to be found and copied. */
const copyingPeer = {
  name: 'dicom-parser',
  syntaxes: new Set([syntax.implicit, syntax.uncompressed, syntax.bigEndian, syntax.deflated]),
  decode({ bytes, transferSyntaxUid, bitsAllocated }) {
    const { byteArray, elements } = parseDicom(bytes);
    const { dataOffset, length } = elements.x7fe00010;
    const pixels = byteArray.slice(dataOffset, dataOffset + length);
    return transferSyntaxUid === syntax.bigEndian && bitsAllocated === 16 ? swapped16(pixels) : pixels;
  },
};

/** @param addresses  Of WebAssembly, by the name of the peer, in a page. */
export async function loadPeers(addresses = {}) {
  const named = Object.entries(cornerstone).map(([name, codec]) => cornerstonePeer(name, codec, addresses[name]));
  return Promise.all([...named, dcmjsPeer(addresses['dcmjs-codecs']), copyingPeer]);
}
