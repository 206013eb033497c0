// Transfer Syntax UIDs by their short names, PS3.6 A.

export const syntax = {
  implicit: '1.2.840.10008.1.2',
  uncompressed: '1.2.840.10008.1.2.1',
  bigEndian: '1.2.840.10008.1.2.2',
  deflated: '1.2.840.10008.1.2.1.99',
  rle: '1.2.840.10008.1.2.5',
  baseline: '1.2.840.10008.1.2.4.50',
  extended: '1.2.840.10008.1.2.4.51',
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
  [syntax.implicit]: 'uncompressed, implicit',
  [syntax.uncompressed]: 'uncompressed',
  [syntax.bigEndian]: 'uncompressed, big endian',
  [syntax.deflated]: 'deflated',
  [syntax.rle]: 'RLE',
  [syntax.baseline]: 'JPEG baseline',
  [syntax.extended]: 'JPEG extended',
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

export const syntaxName = (uid) => syntaxNames[uid] ?? uid;
