/** A wrong command line: the message goes to stderr with the usage, exit code 2. */
export class UsageError extends Error {}

export const usage = {
  overread: `Usage: overread SUBCOMMAND [ARGUMENTS]

  read PATH... --out DIR     run the services on studies; write results.json and DICOM objects
  decode FILE --out FILE     stored values of a frame, or of all
  check DIR                  is this service package sound?
  phantom KIND --out DIR     a synthetic study with its truth
  cases --out DIR            the built-in teaching cases

overread SUBCOMMAND --help says more. Exit codes: 0, 1 (work failed), 2 (usage).
`,
  read: `Usage: overread read PATH... --out DIR [--services a,b] [--lang en|ru] [--models DIR]

Reads files, folders and ZIP archives (DICOM, PNG, JPEG), groups them into series and runs every
service on each series. In DIR it writes
  results.json       an array of overread-result/1, refusals included
  files.json         what became of each file: its UIDs, or why it could not be read
  *.sr.dcm           a TID 1500 report for every result with findings or measurements
  *.seg.dcm          the mask, where the service made one

  --services a,b     only these (default: all)
  --lang en|ru       language of the reports (default: en)
  --models DIR       folder of the service packages

A file that cannot be read is one line on stderr; the others are read all the same, and the exit code
is 1. A refusal is an answer, not a failure.
`,
  decode: `Usage: overread decode FILE [--frame N|all] --out FILE.raw

Writes the stored values of one frame (default: 1) or of all frames, one after the other:
little-endian, samples interleaved, no color conversion. FILE.raw.json beside it says how to read them.
`,
  check: `Usage: overread check DIR

Checks a service package: service.json, every file with its size and SHA-256, CARD.md, and that the
network loads and takes the inputs service.json names. One line for each thing wrong; exit code 1.
`,
  phantom: `Usage: overread phantom KIND [--seed N] --out DIR

KIND: spine, chest-ct. Writes the DICOM files and truth.json (overread-truth/1). The same seed (default:
1) gives the same bytes on every machine.
`,
  cases: `Usage: overread cases --out DIR [--recipes DIR] [ID...]

Makes the built-in teaching cases: DIR/<id>/case.json with its DICOM files. A case that is already
there and up to date is left alone.

  --recipes DIR      folder with <id>/recipe.json (default: server-stub/cases)
`,
} as const;
