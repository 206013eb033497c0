/** Something went wrong, in a form that passes between threads. */
export interface Failure {
  code: string;
  message: string;
}

/** Work for a worker. Exactly one of the callbacks is called, unless the team is closed before. */
export interface Task<Request, Answer> {
  /** Made when a worker takes the task, so that what waits in a queue holds no copies. */
  prepare: () => { request: Request; transfer: ArrayBuffer[] };
  /** How long a worker may take, in milliseconds. */
  timeLimitMs: number;
  onAnswer: (answer: Answer) => void;
  onError: (error: Failure) => void;
}

/** What a worker sends: once that it is ready (it need not), then one of the others for each task. */
export type WorkerMessage<Answer> =
  | { ready: true }
  | { answer: Answer; memoryBytes: number }
  /** `isBroken`: this worker must not be used again. */
  | { error: Failure; memoryBytes: number; isBroken?: boolean };

/** One worker as the team sees it. */
export interface WorkerPort<Request> {
  post(request: Request, transfer: ArrayBuffer[]): void;
  terminate(): void;
}

/** What a port tells the team. */
export interface PortEvents<Answer> {
  onMessage: (message: WorkerMessage<Answer>) => void;
  /** The worker died, or never began. */
  onFailure: (message: string) => void;
}

export interface TeamOptions<Request, Answer> {
  /** The most workers at a time. */
  size: number;
  start: (events: PortEvents<Answer>) => WorkerPort<Request>;
  /** The next task when a worker is free, most urgent first. */
  next: () => Task<Request, Answer> | undefined;
  /** A worker that grew beyond this is replaced when it is idle: memory of a module never shrinks. */
  memoryLimitBytes?: number;
}

interface Member<Request, Answer> {
  port: WorkerPort<Request>;
  task?: Task<Request, Answer>;
  timer?: ReturnType<typeof setTimeout>;
  isReady: boolean;
  memoryBytes: number;
  /** Beyond it the worker ends as soon as it is idle. */
  limitBytes: number;
}

/** What a worker may take to load the module, on top of its first task's time. */
const startLimitMs = 30_000;
const usualMemoryLimitBytes = 768 * 1024 ** 2;

/**
 * Workers that are started when there is work and are disposable: one that takes too long or dies is
 * replaced, and only the task it was at fails.
 */
export class WorkerTeam<Request, Answer> {
  private readonly members: Member<Request, Answer>[] = [];
  private readonly memoryLimitBytes: number;
  private togetherBytes = Infinity;

  constructor(private readonly options: TeamOptions<Request, Answer>) {
    this.memoryLimitBytes = options.memoryLimitBytes ?? usualMemoryLimitBytes;
  }

  /** Of all modules together. */
  get memoryBytes(): number {
    return this.members.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
  }

  /** Starts one worker before there is work, so that the first task finds it ready. */
  warmUp(): void {
    if (this.members.length === 0) this.start();
  }

  /** There may be a new task. */
  wake(): void {
    for (const member of [...this.members]) this.feed(member);
    while (this.members.length < this.options.size) {
      const task = this.options.next();
      if (task === undefined) return;
      let member: Member<Request, Answer>;
      try {
        member = this.start();
      } catch (error) {
        task.onError({ code: 'worker-failed', message: `A worker could not be started: ${String(error)}` });
        continue;
      }
      this.give(member, task);
    }
  }

  /**
   * What was worked on is not needed any more: ends the workers that grew beyond `limitBytes`, those at work as soon as
   * they are done. The next task that finds no free worker starts another.
   */
  release(limitBytes: number): void {
    for (const member of [...this.members]) {
      if (member.task !== undefined) member.limitBytes = limitBytes;
      else if (member.memoryBytes > limitBytes) this.discard(member);
    }
  }

  /**
   * What all workers may hold together from now on: beyond it idle ones end, the largest first, but none that holds no
   * more than its part.
   */
  limitTogether(limitBytes: number): void {
    this.togetherBytes = limitBytes;
    this.shrink();
  }

  /** Ends all workers; what they were at is not answered. */
  close(): void {
    for (const member of [...this.members]) this.discard(member);
  }

  private start(): Member<Request, Answer> {
    const member: Member<Request, Answer> = {
      port: this.options.start({
        onMessage: (message) => {
          this.receive(member, message);
        },
        onFailure: (message) => {
          this.replace(member, { code: 'worker-failed', message });
        },
      }),
      isReady: false,
      memoryBytes: 0,
      limitBytes: this.memoryLimitBytes,
    };
    this.members.push(member);
    return member;
  }

  private feed(member: Member<Request, Answer>): void {
    if (member.task !== undefined) return;
    const task = this.options.next();
    if (task !== undefined) this.give(member, task);
  }

  private give(member: Member<Request, Answer>, task: Task<Request, Answer>): void {
    member.task = task;
    this.setTimer(member, task);
    try {
      const { request, transfer } = task.prepare();
      member.port.post(request, transfer);
    } catch (error) {
      // A buffer that was given away meanwhile cannot be sent; the worker has seen nothing of it.
      this.settle(member)?.onError({ code: 'invalid-argument', message: String(error) });
      this.feed(member);
    }
  }

  private setTimer(member: Member<Request, Answer>, task: Task<Request, Answer>): void {
    clearTimeout(member.timer);
    const allowance = member.isReady ? 0 : startLimitMs;
    member.timer = setTimeout(() => {
      const message = `A worker was ended: it took longer than ${task.timeLimitMs} ms`;
      this.replace(member, { code: 'timed-out', message });
    }, task.timeLimitMs + allowance);
  }

  private receive(member: Member<Request, Answer>, message: WorkerMessage<Answer>): void {
    if (!this.members.includes(member)) return;
    const wasReady = member.isReady;
    member.isReady = true;
    if ('ready' in message) {
      if (!wasReady && member.task !== undefined) this.setTimer(member, member.task);
      return;
    }
    const task = this.settle(member);
    member.memoryBytes = message.memoryBytes;
    const isBroken = 'error' in message && message.isBroken === true;
    const isTooLarge = member.memoryBytes > member.limitBytes;
    member.limitBytes = this.memoryLimitBytes;
    if (isBroken || isTooLarge) this.discard(member);
    this.shrink();
    if (this.members.includes(member)) this.feed(member);
    if ('error' in message) task?.onError(message.error);
    else task?.onAnswer(message.answer);
    this.wake();
  }

  private replace(member: Member<Request, Answer>, error: Failure): void {
    const task = this.settle(member);
    this.discard(member);
    task?.onError(error);
    this.wake();
  }

  /** Takes its task from a worker, which is free then. */
  private settle(member: Member<Request, Answer>): Task<Request, Answer> | undefined {
    const { task } = member;
    clearTimeout(member.timer);
    delete member.task;
    return task;
  }

  private shrink(): void {
    const idle = this.members.filter(({ task }) => task === undefined);
    for (const member of idle.sort((a, b) => b.memoryBytes - a.memoryBytes)) {
      const isWithin = this.memoryBytes <= this.togetherBytes;
      if (isWithin || member.memoryBytes <= this.togetherBytes / this.options.size) return;
      this.discard(member);
    }
  }

  /** Ends a worker; the next task that finds no free one starts another. */
  private discard(member: Member<Request, Answer>): void {
    clearTimeout(member.timer);
    const index = this.members.indexOf(member);
    if (index < 0) return;
    this.members.splice(index, 1);
    member.port.terminate();
  }
}
