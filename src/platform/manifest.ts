import type { Permission } from '#kernel/endpoint.ts'
import type { Enclosure } from '#platform/enclosures.ts'
import type { EventType, Reaction } from '#platform/events.ts'
import type { Hook } from '#platform/hooks.ts'
import type { Reconciler, Schedule, Worker } from '#platform/jobs.ts'
import type { Page } from '#platform/pages.ts'
import type { Route } from '#platform/serve.ts'
import type { Setting } from '#platform/settings.ts'
import type { MessageTemplate } from '#platform/templates.ts'
import type { Read } from '#platform/tx.ts'

/** Something that must always be true; checked in tests, in simulation and in production every 15 minutes. */
export type Invariant = {
  readonly name: `${string}.${string}`
  readonly sentence: string
  /** Each string names one violation, in words that staff can act on; at most 100. */
  readonly violations: (read: Read) => Promise<string[]>
}

/** One whose statement gives a row with a sentence for each violation; a hundred are enough to act on. */
export function invariant(
  name: Invariant['name'],
  sentence: string,
  wrong: (read: Read) => Promise<{ rows: { sentence: string }[] }>,
): Invariant {
  return {
    name,
    sentence,
    violations: async (read) => (await wrong(read)).rows.map((row) => row.sentence),
  }
}

/** All that a room registers, on one screen. */
export type Manifest = {
  /** Folder, PostgreSQL schema, permission prefix and log scope. */
  readonly name: string
  /** Each permission with the sentence that the roles screen shows. */
  readonly permissions?: Readonly<Record<Permission, string>>
  readonly settings?: readonly Setting[]
  /** What it says to people by itself, in words that the ISP may change. */
  readonly templates?: readonly MessageTemplate[]
  /** Papers of its own that go with letters. */
  readonly enclosures?: readonly Enclosure[]
  readonly routes?: readonly Route[]
  /** Addresses that other systems call by themselves. */
  readonly hooks?: readonly Hook[]
  /** Pages for people, made whole by the server. */
  readonly pages?: readonly Page[]
  /** Events that other systems may subscribe to (webhooks); ids and few facts, as all events. */
  readonly announces?: readonly EventType[]
  /** Events that our own live screens hear, and no webhook: they come by the hundred a second, or mean nothing outside. */
  readonly shows?: readonly EventType[]
  readonly reactions?: readonly Reaction[]
  readonly jobs?: readonly Worker[]
  readonly schedule?: readonly Schedule[]
  readonly reconcilers?: readonly Reconciler[]
  readonly invariants?: readonly Invariant[]
  /** A function has a name too: without this, a room that nobody called would pass for what it returns. */
  readonly call?: never
}

/** Checks that a room speaks under its own name only, so that two rooms never collide. */
export function defineModule<const M extends Manifest>(manifest: M): M {
  const mine = `${manifest.name}.`
  const names = [
    ...Object.keys(manifest.permissions ?? {}),
    ...(manifest.settings ?? []).map((setting) => setting.key),
    ...(manifest.templates ?? []).map((template) => template.name),
    ...(manifest.enclosures ?? []).map((enclosure) => enclosure.name),
    ...(manifest.routes ?? []).map((route) => route.endpoint.name),
    ...(manifest.hooks ?? []).map((hook) => hook.name),
    ...(manifest.pages ?? []).map((page) => page.name),
    ...[...(manifest.announces ?? []), ...(manifest.shows ?? [])].map((event) => event.name),
    ...(manifest.reactions ?? []).map((reaction) => reaction.name),
    ...(manifest.jobs ?? []).map((worker) => worker.job.name),
    ...(manifest.reconcilers ?? []).map((reconciler) => reconciler.name),
    ...(manifest.invariants ?? []).map((invariant) => invariant.name),
  ]
  const stranger = names.find((name) => !name.startsWith(mine))
  if (stranger)
    throw new Error(`Room ${manifest.name} registers ${stranger}, which is not under its name`)
  return manifest
}
