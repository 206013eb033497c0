// Transfer Syntax UIDs by their short names, PS3.6 A.

export const syntax = {
  uncompressed: '1.2.840.10008.1.2.1',
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

/** Of those that are compressed. */
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

export const syntaxName = (uid) => syntaxNames[uid] ?? 'uncompressed';
