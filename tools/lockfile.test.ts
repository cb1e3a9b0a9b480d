import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Lockfile, prune, unpinnedOptional } from './lockfile.ts'

test('npm ci accepts our lockfile: every optional package it names is pinned', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lockfile
  expect(unpinnedOptional(lock), 'run: node tools/lockfile.ts').toEqual([])
})

test('an optional package without an entry is found and pruned, one that a folder above pins is not', () => {
  const lock: Lockfile = {
    packages: {
      '': {},
      'node_modules/pinned': {},
      'node_modules/a': { optionalDependencies: { pinned: '1.0.0', 'a-for-mars': '1.0.0' } },
      'node_modules/a/node_modules/b': { optionalDependencies: { 'b-for-mars': '1.0.0' } },
    },
  }
  expect(unpinnedOptional(lock).map((one) => one.name)).toEqual(['a-for-mars', 'b-for-mars'])
  expect(prune(lock)).toBe(2)
  expect(unpinnedOptional(lock)).toEqual([])
  expect(lock.packages['node_modules/a']).toEqual({ optionalDependencies: { pinned: '1.0.0' } })
})
