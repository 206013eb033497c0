/** The page's and the command line's own parts that need neither a page nor the module. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { source, webRequire } from './source.mjs';

const { zipSync } = webRequire('fflate');

const { FrameQueue } = await source('app/src/frame_queue.ts');
const { InstanceStore } = await source('app/src/instance_store.ts');
const { Intake } = await source('app/src/intake.ts');
const { FrameMemory } = await source('app/src/frame_memory.ts');
const { ReadAhead } = await source('app/src/read_ahead.ts');
const { droppedFiles } = await source('app/src/pick_files.ts');
const { OrderedJournal } = await source('app/src/journal.ts');
const { insteadOf } = await source('app/src/messages.ts');
const { ObjectNames } = await source('cli/object_names.ts');
const { kept } = await source('inference/kept.ts');

describe('kept', () => {
  test('asks once for what succeeds, and again after a failure', async () => {
    let asked = 0;
    const get = kept(async () => {
      asked += 1;
      if (asked === 1) throw new Error('offline');
      return asked;
    });
    await assert.rejects(get(), /offline/);
    assert.equal(await get(), 2);
    assert.equal(await get(), 2);
    assert.equal(asked, 2);
  });
});

describe('names of DICOM objects', () => {
  test('hold no path, whatever the UID says', () => {
    // x and each / become _, the dots stay, evil becomes four.
    assert.equal(new ObjectNames().next('spine', 'x/../../../evil'), 'spine___.._.._.._____');
    assert.equal(new ObjectNames().next('spine', '1.2.3'), 'spine_1.2.3');
  });

  test('are numbered where two would be the same', () => {
    const names = new ObjectNames();
    assert.equal(names.next('spine', '1.2'), 'spine_1.2');
    assert.equal(names.next('lung', '1.2'), 'lung_1.2');
    assert.equal(names.next('spine', '1.2'), 'spine_1.2_2');
    assert.equal(names.next('spine', '1.2/2'), 'spine_1.2_2_2');
    assert.equal(names.next('spine', '1.2'), 'spine_1.2_3');
  });
});

describe('a command the core refused', () => {
  const error = { code: 'too-large', message: 'No memory for 8 bytes' };

  test('ends what waits for it', () => {
    assert.deepEqual(insteadOf({ kind: 'FinishRun', run_id: 'run-1', result: {} }, error), {
      kind: 'FailRun',
      run_id: 'run-1',
      error,
    });
    const decoded = { kind: 'FrameDecoded', sop_instance_uid: '1.2', frame_number: 3, rows: 2, columns: 2 };
    assert.deepEqual(insteadOf(decoded, error), { kind: 'FrameFailed', sop_instance_uid: '1.2', frame_number: 3, error });
  });

  test('is not replaced twice', () => {
    assert.equal(insteadOf({ kind: 'FailRun', run_id: 'run-1', error }, error), undefined);
    assert.equal(insteadOf({ kind: 'FrameFailed', sop_instance_uid: '1.2', frame_number: 3, error }, error), undefined);
  });
});

describe('the frame queue', () => {
  const frame = (number) => ({ sop_instance_uid: '1.2', frame_number: number });
  const answer = { description: {}, pixels: new Uint8Array(1) };

  function queueOfOneFile() {
    const told = [];
    const store = new InstanceStore({ heldBytes: 8 });
    store.add('1.2', 'first.dcm', new Blob(['first']));
    const queue = new FrameQueue(store, (command) => told.push(command));
    const forget = () => {
      store.forget(['1.2']);
      queue.forget(['1.2']);
    };
    return { told, store, queue, forget };
  }

  test('says nothing of a closed file', () => {
    const { told, queue, forget } = queueOfOneFile();
    queue.want(0, [frame(1), frame(2), frame(3)]);
    const [first, second] = [queue.next(), queue.next()];
    forget();
    assert.equal(queue.next(), undefined);
    first.onAnswer(answer);
    second.onError({ code: 'decode-failed', message: 'cut' });
    assert.deepEqual(told, []);
  });

  test('names the file of a frame that fails', () => {
    const { told, queue } = queueOfOneFile();
    queue.want(0, [frame(1)]);
    queue.next().onError({ code: 'decode-failed', message: 'cut' });
    assert.deepEqual(told, [
      { kind: 'FrameFailed', ...frame(1), error: { code: 'decode-failed', message: 'cut' }, file_name: 'first.dcm' },
    ]);
  });

  test('takes another file of the same UID for another', () => {
    const { told, store, queue, forget } = queueOfOneFile();
    queue.want(0, [frame(1)]);
    const old = queue.next();
    forget();
    const file = new Blob(['second']);
    store.add('1.2', 'second.dcm', file);
    queue.want(0, [frame(1)]);
    const job = queue.next();
    assert.notEqual(job.request.serial, old.request.serial);
    assert.equal(job.request.file, file);
    old.onAnswer(answer);
    assert.deepEqual(told, []);
    // The new one is still being decoded: it is not begun twice.
    queue.want(1, [frame(1)]);
    assert.equal(queue.next(), undefined);
    job.onAnswer(answer);
    assert.deepEqual(told.map(({ kind }) => kind), ['FrameDecoded']);
  });
});

describe('a frame that takes long', () => {
  const frame = { sop_instance_uid: '1.2', frame_number: 1 };

  test('comes at reduced resolution first, once, and then in full', () => {
    const told = [];
    const store = new InstanceStore({ heldBytes: 8 });
    store.add('1.2', 'first.dcm', new Blob(['first']));
    const queue = new FrameQueue(store, ({ kind, coarse }) => told.push([kind, coarse]));
    queue.want(0, [{ ...frame, coarse_first: true }]);
    const coarse = queue.next();
    // Asked for again while it is made.
    queue.want(0, [{ ...frame, coarse_first: true }]);
    const full = queue.next();
    assert.deepEqual([coarse.request.coarse, full.request.coarse], [true, false]);
    assert.equal(queue.next(), undefined);
    coarse.onAnswer({ description: {}, pixels: new Uint8Array(1) });
    full.onAnswer({ description: {}, pixels: new Uint8Array(1) });
    assert.deepEqual(told, [['FrameDecoded', true], ['FrameDecoded', undefined]]);
  });

  test('comes in full when there is no other, of which nothing is told', () => {
    const told = [];
    const store = new InstanceStore({ heldBytes: 8 });
    store.add('1.2', 'first.dcm', new Blob(['first']));
    const queue = new FrameQueue(store, (command) => told.push(command));
    queue.want(0, [{ ...frame, coarse_first: true }]);
    queue.next().onError({ code: 'decode-failed', message: 'one level' });
    assert.deepEqual(told, []);
    assert.equal(queue.next().request.coarse, false);
    assert.equal(insteadOf({ kind: 'FrameDecoded', ...frame, coarse: true }, { code: 'x', message: 'y' }), undefined);
  });
});

describe('a frame that was decoded as its file was read', () => {
  const frame = (number) => ({ sop_instance_uid: '1.2', frame_number: number });

  function queueOfOneFrame() {
    const told = [];
    const store = new InstanceStore({ heldBytes: 8 });
    store.add('1.2', 'first.dcm', new Blob(['first']), { description: {}, pixels: new Uint8Array([7]) });
    const queue = new FrameQueue(store, ({ kind }, pixels) => told.push([kind, pixels[0]]));
    return { told, queue };
  }

  test('is told without a job, once, though two viewports ask for it at once', async () => {
    const { told, queue } = queueOfOneFrame();
    queue.want(0, [frame(1)]);
    queue.want(1, [frame(1)]);
    assert.deepEqual(told, [['FrameDecoded', 7]]);
    assert.equal(queue.next(), undefined);
    // Long after it was told, and dropped by the core: it has to be decoded.
    await new Promise(setImmediate);
    queue.want(0, [frame(1)]);
    assert.ok(queue.next().request.file instanceof Blob);
  });

  test('is no other frame of it', () => {
    const { told, queue } = queueOfOneFrame();
    queue.want(0, [frame(2)]);
    assert.equal(queue.next().request.frameNumber, 2);
    assert.deepEqual(told, []);
  });
});

describe('the files that wait for a worker', () => {
  const turn = () => new Promise(setImmediate);
  const bytesOf = (count) => new Blob([new Uint8Array(count)]);

  test('are read by the page where they are small, eight at most before one is taken', async () => {
    let read = 0;
    const waiting = new ReadAhead(() => (read += 1));
    for (let index = 0; index < 9; ++index) waiting.push({ index, file: bytesOf(index) });
    assert.equal(waiting.take(), undefined, 'being read');
    await turn();
    assert.equal(read, 8);
    for (let index = 0; index < 9; ++index) {
      await turn();
      assert.deepEqual([waiting.take()].map((file) => [file.index, file.bytes.length]), [[index, index]]);
    }
    assert.equal(waiting.take(), undefined);
  });

  test('go as they are where they are large, lie in an archive or cannot be read', async () => {
    const waiting = new ReadAhead(() => undefined);
    const broken = bytesOf(1);
    broken.arrayBuffer = () => Promise.reject(new Error('gone'));
    const archived = { archive: new Blob(), serial: 1, index: 0, size: 1 };
    // One byte more than a megabyte.
    const files = [bytesOf(1_048_577), archived, broken];
    for (const file of files) waiting.push({ file });
    await turn();
    assert.deepEqual(files.map(() => waiting.take().file), files);
  });

  test('come after those put first', async () => {
    const waiting = new ReadAhead(() => undefined);
    waiting.push({ name: 'late', file: bytesOf(1) });
    waiting.putFirst([{ name: 'early', file: bytesOf(1) }]);
    await turn();
    assert.deepEqual([waiting.take().name, waiting.take().name], ['early', 'late']);
  });
});

describe('the memory of frames', () => {
  const copy = () => new Uint8Array([9, 9]);

  test('keeps what the module was just given, once, where that is the frame and nothing more', () => {
    const memory = new FrameMemory();
    const frame = new Uint8Array([1, 2]);
    memory.offer(frame);
    memory.keep(1, 2, copy);
    assert.equal(memory.get(1), frame);
    assert.ok(memory.hasTaken(frame));
    memory.keep(2, 2, copy);
    assert.deepEqual(memory.get(2), copy());
    // Overlays lie behind the pixels.
    const more = new Uint8Array([1, 2, 3]);
    memory.offer(more);
    memory.keep(3, 2, copy);
    assert.deepEqual(memory.get(3), copy());
    assert.ok(!memory.hasTaken(more));
    assert.equal(memory.memoryBytes, 6);
  });

  test('lets go of a frame that is dropped', () => {
    const memory = new FrameMemory();
    const frame = new Uint8Array([1, 2]);
    memory.offer(frame);
    memory.keep(1, 2, copy);
    memory.drop(1);
    assert.equal(frame.buffer.byteLength, 0);
    assert.equal(memory.memoryBytes, 0);
    assert.throws(() => memory.get(1), /No frame is kept under 1/);
  });
});

describe('the instance store', () => {
  const bytes = (count) => new Uint8Array(count);

  test('gives the bytes of a file once, and lets go of those of older files beyond its budget', () => {
    const store = new InstanceStore({ heldBytes: 8 });
    const first = bytes(5);
    store.add('1', 'a', new Blob(), { bytes: first });
    store.add('2', 'b', new Blob(), { bytes: bytes(3) });
    assert.equal(store.memoryBytes, 8);
    store.add('3', 'c', new Blob(), { bytes: bytes(4) });
    assert.equal(store.memoryBytes, 7);
    assert.equal(first.buffer.byteLength, 0);
    assert.equal(store.takeBytes(store.get('1')), undefined);
    assert.equal(store.takeBytes(store.get('3')).length, 4);
    assert.equal(store.takeBytes(store.get('3')), undefined);
    assert.equal(store.memoryBytes, 3);
  });

  test('lets go of the bytes of closed files, and of a second file with a known UID', () => {
    const store = new InstanceStore({ heldBytes: 8 });
    store.add('1', 'a', new Blob(), { bytes: bytes(3) });
    const again = bytes(2);
    store.add('1', 'b', new Blob(), { description: {}, pixels: again });
    assert.equal(again.buffer.byteLength, 0);
    assert.equal(store.memoryBytes, 3);
    store.forget(['1']);
    assert.equal(store.memoryBytes, 0);
  });
});

describe('the intake', () => {
  const limits = { fileBytes: 1000, frameBytes: 2000 };

  /** The next job, when the page has read its file. */
  async function nextJob(intake) {
    await new Promise(setImmediate);
    return intake.next();
  }

  test('refuses an image by its header when one frame is more than the device can show', async () => {
    const told = [];
    const store = new InstanceStore({ heldBytes: 0 });
    const intake = new Intake(store, (command) => told.push(command), () => undefined, limits);
    // 20 × 10 pixels of three samples of 12 bits, kept in two bytes each, are 1200 bytes; 20 × 17 are 2040.
    const header = (uid, rows) => ({
      header: { sop_instance_uid: uid, rows, columns: 20, samples_per_pixel: 3, bits_allocated: 16, frame_count: 900 },
    });
    intake.read('two', ['1.2', '1.3'].map((uid) => ({ name: `${uid}.dcm`, file: new Blob(['a']) })));
    (await nextJob(intake)).onAnswer(header('1.2', 10));
    (await nextJob(intake)).onAnswer(header('1.3', 17));
    assert.notEqual(store.get('1.2'), undefined);
    assert.equal(store.get('1.3'), undefined);
    const message = 'A frame of the image has 2040 bytes; at most 2000 can be shown on this device';
    assert.deepEqual(
      told.filter(({ kind }) => kind === 'RejectFile'),
      [{ kind: 'RejectFile', name: '1.3.dcm', error: { code: 'too-large', message } }],
    );
    assert.deepEqual(
      told.filter(({ kind }) => kind === 'AddInstances').map(({ file_names: names }) => names),
      [['1.2.dcm']],
    );
  });

  test('counts how deep in archives a file is', async () => {
    const intake = new Intake(new InstanceStore({ heldBytes: 8 }), () => undefined, () => undefined, limits);
    intake.read('outer.zip', [{ name: 'outer.zip', file: new Blob() }]);
    const outer = await nextJob(intake);
    assert.equal(outer.request.depth, 0);
    outer.onAnswer({ archive: new Blob(), names: ['inner.zip'], sizes: [9], unpackedBytes: 9 });
    const inner = intake.next();
    assert.deepEqual([inner.request.name, inner.request.depth], ['outer.zip/inner.zip', 1]);
    inner.onAnswer({ archive: new Blob(), names: ['a.dcm'], sizes: [9], unpackedBytes: 9 });
    assert.equal(intake.next().request.depth, 2);
  });

  test('adds up what the archives inside the archives of one task hold', async () => {
    const told = [];
    const intake = new Intake(new InstanceStore({ heldBytes: 0 }), (command) => told.push(command), () => undefined, limits);
    const outer = { archive: new Blob(), names: ['a.zip', 'b.zip'], sizes: [8e9, 8e9], unpackedBytes: 16e9 };
    const inner = { archive: new Blob(), names: ['1.dcm'], sizes: [9e9], unpackedBytes: 9e9 };
    for (const task of ['first.zip', 'second.zip']) {
      intake.read(task, [{ name: task, file: new Blob() }]);
      (await nextJob(intake)).onAnswer(outer);
      intake.next().onAnswer(inner);
      // 1.dcm of the first one.
      intake.next();
      intake.next().onAnswer(inner);
      const message = 'Archives inside archives hold 18000000000 bytes, unpacked, together; at most 17000000000';
      assert.deepEqual(
        told.splice(0).filter(({ kind }) => kind === 'RejectFile'),
        [{ kind: 'RejectFile', name: `${task}/b.zip`, error: { code: 'too-large', message } }],
      );
      assert.equal(intake.next(), undefined);
    }
  });
});

describe('the journal', () => {
  globalThis.navigator ??= {};
  /** A shelf whose writes end when they are told to. */
  function shelf() {
    const writes = [];
    const append = (study, lines) =>
      new Promise((resolve, reject) => {
        writes.push({ study, lines: [...lines], resolve, reject });
      });
    return { writes, append, lines: async (study) => writes.filter((w) => w.study === study).flatMap((w) => w.lines) };
  }
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

  test('writes in order, and together what came during a write', async () => {
    const { writes, ...rest } = shelf();
    const journal = new OrderedJournal(rest);
    const first = journal.append('1', 'a');
    await settle();
    const others = [journal.append('1', 'b'), journal.append('2', 'x'), journal.append('1', 'c')];
    const read = journal.lines('1');
    await settle();
    assert.deepEqual(writes.map(({ lines }) => lines), [['a']]);
    for (let i = 0; i < 3; ++i) {
      writes[i].resolve();
      await settle();
    }
    await Promise.all([first, ...others]);
    assert.deepEqual(writes.map(({ study, lines }) => [study, lines]), [
      ['1', ['a']],
      ['1', ['b', 'c']],
      ['2', ['x']],
    ]);
    assert.deepEqual(await read, ['a', 'b', 'c']);
  });

  test('tells of a write that failed and goes on', async () => {
    const { writes, ...rest } = shelf();
    const journal = new OrderedJournal(rest);
    const failed = assert.rejects(journal.append('1', 'a'), /full/);
    await settle();
    writes[0].reject(new Error('full'));
    await failed;
    const next = journal.append('1', 'b');
    await settle();
    writes[1].resolve();
    await next;
  });
});

describe('a drop', () => {
  const fileEntry = (fullPath) => ({ isFile: true, fullPath, file: (resolve) => resolve(new Blob([fullPath])) });
  const unreadable = (fullPath) => ({ isFile: true, fullPath, file: (_, reject) => reject(new Error('gone')) });
  const folderEntry = (fullPath, ...batches) => ({
    isFile: false,
    fullPath,
    createReader: () => ({
      readEntries(resolve, reject) {
        const batch = batches.shift() ?? [];
        if (batch instanceof Error) reject(batch);
        else resolve(batch);
      },
    }),
  });

  test('loses only what cannot be read, and names it', async () => {
    const locked = folderEntry('/study/locked', new Error('forbidden'));
    const half = folderEntry('/study/half', [fileEntry('/study/half/a.dcm')], new Error('unplugged'));
    const study = folderEntry('/study', [fileEntry('/study/b.dcm'), unreadable('/study/c.dcm'), locked, half]);
    const item = { kind: 'file', webkitGetAsEntry: () => study, getAsFile: () => null };
    const missed = [];
    const files = await droppedFiles({ items: [item] }, (name, error) => missed.push(`${name}: ${error.message}`));
    assert.deepEqual(files.map(({ name }) => name), ['study/b.dcm', 'study/half/a.dcm']);
    assert.deepEqual(missed, ['study/c.dcm: gone', 'study/locked: forbidden', 'study/half: unplugged']);
  });
});

describe('the decode pool', () => {
  test('refuses a file that is too large to be read whole, before it is read, and goes on', async () => {
    const { nextAllowedJob } = await source('app/src/allowed_jobs.ts');
    const refused = [];
    const job = (request) => ({
      request: { serial: 1, frameNumber: 1, ...request },
      onAnswer: assert.fail,
      onError: ({ message }) => refused.push(`${request.op}: ${message}`),
    });
    const large = new Blob(['12345678901']);
    const inArchive = { archive: large, serial: 1, index: 0, size: 11 };
    const jobs = [
      job({ op: 'frame', file: large }),
      job({ op: 'read', file: inArchive }),
      // Headers and videos are read in parts.
      job({ op: 'read', file: large }),
      job({ op: 'video', file: large }),
      job({ op: 'frame', file: large.slice(0, 10) }),
      job({ op: 'frame', file: new Uint8Array(11) }),
      job({ op: 'encode' }),
    ];
    const given = () => nextAllowedJob([() => jobs.shift()], 10)?.request.op;
    assert.deepEqual([...jobs].map(given), ['read', 'video', 'frame', 'frame', 'encode', undefined, undefined]);
    assert.deepEqual(refused, []);
    await new Promise(setImmediate);
    const reason = 'The file has 11 bytes; at most 10 can be read whole on this device';
    assert.deepEqual(refused, [`frame: ${reason}`, `read: ${reason}`]);
  });
});

describe('the decode worker', () => {
  /** Starts the one worker of this process with `loadEngine`; gives what asks it. */
  async function start(loadEngine) {
    let receive;
    globalThis.addEventListener = (_, listener) => {
      receive = listener;
    };
    globalThis.loadFakeEngine = loadEngine;
    await source('app/src/workers/decode_worker.ts', {
      'overread-core/engine': 'export const loadEngine = () => globalThis.loadFakeEngine();',
      'overread-core-wasm?url': 'export default "";',
    });
    // The load that begins with the worker has ended by then.
    await new Promise(setImmediate);
    return (request) =>
      new Promise((resolve) => {
        globalThis.postMessage = resolve;
        receive({ data: request });
      });
  }

  test('answers while the module does not load, keeps files apart, opens archives three deep', async () => {
    let open;
    const engine = {
      memoryBytes: 65536,
      replacementCount: 0,
      instanceHeader: (bytes) => ({
        ...{ rows: 2, frame_count: 1 },
        transfer_syntax_uid: bytes[0] === 0x61 ? '1.2.840.10008.1.2.5' : '1.2.840.10008.1.2.1',
      }),
      openFile: (bytes) => (open = bytes.slice()),
      openFileFrame: () => ({ description: {}, pixels: open.slice() }),
    };
    const loads = [new Error('offline'), new Error('still offline'), engine];
    const ask = await start(async () => {
      const loaded = loads.shift();
      if (loaded instanceof Error) throw loaded;
      return loaded;
    });

    const read = { op: 'read', name: 'a.dcm', file: new Blob(['a']), depth: 0, largestFileBytes: 1e6 };
    assert.deepEqual(await ask(read), { error: { code: 'internal', message: 'still offline' }, memoryBytes: 0, isBroken: false });
    // What is small is read once; what is not compressed comes with its frame.
    const bytes = new TextEncoder().encode('a');
    assert.deepEqual((await ask(read)).answer.ready, { bytes });
    const [one, two] = ['b', 'c'].map((text) => new TextEncoder().encode(text));
    assert.deepEqual((await ask({ ...read, file: new Blob([one]) })).answer.ready, { description: {}, pixels: one });
    assert.deepEqual((await ask({ ...read, file: two.slice() })).answer.ready, { description: {}, pixels: two });

    const pixelsOf = async (serial, text) => {
      const { answer } = await ask({ op: 'frame', serial, file: new Blob([text]), frameNumber: 1 });
      return new TextDecoder().decode(answer.pixels);
    };
    assert.equal(await pixelsOf(1, 'old'), 'old');
    assert.equal(await pixelsOf(2, 'new'), 'new');
    // The bytes of the same file are not read again.
    assert.equal(await pixelsOf(2, 'not read'), 'new');
    const brought = { op: 'frame', serial: 3, file: new TextEncoder().encode('brought'), frameNumber: 1 };
    assert.equal(new TextDecoder().decode((await ask(brought)).answer.pixels), 'brought');
    assert.equal(brought.file.buffer.byteLength, 0, 'what was opened is let go of');

    const archive = { op: 'read', name: 'a.zip', file: new Blob([zipSync({ 'b.dcm': new Uint8Array([1]) })]) };
    const { answer } = await ask({ ...archive, depth: 2 });
    assert.deepEqual(answer.names, ['b.dcm']);
    const { error } = await ask({ ...archive, depth: 3 });
    assert.equal(error.code, 'too-large');
    assert.match(error.message, /at most 3/);
  });
});
