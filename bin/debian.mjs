// What the machine itself must have: packages of Debian, installed when we may, else named with the command to run.
import { spawnSync } from 'node:child_process'
import { giveUp } from './give-up.mjs'

/** Installs these; `need` says who needs them: “The tests need”. */
export function ensureDebianPackages(names, need) {
  const missing = names.filter((name) => !isInstalled(name))
  if (missing.length === 0) return
  const list = missing.join(', ')
  const command = `apt-get install --yes --no-install-recommends ${missing.join(' ')}`
  if (process.getuid() !== 0)
    giveUp(`${need} Debian packages that are missing: ${list}.`, `Run: sudo ${command}`)
  console.error(`${need} Debian packages that are missing. Installing them: ${list}`)
  const patient = ['-qq', '-o', 'DPkg::Lock::Timeout=600']
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const stdio = ['ignore', 'ignore', 'inherit']
  spawnSync('apt-get', [...patient, 'update'], { env, stdio })
  const args = [...patient, 'install', '--yes', '--no-install-recommends', ...missing]
  const { status, error } = spawnSync('apt-get', args, { env, stdio })
  if (status !== 0)
    giveUp(
      `apt-get could not install ${list}${error ? ` (${error.message})` : ''}.`,
      `Run by hand and see why: ${command}`,
    )
}

function isInstalled(name) {
  const args = ['--show', '--showformat=${db:Status-Status}', name]
  return spawnSync('dpkg-query', args, { encoding: 'utf8' }).stdout === 'installed'
}

/**
 * Node.js 26 is linked with libatomic, which a small Debian is without; npm cannot even install the packages then, since
 * their own steps run on it. Elsewhere the linker says which library is missing.
 */
export function ensureLibraries() {
  const known = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).stdout
  if (!known || known.includes('libatomic.so.1')) return
  const hasApt = spawnSync('apt-get', ['--version']).status === 0
  if (hasApt) return ensureDebianPackages(['libatomic1'], 'Node.js 26 needs')
  giveUp(
    'Node.js 26 needs the library libatomic.so.1, which this machine does not have.',
    'Install the package that brings it (libatomic1, or libatomic) and start again.',
  )
}
