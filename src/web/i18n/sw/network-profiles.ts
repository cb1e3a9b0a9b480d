import type { networkProfiles as english } from '#web/i18n/en/network-profiles.ts'
import type { Translation } from '#web/i18n/keys.ts'

export const networkProfiles = {
  title: 'Wasifu za watengenezaji',
  lead: 'Kila aina ya ruta huambiwa nini, kwa sifa na vipimo vyake yenyewe.',
  brought: 'Kutoka Kasi',
  own: 'Zetu',
  routers_one: 'ruta {{count}}',
  routers_other: 'ruta {{count}}',
  lines_one: 'mstari {{count}}',
  lines_other: 'mistari {{count}}',
  copy: 'Nakili',
  copyTitle: 'Nakili {{name}}',
  copied: '{{name}} ni yako kubadilisha',
  name: 'Jina',
  remove: 'Ondoa',
  removeTitle: 'Uondoe {{name}}?',
  removeBody: 'Inawezekana tu ikiwa hakuna ruta inayoutumia, hata zilizowekwa kando.',
  removed: '{{name}} umeondolewa',
  changed: '{{name}} umebadilishwa',
  fixed: 'Wasifu huu huja na Kasi na husasishwa. Unakili ili uubadilishe.',
  about: 'Kuhusu',
  changes: 'Kipindi kinapoendelea',
  changesOf: {
    coa: 'Hupokea mabadiliko',
    disconnect: 'Inaweza kumaliza kipindi tu',
    nothing: 'Haiwezi kuambiwa chochote',
  },
  coaPort: 'Bandari ya mabadiliko',
  sessionKeys: 'Kipindi hutajwa kwa',
  linesTitle: 'Inachoambiwa',
  linesHint:
    'Mstari husemwa kila ukweli uliomo unapojulikana. Ukweli huwa ndani ya mabano, na kipimo chake katika jina lake.',
  attribute: 'Sifa',
  value: 'Thamani',
  as: 'Kama',
  asOf: { text: 'Maandishi', integer: 'Namba' },
  on: 'Lini',
  onAccept: 'Mwanzoni',
  onCoa: 'Katika badiliko',
  when: 'Ikiwa tu kuna',
  unless: 'Ikiwa tu hakuna',
  tag: 'Lebo',
  addLine: 'Ongeza mstari',
  removeLine: 'Ondoa mstari',
  preview: 'Ujaribu',
  previewHint: 'Kitakachosemwa kwa ruhusa hii. Hakuna kinachotumwa.',
  speed: 'Kasi',
  burst: 'Mlipuko',
  guaranteed: 'Iliyohakikishwa',
  priority: 'Kipaumbele',
  quota: 'Kiasi',
  pool: 'Hifadhi',
  ipv4: 'Anwani ya kudumu',
  vlan: 'VLAN',
  addressList: 'Orodha ya anwani',
  routerProfile: 'Wasifu ndani ya ruta',
  atStart: 'Husemwa mwanzoni',
  inChange: 'Husemwa katika badiliko',
  nothingSaid: 'Hakuna',
  problems: 'Mistari isiyofanya kazi',
  problemOf: {
    'unknown-fact': 'Hakuna ukweli kama huo',
    'not-a-number': 'Si namba kamili',
    'too-long': 'Ni ndefu mno',
    'two-lists': 'Una kweli mbili ambazo ni orodha',
    'unknown-attribute': 'Hakuna kamusi yenye sifa hii',
  },
  facts: 'Kweli na thamani zake hapa',
  aboutOf: {
    mikrotik:
      'PPPoE, hotspot na DHCP kwenye RouterOS 6 na 7. Kikomo cha kasi husema kupakia kwanza. Total-Limit na Address-List hazipokelewi kipindi kinapoendelea.',
    coovachilli:
      'Badiliko huweka upya kila lisichokitaja, hivyo kila moja husema yote tena. Bila User-Name hutupwa kimya.',
    accelppp:
      'PPPoE na IPoE kwenye Linux. Kidhibiti kasi husoma Filter-Id: kupakua kwanza, kbit/s tupu, kwa sababu kiambishi chake G huhesabu mara kumi zaidi.',
    wispr:
      'Vituo vya Wi-Fi vinavyojua kasi za WISPr na VLAN. hostapd hupokea Disconnect na hukataa CoA.',
    ubiquiti:
      'Vituo vya UniFi na UISP: kasi za WISPr kwa bit/s na VLAN. Mabadiliko wakati wa kipindi hayajathibitishwa, hivyo vipindi humalizwa badala yake.',
    cisco:
      'Ukiwa na jina la wasifu: sera za jina hilo zikiwa na “-in” na “-out” nyuma yake. Bila hilo: rate-limit ya kiolesura, inayohitaji kipindi kipya ili ibadilike.',
    juniper:
      'Huwasha wasifu wa huduma wa jina lililotolewa kwa kupakua na kupakia kwa bit/s. Badiliko lingelazimika pia kutaja huduma ya kumaliza, hivyo vipindi humalizwa badala yake.',
    huawei:
      'Kasi za wastani na za juu kwa bit/s; input ni kupakia. Hesabu yaweza kuwa kwa baiti, kilobaiti au megabaiti: iweke kuwa baiti. Mabadiliko hayajathibitishwa hapa kwa ruta halisi.',
    cambiumepmp:
      'Moduli za wateja za ePMP: kbit/s na VLAN ya data yao. Kasi mpya inahitaji kipindi kipya.',
    cambiumwifi: 'Kasi za WISPr kwa bit/s, viasi kwa baiti, VLAN.',
    canopy:
      'Kasi endelevu kwa kbit/s, milipuko kwa kbit. Matoleo mengine yasemekana kuzisoma kinyume: nakili wasifu huu na uzibadilishane ikiwa lako hufanya hivyo.',
    zte: 'Kasi kwa kbit/s. Ukiwa na jina la wasifu, wasifu wa QoS wa jina hilo pande zote mbili. Haujathibitishwa hapa kwa ruta halisi: jaribu kwa kipindi kimoja kwanza.',
    nokia:
      'Wasifu wa SLA wa jina lililotolewa, na kasi za foleni yake ya 1 kwa kbit/s juu yake; ingress ni kupakia.',
  },
} satisfies Translation<typeof english>
