#!/usr/bin/env node
// npm test: installs what is missing and runs every check. See tools/check.ts.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, giveUp, root, runOnNode26 } from './lib.mjs'

ensureDebianPackages()
await ensureInstalled()
await runOnNode26('tools/check.ts')

/** Nothing is skipped in silence: what the tests need is installed when we may, else this says how and fails. */
function ensureDebianPackages() {
  const wanted = readFileSync(join(root, 'tools/debian-packages.txt'), 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
  const missing = wanted.filter((name) => !isDebianPackageInstalled(name))
  if (missing.length === 0) return
  const command = `apt-get install --yes --no-install-recommends ${missing.join(' ')}`
  if (process.getuid() !== 0)
    giveUp(
      `The tests need Debian packages that are missing: ${missing.join(', ')}.`,
      `Run: sudo ${command}`,
    )
  console.error(`Installing the Debian packages that the tests need: ${missing.join(', ')}`)
  const patient = ['-qq', '-o', 'DPkg::Lock::Timeout=600']
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', [...patient, 'update'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const args = [...patient, 'install', '--yes', '--no-install-recommends', ...missing]
  const { status, error } = spawnSync('apt-get', args, {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0)
    giveUp(
      `apt-get could not install ${missing.join(', ')}${error ? ` (${error.message})` : ''}.`,
      `Run by hand and see why: ${command}`,
    )
}

function isDebianPackageInstalled(name) {
  const { stdout } = spawnSync('dpkg-query', ['--show', '--showformat=${db:Status-Status}', name], {
    encoding: 'utf8',
  })
  return stdout === 'installed'
}
