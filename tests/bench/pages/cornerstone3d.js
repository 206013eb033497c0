// A stack viewport of cornerstone3D: the first image is shown as soon as it is there, then the others are fetched.
// With `?cpu` it draws without WebGL, which is quicker where there is no graphics card.
import { Enums, RenderingEngine, cache, imageLoader, init, metaData } from '@cornerstonejs/core';
import { init as initLoader, wadouri } from '@cornerstonejs/dicom-image-loader';
import { watchFiles } from './opened.js';

const input = document.getElementById('files');
const element = document.getElementById('viewport');
const { drawn, decoded } = watchFiles(input);
let imageIds = [];

init({ rendering: { useCPURendering: location.search === '?cpu' } });
// By itself it takes half of the cores; ours takes as many.
initLoader({ maxWebWorkers: navigator.hardwareConcurrency });
const engine = new RenderingEngine('engine');
engine.enableElement({ viewportId: 'stack', element, type: Enums.ViewportType.STACK });
const viewport = engine.getViewport('stack');

element.addEventListener(Enums.Events.IMAGE_RENDERED, drawn);
input.addEventListener('change', async () => {
  imageIds = Array.from(input.files, (file) => wadouri.fileManager.add(file));
  await viewport.setStack(imageIds);
  viewport.render();
  await Promise.all(imageLoader.loadAndCacheImages(imageIds));
  decoded();
});

globalThis.viewer = {
  /** The stored value in the middle of each slice. */
  middles() {
    return imageIds.map((imageId) => {
      const { rows, columns, getPixelData } = cache.getImage(imageId);
      const { rescaleSlope, rescaleIntercept } = metaData.get('modalityLutModule', imageId);
      return (getPixelData()[(rows / 2) * columns + columns / 2] - rescaleIntercept) / rescaleSlope;
    });
  },
  async show(slice) {
    await viewport.setImageIdIndex(slice);
    viewport.render();
  },
};
