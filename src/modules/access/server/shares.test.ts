import { expect, test } from 'vitest'
import { trust } from '#radius/admit.ts'
import { Code } from '#radius/codes.ts'
import { Attr } from '#radius/numbers.ts'
import { Secret } from '#radius/secret.ts'
import { PacketWriter } from '#radius/writer.ts'
import { Front } from './front.ts'
import { mostOf, Shares } from './shares.ts'

/** Slices of a tenth of a second: who asks how often in each, and how much of it is worked on. */
function slices(load: number) {
  let now_ms = 0
  const shares = new Shares({ now_ms: () => now_ms, load: () => load })
  return (asking: Readonly<Record<string, number>>) => {
    const worked: Record<string, number> = {}
    const most = Math.max(...Object.values(asking))
    for (let n = 0; n < most; n++)
      for (const [name, count] of Object.entries(asking))
        if (n < count && shares.takes(name === 'strangers' ? null : name))
          worked[name] = (worked[name] ?? 0) + 1
    now_ms += 100
    return worked
  }
}

test('while there is time, everybody is answered, however much they ask', () => {
  const slice = slices(0.5)
  const asking = { wild: 5_000, calm: 5 }
  for (let n = 0; n < 5; n++) expect(slice(asking)).toEqual(asking)
})

test('while there is none, a sender gone wild has half of what is answered, and others all that they ask', () => {
  const slice = slices(1)
  const asking = { wild: 3_000, calm: 1_000 }
  // What comes at once after a pause is no flood yet.
  for (let n = 0; n < 3; n++) expect(slice(asking)).toEqual(asking)
  expect(slice(asking)).toEqual({ wild: 2_000, calm: 1_000 })
})

test.each([
  // What is answered in a slice, what others had of it in the slice before, and what one sender gets of the next.
  { answered: 4_000, byOthers: 0, most: 4_000 },
  { answered: 4_000, byOthers: 400, most: 3_600 },
  { answered: 4_000, byOthers: 1_999, most: 2_001 },
  { answered: 4_000, byOthers: 2_000, most: 2_000 },
  { answered: 4_000, byOthers: 3_600, most: 2_000 },
  { answered: 4_000, byOthers: null, most: 2_000 },
  { answered: 100, byOthers: 0, most: 200 },
])('of $answered, $byOthers of them by others: $most', ({ answered, byOthers, most }) => {
  expect(mostOf(answered, byOthers)).toBe(most)
})

/** A process that answers so many packets in a slice: what comes after them is lost, and what is refused costs nothing. */
function limitedTo(most: number) {
  let now_ms = 0
  let load = 0
  const shares = new Shares({ now_ms: () => now_ms, load: () => load })
  return (asking: Readonly<Record<string, number>>) => {
    const arrivals = Object.entries(asking)
      .flatMap(([name, count]) =>
        Array.from({ length: count }, (_, n) => ({ name, at: (n + 0.5) / count })),
      )
      .sort((one, other) => one.at - other.at)
    const answered: Record<string, number> = {}
    let all = 0
    for (const { name } of arrivals) {
      if (all === most) break
      if (!shares.takes(name)) continue
      all++
      answered[name] = (answered[name] ?? 0) + 1
    }
    now_ms += 100
    load = all / most
    return answered
  }
}

test.each([
  // Nine subscribers in ten behind one router, and everybody back at once.
  { asking: { big: 9_000, small: 100 }, least: { big: 750, small: 100 } },
  { asking: { big: 9_000, small: 400 }, least: { big: 450, small: 400 } },
  // More than its half is nobody promised who asks for more than there is.
  { asking: { big: 9_000, small: 1_000 }, least: { big: 420, small: 420 } },
  { asking: { big: 9_000, small: 50, other: 50 }, least: { big: 750, small: 50, other: 50 } },
  { asking: { big: 950, small: 20 }, least: { big: 800, small: 20 } },
])('of 1,000 that are answered in a slice, $asking have $least at least', ({ asking, least }) => {
  const slice = limitedTo(1_000)
  for (let n = 0; n < 10; n++) slice(asking)
  for (let n = 0; n < 50; n++) {
    const answered = slice(asking)
    for (const [name, count] of Object.entries(least))
      expect(answered[name], name).toBeGreaterThanOrEqual(count)
  }
})

test('when the crowd is gone, nobody is kept back any longer', () => {
  const slice = limitedTo(1_000)
  for (let n = 0; n < 20; n++) slice({ big: 9_000, small: 100 })
  for (let n = 0; n < 3; n++) slice({ big: 300, small: 100 })
  expect(slice({ big: 880, small: 10 })).toEqual({ big: 880, small: 10 })
})

test('who asks alone has it all, and everybody has a little whatever was answered before', () => {
  const slice = slices(1)
  for (let n = 0; n < 5; n++) expect(slice({ only: 4_000 })).toEqual({ only: 4_000 })
  for (let n = 0; n < 30; n++) slice({ one: 2, other: 2 })
  expect(slice({ one: 300, other: 100 })).toEqual({ one: 200, other: 100 })
})

test('strangers are one sender, whatever addresses they make up', () => {
  const slice = slices(1)
  const asking = { strangers: 4_000, router: 400 }
  for (let n = 0; n < 3; n++) slice(asking)
  expect(slice(asking)).toEqual({ strangers: 2_200, router: 400 })
})

test('what is over the share of a router is thrown away before it is looked at, and counted as that', () => {
  let now_ms = 0
  let asked = 0
  const secret = new Secret('siri')
  const dropped: (string | undefined)[] = []
  const front = new Front('authorize', {
    nasOf: ({ address }) => ({ id: address, trusts: [trust(secret)] }),
    authorize: () => {
      asked++
      return { code: Code.AccessReject, fill: () => undefined }
    },
    ...{ account: () => undefined, now_ms: () => now_ms, load: () => 1 },
    onDrop: ({ reason, nas }) => reason === 'over-share' && dropped.push(nas?.id),
    onFault: (error) => {
      throw error
    },
  })
  const writer = new PacketWriter()
  const logIn = (address: string, n: number) => {
    const login = writer.request(Code.AccessRequest, n % 256).text(Attr.UserName, `user-${n}`)
    front.receive(login.seal(secret), { address, key: `${address} ${n}`, send: () => undefined })
  }
  const slice = () => {
    for (let n = 0; n < 600; n++) logIn('wild', n)
    logIn('calm', 1)
    // Rubbish costs its sender as much.
    front.receive(Buffer.alloc(3), { address: 'wild', key: 'wild 0', send: () => undefined })
    now_ms += 100
  }
  for (let n = 0; n < 3; n++) slice()
  expect([asked, dropped.length, front.drops['too-short']]).toEqual([1_803, 0, 3])
  slice()
  expect([new Set(dropped), front.drops['too-short']]).toEqual([new Set(['wild']), 3])
  expect(asked + front.drops['over-share'] + 3).toBe(4 * 602)
  expect(front.drops['over-share']).toBe(300)
})
