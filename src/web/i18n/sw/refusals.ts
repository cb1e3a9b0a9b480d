import { REFUSALS_SW } from '#modules/hotspot/contract.ts'
import { refusalsOfMoney } from '#web/i18n/sw/refusals-of-money.ts'

/** What the server refuses, by code (`room.name`). `{{name}}` comes from the refusal's facts. */
export const refusals = {
  notices: {
    nobodys_receipt: 'Risiti ipo tu kwa malipo ya mtu ambayo bado yapo.',
    not_reached: 'Hakuna mawasiliano ya njia hii ({{by}}). Ongeza kwanza.',
    notice_changed:
      'Mtu mwingine amebadilisha arifa hii wakati huohuo. Iangalie tena, kisha uibadilishe.',
    no_preview: 'Ni vikumbusho tu vinavyoweza kuonekana mapema; arifa hii hufuata kinachotokea.',
  },
  messaging: {
    opt_out_not_found: 'Huyu anapata kila kitu tena tayari.',
    message_not_found: 'Hakuna ujumbe kama huo.',
    gateway_not_found: 'Hakuna mtoa huduma wa ujumbe kama huyo.',
    template_not_found: 'Hakuna maneno kama hayo.',
    gateway_taken: 'Mtoa huduma huyu wa ujumbe yupo tayari.',
    gateway_changed:
      'Mtu mwingine amembadilisha mtoa huduma huyu wakati huohuo. Mwangalie tena, kisha ubadilishe.',
    wording_changed:
      'Mtu mwingine amebadilisha maneno haya wakati huohuo. Yaangalie tena, kisha ubadilishe.',
    unknown_placeholder:
      'Hakuna kinachoweza kujazwa mahali pa {{placeholder}}. Vilivyopo: {{known}}.',
    forgotten: 'Maneno ya ujumbe huu hayajulikani tena: yalikuwa msimbo, au ni ya zamani mno.',
    push_devices_full: 'Vifaa kumi vinapewa arifa tayari. Zima kimoja usichotumia tena.',
  },
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
    file_harmful:
      'Faili hii ina madhara ({{what}}) na haikuhifadhiwa. Angalia kifaa ambacho ilitoka.',
    bad_key: 'Idempotency-Key ni herufi 1 hadi 255 za ASCII, bila nafasi.',
    bad_if_match:
      'If-Match hupokea ETag moja kama ilivyojibiwa, "3", na hulingana na sehemu ya version.',
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
    stale:
      'Mtu mwingine amebadilisha hili ulipokuwa ukilifanyia kazi. Angalia lilivyo sasa, kisha ufanye badiliko lako tena.',
    plan_not_found: 'Hakuna mpango kama huo.',
    plan_version_not_found: 'Hakuna toleo kama hilo la mpango.',
    code_taken: 'Msimbo {{code}} tayari unatumika.',
    name_taken: 'Jina {{name}} tayari linatumika.',
    plan_is_archived: 'Mpango huu uko kwenye kumbukumbu. Urejeshe kwanza.',
    version_is_published:
      'Toleo {{number}} limechapishwa na halibadiliki kamwe: huenda watu wamelinunua. Tengeneza toleo linalofuata.',
    no_draft: 'Mpango huu hauna rasimu.',
    too_short_to_invoice: 'Kinacholipiwa baadaye huuzwa kwa siku au zaidi; kwa saa hulipiwa kabla.',
    not_ready_to_sell: 'Kuna kitu kinakosekana kabla mpango huu uuzwe.',
    sell_from_past: 'Mauzo hayawezi kuanza wakati uliopita.',
    no_tax_class: 'Bei inahitaji kundi la kodi linalotumika; {{class}} silo.',
    no_service_type: 'Hakuna aina ya huduma {{type}} inayotumika.',
    service_type_in_use: 'Mipango ya aina hii inauzwa. Iweke kwenye kumbukumbu kwanza.',
    service_type_not_found: 'Hakuna aina kama hiyo ya huduma.',
    profile_not_found: 'Hakuna wasifu kama huo.',
    profile_unfit: 'Hili si toleo la wasifu wa aina hiyo.',
    profile_kind_stays: 'Wasifu haubadilishi aina yake. Ongeza mwingine.',
    tax_not_found: 'Hakuna kodi kama hiyo.',
    rate_in_past:
      'Kiwango huanza leo au baadaye: ankara za awali zinabaki na kiwango chake. Zirekebishe kwa hati za mkopo.',
    rate_taken: 'Kodi hii tayari ina kiwango kuanzia siku hiyo.',
    rate_in_force: 'Ni kiwango ambacho hakijaanza tu kinachoweza kuondolewa.',
    tax_class_not_found: 'Hakuna kundi kama hilo la kodi.',
    tax_class_in_use: 'Mipango au bidhaa zinazouzwa zina kundi hili la kodi. Zipe jingine kwanza.',
    product_not_found: 'Hakuna bidhaa kama hiyo.',
    segment_not_found: 'Hakuna kundi kama hilo la wateja.',
    rule_not_found: 'Hakuna kanuni kama hiyo ya bei.',
    rules_overlap:
      'Kanuni “{{name}}” pia ina kipaumbele {{priority}} na inaweza kugusa bei zilezile, kwa hiyo haijulikani ipi inatangulia. Chagua kipaumbele kingine.',
    scope_unknown: 'Mpango, aina ya huduma au kundi ambalo hili ni lake halipo.',
    coupon_not_found: 'Hakuna kuponi kama hiyo.',
    coupon_limit:
      'Kuponi hii tayari imetumika mara {{uses}}; kikomo chake hakiwezi kuwa chini ya hapo.',
    coupon_used_up: 'Kuponi {{code}} imetumika mara zote zinazowezekana.',
    coupon_is_off: 'Kuponi {{code}} imezimwa.',
    coupon_key_taken: 'Hili tayari limehesabiwa kwa kuponi au mteja mwingine.',
    agreed_price_not_found: 'Hakuna bei kama hiyo iliyokubaliwa.',
    no_such_price: 'Hakuna toleo la mpango huu lenye bei {{key}}.',
    package_not_found: 'Hakuna kifurushi kama hicho.',
    choice_refused: 'Chaguo hili halitolewi: angalia sehemu zake.',
    price_change_not_found: 'Hakuna badiliko kama hilo la bei.',
    price_change_exists: 'Badiliko kwenda toleo hili tayari limepangwa. Lifute kwanza.',
    price_change_over: 'Badiliko hili la bei tayari limeamuliwa.',
    change_from_past: 'Badiliko la bei huanza leo au baadaye.',
    nothing_to_move: 'Hakuna toleo la awali lililochapishwa ambalo mtu angehama kutoka.',
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
    works_elsewhere:
      'Anafanya kazi pia kwenye vituo usivyofikia. Mwombe anayefanya kazi kwenye vituo vyake vyote.',
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
  subscribers: {
    passkey_wrong:
      'Ufunguo huu haufungui akaunti yako. Msimbo kwa simu au barua pepe hufanya kazi daima.',
    passkey_taken: 'Ufunguo huu uko hapa tayari.',
    passkey_not_found: 'Huna ufunguo kama huo.',
    passkeys_are_many: 'Kuna funguo {{max}} tayari. Ondoa usiotumia tena.',
    sign_in_gone:
      'Kuingia huku kumechukua muda mrefu, au kulianzishwa kwenye kivinjari kingine. Anza tena.',
    google_is_off: 'Kuingia kwa Google hakujawekwa. Omba msimbo kwa simu au barua pepe yako.',
    google_failed:
      'Google haikutoa jibu la kuaminika. Jaribu tena, au omba msimbo kwa simu au barua pepe yako.',
    google_not_vouched:
      'Google haisemi kwa uhakika kwamba barua pepe hii ni yako. Omba msimbo kwenye barua pepe hiyo.',
    google_unknown:
      'Hatuijui barua pepe ya akaunti hii ya Google. Ingia kwa namba yako ya simu, au tuombe tuiongeze.',
    google_other_account:
      'Akaunti nyingine ya Google huingia kwa barua pepe hii. Omba msimbo, kisha uiondoe chini ya Mimi.',
    code_wrong: 'Msimbo huu si sahihi, au haufai tena. Omba mwingine.',
    password_wrong: 'Namba au nenosiri si sahihi. Msimbo kwa SMS hufanya kazi daima.',
    password_common:
      'Watu wengi hutumia nenosiri hili, kwa hiyo hujaribiwa kwanza. Chagua lingine.',
    stale:
      'Mtu mwingine amebadilisha hili wakati ukilifanyia kazi. Angalia lililopo sasa, kisha urudie badiliko lako.',
    subscriber_not_found: 'Hakuna mteja kama huyo.',
    subscriber_is_closed: 'Mteja huyu amefungwa. Mfungue tena kwanza.',
    subscriber_is_merged: 'Mteja huyu aliunganishwa na mwingine, {{number}}. Fanya kazi huko.',
    subscriber_is_open: 'Mteja huyu hajafungwa.',
    parent_is_own_child:
      'Hili lingekuwa mduara: {{number}} tayari yuko chini ya mteja huyu, moja kwa moja au kupitia wengine.',
    parent_is_person: 'Kampuni pekee inaweza kuwa na wengine chini yake.',
    parent_too_deep: 'Kampuni huwa chini ya nyingine kwa ngazi {{levels}} tu.',
    no_parent_to_bill: 'Hakuna kampuni juu ya mteja huyu inayoweza kutozwa.',
    no_such_segment: 'Hakuna kundi kama hilo. Angalia makundi ya katalogi.',
    ends_before_it_began: 'Mkataba hauishi kabla ya kuanza.',
    same_subscriber: 'Mteja hawezi kuunganishwa na yeye mwenyewe.',
    merged_has_money:
      'Kuna fedha kwenye rekodi {{number}}: {{wallet}} kwenye pochi, deni {{owed}}, amana {{deposit}}. Baki na rekodi ile na uunganishe nyingine kwayo, au imalize kwanza.',
    kinds_differ: 'Mtu na kampuni si kitu kimoja; hawawezi kuunganishwa.',
    document_not_found: 'Hakuna hati kama hiyo.',
    document_in_use: 'Hati hii inathibitisha kundi, hali ya kodi au mkataba, kwa hiyo inabaki.',
    address_not_found: 'Hakuna anwani kama hiyo.',
    segment_claimed: 'Mteja huyu yuko kwenye kundi hilo, au ameomba. Limalize hilo kwanza.',
    claim_not_found: 'Mteja huyu hana kundi kama hilo.',
    claim_is_decided: 'Kundi hili liliamuliwa tayari.',
    tax_overlaps: 'Tayari kuna hali ya kodi kwa siku hizi. Imalize kwanza.',
    tax_not_found: 'Hakuna hali ya kodi kama hiyo.',
    pin_missing: 'Weka PIN ya KRA kwanza: bila hiyo hakuna msamaha wala zuio la kodi.',
    consent_as_it_is: 'Hivi ndivyo mteja alivyosema mara ya mwisho.',
    contract_not_found: 'Hakuna mkataba kama huo.',
    contract_is_fixed: 'Mkataba ulioanza haubadilishwi tena: umalize, kisha uandike mpya.',
    contract_not_active: 'Mkataba huu hauendelei.',
    moment_not_found: 'Hakuna dokezo kama hilo.',
    import_refused:
      'Faili ina makosa {{count}}, kwa hiyo hakuna kilichoingizwa. La kwanza: {{first}}',
  },
  services: {
    stale:
      'Mtu mwingine amebadilisha hili wakati ukilifanyia kazi. Angalia lililopo sasa, kisha urudie badiliko lako.',
    service_not_found: 'Hakuna huduma kama hiyo.',
    cannot_happen: 'Hili ({{event}}) haliwezekani kwa huduma iliyo katika hali hii ({{status}}).',
    router_unknown: 'Mojawapo ya ruta hizi haitumiki tena.',
    service_is_ended: 'Huduma hii imekwisha. Agiza mpya.',
    username_taken: 'Huduma nyingine tayari inaingia kwa jina {{username}}.',
    credential_not_found: 'Huduma hii haina jina na nenosiri kama hilo.',
    credential_not_allowed:
      'Huduma ya aina hii huingia bila jina na nenosiri: ongeza kifaa chake badala yake.',
    is_paused: 'Huduma hii imesitishwa tayari.',
    device_taken: 'Huduma nyingine tayari inatambuliwa kwa kifaa {{mac}}.',
    device_not_found: 'Hakuna kifaa kama hicho.',
    address_taken: 'Anwani {{net}} ni ya huduma nyingine, yote au sehemu yake.',
    fixed_address_not_found: 'Huduma hii haina anwani kama hiyo.',
    periods_overlap:
      'Huduma haitozwi mara mbili kwa muda uleule: kuanzia {{from}} tayari ina kipindi.',
    period_not_found: 'Hakuna kipindi kama hicho.',
    hold_not_found: 'Hakuna zuio kama hilo.',
    hold_is_lifted: 'Zuio hili liliondolewa tayari.',
    hold_needs_more: 'Kuondoa zuio la aina hii ({{reason}}) kunahitaji ruhusa {{permission}}.',
    hold_ends_before_it_begins: 'Zuio huisha baada ya kuanza.',
    change_is_pending: 'Badiliko kama hilo tayari linasubiri. Liondoe kwanza.',
    change_not_found: 'Hakuna badiliko kama hilo linalosubiri.',
    change_in_the_past: 'Badiliko hufanyika sasa au baadaye, si wakati uliopita.',
    no_period_to_end: 'Huduma hii haina muda uliolipiwa unaoweza kuisha. Fanya badiliko sasa.',
    plan_needs_quote:
      'Kuna muda uliolipiwa wa mpango wa zamani: omba gharama ya mpango mpya, au uache ubadilike muda huo ukiisha.',
    option_not_there: 'Mpango hauna chaguo {{key}}.',
    same_plan: 'Huduma tayari ina mpango huu.',
    plan_not_found: 'Hakuna mpango kama huo unaouzwa.',
    not_sold_there: 'Mpango huu hauuzwi katika eneo hili.',
    address_not_theirs: 'Anwani hii si ya mteja huyu.',
    contract_not_theirs: 'Mkataba huu si wa mteja huyu, au hauendelei.',
    same_subscriber: 'Huduma tayari ni ya mteja huyu.',
    addon_not_found: 'Hakuna nyongeza kama hiyo.',
  },
  usage: {
    service_not_found: 'Hakuna huduma kama hiyo.',
    nothing_to_add_to:
      'Mpango wa huduma hii hauhesabu {{kind}}, kwa hiyo kuongeza hakutabadilisha kitu.',
    extra_not_found: 'Huduma hii haikupewa kitu kama hicho.',
    extra_is_undone: 'Hii ilikwisha kurudishwa, au imekwisha.',
  },
  shaping: {
    service_not_found: 'Hakuna huduma kama hiyo.',
  },
  access: {
    session_not_found: 'Hakuna kipindi kama hicho.',
    service_unknown: 'Hakuna huduma kama hiyo.',
    router_has_no_api:
      'Ruta hii haiwezi kuulizwa. Ipe kwanza mlango na jina la kuingilia la API yake.',
    nas_unknown: 'Hakuna ruta kama hiyo inayotumika.',
    trace_not_found: 'Hakuna ufuatiliaji kama huo.',
    too_many_traces: 'Tayari kuna ufuatiliaji {{count}} unaoendelea. Simamisha mmoja kwanza.',
    test_not_found: 'Hakuna jaribio kama hilo.',
    home_server_not_found: 'Hakuna seva kama hiyo.',
    home_server_name_taken: 'Tayari kuna seva inayoitwa {{name}}.',
    home_server_unknown: 'Mojawapo ya seva hizi imeondolewa wakati huo huo.',
    home_server_in_use: 'Realm {{realm}} inaenda kwenye seva hii. Iondoe huko kwanza.',
    secret_missing: 'Njia hii ya kuthibitisha anayeuliza inahitaji siri.',
    key_malformed: 'Ufunguo una angalau okteti 16, kwa heksadesimali.',
    no_certificate: 'Hiki si cheti cha PEM, au muda wake umeisha.',
    two_speeds:
      'Kila wanachosema kinafika kwenye ruta zetu, pamoja na kasi yao, kwa hiyo yetu haiwezi.',
    realm_not_found: 'Hakuna realm kama hiyo.',
    realm_taken: 'Tayari kuna ingizo la {{realm}}.',
    stale:
      'Mtu amebadilisha hili ulipokuwa ukilifanyia kazi. Angalia lililopo sasa, kisha ufanye badiliko lako tena.',
    nothing_to_prove: 'Huduma hii haina jina na nenosiri. Ijaribu kwa kifaa chake.',
    no_device: 'Huduma hii haina kifaa kinachoingia kwa anwani yake. Ijaribu kwa jina lake.',
  },
  hotspot: REFUSALS_SW,
  ...refusalsOfMoney,
}
