import type { ProfileRow } from '#modules/network/contract.ts'
import type { Text } from '#web/i18n/index.ts'

/** What there is to know about a profile: for those that Kasi brings in the shown language, else as staff wrote it. */
export function aboutOf({ ref, about }: Pick<ProfileRow, 'ref' | 'about'>, t: Text): string {
  const known: Record<string, string> = {
    mikrotik: t('network.profiles.aboutOf.mikrotik'),
    coovachilli: t('network.profiles.aboutOf.coovachilli'),
    'accel-ppp': t('network.profiles.aboutOf.accelppp'),
    wispr: t('network.profiles.aboutOf.wispr'),
    ubiquiti: t('network.profiles.aboutOf.ubiquiti'),
    cisco: t('network.profiles.aboutOf.cisco'),
    juniper: t('network.profiles.aboutOf.juniper'),
    huawei: t('network.profiles.aboutOf.huawei'),
    'cambium-epmp': t('network.profiles.aboutOf.cambiumepmp'),
    'cambium-wifi': t('network.profiles.aboutOf.cambiumwifi'),
    canopy: t('network.profiles.aboutOf.canopy'),
    zte: t('network.profiles.aboutOf.zte'),
    nokia: t('network.profiles.aboutOf.nokia'),
  }
  return known[ref] ?? about
}
