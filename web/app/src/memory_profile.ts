/**
 * What this device gives the application: 2 GB on a desktop, 600 MB for the small profile, shared out as
 * core/app/memory_budget.hpp says.
 */
export interface MemoryProfile {
  budgetBytes: number;
  /** Decode workers, each with a module of its own. */
  workers: number;
  /** Files that were read and wait to be decoded: of the page's share. */
  heldBytes: number;
  /** The services' share. */
  serviceBytes: number;
  /** The share of all decode workers together. */
  decodeBytes: number;
  /** The largest file that is read whole: it is there twice while it goes into a module. */
  fileBytes: number;
  /** The largest frame: one must fit in the share of frames. */
  frameBytes: number;
}

/** What a browser says about the device it runs on. */
export interface DeviceHints {
  userAgent: string;
  maxTouchPoints: number;
  hardwareConcurrency: number;
  /** In GB, rounded; only Chromium tells. */
  deviceMemory?: number;
  /** Width of the screen's shorter side in CSS pixels. */
  shortSide: number;
}

type Device = Pick<MemoryProfile, 'budgetBytes' | 'workers' | 'heldBytes'>;

const largest: Device = { budgetBytes: 2e9, workers: 4, heldBytes: 64 * 1024 ** 2 };
const smallest: Device = { budgetBytes: 6e8, workers: 2, heldBytes: 16 * 1024 ** 2 };

const serviceShare = 0.6;
const decodeShare = 0.1;
const framesShare = 0.25;

/** A phone's shorter side; narrow windows on a desktop have the memory of the desktop. */
const phoneSide = 480;
const littleMemory = 2;

/** Safari ends a page long before its device is out of memory; an iPad calls itself a Mac with a touch screen. */
function isSmall({ userAgent, maxTouchPoints, deviceMemory, shortSide }: DeviceHints): boolean {
  const isApplesTablet = userAgent.includes('Macintosh') && maxTouchPoints > 1;
  if (/iPhone|iPad|iPod/.test(userAgent) || isApplesTablet) return true;
  if (deviceMemory !== undefined) return deviceMemory <= littleMemory;
  return shortSide <= phoneSide;
}

export function memoryProfile(hints: DeviceHints): MemoryProfile {
  const { budgetBytes, workers, heldBytes } = isSmall(hints) ? smallest : largest;
  return {
    budgetBytes,
    workers: Math.max(1, Math.min(workers, hints.hardwareConcurrency)),
    heldBytes,
    serviceBytes: budgetBytes * serviceShare,
    decodeBytes: budgetBytes * decodeShare,
    fileBytes: (budgetBytes * (serviceShare + decodeShare)) / 2,
    frameBytes: budgetBytes * framesShare,
  };
}

/** What the decode workers may hold together while services hold `serviceUsed` of their share. */
export function decodeLimit({ serviceBytes, decodeBytes }: MemoryProfile, serviceUsed: number): number {
  return decodeBytes + Math.max(0, serviceBytes - serviceUsed);
}

export function deviceHints(): DeviceHints {
  const { userAgent, maxTouchPoints, hardwareConcurrency } = navigator;
  const { deviceMemory } = navigator as { deviceMemory?: number };
  return {
    userAgent,
    maxTouchPoints,
    hardwareConcurrency,
    ...(deviceMemory === undefined ? {} : { deviceMemory }),
    shortSide: Math.min(screen.width, screen.height),
  };
}
