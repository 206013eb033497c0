import { download } from './download.js';
import type { Dispatch, ErrorMessage } from './messages.js';

/** Where the frames of videos go: the application's pictures. */
export interface VideoScreen {
  show: (sopInstanceUid: string, video: HTMLVideoElement) => void;
  hide: (sopInstanceUid: string) => void;
}

interface PlayerEvents {
  /** A frame is there, or the state has changed. */
  onChange: (video: HTMLVideoElement, time: number) => void;
  onFrame: (video: HTMLVideoElement) => void;
  onFailure: (hasDecoder: boolean, error: ErrorMessage) => void;
}

/** A stream in the browser's decoder. The element is never in the page: its frames are taken from it. */
class Player {
  private readonly video = document.createElement('video');
  private readonly address: string;
  private isClosed = false;

  constructor(
    stream: Blob,
    mimeType: string,
    private readonly events: PlayerEvents,
  ) {
    const { video } = this;
    this.address = URL.createObjectURL(stream.slice(0, stream.size, mimeType));
    video.muted = true;
    video.loop = true;
    video.playsInline = true;
    video.preload = 'auto';
    for (const name of ['play', 'pause', 'durationchange', 'loadeddata']) {
      video.addEventListener(name, this.onState);
    }
    video.addEventListener('error', () => {
      this.fail(true, video.error?.message ?? '');
    });
    video.addEventListener('loadeddata', () => {
      // Sound was found and no picture that the browser could decode.
      if (video.videoWidth === 0) this.fail(false, '');
    });
    this.watch();
    video.src = this.address;
    this.play(true);
  }

  play(isPlaying: boolean): void {
    // A browser that saves power may refuse: then the state says that it does not play.
    if (isPlaying) this.video.play().catch(this.onState);
    else this.video.pause();
  }

  seek(time: number): void {
    this.video.currentTime = time;
  }

  close(): void {
    this.isClosed = true;
    this.video.removeAttribute('src');
    this.video.load();
    URL.revokeObjectURL(this.address);
  }

  private readonly onState = (): void => {
    if (!this.isClosed) this.events.onChange(this.video, this.video.currentTime);
  };

  /** Told of every frame that is on screen, also of those that are sought while it stands still. */
  private watch(): void {
    this.video.requestVideoFrameCallback((_, { mediaTime }) => {
      if (this.isClosed) return;
      this.events.onFrame(this.video);
      this.events.onChange(this.video, mediaTime);
      this.watch();
    });
  }

  private fail(hasDecoder: boolean, message: string): void {
    if (!this.isClosed) this.events.onFailure(hasDecoder, { code: 'decode-failed', message });
  }
}

/** Videos in the browser's own decoder, from the streams that the decode workers find. */
export class VideoPlayers {
  private readonly streams = new Map<string, Blob>();
  private readonly players = new Map<string, Player>();

  constructor(
    private readonly screen: VideoScreen,
    private readonly dispatch: Dispatch,
  ) {}

  /** Keeps the stream of an instance: a part of its file, not its bytes. */
  keep(uid: string, stream: Blob): void {
    this.streams.set(uid, stream);
  }

  open(uid: string, mimeType: string): void {
    const stream = this.streams.get(uid);
    const decoder = document.createElement('video').canPlayType(mimeType);
    if (stream === undefined || decoder === '') {
      const error = { code: 'unsupported', message: mimeType };
      this.dispatch({ kind: 'VideoFailed', sop_instance_uid: uid, has_decoder: decoder !== '', error });
      return;
    }
    this.close(uid);
    const player = new Player(stream, mimeType, {
      onChange: (video, time) => {
        this.tell(uid, video, time);
      },
      onFrame: (video) => {
        this.screen.show(uid, video);
      },
      onFailure: (hasDecoder, error) => {
        this.close(uid);
        this.dispatch({ kind: 'VideoFailed', sop_instance_uid: uid, has_decoder: hasDecoder, error });
      },
    });
    this.players.set(uid, player);
  }

  close(uid: string): void {
    const player = this.players.get(uid);
    if (player === undefined) return;
    this.players.delete(uid);
    player.close();
    this.screen.hide(uid);
  }

  play(uid: string, isPlaying: boolean): void {
    this.players.get(uid)?.play(isPlaying);
  }

  seek(uid: string, time: number): void {
    this.players.get(uid)?.seek(time);
  }

  save(uid: string, name: string, mimeType: string): void {
    const stream = this.streams.get(uid);
    if (stream !== undefined) download(name, stream, mimeType);
  }

  forget(uids: readonly string[]): void {
    for (const uid of uids) {
      this.close(uid);
      this.streams.delete(uid);
    }
  }

  private tell(uid: string, video: HTMLVideoElement, time: number): void {
    const { duration, paused, videoHeight, videoWidth } = video;
    this.dispatch({
      kind: 'VideoShown',
      sop_instance_uid: uid,
      playing: !paused,
      time_s: time,
      duration_s: Number.isFinite(duration) ? duration : 0,
      rows: videoHeight,
      columns: videoWidth,
    });
  }
}
