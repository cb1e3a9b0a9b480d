import { whyNot } from '../ports.ts'

/** Where the simulated outside of a demo listens on this machine. */
export type DemoPorts = {
  readonly texts: number
  readonly mpesa: number
  readonly google: number
  /** Where its routers take changes, and where the first has its API. */
  readonly changes: number
  readonly api: number
}

export const USUAL: DemoPorts = {
  ...{ texts: 28_730, mpesa: 28_740, google: 28_750 },
  ...{ changes: 23_799, api: 28_728 },
}
const STEP = 100
const DEMOS_MAX = 20

/** The usual ones, or the next that are free together: beside another demo on this machine each has its own. */
export async function choosePorts(): Promise<DemoPorts> {
  for (let n = 0; n < DEMOS_MAX; n++) {
    const ports = {
      texts: USUAL.texts + n * STEP,
      mpesa: USUAL.mpesa + n * STEP,
      google: USUAL.google + n * STEP,
      changes: USUAL.changes + n * STEP,
      api: USUAL.api + n * STEP,
    }
    const { changes, ...tcp } = ports
    const all = [
      { protocol: 'udp' as const, port: changes },
      ...Object.values(tcp).map((port) => ({ protocol: 'tcp' as const, port })),
    ]
    const inTheWay = await Promise.all(all.map((port) => whyNot({ host: '127.0.0.1', ...port })))
    if (inTheWay.every((why) => why === undefined)) return ports
  }
  return USUAL
}
