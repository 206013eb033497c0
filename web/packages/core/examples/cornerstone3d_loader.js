/** overread-core as an image loader of Cornerstone3D: image ids are `overread:<file>?frame=<number>`. */
import { imageLoader, metaData, utilities } from '@cornerstonejs/core';
import { loadCore } from 'overread-core';
import { createPool } from 'overread-core/pool';

const scheme = 'overread';

/** What Cornerstone asks for by image id, from the elements of its file. */
function modulesOf(dict) {
  const values = (tag) => dict[tag]?.Value?.filter((value) => value !== null) ?? [];
  const value = (tag, otherwise) => values(tag)[0] ?? otherwise;
  const orientation = values('00200037');
  const [rowPixelSpacing, columnPixelSpacing] = values('00280030');
  return {
    imagePixelModule: {
      samplesPerPixel: value('00280002', 1),
      photometricInterpretation: value('00280004', 'MONOCHROME2'),
      rows: value('00280010'),
      columns: value('00280011'),
      bitsAllocated: value('00280100'),
      bitsStored: value('00280101'),
      highBit: value('00280102'),
      pixelRepresentation: value('00280103', 0),
    },
    imagePlaneModule: {
      frameOfReferenceUID: value('00200052'),
      rows: value('00280010'),
      columns: value('00280011'),
      rowPixelSpacing,
      columnPixelSpacing,
      pixelSpacing: values('00280030'),
      sliceThickness: value('00180050'),
      ...(values('00200032').length === 3 ? { imagePositionPatient: values('00200032') } : {}),
      ...(orientation.length === 6
        ? {
            imageOrientationPatient: orientation,
            rowCosines: orientation.slice(0, 3),
            columnCosines: orientation.slice(3),
          }
        : {}),
    },
    generalSeriesModule: { modality: value('00080060'), seriesInstanceUID: value('0020000E') },
    generalImageModule: { sopInstanceUID: value('00080018') },
    modalityLutModule: { rescaleSlope: value('00281053', 1), rescaleIntercept: value('00281052', 0) },
    voiLutModule: { windowCenter: values('00281050'), windowWidth: values('00281051') },
  };
}

/** Stored values in modality units (HU for CT): a whole slope and intercept keep them whole. */
function modalityValues(stored, { rescaleSlope: slope, rescaleIntercept: intercept }) {
  if (slope === 1 && intercept === 0) return stored;
  const isWhole = stored.BYTES_PER_ELEMENT <= 2 && Number.isInteger(slope) && Number.isInteger(intercept);
  const scaled = Float32Array.from(stored, (value) => value * slope + intercept);
  const fits = isWhole && scaled.every((value) => value >= -32768 && value <= 32767);
  return fits ? Int16Array.from(scaled) : scaled;
}

function withoutAlpha(rgba) {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb.set(rgba.subarray(from, from + 3), to);
  }
  return rgb;
}

function extent(values) {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}

/**
 * Registers the loader.
 *
 * @returns `addFile(bytes)`, which gives the image ids of a DICOM file's frames, and `close()`.
 */
export async function registerOverreadLoader() {
  const core = await loadCore();
  const pool = createPool();
  const files = [];

  function placeOf(imageId) {
    const found = new RegExp(`^${scheme}:(\\d+)\\?frame=(\\d+)$`).exec(imageId);
    return found === null ? undefined : { file: files[Number(found[1])], frameNumber: Number(found[2]) };
  }

  async function load(imageId, signal) {
    const { file, frameNumber } = placeOf(imageId);
    const { modalityLutModule, voiLutModule, imagePlaneModule, imagePixelModule, generalSeriesModule } = file.modules;
    const { photometricInterpretation } = imagePixelModule;
    const isGray = photometricInterpretation.startsWith('MONOCHROME');
    const { rows, columns, pixels } = isGray
      ? await pool.decodeFrame(file.bytes, frameNumber, { signal })
      : await pool.renderFrame(file.bytes, frameNumber, { signal });
    const values = isGray ? modalityValues(pixels, modalityLutModule) : withoutAlpha(pixels);
    const [minPixelValue, maxPixelValue] = extent(values);
    // Without a window everything is shown.
    const width = isGray ? voiLutModule.windowWidth[0] : undefined;
    const numberOfComponents = isGray ? 1 : 3;
    const voxelManager = utilities.VoxelManager.createImageVoxelManager({
      scalarData: values,
      width: columns,
      height: rows,
      numberOfComponents,
    });
    return {
      imageId,
      rows,
      columns,
      height: rows,
      width: columns,
      color: !isGray,
      rgba: false,
      numberOfComponents,
      voxelManager,
      dataType: values.constructor.name,
      getPixelData: () => voxelManager.getScalarData(),
      getCanvas: undefined,
      minPixelValue,
      maxPixelValue,
      slope: 1,
      intercept: 0,
      preScale: { enabled: true, scaled: true, scalingParameters: { ...modalityLutModule, ...generalSeriesModule } },
      windowCenter: width === undefined ? (minPixelValue + maxPixelValue + 1) / 2 : voiLutModule.windowCenter[0],
      windowWidth: width ?? maxPixelValue - minPixelValue + 1,
      voiLUTFunction: 'LINEAR',
      invert: photometricInterpretation === 'MONOCHROME1',
      photometricInterpretation: isGray ? photometricInterpretation : 'RGB',
      rowPixelSpacing: imagePlaneModule.rowPixelSpacing ?? 1,
      columnPixelSpacing: imagePlaneModule.columnPixelSpacing ?? 1,
      sliceThickness: imagePlaneModule.sliceThickness,
      sizeInBytes: values.byteLength,
    };
  }

  imageLoader.registerImageLoader(scheme, (imageId) => {
    const controller = new AbortController();
    return { promise: load(imageId, controller.signal), cancelFn: () => controller.abort() };
  });
  const provide = (type, imageId) => (typeof imageId === 'string' ? placeOf(imageId)?.file?.modules[type] : undefined);
  metaData.addProvider(provide, 10_000);

  return {
    addFile(bytes) {
      const { dict } = core.readDataset(bytes);
      const file = files.push({ bytes, modules: modulesOf(dict) }) - 1;
      const frames = Number(dict['00280008']?.Value?.[0] ?? 1);
      return Array.from({ length: frames }, (_, index) => `${scheme}:${file}?frame=${index + 1}`);
    },
    close() {
      metaData.removeProvider(provide);
      pool.close();
    },
  };
}
