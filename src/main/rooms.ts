import { ledger } from '#modules/ledger/module.ts'
import { catalog } from '#modules/catalog/module.ts'
import { carriers, webPush } from '#modules/messaging/index.ts'
import { messaging } from '#modules/messaging/module.ts'
import { notices } from '#modules/notices/module.ts'
import { routerOsApi, udpProbe } from '#modules/network/index.ts'
import { network } from '#modules/network/module.ts'
import { organization } from '#modules/organization/module.ts'
import { udpRadiusProbe } from '#modules/access/index.ts'
import { access } from '#modules/access/module.ts'
import { banking } from '#modules/banking/module.ts'
import { billing } from '#modules/billing/module.ts'
import { desk } from '#modules/desk/module.ts'
import { documents } from '#modules/documents/module.ts'
import { daraja } from '#modules/payments/index.ts'
import { hotspot } from '#modules/hotspot/module.ts'
import { payments } from '#modules/payments/module.ts'
import { services } from '#modules/services/module.ts'
import { googleOverOpenId } from '#modules/subscribers/index.ts'
import { subscribers } from '#modules/subscribers/module.ts'
import { tills } from '#modules/tills/module.ts'
import { vouchers } from '#modules/vouchers/module.ts'
import type { Catalogue, Mail } from '#modules/staff/index.ts'
import { staff } from '#modules/staff/module.ts'
import { shaping } from '#modules/shaping/module.ts'
import { usage } from '#modules/usage/module.ts'
import { auditModule } from '#platform/audit/module.ts'
import type { Clock } from '#platform/clock.ts'
import type { Manifest } from '#platform/manifest.ts'
import { edge } from '#platform/http/module.ts'
import { operations } from '#platform/operations/module.ts'
import { vaultModule } from '#platform/vault/module.ts'
import type { OpenVault } from '#platform/vault/open-vault.ts'
import { webhooks } from '#platform/webhooks/module.ts'
import type { Mailbox } from '#sim/mailbox.ts'
import { mailboxDesk } from '#sim/mailbox/module.ts'

/** What rooms are given of the process that they stand in. */
export type RoomsGround = {
  readonly vault: OpenVault
  readonly clock: Clock
  /** KASI_HOME. */
  readonly home: string
  readonly mail: Mail
  /** The demo's mail, to be shown; absent where mail really goes out, and in production. */
  readonly mailbox?: Mailbox
  /** The address at which people reach us. */
  readonly origin: () => URL
  /** Told before this process commits a change of who may do what. */
  readonly distrust: () => void
  /** Where our own RADIUS server answers authentication, as far as this process knows. */
  readonly radiusAt: () => { address: string; port: number }
  /** Whether webhooks may reach private networks. */
  readonly allowPrivate: boolean
  /** The only hosts that may be called at addresses that people type. Without it every host on the Internet may be. */
  readonly hosts?: readonly string[] | undefined
}

/** The wiring of the rooms: a plain list in the order of src/modules.ts, and the platform's own desk behind it. */
export function openRooms(ground: RoomsGround): readonly Manifest[] {
  const all: Manifest[] = []
  // Asked when needed: what later rooms declare, earlier ones keep.
  const settings = () => all.flatMap((room) => room.settings ?? [])
  const templates = () => all.flatMap((room) => room.templates ?? [])
  const enclosures = () => all.flatMap((room) => room.enclosures ?? [])
  const catalogue = () => catalogueOf(all)
  const routerApi = routerOsApi()
  const rooms: Manifest[] = [
    ...[organization({ settings }), staff({ ...ground, catalogue })],
    messaging({
      ...{ ...ground, templates, enclosures },
      ...{ carriers: carriers(ground.hosts), push: webPush(ground) },
    }),
    catalog,
    network({ probe: udpProbe, routerApi }),
    ledger,
    subscribers({ ...ground, google: googleOverOpenId(ground.hosts) }),
    services,
    usage,
    shaping,
    access({ probe: udpRadiusProbe(ground), routerApi }),
    tills,
    payments({
      ...ground,
      mpesa: daraja(() => ground.clock.now().epochMilliseconds, ground.hosts),
    }),
    banking,
    billing,
    documents,
    vouchers,
    hotspot(ground),
    notices,
    desk,
  ]
  const platform: Manifest[] = [
    ...[auditModule(ground), vaultModule, edge],
    webhooks({ rooms, ...ground }),
  ]
  all.push(...rooms, ...platform, operations([...rooms, ...platform]))
  if (ground.mailbox) all.push(mailboxDesk(ground.mailbox))
  return all
}

/** Every permission there is, with the sentence that explains it. */
export function catalogueOf(manifests: readonly Manifest[]): Catalogue {
  return new Map(manifests.flatMap((manifest) => Object.entries(manifest.permissions ?? {})))
}
