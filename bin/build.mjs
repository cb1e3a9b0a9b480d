#!/usr/bin/env node
// npm run build: what the first start would build otherwise, the server (bin/built.mjs) and the web (src/main/web-build.ts).
import { ensureBuilt, refuseUnlessInstalled, runOnNode26 } from './lib.mjs'

refuseUnlessInstalled()
await ensureBuilt()
await runOnNode26('src/main/build.ts')
