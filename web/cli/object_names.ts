/** Names of the DICOM objects of results, without extension: all in one folder, no two alike. */
export class ObjectNames {
  private readonly given = new Set<string>();

  next(serviceId: string, seriesInstanceUid: string): string {
    // A file may say anything where its UID should be, a path to somewhere else included.
    const base = `${serviceId}_${seriesInstanceUid.replace(/[^0-9.]/g, '_').slice(0, 64)}`;
    let name = base;
    // One series can hold several stacks, each with its own results.
    for (let number = 2; this.given.has(name); ++number) name = `${base}_${number}`;
    this.given.add(name);
    return name;
  }
}
