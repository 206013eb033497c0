// One image decoded by everyone who can, in turns; in Node and in a page.
import { measure } from './measure.mjs';

export const bytesOf = (array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

export function samePixels(a, b) {
  const [left, right] = [bytesOf(a), bytesOf(b)];
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

/** Peers that give the same pixels; the others are named once. */
function agreeing(peers, image, ours, say) {
  return peers.filter((peer) => {
    if (!peer.syntaxes.has(image.transferSyntaxUid)) return false;
    try {
      if (samePixels(peer.decode(image), ours)) return true;
      say(`${peer.name}: other pixels for ${image.label}, not timed`);
    } catch (error) {
      say(`${peer.name}: cannot decode ${image.label} (${error.message ?? error})`);
    }
    return false;
  });
}

/**
 * @param say  Told of those that are left out.
 * @returns `names` and `times` (ms a frame), ours first, and our `pixels`; nothing when we cannot decode it.
 */
export function decodeTimes(core, peers, image, rounds, say) {
  let pixels;
  try {
    ({ pixels } = core.decodeFrame(image.bytes));
  } catch (error) {
    say(`overread-core: cannot decode ${image.label} (${error.message})`);
    return undefined;
  }
  const others = agreeing(peers, image, pixels, say);
  const runs = [() => core.decodeFrame(image.bytes), ...others.map((peer) => () => peer.decode(image))];
  return { names: ['overread-core', ...others.map(({ name }) => name)], times: measure(runs, { rounds }), pixels };
}
