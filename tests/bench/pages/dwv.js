// dwv as its own examples use it: files in, the first slice shown as soon as it is there.
import { App, AppOptions, Index, ViewConfig } from 'dwv';
import { watchFiles } from './opened.js';

const input = document.getElementById('files');
const { drawn, decoded } = watchFiles(input);
const app = new App();
let dataId;

app.init(new AppOptions({ '*': [new ViewConfig('viewport')] }));
app.addEventListener('renderend', drawn);
app.addEventListener('load', decoded);
app.addEventListener('error', ({ error }) => console.error(error));
input.addEventListener('change', () => {
  app.reset();
  dataId = app.loadFiles([...input.files]);
});

globalThis.viewer = {
  /** The stored value in the middle of each slice. */
  middles() {
    const { image } = app.getData(dataId);
    const [columns, rows, slices] = image.getGeometry().getSize().getValues();
    return Array.from({ length: slices }, (_, slice) => image.getValue(columns / 2, rows / 2, slice));
  },
  show(slice) {
    const { image } = app.getData(dataId);
    const [columns, rows] = image.getGeometry().getSize().getValues();
    app.getActiveLayerGroup().getActiveViewLayer().getViewController().setCurrentIndex(new Index([columns / 2, rows / 2, slice]));
  },
};
