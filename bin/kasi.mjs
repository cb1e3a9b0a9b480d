#!/usr/bin/env node
// The command `kasi`. See src/main/cli.ts.
import { refuseUnlessInstalled, runOnNode26 } from './lib.mjs'

refuseUnlessInstalled()
await runOnNode26('src/main/cli.ts')
