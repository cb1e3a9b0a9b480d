import { readFileSync, writeFileSync } from 'node:fs'

type Entry = { optionalDependencies?: Record<string, string> }
export type Lockfile = { packages: Record<string, Entry> }

/**
 * Optional dependencies that the lockfile names but does not pin: mostly binaries for other operating systems that a
 * registry did not offer when the lockfile was made. `npm ci` refuses such a lockfile on every machine.
 */
export function unpinnedOptional(lock: Lockfile): { in: string; name: string }[] {
  return Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {})
        .filter((name) => !resolves(lock, path, name))
        .map((name) => ({ in: path, name })),
    )
}

/** Looks where Node.js would: beside the package, then in every folder above it. */
function resolves(lock: Lockfile, from: string, name: string): boolean {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (`${at === '' ? '' : `${at}/`}node_modules/${name}` in lock.packages) return true
    if (at === '') return false
  }
}

/** Run after every `npm install` that changes the lockfile: `node tools/lockfile.ts`. */
export function prune(lock: Lockfile): number {
  const unpinned = unpinnedOptional(lock)
  for (const { in: path, name } of unpinned) {
    const entry = lock.packages[path]
    delete entry?.optionalDependencies?.[name]
    if (entry && Object.keys(entry.optionalDependencies ?? {}).length === 0)
      delete entry.optionalDependencies
  }
  return unpinned.length
}

if (import.meta.main) {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lockfile
  const removed = prune(lock)
  writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
  console.log(
    `${removed} optional packages that no registry entry pins were removed from package-lock.json`,
  )
}
