import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { refusals } from '#web/i18n/sw/refusals.ts'

const SRC = join(import.meta.dirname, '../..')
const DECLARED = /refusal\(\s*'([a-z_-]+)\.([a-z_]+)',\s*\d+,\s*'((?:[^'\\]|\\.)*)'/g

/** Every refusal that any room declares: room, name and its English sentence. */
const declared = globSync('**/refusals.ts', { cwd: SRC })
  .filter((file) => !file.startsWith('web/'))
  .flatMap((file) => [...readFileSync(join(SRC, file), 'utf8').matchAll(DECLARED)])
  .map(([, room = '', name = '', sentence = '']) => ({ room, name, sentence }))

const known: Readonly<Record<string, Readonly<Record<string, string>>>> = refusals
const names = (sentence: string, braces: RegExp) =>
  [...sentence.matchAll(braces)].map(([, name]) => name)

test('every refusal is said in Swahili', () => {
  expect(declared.length).toBeGreaterThan(50)
  const missing = declared
    // Where the whole sentence is a fact, there is nothing to say again.
    .filter(({ sentence }) => !/^\{\w+\}$/.test(sentence))
    .filter(({ room, name }) => known[room]?.[name] === undefined)
    .map(({ room, name }) => `${room}.${name}`)
  expect(missing).toEqual([])
})

test('Swahili asks for no fact that the refusal does not carry', () => {
  const strange = declared.filter(({ room, name, sentence }) => {
    const facts = names(sentence, /\{(\w+)\}/g)
    return names(known[room]?.[name] ?? '', /\{\{(\w+)\}\}/g).some((fact) => !facts.includes(fact))
  })
  expect(strange).toEqual([])
})

test('no sentence is left of a refusal that is gone', () => {
  const alive = new Set(declared.map(({ room, name }) => `${room}.${name}`))
  const gone = Object.entries(known).flatMap(([room, said]) =>
    Object.keys(said)
      .map((name) => `${room}.${name}`)
      .filter((code) => !alive.has(code)),
  )
  expect(gone).toEqual([])
})
