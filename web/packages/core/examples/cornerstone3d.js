/** A stack viewport of Cornerstone3D that shows the frames of the chosen file. */
import { Enums, RenderingEngine, init } from '@cornerstonejs/core';
import { registerOverreadLoader } from './cornerstone3d_loader.js';

const [file, status, element] = ['file', 'status', 'viewport'].map((id) => document.getElementById(id));

init();
const { addFile } = await registerOverreadLoader();
const engine = new RenderingEngine('engine');
engine.enableElement({ viewportId: 'stack', element, type: Enums.ViewportType.STACK });
const viewport = engine.getViewport('stack');

file.addEventListener('change', async () => {
  const [chosen] = file.files;
  if (chosen === undefined) return;
  try {
    const imageIds = addFile(new Uint8Array(await chosen.arrayBuffer()));
    await viewport.setStack(imageIds);
    viewport.render();
    status.value = `${imageIds.length} frame(s)`;
  } catch (error) {
    status.value = `${error.code}: ${error.message}`;
  }
});
status.value = 'ready';
