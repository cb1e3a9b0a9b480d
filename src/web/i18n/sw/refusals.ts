/** What the server refuses, by code (`room.name`). `{{name}}` comes from the refusal's facts. */
export const refusals = {
  platform: {
    invalid_input: 'Baadhi ya ulichotuma hakiwezi kutumika. Angalia kila sehemu.',
    unreadable_body: 'Kilichotumwa hakisomeki: {{why}}.',
    unreadable_address: 'Anwani si sahihi: {{why}}.',
    unreadable_request: 'Hili si ombi sahihi la HTTP.',
    body_not_wanted: 'Ombi hili halipokei maudhui: weka sehemu kwenye anwani.',
    sign_in: 'Ingia kwanza.',
    enrol: 'Wadhifa wako unahitaji uthibitisho wa pili. Uweke kwanza.',
    forbidden: 'Wadhifa wako hauruhusu hili. Mwombe msimamizi.',
    site_not_yours:
      'Hakuna kitu kama hicho kwenye vituo unavyofanyia kazi. Msimamizi wa nyadhifa anaweza kuongeza kituo.',
    not_everywhere:
      'Hili linahusu ISP nzima, na ruhusa {{permission}} unayo kwenye baadhi ya vituo tu.',
    proof_needed: 'Hili ni nyeti: thibitisha tena kuwa ni wewe, kisha ulirudie.',
    foreign_origin: 'Ombi hili lilitoka kwenye tovuti nyingine na halikutekelezwa.',
    not_found: 'Hakuna kitu kwenye anwani hii.',
    too_large: 'Ulichotuma kinazidi baiti {{limit}} zinazoruhusiwa.',
    bad_key: 'Idempotency-Key ni herufi 1 hadi 255 za ASCII, bila nafasi.',
    key_in_use:
      'Ombi lenye Idempotency-Key hii bado linashughulikiwa. Lirudie baada ya muda mfupi.',
    key_reused: 'Idempotency-Key hii ilitumika kwa ombi lingine. Tumia mpya.',
    too_many: 'Maombi ni mengi mno. Subiri sekunde {{wait_s}} kisha ujaribu tena.',
    too_many_streams:
      'Skrini nyingi mno za mubashara zimefunguliwa. Funga moja kisha ujaribu tena.',
    bad_cursor:
      'Ukurasa huu si wa orodha hii kwa mpangilio na vichujio hivi. Anza ukurasa wa kwanza.',
    no_such_job: 'Kazi {{id}} haipo kwenye foleni: ilikamilika au ilifutwa.',
    no_such_reconciler: 'Hakuna kirekebishi kinachoitwa {{name}}.',
    webhook_not_found: 'Hakuna webhook kama hiyo.',
    webhook_delivery_not_found: 'Hakuna utumaji kama huo.',
    webhook_changed:
      'Mtu mwingine amebadilisha webhook hii. Isome tena, kisha urudie badiliko lako.',
    webhook_off: 'Webhook hii imezimwa. Iwashe kwanza.',
    too_many_webhooks: 'Tayari kuna webhook {{most}}, ambazo ndizo nyingi zaidi Kasi inazoweka.',
    unknown_webhook_event: 'Hakuna tukio {{event}} ambalo webhook inaweza kuomba.',
    webhook_needs_https: 'Anwani lazima ianze na https://, bila jina la mtumiaji wala nenosiri.',
  },
  catalog: {
    plan_version_not_found: 'Hakuna toleo kama hilo la mpango.',
  },
  organization: {
    stale:
      'Mtu mwingine alibadilisha hili ulipokuwa ukilifanyia kazi. Angalia lilivyo sasa, kisha ufanye badiliko lako tena.',
    site_not_found: 'Hakuna kituo kama hicho.',
    site_code_taken: 'Kituo kingine tayari kina msimbo {{code}}.',
    site_is_archived: 'Kituo hiki kimehifadhiwa kwenye kumbukumbu. Kirejeshe kwanza.',
    site_is_open: 'Kituo hiki hakipo kwenye kumbukumbu.',
    not_at_all_sites: 'Unafanya kazi kwenye baadhi ya vituo tu, kwa hivyo huwezi kufungua vipya.',
    logo_too_large: 'Nembo isizidi baiti {{limit}}; hii ina {{bytes}}.',
    no_logo: 'Hakuna nembo.',
    far_from_the_moon:
      'Siku hii iko zaidi ya siku {{days}} kutoka pale mwezi unapoiweka sikukuu. Angalia tarehe.',
    day_is_closed: 'Siku hii tayari ni mojawapo ya siku zenu za kufunga.',
    closed_day_not_found: 'Hakuna siku ya kufunga kama hiyo.',
    setting_not_found: 'Hakuna mpangilio {{key}}.',
    setting_is_orphaned:
      'Hakuna sehemu ya Kasi inayotumia mpangilio {{key}} tena, kwa hivyo hauwezi kubadilishwa.',
    setting_not_allowed: 'Kubadilisha mpangilio huu kunahitaji ruhusa {{permission}}, ambayo huna.',
    setting_unfit: 'Thamani hii haifai kwa mpangilio {{key}}.',
    nothing_to_undo: 'Mpangilio {{key}} haujawahi kubadilishwa.',
  },
  staff: {
    wrong_sign_in: 'Barua pepe au nenosiri si sahihi.',
    wrong_code: 'Msimbo huu si sahihi. Umebakiza majaribio {{left}}.',
    code_gone: 'Msimbo huu si sahihi au umeisha muda. Angalia tena au omba mwingine.',
    sign_in_gone:
      'Kuingia huku kumechukua muda mrefu au misimbo mingi ilikosewa. Anza tena na nenosiri lako.',
    too_many_tries: 'Umekosea mara nyingi mno. Jaribu tena baada ya sekunde {{wait_s}}.',
    wrong_passkey: 'Ufunguo huu wa siri haukujibu ipasavyo. Jaribu tena au tumia njia nyingine.',
    factor_not_offered: 'Kuingia huku hakupokei aina hiyo ya uthibitisho.',
    too_many_mails:
      'Msimbo umetumwa hivi punde. Unaweza kuomba mwingine baada ya sekunde {{wait_s}}.',
    weak_password: 'Nenosiri hili lingekisiwa haraka. Chagua lingine.',
    wrong_password: 'Hili si nenosiri lako la sasa.',
    proof_not_enough:
      'Thibitisha kwa ufunguo wa siri, au kwa nenosiri lako na, kama unayo, msimbo wa programu yako ya uthibitishaji.',
    set_up_done: 'Mmiliki amewekwa tayari. Ingia, au mwombe mmiliki mwaliko.',
    wrong_set_up_code:
      'Msimbo huu wa kuanzia si sahihi au umeisha muda. `kasi staff set-up-code` hutoa mwingine.',
    invitation_gone:
      'Mwaliko huu umetumika, umeondolewa, umebadilishwa au ni wa zamani. Omba mwingine.',
    email_taken: 'Mfanyakazi au mwalikwa mwingine tayari ana barua pepe hii.',
    no_such_member: 'Hakuna mfanyakazi kama huyo.',
    no_such_invitation: 'Hakuna mwaliko ulio wazi kama huo.',
    no_such_role: 'Hakuna wadhifa kama huo.',
    no_such_session: 'Hakuna kipindi kilicho wazi kama hicho.',
    no_such_api_key: 'Hakuna ufunguo wa API kama huo.',
    no_such_passkey: 'Hakuna ufunguo wa siri kama huo.',
    no_such_site: 'Hakuna kituo kama hicho.',
    already_disabled: 'Mfanyakazi huyu amezimwa tayari.',
    not_disabled: 'Mfanyakazi huyu hajazimwa.',
    not_oneself: 'Mwombe mwenzako akufanyie hili.',
    last_owner: 'Huyu ndiye mmiliki wa mwisho anayeweza kuingia. Weka mmiliki mwingine kwanza.',
    unknown_permission: 'Hakuna ruhusa inayoitwa {{permission}}.',
    not_yours_to_give:
      'Huwezi kutoa wala kuondoa {{permission}}: wewe mwenyewe huna ruhusa hiyo kila mahali inapofika.',
    owners_only: 'Mmiliki pekee ndiye anayeamua kuhusu wamiliki. Mwombe mmoja wao.',
    not_for_so_long:
      'Huwezi kutoa {{permission}} kwa muda mrefu hivyo: wewe mwenyewe unayo kwa muda mfupi zaidi.',
    above_you: 'Hili liko juu yako: lina {{permission}}, ambayo wewe huna. Mwombe aliye nayo pia.',
    role_name_taken: 'Tayari kuna wadhifa unaoitwa {{name}}.',
    role_fixed: 'Wadhifa wa mmiliki haubadiliki.',
    role_in_use:
      'Wafanyakazi au mialiko iliyo wazi ({{members}}) ina wadhifa huu. Wape mwingine kwanza.',
    until_passed: 'Mwisho wa wadhifa wa muda lazima uwe baadaye.',
    totp_not_started: 'Anza kwanza kuongeza programu ya uthibitishaji.',
    no_totp: 'Hakuna programu ya uthibitishaji ya kuondoa.',
    last_factor:
      'Wadhifa wako unahitaji uthibitisho wa pili na huu ndio wa mwisho. Ongeza mwingine kwanza.',
    passkey_taken: 'Ufunguo huu wa siri umeongezwa tayari.',
    no_factor:
      'Misimbo ya dharura huja na programu ya uthibitishaji au ufunguo wa siri. Ongeza mojawapo kwanza.',
    session_needed: 'Ufunguo wa API hauwezi kufanya hili. Ingia kwenye wavuti.',
  },
  network: {
    stale:
      'Mtu mwingine alibadilisha hili ulipokuwa ukilifanyia kazi. Angalia kilichopo sasa kisha urudie badiliko lako.',
    nas_not_found: 'Hakuna ruta kama hiyo.',
    nas_name_taken: 'Tayari kuna ruta inayoitwa {{name}}.',
    address_taken:
      'Ruta {{name}} tayari inatumia anwani hiyo. Ruta zilizo nyuma ya anwani moja ya umma zinahitaji kila moja handaki lake.',
    address_missing: 'Ruta inahitaji anwani yake yenyewe, au handaki la kupitia.',
    tunnel_missing: 'Mabadiliko hayawezi kupita kwenye handaki ambalo halipo.',
    tunnel_is_full:
      'Mtandao wa mahandaki hauna anwani iliyobaki. Chagua mtandao mkubwa zaidi kwenye mipangilio.',
    nas_is_archived: 'Ruta hii haitumiki tena. Irudishe kwanza kwenye huduma.',
    nas_in_service: 'Ruta hii tayari iko kwenye huduma.',
    site_not_open: 'Hakuna kituo kama hicho kinachotumika.',
    profile_not_found: 'Hakuna wasifu kama huo wa ruta.',
    profile_name_taken: 'Tayari kuna wasifu unaoitwa {{name}}.',
    profile_in_use: 'Ruta zinatumia wasifu huu: {{count}}. Zipe mwingine kwanza.',
    profile_unfit: 'Baadhi ya mistari ya wasifu huu haiwezi kufanya kazi.',
    pool_not_found: 'Hakuna hifadhi kama hiyo ya anwani.',
    pool_name_taken: 'Tayari kuna hifadhi inayoitwa {{name}}.',
    pool_is_archived: 'Hifadhi hii haitumiki tena.',
    pool_is_held: 'Anwani {{count}} za hifadhi hii zinashikiliwa. Zirudishe kwanza.',
    range_unfit: 'Masafa {{range}} hayawezi kutumika: {{why}}',
    pools_overlap:
      'Anwani hizi tayari ni za hifadhi {{name}}. Ruhusu tu ikiwa hizo mbili hazitapitishwa kamwe kwenda kwa nyingine.',
    address_not_in_pool: 'Hifadhi {{pool}} haitoi {{address}}.',
    address_is_held: '{{address}} tayari inashikiliwa. Iachilie kwanza.',
    port_plan_not_found: 'Hakuna mpango kama huo, au umekwisha.',
    link_not_found: 'Hakuna kiungo kama hicho.',
    link_primary_taken:
      'Kituo hiki tayari kina kiungo kikuu: {{name}}. Fanya hiki kuwa cha akiba, au badilisha kile kwanza.',
    link_closes_circle:
      'Kiungo hiki kingefunga mzunguko: {{sites}}. Kufuata viungo lazima kuishie kwa mtoa huduma.',
    link_unfit: 'Kiungo huenda kwenye kituo kingine, au kwa mtoa huduma mwenye jina.',
    device_not_found: 'Hakuna kifaa kama hicho.',
    device_name_taken: 'Tayari kuna kifaa kinachoitwa {{name}}.',
  },
}
