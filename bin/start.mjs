#!/usr/bin/env node
// npm start: installs what is missing and starts Kasi on this machine. See src/main/start.ts.
import { ensureInstalled, runOnNode26 } from './lib.mjs'

await ensureInstalled(process.env.NODE_ENV === 'production' ? 'production' : 'all')
await runOnNode26('src/main/start.ts')
