import pino from 'pino'
import type { Actor } from '#kernel/actor.ts'
import type { Endpoint } from '#kernel/endpoint.ts'
import { problem } from '#kernel/problem.ts'
import type { Clock } from '#platform/clock.ts'
import { createHttp } from '#platform/http/http.ts'
import type { Http } from '#platform/http/options.ts'
import { definitionOf } from '#platform/http/strict.ts'
import type { Manifest } from '#platform/manifest.ts'
import type { Units } from '#platform/tx.ts'

/** How far somebody came: `in` is past the door, whatever a handler would say then. */
export type Reached =
  | 'in'
  | 'sign-in'
  | 'enrol'
  | 'forbidden'
  | 'not-everywhere'
  | 'other-site'
  | 'old-proof'

/** Somebody who tries every endpoint. */
export type Caller = { readonly name: string; readonly actor: Actor; readonly site?: string }

export type MatrixRow = {
  readonly endpoint: string
  readonly access: string
  readonly caller: string
  readonly expected: Reached
  readonly got: Reached
}

/** Endpoints that ask for no permission, written down a second time so that forgetting one is noticed. */
export type WithoutPermission = Readonly<
  Record<string, 'anyone' | 'signed-in' | 'enrolling' | 'subscriber'>
>

export const OWN_SITE = '0199a2f0-0000-7000-8000-000000000001'
const OTHER_SITE = '0199a2f0-0000-7000-8000-000000000002'

/**
 * Walks every endpoint of every manifest through the real edge as every caller, and tells what was
 * expected and what came. What is expected is worked out here from the manifests' permissions and the
 * list of endpoints that need none, not by the code under test. No unit of work is opened: getting as far as
 * wanting one is what `in` means.
 *
 * Endpoints with `siteId` are tried at `site`, another one than everybody's own unless said.
 */
export async function accessMatrix(given: {
  manifests: readonly Manifest[]
  clock: Clock
  callers: readonly Caller[]
  withoutPermission: WithoutPermission
}): Promise<MatrixRow[]> {
  const { manifests, clock, callers, withoutPermission } = given
  let actor: Actor = { kind: 'nobody' }
  const fast = { burst: 1e9, perMinute: 1e9 }
  const http = await createHttp({
    manifests,
    units: closedUnits,
    clock,
    log: pino({ level: 'silent' }),
    authenticate: async () => actor,
    paces: { address: fast, stranger: fast, actor: fast, heavy: fast },
  })
  const declared = new Set(manifests.flatMap(({ permissions = {} }) => Object.keys(permissions)))
  const rows: MatrixRow[] = []
  try {
    for (const { endpoint } of manifests.flatMap(({ routes = [] }) => routes))
      for (const caller of callers) {
        actor = caller.actor
        rows.push({
          endpoint: endpoint.name,
          access: endpoint.access,
          caller: caller.name,
          expected: expectedOf(endpoint, caller, { declared, withoutPermission, clock }),
          got: await reach(http, endpoint, caller),
        })
      }
  } finally {
    await http.close()
  }
  return rows
}

/** The rows that must not be there, as sentences. */
export function matrixViolations(rows: readonly MatrixRow[]): string[] {
  return rows
    .filter(({ expected, got }) => expected !== got)
    .map(
      ({ endpoint, access, caller, expected, got }) =>
        `${endpoint} (${access}) as ${caller}: expected ${expected}, got ${got}`,
    )
}

function expectedOf(
  endpoint: Endpoint,
  { actor, site = OTHER_SITE }: Caller,
  known: { declared: ReadonlySet<string>; withoutPermission: WithoutPermission; clock: Clock },
): Reached {
  const open = known.withoutPermission[endpoint.name]
  if (open === 'anyone') return 'in'
  if (actor.kind === 'nobody') return 'sign-in'
  if (actor.kind === 'subscriber') return open === 'subscriber' ? 'in' : 'forbidden'
  if (actor.kind === 'system') return 'in'
  if (actor.standing === 'enrolling') return open === 'enrolling' ? 'in' : 'enrol'

  const mayCall =
    open === undefined
      ? known.declared.has(endpoint.access) && actor.permissions.has(endpoint.access)
      : open !== 'subscriber'
  if (!mayCall) return 'forbidden'
  const sites = actor.siteLimits?.get(endpoint.access) ?? actor.sites
  if (open === undefined && endpoint.reach !== 'site' && sites !== 'all') return 'not-everywhere'
  const age_ms = known.clock.now().epochMilliseconds - actor.provenAt_ms
  if (endpoint.stepUp && age_ms > 60 * 60_000) return 'old-proof'
  return sites !== 'all' && !sites.includes(site) && namesSite(endpoint) ? 'other-site' : 'in'
}

function namesSite({ input }: Endpoint): boolean {
  const def = definitionOf(input)
  return def.type === 'object' && 'siteId' in def.shape
}

async function reach(http: Http, endpoint: Endpoint, caller: Caller): Promise<Reached> {
  const { site: siteId = OTHER_SITE } = caller
  const site = namesSite(endpoint) ? { siteId } : {}
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    name === 'siteId' ? siteId : OWN_SITE,
  )
  const isInPath = endpoint.path.includes(':siteId')
  const isQuery = endpoint.method === 'GET' || endpoint.method === 'DELETE'
  const rest = isInPath ? {} : site
  const response = await http.inject({
    method: endpoint.method,
    url: isQuery ? `${path}?${new URLSearchParams(rest)}` : path,
    ...(!isQuery && { payload: rest }),
  })
  const said = String(response.headers['content-type']).includes('problem')
    ? problem.parse(response.json()).code
    : ''
  return CODES[said] ?? 'in'
}

const CODES: Readonly<Record<string, Reached>> = {
  'platform.sign_in': 'sign-in',
  'platform.enrol': 'enrol',
  'platform.forbidden': 'forbidden',
  'platform.not_everywhere': 'not-everywhere',
  'platform.site_not_yours': 'other-site',
  'platform.proof_needed': 'old-proof',
}

class PastTheDoor extends Error {}

const closedUnits: Units = {
  unit: () => Promise.reject(new PastTheDoor()),
  read: () => Promise.reject(new PastTheDoor()),
  glance: () => Promise.reject(new PastTheDoor()),
  stroke: () => Promise.reject(new PastTheDoor()),
}
