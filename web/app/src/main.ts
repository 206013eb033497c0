import createOverreadApp from 'overread-app-module';
import type { AppModule } from 'overread-app-module';
import { letGo } from '../../intake/let_go.js';
import { FrameMemory } from './frame_memory.js';
import type { Command } from './messages.js';
import { insteadOf } from './messages.js';
import { DomMirror } from './mirror.js';
import { acceptDrops } from './pick_files.js';
import { Platform } from './platform.js';
import { preferredLanguage, preferredTheme } from './preferences.js';
import { errorMessage } from './workers/protocol.js';

const words = {
  en: { loading: 'Loading', drop: 'Drop files, a folder or an archive here', failed: 'Overread could not start' },
  ru: {
    loading: 'Загрузка',
    drop: 'Перетащите сюда файлы, папку или архив',
    failed: 'Не удалось запустить Overread',
  },
}[preferredLanguage()];

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}`);
  return found;
}

async function start(status: HTMLElement): Promise<void> {
  const live: { app?: AppModule } = {};
  const frames = new FrameMemory();
  /** Set by the first decoded frame, until it is painted: what a visitor waits for. */
  let firstFrame: 'awaited' | 'decoded' | 'painted' = 'awaited';
  const waiting: [Command, Uint8Array<ArrayBuffer> | undefined][] = [];
  let performing = false;
  let framesTaken = 0;
  const tell = (command: Command, bytes?: Uint8Array<ArrayBuffer>): void => {
    try {
      frames.offer(bytes);
      live.app?.dispatch(command, bytes);
      if (command.kind === 'FrameDecoded' && command.coarse !== true) document.documentElement.dataset.frames = String(++framesTaken);
    } catch (error) {
      console.error(`The core refused ${command.kind}:`, error);
      const instead = insteadOf(command, errorMessage(error));
      if (instead !== undefined) tell(instead);
    }
  };
  const flush = (): void => {
    for (const [command, bytes] of waiting.splice(0)) {
      tell(command, bytes);
      if (bytes !== undefined && !frames.hasTaken(bytes)) letGo(bytes);
    }
  };
  // A command that answers an effect at once waits until the core is done with what it does now.
  const dispatch = (command: Command, bytes?: Uint8Array<ArrayBuffer>): void => {
    if (command.kind === 'FrameDecoded' && firstFrame === 'awaited') firstFrame = 'decoded';
    waiting.push([command, bytes]);
    if (live.app === undefined) return;
    if (performing) queueMicrotask(flush);
    else flush();
  };
  const platform = new Platform(dispatch, () => (live.app?.memoryBytes ?? 0) + frames.memoryBytes, {
    show: (uid, video) => {
      live.app?.showVideo(uid, video);
    },
    hide: (uid) => {
      live.app?.hideVideo(uid);
    },
  });
  const mirror = new DomMirror(element('mirror'), element('announcements'), () => live.app);
  const overlay = element('drop');
  overlay.textContent = words.drop;
  acceptDrops(
    overlay,
    (files) => {
      platform.readFiles(files);
    },
    (name, error) => {
      platform.missFile(name, error);
    },
  );
  const offered = platform.start();

  const app = await createOverreadApp({
    canvas: element('canvas') as HTMLCanvasElement,
    frames,
    onEffect: (effect) => {
      performing = true;
      try {
        platform.perform(effect);
      } finally {
        performing = false;
      }
    },
    onMirror: (current) => {
      mirror.update(current);
    },
    onPaint: (count) => {
      if (count === 1) {
        status.textContent = '';
        performance.mark('overread-first-paint');
      }
      if (firstFrame === 'decoded') {
        firstFrame = 'painted';
        performance.mark('overread-first-picture');
      }
      document.documentElement.dataset.paints = String(count);
    },
  });
  live.app = app;
  app.configure({ reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches });
  app.dispatch({ kind: 'ChooseLanguage', language: preferredLanguage() });
  app.dispatch({ kind: 'ChooseTheme', theme: preferredTheme() });
  flush();

  await offered;
  const wantedCase = new URL(location.href).searchParams.get('case');
  if (wantedCase !== null) app.dispatch({ kind: 'OpenCase', id: wantedCase });
}

const status = element('start');
status.textContent = words.loading;
start(status).catch((error: unknown) => {
  status.classList.add('failed');
  status.textContent = `${words.failed}: ${error instanceof Error ? error.message : String(error)}`;
  console.error(error);
});
