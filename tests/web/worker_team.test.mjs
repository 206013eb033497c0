/** Workers that come and go: which of them end when what they worked on is closed. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { source } from './source.mjs';

const { WorkerTeam } = await source('packages/core/src/worker_team.ts');

/** A team whose workers answer when they are told to. */
function teamOf(size) {
  const workers = [];
  const waiting = [];
  const team = new WorkerTeam({
    size,
    start({ onMessage }) {
      const worker = { posted: 0, isAlive: true, answer: (memoryBytes) => onMessage({ answer: 'done', memoryBytes }) };
      workers.push(worker);
      return { post: () => (worker.posted += 1), terminate: () => (worker.isAlive = false) };
    },
    next: () => waiting.shift(),
  });
  const give = () => {
    waiting.push({
      prepare: () => ({ request: {}, transfer: [] }),
      timeLimitMs: 1000,
      onAnswer: () => undefined,
      onError: assert.fail,
    });
    team.wake();
  };
  return { team, workers, give };
}

const alive = (workers) => workers.map(({ isAlive }) => isAlive);

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
