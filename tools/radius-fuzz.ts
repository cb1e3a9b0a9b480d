import { fuzz } from '../src/radius/testing/fuzz.ts'

/**
 * `node tools/radius-fuzz.ts [packets] [seed]`: feeds millions of nearly right packets to the RADIUS protocol and prints, a
 * hundred thousand at a time, how fast that goes and how much memory is held. The same seed makes the same packets.
 */
if (import.meta.main) {
  const packets = Number(process.argv[2] ?? 1_000_000)
  const seed = Number(process.argv[3] ?? 1)
  const slice = 100_000
  for (let done = 0; done < packets; done += slice) {
    const start = performance.now()
    const { parsed, admitted } = fuzz(seed + done, Math.min(slice, packets - done))
    const rate = Math.round((slice / (performance.now() - start)) * 1000)
    const heap_mb = Math.round(process.memoryUsage().heapUsed / 1e6)
    console.log(`${done + slice}: ${parsed} parsed, ${admitted} admitted, ${rate}/s, ${heap_mb} MB`)
  }
}
