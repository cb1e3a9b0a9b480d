#!/usr/bin/env node
// npm test: installs what is missing and runs every check. See tools/check.ts.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureDebianPackages } from './debian.mjs'
import { ensureInstalled, root, runOnNode26 } from './lib.mjs'

// Nothing is skipped in silence: what the tests need is installed when we may, else this says how and fails.
const needed = readFileSync(join(root, 'tools/debian-packages.txt'), 'utf8')
  .split('\n')
  .map((line) => line.replace(/#.*/, '').trim())
  .filter((line) => line !== '')
ensureDebianPackages(needed, 'The tests need')
await ensureInstalled()
await runOnNode26('tools/check.ts')
