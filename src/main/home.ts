import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { Trouble } from '#platform/trouble.ts'

/**
 * Makes Kasi's home (KASI_HOME, `.kasi` unless set) and returns its real path. Started as root the directory may be
 * passed through, though not listed, by others: PostgreSQL runs as an unprivileged OS user and has its data below.
 */
export function prepareHome(path: string): string {
  const home = resolve(path)
  try {
    mkdirSync(home, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    accessSync(home, constants.W_OK | constants.X_OK)
    return realpathSync(home)
  } catch (cause) {
    throw homeTrouble(home, cause as NodeJS.ErrnoException)
  }
}

/** Says in words why Kasi cannot keep its data where it was told to. */
export function homeTrouble(home: string, cause: NodeJS.ErrnoException): Trouble {
  const elsewhere = 'or set KASI_HOME to a directory on a disk that Kasi may write to.'
  switch (cause.code) {
    case 'EACCES':
    case 'EPERM':
      return new Trouble(
        `Kasi may not write to its home ${home}.`,
        `Give it to the OS user who starts Kasi (chown), ${elsewhere}`,
        { cause },
      )
    case 'EROFS':
      return new Trouble(
        `Kasi's home ${home} is on a read-only file system.`,
        `Mount it writable, ${elsewhere}`,
        { cause },
      )
    case 'ENOSPC':
    case 'EDQUOT':
      return new Trouble(
        `No space is left on the disk of Kasi's home ${home}.`,
        `Free some space (df -h ${home}), ${elsewhere}`,
        { cause },
      )
    case 'ENOTDIR':
    case 'EEXIST':
      return new Trouble(
        `Kasi's home ${home} is in the way of a file.`,
        `Move that file, ${elsewhere}`,
        { cause },
      )
    default:
      return new Trouble(
        `Kasi cannot use its home ${home}: ${cause.message}`,
        `Look at that path, ${elsewhere}`,
        { cause },
      )
  }
}
