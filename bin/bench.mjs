#!/usr/bin/env node
// npm run bench -- NAME: runs one benchmark. See bench/run.ts.
import { ensureInstalled, runOnNode26 } from './lib.mjs'

await ensureInstalled()
await runOnNode26('bench/run.ts')
