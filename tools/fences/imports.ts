import { isTest, roomOf, type Finding, type Import, type Source } from '../source.ts'

/** Who may import whom. The picture is in docs/ARCHITECTURE.md; every rule here has a failing test. */
type Place =
  | { region: 'kernel' | 'radius' | 'order' | 'main' | 'web' | 'edge' | 'outer' }
  | { region: 'platform' | 'sim'; inside: string }
  | { region: 'room'; room: string; inside: string }

const FOLDERS = ['kernel', 'radius', 'main', 'web', 'edge'] as const

function placeOf(path: string): Place {
  const room = roomOf(path)
  if (room) return { region: 'room', ...room }
  if (path === 'src/modules.ts') return { region: 'order' }
  for (const region of ['platform', 'sim'] as const)
    if (path.startsWith(`src/${region}/`))
      return { region, inside: path.slice(`src/${region}/`.length) }
  const folder = FOLDERS.find((name) => path.startsWith(`src/${name}/`))
  return { region: folder ?? 'outer' }
}

const DOOR = new Set(['index.ts', 'contract.ts'])
/** What wiring needs besides the door: the manifest's factory and the adapters that it is given. */
const isWiring = (inside: string) => inside === 'module.ts' || inside.startsWith('outside/')

/** Packages that belong to one part of the house, so that changing one is a change in one place. */
const HOMES: { packages: RegExp; home: RegExp; where: string }[] = [
  {
    packages: /^fastify$|^@fastify\//,
    home: /^src\/platform\/http/,
    where: 'src/platform/http; rooms speak in endpoints',
  },
  {
    packages: /^graphile-worker$/,
    home: /^src\/platform\//,
    where: 'src/platform; rooms use tx.later and on()',
  },
  {
    packages: /^pg($|-)/,
    home: /^src\/(platform|main)\//,
    where: 'src/platform; rooms use tx.sql in store.ts and queries.ts',
  },
  {
    packages: /^(pino|pino-pretty|prom-client|standardwebhooks)$|^@opentelemetry\//,
    home: /^src\/(platform|main)\//,
    where: 'src/platform and src/main',
  },
  {
    packages: /^(pdfmake|@fontsource\/geist)($|\/)/,
    home: /^src\/platform\/pdf/,
    where: 'src/platform/pdf.ts; rooms describe a sheet',
  },
  {
    packages: /^better-auth($|\/)/,
    home: /^src\/modules\/[^/]+\/outside\//,
    where: "a room's outside/ folder",
  },
  {
    packages: /^kysely$/,
    home: /^src\/(platform|main)\/|^src\/modules\/[^/]+\/(store\.ts|store\/|queries\.ts|queries\/|outside\/)/,
    where: "src/platform and a room's store.ts and queries.ts",
  },
  {
    packages:
      /^(react|react-dom|vite|tailwindcss|i18next|react-i18next)($|\/)|^@(tanstack|vitejs)\//,
    home: /^src\/web\/|^(src\/web\/)?vite\.config\.ts$|^src\/main\//,
    where: 'src/web',
  },
]

const TEST_PACKAGES =
  /^(vitest|fast-check|playwright-core|axe-core|@axe-core\/playwright|autocannon)/
const RADIUS_BUILTINS = new Set(['node:crypto', 'node:buffer'])
/** Where the protocol meets the wire: sockets for packets, and TLS inside EAP. They know sockets, and still no ISP. */
const RADIUS_WIRES = /^src\/radius\/(transports|client|eap\/tls)\//
const RADIUS_WIRE_BUILTINS = new Set(['node:dgram', 'node:net', 'node:tls', 'node:stream'])

export function importFences(source: Source, order: readonly string[]): Finding[] {
  const findings: Finding[] = []
  for (const one of source.imports) {
    const fault = one.target
      ? ownFile(source.path, one, one.target, order)
      : aPackage(source.path, one)
    if (fault) findings.push({ ...fault, path: source.path, line: one.line })
  }
  return findings
}

type Fault = Pick<Finding, 'rule' | 'message'>

/** An import of a file of ours. */
function ownFile(
  from: string,
  one: Import,
  target: string,
  order: readonly string[],
): Fault | null {
  const here = placeOf(from)
  const there = placeOf(target)
  const testing = isTest(from)

  if (here.region === 'outer') return null
  if (there.region === 'outer') {
    // Configuration and package.json are data; the tools, benches and journeys are built on the product.
    if (testing || target.endsWith('.json')) return null
    return { rule: 'outer', message: `the product does not import ${target}` }
  }
  if (isTest(target) && !testing) {
    return {
      rule: 'testing',
      message: `${target} is for tests; product code does not import it`,
    }
  }
  if (there.region === 'main' && here.region !== 'main' && !testing) {
    return { rule: 'main', message: `only main wires; nothing imports ${target}` }
  }
  const mayNotSimulate = here.region !== 'sim' && here.region !== 'main' && !testing
  // What a simulator shows on a screen has a contract like anything else.
  const isShown = here.region === 'web' && isContract(there)
  if (there.region === 'sim' && mayNotSimulate && !isShown) {
    return { rule: 'sim', message: `simulators are wired by main; ${target} is not for here` }
  }

  switch (here.region) {
    case 'kernel':
      if (there.region === 'kernel') return null
      return { rule: 'kernel', message: `the kernel imports only the kernel, not ${target}` }
    case 'order':
      return { rule: 'order', message: 'the order of the rooms imports nothing' }
    case 'platform':
      if (isContract(here) && !testing && there.region !== 'kernel' && !isContract(there)) {
        return {
          rule: 'contract',
          message: `a contract imports the kernel and other contracts, not ${target}`,
        }
      }
      if (there.region === 'kernel' || there.region === 'platform') return null
      return {
        rule: 'platform',
        message: `the platform knows no module and no ${there.region} by name; take ${target} as a manifest or an argument`,
      }
    case 'radius':
      if (there.region === 'kernel' || there.region === 'radius') return null
      return { rule: 'radius', message: `the protocol knows no ISP; it does not import ${target}` }
    case 'room':
      return fromRoom(here, there, one, target, order, testing)
    case 'main':
      return fromMain(there, target)
    case 'web':
      return fromWeb(from, there, target, testing)
    case 'edge':
      if (there.region === 'kernel' || there.region === 'edge' || isContract(there)) return null
      return {
        rule: 'edge',
        message: `the edge agent knows us by contract only, not ${target}`,
      }
    case 'sim':
      if (['kernel', 'radius', 'platform', 'sim'].includes(there.region) || isContract(there)) {
        return null
      }
      return {
        rule: 'sim',
        message: `a simulator stands outside: it knows contracts, not ${target}`,
      }
  }
}

/** What clients share with a room, or with a part of the platform or of the simulated world that has screens of its own. */
function isContract(place: Place): boolean {
  if (place.region === 'room') return place.inside === 'contract.ts'
  const withScreens = place.region === 'platform' || place.region === 'sim'
  return withScreens && /^[^/]+\/contract\.ts$/.test(place.inside)
}

/** A contract that is too long for one file is split into `contract/`, with contract.ts as its door. */
function describesContract(inside: string): boolean {
  return inside === 'contract.ts' || inside.startsWith('contract/')
}

function fromRoom(
  here: Extract<Place, { region: 'room' }>,
  there: Place,
  one: Import,
  target: string,
  order: readonly string[],
  testing: boolean,
): Fault | null {
  if (!order.includes(here.room)) {
    return { rule: 'order', message: `room ${here.room} is not in src/modules.ts` }
  }
  const special = testing ? null : fromRulesOrContract(here, there, one, target)
  if (special) return special

  if (there.region === 'web' || there.region === 'edge') {
    return { rule: 'room', message: `a room does not import ${target}; screens and agents call it` }
  }
  if (there.region === 'order') {
    return { rule: 'room', message: 'a room does not ask for the order; main reads it' }
  }
  if (there.region !== 'room' || there.room === here.room) return null

  const mine = order.indexOf(here.room)
  const theirs = order.indexOf(there.room)
  if (theirs === -1 || theirs > mine) {
    return {
      rule: 'order',
      message: `${there.room} is not above ${here.room} in src/modules.ts; listen to events of earlier rooms, or move the line`,
    }
  }
  if (DOOR.has(there.inside) || (testing && there.inside === 'testing.ts')) return null
  return {
    rule: 'door',
    message: `enter ${there.room} by its index.ts or contract.ts, not ${there.inside}`,
  }
}

/** The two kinds of file in a room that know less than the room does. */
function fromRulesOrContract(
  here: Extract<Place, { region: 'room' }>,
  there: Place,
  one: Import,
  target: string,
): Fault | null {
  if (here.inside.startsWith('rules/')) {
    const sibling =
      there.region === 'room' && there.room === here.room && there.inside.startsWith('rules/')
    // A contract is as pure as the kernel, and its tables and rules are what rooms, server and screen agree on.
    if (one.typeOnly || sibling || isContract(there) || there.region === 'kernel') return null
    return {
      rule: 'rules',
      message: `rules import the kernel, sibling rules, contracts and types; take ${target} as a fact`,
    }
  }
  if (describesContract(here.inside)) {
    const own =
      there.region === 'room' && there.room === here.room && describesContract(there.inside)
    if (there.region === 'kernel' || own || isContract(there)) return null
    return {
      rule: 'contract',
      message: `a contract imports the kernel and other contracts, not ${target}`,
    }
  }
  return null
}

function fromMain(there: Place, target: string): Fault | null {
  if (there.region === 'web') {
    return { rule: 'main', message: `main serves the built web; it does not import ${target}` }
  }
  if (there.region !== 'room' || DOOR.has(there.inside) || isWiring(there.inside)) return null
  return {
    rule: 'door',
    message: `main wires by index.ts, contract.ts, module.ts and outside/, not ${target}`,
  }
}

function fromWeb(from: string, there: Place, target: string, testing: boolean): Fault | null {
  if (there.region !== 'web') {
    if (there.region === 'kernel' || isContract(there) || testing) return null
    return { rule: 'web', message: `the web imports contracts and the kernel, not ${target}` }
  }
  const app = /^src\/web\/(ui|admin|portal|captive)\//
  const mine = app.exec(from)?.[1]
  const theirs = app.exec(target)?.[1]
  if (!mine || !theirs || mine === theirs || theirs === 'ui') return null
  return {
    rule: 'web',
    message: `src/web/${mine} does not import from src/web/${theirs}; what both need lives in src/web/ui`,
  }
}

/** An import of a package or of Node itself. */
function aPackage(from: string, one: Import): Fault | null {
  const here = placeOf(from)
  const name = one.specifier
  if (here.region === 'outer') return null
  if (isTest(from)) return null
  if (TEST_PACKAGES.test(name)) {
    return { rule: 'testing', message: `${name} is for tests; product code does not import it` }
  }
  if (here.region === 'kernel' && name !== 'zod') {
    return { rule: 'kernel', message: `the kernel imports only the kernel and zod, not ${name}` }
  }
  const onWire = RADIUS_WIRES.test(from) && RADIUS_WIRE_BUILTINS.has(name)
  if (here.region === 'radius' && name !== 'zod' && !RADIUS_BUILTINS.has(name) && !onWire) {
    return { rule: 'radius', message: `the protocol is pure; it does not import ${name}` }
  }
  if (here.region === 'web' && name.startsWith('node:') && !from.endsWith('vite.config.ts')) {
    return { rule: 'web', message: `a browser has no ${name}` }
  }
  if (here.region === 'room') {
    const fault = packageInRoom(here.inside, one)
    if (fault) return fault
  }
  if (here.region === 'platform' && isContract(here) && name !== 'zod') {
    return { rule: 'contract', message: `a contract imports zod and the kernel, not ${name}` }
  }
  const homeless = HOMES.find((entry) => entry.packages.test(name) && !entry.home.test(from))
  // A type costs nothing at run time, but the library's words would still leak: only Kysely's may.
  if (!homeless || (name === 'kysely' && one.typeOnly)) return null
  return { rule: 'packages', message: `${name} stays in ${homeless.where}` }
}

/** Files of a room that decide, change or describe; the world is touched from jobs.ts and outside/. */
const WORLDLESS =
  /^(commands|queries|contract|store)\/|^(queries|store|routes|reactions|events|refusals|contract|index)\.ts$/

function packageInRoom(inside: string, one: Import): Fault | null {
  const name = one.specifier
  if (inside.startsWith('rules/') && !one.typeOnly) {
    return { rule: 'rules', message: `rules compute; they do not import ${name}` }
  }
  if (describesContract(inside) && name !== 'zod') {
    return { rule: 'contract', message: `a contract imports zod and the kernel, not ${name}` }
  }
  if (WORLDLESS.test(inside) && name.startsWith('node:') && name !== 'node:crypto') {
    return {
      rule: 'world',
      message: `${name} reaches the world; that is for jobs.ts and outside/, before or after the transaction`,
    }
  }
  return null
}
