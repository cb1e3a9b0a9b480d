import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { countTests, type Count } from './count-tests.ts'

/**
 * Everything that must hold before a change is good, in one run: `npm test`. Each check counts as one, each test of
 * vitest as one. With arguments (`npm test -- src/platform`) only the tests whose paths match run, for a quick look.
 */
const CHECKS: { name: string; command: [string, ...string[]] }[] = [
  { name: 'types', command: ['tsc', '-p', 'tsconfig.json'] },
  { name: 'types of the web', command: ['tsc', '-p', 'tsconfig.web.json'] },
  {
    name: 'lint',
    command: [
      'oxlint',
      'src',
      'tools',
      'journeys',
      'bench',
      'bin',
      '--no-error-on-unmatched-pattern',
    ],
  },
  { name: 'format', command: ['oxfmt', '--check', '.'] },
  { name: 'dead code', command: ['knip'] },
  { name: 'web build', command: ['node', 'src/main/web-build.ts'] },
]

const CORES = 2

const filters = process.argv.slice(2)
const passed = filters.length > 0 ? [] : await inParallel(CHECKS, CORES)
const tests = await runTests(filters)
const total: Count = {
  passed: passed.filter(Boolean).length + tests.passed,
  failed: passed.filter((ok) => !ok).length + tests.failed,
}
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0

async function inParallel(checks: typeof CHECKS, lanes: number): Promise<boolean[]> {
  const waiting = [...checks]
  const results: boolean[] = []
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift())
      results.push(await runCheck(check))
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return results
}

async function runCheck({ name, command }: (typeof CHECKS)[number]): Promise<boolean> {
  const from = performance.now()
  const { code, said } = await run(command, 'pipe')
  const took_s = ((performance.now() - from) / 1000).toFixed(1)
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${took_s} s)`)
  if (code !== 0) console.log(`  ${command.join(' ')}\n${said.trimEnd()}\n`)
  return code === 0
}

async function runTests(paths: string[]): Promise<Count> {
  const dir = mkdtempSync(join(tmpdir(), 'kasi-check-'))
  const report = join(dir, 'report.json')
  try {
    const { code } = await run(
      [
        'vitest',
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...paths,
      ],
      'inherit',
    )
    return countTests(readReport(report), code)
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
      env: { ...process.env, PATH: path },
      stdio: ['ignore', output, output],
    })
    child.stdout?.on('data', (chunk) => (said += String(chunk)))
    child.stderr?.on('data', (chunk) => (said += String(chunk)))
    child.on('error', (error) => resolve({ code: 1, said: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, said }))
  })
}
