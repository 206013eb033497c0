/** What this device gives the application. ARCHITECTURE: 2 GB on a desktop, 600 MB for the small profile. */
export interface MemoryProfile {
  budgetBytes: number;
  /** Decode workers, each with a module of its own. */
  workers: number;
  /** A decode worker that grew beyond this is replaced when it is idle. */
  workerLimitBytes: number;
  /** Files that were read and wait to be decoded. */
  heldBytes: number;
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

const largest: MemoryProfile = { budgetBytes: 2e9, workers: 4, workerLimitBytes: 768 * 1024 ** 2, heldBytes: 64 * 1024 ** 2 };
const smallest: MemoryProfile = { budgetBytes: 6e8, workers: 2, workerLimitBytes: 128 * 1024 ** 2, heldBytes: 16 * 1024 ** 2 };

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
  const profile = isSmall(hints) ? smallest : largest;
  return { ...profile, workers: Math.max(1, Math.min(profile.workers, hints.hardwareConcurrency)) };
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
