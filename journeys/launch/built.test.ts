import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { launch, ROOT } from './launched.ts'

const base = mkdtempSync(join(tmpdir(), 'kasi-built-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

/** A checkout with Kasi's own launcher and packages, and a Kasi of three files that says which of them runs. */
function newCheckout(name: string) {
  const dir = join(base, name)
  mkdirSync(join(dir, 'src/main'), { recursive: true })
  for (const each of ['bin', 'package.json', 'package-lock.json'])
    cpSync(join(ROOT, each), join(dir, each), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(dir, 'node_modules'))
  const write = (path: string, text: string) => writeFileSync(join(dir, 'src/main', path), text)
  const says = `console.log(\`\${word} by \${import.meta.dirname.includes('/dist/') ? 'few' : 'its own'}\`)`
  write('start.ts', `import { word } from './word.ts'\n${says}`)
  write('cli.ts', `import { word } from './word.ts'\n${says}`)
  write('word.ts', `export const word: string = 'hello'`)
  const run = async (program: string) => {
    const ran = launch([process.execPath, join('bin', program)], { cwd: dir })
    expect(await ran.ended).toBe(0)
    return ran.said()
  }
  const made = () => readdirSync(join(dir, 'dist')).filter((each) => each.startsWith('server-'))
  return { dir, write, run, made }
}

test('what was made of the server runs, until a source is another; the next start makes it anew', async () => {
  const { dir, write, run, made } = newCheckout('changed')
  expect(await run('kasi.mjs')).toContain('hello by its own')
  expect(await run('start.mjs')).toContain('hello by few')
  expect(await run('kasi.mjs')).toContain('hello by few')

  write('word.ts', `export const word: string = 'jambo'`)
  expect(await run('kasi.mjs')).toContain('jambo by its own')
  expect(await run('start.mjs')).toContain('jambo by few')

  const [first] = made()
  utimesSync(join(dir, 'src/main/word.ts'), 1, 1)
  expect(await run('start.mjs')).toContain('jambo by few')
  expect(made(), 'a copy with other times is the same source').toContain(first)
  for (const word of ['one', 'two', 'three']) {
    write('word.ts', `export const word: string = '${word}'`)
    await run('start.mjs')
  }
  expect(made(), 'those from which an older one may still run').toHaveLength(3)
})

test('of two that start at once both run, and nothing half is left', async () => {
  const { run } = newCheckout('two')
  const said = await Promise.all([run('start.mjs'), run('start.mjs')])
  for (const each of said) expect(each).toContain('hello by few')
  expect(await run('kasi.mjs')).toContain('hello by few')
})

test('where it cannot be made, a line says why, and the sources run', async () => {
  const { dir, write, run } = newCheckout('broken')
  write(
    'start.ts',
    `import { word } from './word.ts'\nconsole.log(word, await import('./gone.ts').catch(() => 'all the same'))`,
  )
  expect(await run('start.mjs')).toMatch(
    /Running from the sources, which starts slower: [^]*gone\.ts[^]*hello all the same/,
  )
  rmSync(join(dir, 'dist'), { recursive: true, force: true })
  // Where even the owner of all may not write: a file stands in the way.
  writeFileSync(join(dir, 'dist'), '')
  chmodSync(join(dir, 'dist'), 0o400)
  expect(await run('start.mjs')).toMatch(/Running from the sources[^]*dist[^]*hello all the same/)
})

test('a source that was changed while they were read is not taken for what was made', async () => {
  const { dir, run, made } = newCheckout('meanwhile')
  appendFileSync(
    join(dir, 'bin/build-server.mjs'),
    `const { writeFileSync } = await import('node:fs')
    writeFileSync('src/main/word.ts', "export const word: string = 'changed'")`,
  )
  expect(await run('start.mjs')).toContain('changed by its own')
  expect(await run('kasi.mjs')).toContain('changed by its own')
  expect(made(), 'what nobody will run').toEqual([])
})
