import { expect, test } from 'vitest'
import { changesBetween } from '#web/ui/diff.ts'

test.each([
  ['nothing', { a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, []],
  ['a field', { a: 1 }, { a: 2 }, [{ path: 'a', before: 1, after: 2 }]],
  ['a new field', {}, { a: 2 }, [{ path: 'a', before: undefined, after: 2 }]],
  [
    'deep inside',
    { a: { b: { c: 1 } } },
    { a: { b: { c: null } } },
    [{ path: 'a.b.c', before: 1, after: null }],
  ],
  ['a list as a whole', { a: [1] }, { a: [1, 2] }, [{ path: 'a', before: [1], after: [1, 2] }]],
  [
    'a row of a list',
    { a: [{ n: 1 }] },
    { a: [{ n: 2 }] },
    [{ path: 'a.0.n', before: 1, after: 2 }],
  ],
  ['all of it', null, { a: 1 }, [{ path: '', before: null, after: { a: 1 } }]],
])('finds %s', (_, before, after, changes) => {
  expect(changesBetween(before, after)).toEqual(changes)
})
