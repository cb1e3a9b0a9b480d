import { join } from 'node:path'

/** Where accounting waits for the database, a directory for each process, and where lies what the database refused. */
export function spoolPlace({ home }: { home: string }): { root: string; aside: string } {
  return { root: join(home, 'radius-spool/waiting'), aside: join(home, 'radius-spool/refused') }
}
