import { expect, test } from 'vitest'
import { DatabaseFault } from '#platform/database-fault.ts'
import { GroupCommit, QueueFull } from '#platform/group-commit.ts'

const doubled = (items: readonly number[]) => Promise.resolve(items.map((one) => one * 2))

test('what comes while a batch is written is written together with what came with it', async () => {
  const batches: number[][] = []
  const together = new GroupCommit<number, number>(async (items) => {
    batches.push([...items])
    await new Promise((resolve) => setTimeout(resolve, 5))
    return doubled(items)
  })
  const first = together.add(1)
  await new Promise((resolve) => setTimeout(resolve, 1))
  expect(await Promise.all([first, together.add(2), together.add(3)])).toEqual([2, 4, 6])
  expect(await together.add(4)).toBe(8)
  expect(batches).toEqual([[1], [2, 3], [4]])
})

test('one that breaks its batch fails alone', async () => {
  const together = new GroupCommit<number, number>((items) =>
    items.includes(3) ? Promise.reject(new Error('three')) : doubled(items),
  )
  const settled = await Promise.allSettled([1, 2, 3, 4, 5].map((one) => together.add(one)))
  expect(settled.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual([
    2,
    4,
    'failed',
    8,
    10,
  ])
})

test('a database that is away fails all at once', async () => {
  let tries = 0
  const together = new GroupCommit<number, number>(() => {
    tries++
    return Promise.reject(new DatabaseFault('gone', undefined))
  })
  const settled = await Promise.allSettled([1, 2, 3].map((one) => together.add(one)))
  expect(settled.map((one) => one.status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(tries).toBe(1)
})

test('more than its bound is not taken on', async () => {
  const together = new GroupCommit<number, number>(doubled, { waiting: 2, batch: 1 })
  const [one, two, three] = await Promise.allSettled([1, 2, 3].map((n) => together.add(n)))
  expect([one?.status, two?.status]).toEqual(['fulfilled', 'fulfilled'])
  expect(three).toMatchObject({ status: 'rejected', reason: expect.any(QueueFull) })
})

test('a batch is of bounded size, and each gets its own answer', async () => {
  const sizes: number[] = []
  const together = new GroupCommit<number, number>(
    (items) => {
      sizes.push(items.length)
      return doubled(items)
    },
    { waiting: 100, batch: 3 },
  )
  const asked = Array.from({ length: 8 }, (_, n) => n)
  expect(await Promise.all(asked.map((n) => together.add(n)))).toEqual(asked.map((n) => n * 2))
  expect(sizes).toEqual([3, 3, 2])
})

test('where two may be written at a time, what comes while one is written waits for nobody', async () => {
  const batches: number[][] = []
  let open = 0
  let most = 0
  const together = new GroupCommit<number, number>(
    async (items) => {
      batches.push([...items])
      most = Math.max(most, ++open)
      await new Promise((resolve) => setTimeout(resolve, 5))
      open -= 1
      return doubled(items)
    },
    { waiting: 10, batch: 10, lanes: 2 },
  )
  const all: Promise<number>[] = []
  for (const one of [1, 2, 3, 4]) {
    all.push(together.add(one))
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
  }
  expect(await Promise.all(all)).toEqual([2, 4, 6, 8])
  expect([batches.slice(0, 2), most]).toEqual([[[1], [2]], 2])
})
