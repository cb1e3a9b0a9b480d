import { spawn } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/**
 * `npm run bench -- NAME`: runs `bench/NAME.ts`, which prints one JSON line last: our figures, those of a peer measured in
 * the same run, and their ratios. Without a name it says which there are, by the first sentence of each file.
 */
const names = globSync('*.ts', { cwd: import.meta.dirname })
  .map((file) => basename(file, '.ts'))
  .filter((name) => name !== 'run' && !name.endsWith('.test'))
  .toSorted()

const [name, ...more] = process.argv.slice(2)
if (name === undefined) list()
else if (names.includes(name)) run(name)
else {
  console.error(`There is no benchmark "${name}". There are: ${names.join(', ')}`)
  process.exitCode = 1
}

function list() {
  console.log('npm run bench -- NAME, where NAME is one of:\n')
  for (const each of names) console.log(`  ${each.padEnd(8)} ${aboutOf(each)}`)
}

function aboutOf(each: string): string {
  const [comment = ''] = /\/\*\*[^]*?\*\//.exec(readFileSync(fileOf(each), 'utf8')) ?? []
  const text = comment
    .replaceAll(/^\s*\/?\*+\/?/gm, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return text.split(/[.;] /)[0] ?? ''
}

function run(each: string) {
  const child = spawn(process.execPath, [fileOf(each), ...more], { stdio: 'inherit' })
  child.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
}

function fileOf(each: string): string {
  return join(import.meta.dirname, `${each}.ts`)
}
