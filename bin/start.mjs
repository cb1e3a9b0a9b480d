#!/usr/bin/env node
// npm start: installs what is missing and starts Kasi on this machine. See src/main/start.ts; with --dev, src/main/dev.ts.
import { ensureBuilt, ensureInstalled, runOnNode26 } from './lib.mjs'

await ensureInstalled(process.env.NODE_ENV === 'production' ? 'production' : 'all')
const [first, ...rest] = process.argv.slice(2)
if (first === '--dev') await runOnNode26('src/main/dev.ts', rest)
else {
  await ensureBuilt()
  await runOnNode26('src/main/start.ts')
}
