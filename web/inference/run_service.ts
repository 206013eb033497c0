import type { Engine, ServiceOutcome } from 'overread-core/engine';
import { Network } from './network.js';
import type { NetworkOptions } from './network.js';
import type { LoadedService } from './service_package.js';

/** Steps of a run, as the application names them. */
export type RunStep = 'loading-model' | 'preparing' | 'inferring' | 'measuring';

/** Runs services and keeps their networks loaded between runs. */
export class ServiceRunner {
  private readonly networks = new Map<string, Network>();

  constructor(
    private readonly engine: Engine,
    private readonly options: NetworkOptions,
  ) {}

  /**
   * Runs one service on the instances of one series.
   *
   * @param files The instances' bytes, in any order.
   */
  async run(
    service: LoadedService,
    files: Iterable<Uint8Array>,
    onStep: (step: RunStep) => void = () => undefined,
  ): Promise<ServiceOutcome> {
    const started = performance.now();
    onStep('preparing');
    const begun = this.engine.beginService(service.json, files);
    if ('outcome' in begun) {
      return withTimes(begun.outcome, 'builtin', performance.now() - started);
    }
    try {
      onStep('loading-model');
      const network = await this.network(service);
      onStep('inferring');
      const outputs = await network.run(begun.tensors);
      onStep('measuring');
      const outcome = this.engine.finishService(begun.run, outputs);
      return withTimes(outcome, network.backend, performance.now() - started);
    } catch (error) {
      this.engine.dropService(begun.run);
      throw error;
    }
  }

  private async network(service: LoadedService): Promise<Network> {
    const { id } = service.description;
    let network = this.networks.get(id);
    if (network === undefined) {
      if (service.model === undefined) throw new Error(`${id} was loaded without its network`);
      network = await Network.create(service.model, this.options);
      this.networks.set(id, network);
    }
    return network;
  }
}

function withTimes(outcome: ServiceOutcome, backend: string, durationMs: number): ServiceOutcome {
  return {
    ...outcome,
    result: { ...outcome.result, backend, duration_ms: Math.round(durationMs * 10) / 10 },
  };
}
