import { system } from '#kernel/actor.ts'
import type { Units } from '#platform/tx.ts'
import { forgetSpool, spoolPosition } from '../../store/spool.ts'
import type { Picture } from '../picture.ts'
import type { Recorder } from '../recorder.ts'
import type { SpoolOptions } from './options.ts'
import { Spool } from './spool.ts'

const ORIGIN = { actor: system('radius'), name: 'access.bring-in-accounting' }

/** The spool of a process that answers RADIUS: what waits in it goes the way of all records. */
export function openSpool(
  place: Pick<SpoolOptions, 'root' | 'aside' | 'claim'>,
  recorder: Recorder,
  about: Pick<SpoolOptions, 'vault' | 'onTrouble'> & {
    readonly units: Pick<Units, 'unit' | 'read'>
    readonly picture: Picture
  },
): Spool {
  const { units, vault, onTrouble, picture } = about
  return new Spool({
    ...{ ...place, vault, onTrouble },
    max_bytes: () => picture.policy.spool_bytes,
    write: (entries, mark) => recorder.write(entries, mark),
    position: (spool) => units.read(ORIGIN, (read) => spoolPosition(read, spool)),
    forget: (spool) => units.unit(ORIGIN, (tx) => forgetSpool(tx, spool)),
    onKept: (entries) => entries.forEach((entry) => recorder.note(entry)),
  })
}
