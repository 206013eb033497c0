import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CoreError } from 'overread-core';
import type { Engine, InstanceHeader, ServiceOutcome, ServiceResult } from 'overread-core/engine';
import { ServiceRunner } from '../inference/run_service.js';
import type { LoadedService } from '../inference/service_package.js';
import { loadService } from '../inference/service_package.js';
import { complain, defaultModels, engine, networkOptions, reasonOf, say } from './environment.js';
import { folderSource, packageIds } from './folder_source.js';
import type { Instance } from './intake.js';
import { IntakeReader } from './intake.js';
import { ObjectNames } from './object_names.js';
import { UsageError } from './usage.js';

interface Options {
  paths: string[];
  out: string;
  services: string[] | undefined;
  language: string;
  models: string;
}

function options(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      services: { type: 'string' },
      lang: { type: 'string', default: 'en' },
      models: { type: 'string', default: defaultModels },
    },
  });
  if (positionals.length === 0) throw new UsageError('read needs at least one PATH');
  if (values.out === undefined) throw new UsageError('read needs --out DIR');
  if (values.lang !== 'en' && values.lang !== 'ru') throw new UsageError('--lang is en or ru');
  return {
    paths: positionals,
    out: values.out,
    services: values.services?.split(',').filter((id) => id !== ''),
    language: values.lang,
    models: values.models,
  };
}

async function loadServices(core: Engine, { services, models }: Options) {
  const available = await packageIds(models);
  const wanted = services ?? available;
  const unknown = wanted.filter((id) => !available.includes(id));
  if (unknown.length > 0) {
    throw new UsageError(`no such service: ${unknown.join(', ')} (there are: ${available.join(', ')})`);
  }
  const loaded: LoadedService[] = [];
  let failures = 0;
  for (const id of wanted) {
    try {
      loaded.push(await loadService(core, folderSource(join(models, id))));
    } catch (error) {
      failures += 1;
      complain(`service ${id} is not loaded: ${reasonOf(error)}`);
    }
  }
  return { loaded, failures };
}

function failedResult(service: LoadedService, series: Instance[], error: unknown): ServiceResult {
  const { id, version, evidence, files } = service.description;
  const first = series[0]?.header;
  return {
    schema: 'overread-result/1',
    service: {
      id,
      version,
      model_sha256: files.find(({ role }) => role === 'model')?.sha256 ?? '',
      evidence,
    },
    input: {
      study_instance_uid: first?.study_instance_uid ?? '',
      series_instance_uid: first?.series_instance_uid ?? '',
      sop_instance_uids: series.map(({ header }) => header.sop_instance_uid),
    },
    status: 'failed',
    reason: {
      code: error instanceof CoreError ? error.code : 'internal',
      text: reasonOf(error),
    },
    backend: service.description.backend === 'onnx' ? 'wasm' : 'builtin',
    duration_ms: 0,
    measurements: [],
    grades: [],
    findings: [],
  };
}

/** The same result with its mask regions pointing to the file beside it. */
function pointingTo(file: string, result: ServiceResult): ServiceResult {
  const findings = result.findings?.map((finding) => ({
    ...finding,
    regions: finding.regions.map((region) =>
      region.kind === 'mask' ? { ...region, mask: file } : region,
    ),
  }));
  return findings === undefined ? result : { ...result, findings };
}

/** Writes the DICOM objects of one outcome and gives the result as it goes into results.json. */
async function writeObjects(
  core: Engine,
  { result, mask }: ServiceOutcome,
  headers: InstanceHeader[],
  names: ObjectNames,
  { out, language }: Options,
): Promise<ServiceResult> {
  if (result.status !== 'findings' && result.status !== 'no-findings') return result;
  const name = names.next(result.service.id, result.input.series_instance_uid);
  const now = new Date().toISOString();
  const origin = {
    date: now.slice(0, 10).replaceAll('-', ''),
    time: now.slice(11, 19).replaceAll(':', ''),
    uidSeed: `${name} ${result.input.series_instance_uid} ${now}`,
  };
  const maskFile = `${name}.seg.dcm`;
  const written = mask === undefined ? result : pointingTo(maskFile, result);
  const report = core.structuredReport(
    written,
    headers,
    language,
    origin,
    mask === undefined ? undefined : maskFile,
  );
  await writeFile(join(out, `${name}.sr.dcm`), report);
  if (mask !== undefined) {
    await writeFile(join(out, maskFile), core.segmentation(written, mask, headers, origin));
  }
  return written;
}

/** `overread read`: every service on every series. */
export async function read(args: string[]): Promise<number> {
  const wanted = options(args);
  const core = await engine();
  const { loaded, failures: unloaded } = await loadServices(core, wanted);
  await mkdir(wanted.out, { recursive: true });
  const intake = await new IntakeReader(core).read(wanted.paths);
  const byUid = new Map(intake.instances.map((one) => [one.header.sop_instance_uid, one]));
  const groups = core.groupSeries(intake.instances.map(({ header }) => header));

  const runner = new ServiceRunner(core, networkOptions);
  const names = new ObjectNames();
  const results: ServiceResult[] = [];
  let failures = intake.failures + unloaded;
  for (const group of groups) {
    const series = group.sopInstanceUids.map((uid) => byUid.get(uid) as Instance);
    const headers = series.map(({ header }) => header);
    const files = await Promise.all(series.map(({ bytes }) => bytes()));
    for (const service of loaded) {
      try {
        const outcome = await runner.run(service, files);
        results.push(await writeObjects(core, outcome, headers, names, wanted));
        if (outcome.result.status === 'failed') failures += 1;
      } catch (error) {
        failures += 1;
        complain(`${series[0]?.path ?? ''}: ${service.description.id}: ${reasonOf(error)}`);
        results.push(failedResult(service, series, error));
      }
    }
  }
  await writeFile(join(wanted.out, 'results.json'), `${JSON.stringify(results, null, 1)}\n`);
  await writeFile(join(wanted.out, 'files.json'), `${JSON.stringify(intake.records, null, 1)}\n`);
  say(
    `${intake.instances.length} instances, ${groups.length} series, ${results.length} results in ${wanted.out}`,
  );
  return failures === 0 ? 0 : 1;
}
