/**
 * Chance that can be had again: everything that happens in a town follows from its seed. Each townsperson draws from a
 * stream of their own, so that one of them can be played again without the others.
 */
export type Chance = {
  /** From `least` to `most`, both included. */
  whole(least: number, most: number): number
  /** True in so many of a hundred draws. */
  percent(share: number): boolean
  pick<const T>(from: readonly [T, ...T[]]): T
}

const MASK = (1n << 64n) - 1n

/** SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
export function chanceOf(seed: number, stream: string): Chance {
  let state = BigInt(seed)
  for (const letter of stream) state = mixed(state ^ BigInt(letter.codePointAt(0) ?? 0))
  const draw = () => {
    state = (state + 0x9e3779b97f4a7c15n) & MASK
    return mixed(state)
  }
  const whole = (least: number, most: number) => least + Number(draw() % BigInt(most - least + 1))
  return {
    whole,
    percent: (share) => whole(1, 100) <= share,
    pick: (from) => from[whole(0, from.length - 1)] ?? from[0],
  }
}

function mixed(given: bigint): bigint {
  let z = given & MASK
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK
  return z ^ (z >> 31n)
}
