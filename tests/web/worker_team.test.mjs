/** Workers that come and go: which of them end because they fail, and which when what they worked on is closed. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { source } from './source.mjs';

const { WorkerTeam } = await source('packages/core/src/worker_team.ts');

/** A team whose workers answer, or fail, when they are told to; `told` is what became of the tasks. */
function teamOf(size) {
  const workers = [];
  const waiting = [];
  const told = [];
  const team = new WorkerTeam({
    size,
    start({ onMessage, onFailure }) {
      const worker = {
        posted: 0,
        isAlive: true,
        ready: () => onMessage({ ready: true }),
        answer: (memoryBytes = 0) => onMessage({ answer: 'done', memoryBytes }),
        break: (error) => onMessage({ error, memoryBytes: 0, isBroken: true }),
        die: onFailure,
      };
      workers.push(worker);
      return { post: () => (worker.posted += 1), terminate: () => (worker.isAlive = false) };
    },
    next: () => waiting.shift(),
  });
  const give = (name, timeLimitMs = 1000) => {
    waiting.push({
      prepare: () => ({ request: {}, transfer: [] }),
      timeLimitMs,
      onAnswer: (answer) => told.push(`${name}: ${answer}`),
      onError: ({ code, message }) => told.push(`${name}: ${code}, ${message}`),
    });
    team.wake();
  };
  return { team, workers, give, told };
}

const alive = (workers) => workers.map(({ isAlive }) => isAlive);

describe('a team that may hold so much together', () => {
  test('ends the largest idle workers beyond it, and none that holds no more than its part', () => {
    const { team, workers, give } = teamOf(3);
    for (let i = 0; i < 3; ++i) give();
    workers[0].answer(40);
    workers[1].answer(100);
    workers[2].answer(60);
    team.limitTogether(200);
    assert.deepEqual(alive(workers), [true, true, true]);
    team.limitTogether(120);
    // Without the largest they hold 100.
    assert.deepEqual(alive(workers), [true, false, true]);
    // 60 is more than a third of 99, 40 is more than a third of 99 too, but alone within the limit.
    team.limitTogether(99);
    assert.deepEqual(alive(workers), [true, false, false]);
    team.close();
  });

  test('leaves the one at work alone until it is done', () => {
    const { team, workers, give } = teamOf(2);
    give();
    give();
    workers[0].answer(150);
    give();
    workers[1].answer(30);
    team.limitTogether(100);
    // The first is at work with more than all may hold; the second holds no more than its half.
    assert.deepEqual(alive(workers), [true, true]);
    workers[0].answer(150);
    assert.deepEqual(alive(workers), [false, true]);
    team.close();
  });
});

describe('a worker that fails', () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
  });
  afterEach(() => {
    mock.timers.reset();
  });

  const overdue = 'timed-out, A worker was ended: it took longer than 1000 ms';

  test('has the time of its task, and is ended then; the task alone fails, the next one finds another worker', () => {
    const { team, workers, give, told } = teamOf(1);
    give('first');
    workers[0].answer();
    give('endless');
    give('waiting');
    mock.timers.tick(999);
    assert.deepEqual([alive(workers), told], [[true], ['first: done']]);
    mock.timers.tick(1);
    assert.deepEqual([alive(workers), told], [[false, true], ['first: done', `endless: ${overdue}`]]);
    workers[1].answer();
    assert.deepEqual(told.slice(2), ['waiting: done']);
    team.close();
  });

  test('has 30 s more for its start, until it has said a word', () => {
    const { team, workers, give, told } = teamOf(2);
    give('of a worker that never starts');
    give('of a slow start');
    mock.timers.tick(29_000);
    workers[1].ready();
    mock.timers.tick(999);
    assert.deepEqual(alive(workers), [true, true]);
    mock.timers.tick(1);
    assert.deepEqual([alive(workers), told], [[true, false], [`of a slow start: ${overdue}`]]);
    mock.timers.tick(1000);
    assert.deepEqual([alive(workers), told.slice(1)], [[false, false], [`of a worker that never starts: ${overdue}`]]);
    team.close();
  });

  test("is not heard any more: what it says after its time is nobody's answer", () => {
    const { team, workers, give, told } = teamOf(1);
    give('endless');
    give('next');
    mock.timers.tick(31_000);
    workers[0].answer();
    workers[0].die('too late');
    assert.deepEqual([alive(workers), told], [[false, true], [`endless: ${overdue}`]]);
    workers[1].answer();
    assert.deepEqual(told.slice(1), ['next: done']);
    team.close();
  });

  test('leaves the others at their tasks, as long as those may take', () => {
    const { team, workers, give, told } = teamOf(2);
    give('short', 1000);
    give('long', 60_000);
    for (const worker of workers) worker.ready();
    mock.timers.tick(1000);
    workers[1].answer();
    mock.timers.tick(100_000);
    assert.deepEqual([alive(workers), told], [[false, true], [`short: ${overdue}`, 'long: done']]);
    team.close();
  });

  test('is replaced when it dies or says that it is broken', () => {
    const { team, workers, give, told } = teamOf(1);
    for (const name of ['dies', 'breaks', 'waits']) give(name);
    workers[0].die('out of memory');
    workers[1].break({ code: 'internal', message: 'unreachable' });
    workers[2].answer();
    assert.deepEqual(alive(workers), [false, false, true]);
    assert.deepEqual(told, ['dies: worker-failed, out of memory', 'breaks: internal, unreachable', 'waits: done']);
    team.close();
  });
});

describe('a team that is told to release memory', () => {
  test('ends idle workers beyond the limit, keeps the small, and starts others for new work', () => {
    const { team, workers, give } = teamOf(2);
    give();
    give();
    workers[0].answer(100);
    workers[1].answer(20);
    assert.equal(team.memoryBytes, 120);
    team.release(50);
    assert.deepEqual(alive(workers), [false, true]);
    assert.equal(team.memoryBytes, 20);
    give();
    give();
    assert.deepEqual(workers.map(({ posted }) => posted), [1, 2, 1]);
    team.close();
  });

  test('lets those at work finish, and measures them by it only once', () => {
    const { team, workers, give } = teamOf(2);
    give();
    give();
    team.release(50);
    assert.deepEqual(alive(workers), [true, true]);
    workers[0].answer(100);
    workers[1].answer(20);
    assert.deepEqual(alive(workers), [false, true]);
    give();
    workers[1].answer(100);
    assert.deepEqual(alive(workers), [false, true]);
    team.close();
  });
});
