/**
 * Rounds a trained first stage to the few levels a knowledge file has, so that what is measured is what ships. Rounding
 * twice changes nothing.
 */
import { ZERO_WEIGHT } from '../../lib/matching/knowledge.ts';
import type { Linear, Network } from './learn.ts';

/** Linear weights below this are dropped: on left-out writers they change nothing, and two thirds are below. */
const FAINT = 0.15;

const largest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** The size of a step when steps are even. */
export const evenScale = (values: Float32Array): number => largest(values) / ZERO_WEIGHT;
/** The size of the first step when levels grow as squares: small weights are the many, and need the finer steps. */
export const rootScale = (values: Float32Array): number => largest(values) / ZERO_WEIGHT ** 2;

const roundEvenly = (values: Float32Array): Float32Array => {
  const scale = evenScale(values);
  return values.map((value) => Math.round(value / scale) * scale);
};

export function shrinkLinear(linear: Linear): Linear {
  const scale = rootScale(linear.weights);
  const weights = linear.weights.map((weight) =>
    Math.abs(weight) < FAINT ? 0 : Math.sign(weight) * Math.round(Math.sqrt(Math.abs(weight) / scale)) ** 2 * scale,
  );
  return { ...linear, weights };
}

export const shrinkNetwork = (network: Network): Network => ({
  ...network,
  weights: roundEvenly(network.weights),
  output: roundEvenly(network.output),
});
