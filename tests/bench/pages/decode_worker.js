// The very loop that runs in Node.
import charls from '@cornerstonejs/codec-charls/decodewasm?url';
import libjpegTurbo from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm?url';
import openjpeg from '@cornerstonejs/codec-openjpeg/decodewasm?url';
import openjph from '@cornerstonejs/codec-openjph/wasm?url';
import dcmjsCodecs from 'dcmjs-codecs/build/dcmjs-native-codecs.wasm?url';
import { loadCore } from 'overread-core';
import { decodeTimes } from '../decode.mjs';
import { imageOf } from '../image.mjs';
import { loadPeers } from '../peers.mjs';

async function loadOurCore() {
  const core = await loadCore();
  await core.prepareHtj2k();
  return core;
}

const ready = Promise.all([
  loadOurCore(),
  loadPeers({
    'codec-charls': charls,
    'codec-libjpeg-turbo-8bit': libjpegTurbo,
    'codec-openjpeg': openjpeg,
    'codec-openjph': openjph,
    'dcmjs-codecs': dcmjsCodecs,
  }),
]);

addEventListener('message', async ({ data: { label, address, rounds } }) => {
  const left = [];
  try {
    const [core, peers] = await ready;
    const image = imageOf(label, new Uint8Array(await (await fetch(address)).arrayBuffer()));
    const timed = decodeTimes(core, peers, image, rounds, (text) => left.push(text));
    postMessage({ left, timed: timed && { ...timed, pixels: undefined, byteCount: timed.pixels.byteLength } });
  } catch (error) {
    postMessage({ left: [...left, `${label}: ${error.message ?? error}`] });
  }
});
