export { loadCore } from './core.js';
export { CoreError } from './errors.js';
export type { CoreErrorCode } from './errors.js';
export type {
  Core,
  DicomDict,
  DicomElement,
  DicomElements,
  DicomValue,
  Frame,
  LoadOptions,
  PersonName,
  PixelArray,
  Rendered,
  RenderOptions,
  RenderWindow,
  WriteOptions,
} from './types.js';
