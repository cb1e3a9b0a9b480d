#!/usr/bin/env node
// npm run simulate -- --seed N --months M: lets a town live on the engine. See tools/simulate.ts.
import { ensureInstalled, runOnNode26 } from './lib.mjs'

await ensureInstalled()
await runOnNode26('tools/simulate.ts')
