/** What tries archives, and the limits, which it makes small. */
export { archiveLimits } from '../../web/intake/archive_limits.ts';
export { Archive } from '../../web/intake/archive.ts';
export { IntakeReader } from '../../web/cli/intake.ts';
