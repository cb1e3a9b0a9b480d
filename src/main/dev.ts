import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from '#platform/root.ts'
import { untilToldToStop } from './until-told.ts'

/**
 * `npm run dev`: the same Kasi, started again whenever a file that it has loaded changes, and Vite's own server for the
 * web, which shows changes without a reload and passes /api on.
 */
const told = untilToldToStop()
const kasi = launch(
  '--watch',
  '--watch-preserve-output',
  join(import.meta.dirname, 'start.ts'),
  '--no-web',
)
const vite = launch(join(ROOT, 'node_modules/vite/bin/vite.js'), '--clearScreen', 'false')
const why = await Promise.race([told, kasi.gone, vite.gone])
console.log(`Stopping (${why}) …`)
for (const { child } of [vite, kasi]) child.kill('SIGTERM')
await Promise.all([vite.gone, kasi.gone])
process.exit()

function launch(...args: string[]) {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' })
  const gone = new Promise<string>((done) =>
    child.once('exit', () => done(`the end of ${args.at(-1) ?? ''}`)),
  )
  return { child, gone }
}
