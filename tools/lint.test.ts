import { expect, test } from 'vitest'
import { passed, toLint } from './lint.ts'

const TREE = new Map([
  ['src/kernel/money.ts', 'export const cents = 1n'],
  ['src/modules/a.ts', `import { cents } from '#kernel/money.ts'\nexport const a = cents`],
  ['src/modules/b.ts', `import type { a } from './a.ts'\nexport type B = typeof a`],
  ['src/modules/c.ts', 'export const c = 1'],
  ['docs/page.md', '# A page'],
])
const ALL = [...TREE.keys()].filter((path) => path.endsWith('.ts'))
const BEFORE = passed(TREE, 'rules')
const changed = (path: string, text = 'export const other = 1') => new Map([...TREE, [path, text]])
const without = (path: string) => new Map([...TREE].filter(([each]) => each !== path))

test.for([
  ['nothing changed', TREE, []],
  ['a file nobody imports', changed('src/modules/c.ts'), ['src/modules/c.ts']],
  [
    'a file imported for its type',
    changed('src/modules/a.ts'),
    ['src/modules/a.ts', 'src/modules/b.ts'],
  ],
  ['what all of those stand on', changed('src/kernel/money.ts'), ALL.slice(0, 3)],
  ['a new file', changed('src/modules/d.ts'), ['src/modules/d.ts']],
  ['a file that is gone', without('src/modules/a.ts'), ['src/modules/b.ts']],
  ['no script', changed('docs/page.md'), []],
  ['a declaration for everybody', changed('src/web/env.d.ts'), [...ALL, 'src/web/env.d.ts']],
] as const)('looked at is what changed and all that imports it: %s', ([, tree, paths]) => {
  expect(toLint(tree, BEFORE, 'rules')).toEqual(paths)
})

test('everything is looked at where it never passed, and after other rules', () => {
  expect(toLint(TREE, undefined, 'rules')).toEqual(ALL)
  expect(toLint(TREE, BEFORE, 'other rules')).toEqual(ALL)
})
