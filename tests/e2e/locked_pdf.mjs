/** PDFs under lock, by ISO 32000-2 7.6: AES of 256 bits, revision 6 of the standard security handler. */
import { createCipheriv, createHash } from 'node:crypto';
import { pdfOf, stream } from './wrapped_document.mjs';

const hash = (name, bytes) => createHash(name).update(bytes).digest();
/** So many bytes that are the same in every run. */
const bytesOf = (name, length) => hash('sha512', Buffer.from(name)).subarray(0, length);

function cipher(name, key, iv, bytes, padded = false) {
  const made = createCipheriv(name, key, iv).setAutoPadding(padded);
  return Buffer.concat([made.update(bytes), made.final()]);
}

/** Algorithm 2.B: the hash of a password. `user` is the U string for the owner's, else nothing. */
function hardened(password, salt, user) {
  let key = hash('sha256', Buffer.concat([password, salt, user]));
  let last = 0;
  for (let round = 0; round < 64 || last > round - 32; ++round) {
    const repeated = Buffer.concat(Array.from({ length: 64 }, () => Buffer.concat([password, key, user])));
    const encrypted = cipher('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32), repeated);
    // 256 is 1 modulo 3, so the number that 16 bytes are is their sum.
    const remainder = encrypted.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    key = hash(['sha256', 'sha384', 'sha512'][remainder], encrypted);
    last = encrypted.at(-1);
  }
  return key.subarray(0, 32);
}

/** Algorithms 8 and 9: what a password is checked by, and the key of the file under it. */
function entries(name, password, fileKey, user = Buffer.alloc(0)) {
  const [validation, forKey] = [bytesOf(`${name} validation`, 8), bytesOf(`${name} key`, 8)];
  return {
    check: Buffer.concat([hardened(password, validation, user), validation, forKey]),
    key: cipher('aes-256-cbc', hardened(password, forKey, user), Buffer.alloc(16), fileKey),
  };
}

/** Algorithm 10: nothing is allowed but to read. */
function permissions(fileKey) {
  const plain = Buffer.from([0xc4, 0xf0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, ...Buffer.from('Tadb'), 1, 2, 3, 4]);
  return cipher('aes-256-ecb', fileKey, null, plain);
}

const hex = (bytes) => `<${bytes.toString('hex')}>`;
const fileId = hex(bytesOf('id', 16));

/** One A4 page with a block of a color (red, green, blue from 0 to 1), its content encrypted. */
function page(fileKey, rgb, security) {
  const iv = bytesOf('content', 16);
  const content = Buffer.concat([iv, cipher('aes-256-cbc', fileKey, iv, Buffer.from(`${rgb.join(' ')} rg 72 600 451 120 re f`), true)]);
  return pdfOf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>',
      stream(content.toString('latin1')),
      security,
    ],
    { trailer: `/Encrypt 5 0 R /ID [${fileId} ${fileId}] ` },
  );
}

/** A PDF that opens with this password; with an empty one it asks for none. */
export function lockedPdf(password, rgb) {
  const fileKey = bytesOf('file', 32);
  const user = entries('user', Buffer.from(password), fileKey);
  const owner = entries('owner', Buffer.from('the owner alone'), fileKey, user.check);
  const security =
    '<< /Filter /Standard /V 5 /R 6 /Length 256 /P -3900 /EncryptMetadata true ' +
    `/U ${hex(user.check)} /UE ${hex(user.key)} /O ${hex(owner.check)} /OE ${hex(owner.key)} /Perms ${hex(permissions(fileKey))} ` +
    '/CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> /StmF /StdCF /StrF /StdCF >>';
  return page(fileKey, rgb, security);
}

/** A PDF that only opens with somebody's private key, ISO 32000-2 7.6.5; there is no one here. */
export function certificateLockedPdf(rgb) {
  const security =
    '<< /Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s5 /V 5 /Length 256 ' +
    '/CF << /DefaultCryptFilter << /CFM /AESV3 /Length 32 /Recipients [<3000>] /EncryptMetadata true >> >> ' +
    '/StmF /DefaultCryptFilter /StrF /DefaultCryptFilter >>';
  return page(bytesOf('file', 32), rgb, security);
}
