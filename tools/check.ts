import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { countTests, slowestFiles, type Count } from './count-tests.ts'

/**
 * Everything that must hold before a change is good, in one run: `npm test`. Each check counts as one, each test of
 * vitest as one. With arguments (`npm test -- src/platform`) only the tests whose paths match run, for a quick look.
 */
type Check = {
  name: string
  command: [string, ...string[]]
  /** Whether its last line says what it looked at. */
  tells?: boolean
}
const CHECKS: Check[] = [
  { name: 'types', command: ['tsc', '-p', 'tsconfig.json'] },
  { name: 'types of the web', command: ['tsc', '-p', 'tsconfig.web.json'] },
  { name: 'lint', command: ['node', 'tools/lint.ts'], tells: true },
  { name: 'format', command: ['oxfmt', '--check', '.'] },
  { name: 'dead code', command: ['knip'] },
]
/** What the tests start, and what their browsers look at. */
const BUILD: Check = { name: 'build', command: ['node', 'bin/build.mjs'] }

/** Where `bin/lib.mjs` keeps it too. */
const COMPILED = join(process.cwd(), 'node_modules/.cache/node')

const filters = process.argv.slice(2)
const isWhole = filters.length === 0
// The checks go one after another beside the tests, which often wait for programs that they started.
const checks = isWhole ? inTurn(CHECKS) : Promise.resolve([])
const built = isWhole ? [await runCheck(BUILD)] : []
const { report, ...tests } = await runTests(filters)
const passed = [...built, ...(await checks)]
const total: Count = {
  passed: passed.filter(Boolean).length + tests.passed,
  failed: passed.filter((ok) => !ok).length + tests.failed,
}
if (isWhole) console.log(slowestFiles(report).join('\n'))
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0

async function inTurn(these: Check[]): Promise<boolean[]> {
  const results: boolean[] = []
  for (const check of these) results.push(await runCheck(check))
  return results
}

async function runCheck({ name, command, tells }: Check): Promise<boolean> {
  const from = performance.now()
  const { code, said } = await run(command, 'pipe')
  const took_s = ((performance.now() - from) / 1000).toFixed(1)
  const last = said.trimEnd().split('\n').at(-1)
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${took_s} s)${tells && last ? `: ${last}` : ''}`)
  if (code !== 0) console.log(`  ${command.join(' ')}\n${said.trimEnd()}\n`)
  return code === 0
}

async function runTests(paths: string[]): Promise<Count & { report: string | undefined }> {
  const dir = mkdtempSync(join(tmpdir(), 'kasi-check-'))
  const file = join(dir, 'report.json')
  try {
    const { code } = await run(
      [
        'vitest',
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
        ...paths,
      ],
      'inherit',
    )
    const report = readReport(file)
    return { ...countTests(report, code), report }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function readReport(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function run([command, ...args]: [string, ...string[]], output: 'pipe' | 'inherit') {
  return new Promise<{ code: number; said: string }>((resolve) => {
    let said = ''
    const path = `${join(process.cwd(), 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`
    const child = spawn(command, args, {
      env: { NODE_COMPILE_CACHE: COMPILED, ...process.env, PATH: path },
      stdio: ['ignore', output, output],
    })
    child.stdout?.on('data', (chunk) => (said += String(chunk)))
    child.stderr?.on('data', (chunk) => (said += String(chunk)))
    child.on('error', (error) => resolve({ code: 1, said: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, said }))
  })
}
