/** What the rooms of money refuse, by code; see refusals.ts. */
export const refusalsOfMoney = {
  banking: {
    account_not_found: 'Hakuna akaunti ya benki kama hiyo.',
    line_not_found: 'Hakuna mstari kama huo wa taarifa.',
    line_came_in: 'Pesa hizi ziliingia: ni malipo tayari.',
    line_is_booked: 'Mstari huu umeandikwa tayari, au malipo hayo yalirudi kwenye mstari mwingine.',
    not_for_bank_money:
      'Pesa zilizotoka benki huandikwa kwenye gharama, au akaunti yetu nyingine isiyo ya wateja.',
    not_such_a_payment:
      'Hakuna malipo ya benki au hundi ya kiasi hiki yenye risiti hii ambayo bado yapo.',
    line_is_settled: 'Imeshasemwa mstari huu ni nini.',
    not_such_a_transfer: 'Hakuna tena fedha za kiasi hiki zilizo njiani kwa jina hili.',
    payment_has_owner: 'Mstari huu ni malipo ya mtu. Yachukue kutoka kwake kwanza.',
    not_a_transfer: 'Mstari huu si uhamisho wetu.',
    name_taken: 'Kuna akaunti ya benki yenye jina hili tayari.',
    file_known: 'Faili hili liliingizwa tayari, tarehe {{day}}. Hakuna jipya ndani yake.',
    file_unreadable: 'Faili hili haliwezi kusomwa, katika mstari {{row}}: {{why}}',
    other_account: 'Faili hili ni la akaunti {{number}}, si la uliyochagua.',
    other_currency: 'Akaunti hii ni ya {{currency}}. Shilingi pekee ndizo huandikwa.',
  },
  tills: {
    drawer_not_found: 'Hakuna droo kama hiyo.',
    no_drawer:
      'Huna droo iliyofunguliwa, na fedha taslimu hupokelewa tu ndani ya droo. Fungua yako kwenye Fedha, Droo za fedha.',
    drawer_is_open: 'Droo {{number}} ya mtunza fedha huyu imefunguliwa. Ifunge kwanza.',
    drawer_was_closed:
      'Droo {{number}} ya leo kwenye kituo hiki imefungwa tayari. Mwombe anayeruhusiwa kuifungua tena.',
    drawer_is_closed: 'Droo hii imefungwa. Anayeruhusiwa anaweza kuifungua tena.',
    drawer_not_closed: 'Droo hii imefunguliwa, kwa hiyo hakuna kufungwa kwa kufuta.',
    not_your_drawer:
      'Hii ni droo ya mtu mwingine. Anayeruhusiwa kufungua droo tena anaweza kumfungia.',
    amount_not_positive: 'Kiasi kinapaswa kuzidi sifuri.',
    float_not_fit: 'Fedha ya kuanzia ni sifuri au zaidi, na isizidi KES 1,000,000.',
    not_enough_in_drawer: 'Kwa vitabu kuna {{there}} kwenye droo hii. Huwezi kutoa zaidi ya hapo.',
    counted_twice: 'Kuna aina moja ya noti au sarafu iliyoandikwa mara mbili.',
  },
  vouchers: {
    batch_not_found: 'Hakuna fungu kama hilo.',
    sheet_not_found: 'Karatasi hiyo haipo tena.',
    plan_not_fit:
      'Vocha ni za mipango iliyochapishwa, inayolipiwa kabla, yenye bei iliyo na kodi zote na bila ada nyingine.',
    site_unknown: 'Kimoja cha vituo hivi hakijafunguliwa.',
    last_day_past: 'Siku ya mwisho ni leo au baadaye, na si zaidi ya miaka mitano.',
    face_not_fit: 'Thamani ya vocha ni sifuri au zaidi, na si zaidi ya KES 100,000.',
    range_wrong: 'Nambari huanza {{from}} hadi {{to}}, ndogo ikiwa ya kwanza.',
    not_made_yet: 'Misimbo ya fungu hili bado inatengenezwa: {{made}} kati ya {{wanted}}.',
    nothing_to_sell: 'Hakuna vocha kati ya hizi inayosubiri kuuzwa.',
    paid_too_much:
      'Thamani ya vocha hizi ni senti {{worth}}; hailipwi zaidi. Kinachotolewa bure hakilipiwi.',
    id_reused: 'Kitambulisho hiki kimetumika kwa jambo lingine. Tengeneza kipya.',
    nothing_to_void:
      'Hakuna vocha kati ya hizi inayoweza kubatilishwa: zimetumika, ni batili au zimepitwa.',
    not_printable:
      'Muda wa kuchapisha fungu hili umeisha: hakuna anayeweza kusoma misimbo yake tena.',
    voucher_not_found: 'Hakuna vocha kama hiyo.',
    not_void: 'Vocha hii haijabatilishwa, kwa hiyo hakuna cha kurudisha.',
    was_refunded: 'Pesa za vocha hii zilirudishwa, kwa hiyo inabaki batili. Toa nyingine.',
    last_day_over: 'Siku ya mwisho ya fungu hili imepita. Hakuna vocha yake inayotumika tena.',
    code_unknown: 'Hakuna msimbo kama huo. Angalia kila herufi tena: {{hint}}.',
    code_used: 'Vocha hii imeshatumika.',
    cannot_be_bought: 'Hii haipatikani kwa sasa. Tuulize kwa nini.',
    code_worth_nothing: 'Vocha hii ni ya muda wa hotspot. Iandike kwenye ukurasa unaofunguka hapo.',
    code_not_sold: 'Vocha hii haijauzwa. Uliza ulikoipata.',
    code_void: 'Vocha hii ni batili. Uliza ulikoipata.',
    code_expired: 'Vocha hii ilipitwa na wakati {{lastDay}}.',
    code_elsewhere: 'Vocha hii haitumiki mahali hapa.',
    too_many_tries: 'Misimbo mibaya ni mingi mno. Jaribu tena baada ya dakika {{minutes}}.',
  },
  ledger: {
    key_reused: 'Leja tayari ina {{key}}, na inasema jambo lingine. Angalia jarida {{number}}.',
    period_closed:
      'Kipindi cha fedha {{month}} kimefungwa. Chagua tarehe ya baadaye, au kifungue kwanza.',
    balance_too_low: 'Akaunti {{account}} haina fedha za kutosha: senti {{missing}} zinakosekana.',
    journal_not_found: 'Hakuna jarida kama hilo.',
    reversal_of_reversal:
      'Jarida {{number}} lenyewe ni marejesho. Marejesho hayarejeshwi; andika mwendo huo upya.',
    already_reversed: 'Jarida {{number}} limekwisha kurejeshwa na jarida {{by}}.',
    account_not_found: 'Hakuna akaunti {{account}}.',
    account_code_taken: 'Akaunti {{account}} ipo tayari.',
    account_is_standard:
      'Akaunti {{account}} ni ya orodha ya kawaida, kwa hiyo inabaki na jina lake.',
    account_is_archived: 'Akaunti {{account}} imehifadhiwa.',
    account_holds_money: 'Akaunti {{account}} bado ina kitu. Kihamishie kwingine kwanza.',
    account_has_parties:
      'Akaunti {{account}} inashika salio za watu, kwa hiyo ni malipo na ankara tu zinazoandika humo.',
    stale:
      'Mtu mwingine amebadilisha hii ulipokuwa ukiifanyia kazi. Angalia ilivyo sasa kisha ufanye badiliko lako tena.',
    not_balanced: 'Debiti na krediti zinatofautiana kwa {{difference}}. Lazima ziwe sawa.',
    amount_not_positive:
      'Kila kiasi kinazidi sifuri; chagua debiti au krediti kuonyesha kinakoelekea.',
    booked_ahead: 'Jarida haliwezi kuandikwa kwa siku ambayo haijafika.',
    not_by_hand: 'Jarida {{number}} halikuandikwa kwa mkono. Litengue lilikotoka.',
    period_not_next: 'Vipindi hufungwa kimoja baada ya kingine. Kinachofuata ni {{next}}.',
    period_not_ready:
      'Kipindi {{month}} hakiwezi kufungwa bado. Angalia ukaguzi wake unasema nini.',
    period_not_last: 'Ni kipindi kilichofungwa mwisho tu kinachoweza kufunguliwa tena.',
    export_too_long:
      'Hizo ni zaidi ya mistari {{limit}}. Chagua siku chache, au jarida moja kwa kila siku au mwezi.',
  },
  payments: {
    payment_not_found: 'Hakuna malipo kama hayo.',
    refund_not_found: 'Hakuna urejeshaji kama huo.',
    owner_not_found: 'Hakuna mteja kama huyo. Tafuta namba au jina tena.',
    statement_unreadable: 'Safu {{row}}: {{why}}',
    statement_known: 'Faili hili liliingizwa tayari.',
    statement_of_another: 'Hii ni taarifa ya {{of}}, nawe umechagua {{chosen}}.',
    statement_not_found: 'Hakuna taarifa kama hiyo.',
    difference_not_found: 'Hakuna tofauti kama hiyo.',
    difference_is_settled: 'Mtu ameshaitatua hii.',
    not_a_way_out: 'Tofauti hii haiwezi kutatuliwa hivi.',
    say_which_refund: 'Chagua urejeshaji uliolipwa na hii. Una kiasi kilekile.',
    say_why: 'Eleza kwa maneno machache kwa nini ni sawa.',
    give_it_first: 'Malipo haya hayana mwenyewe. Mpe mwenyewe kwanza; kisha yanaweza kurekebishwa.',
    day_is_open: 'Siku hii haiwezi kufungwa: tofauti {{open}} bado ziko wazi.',
    day_without_statement: 'Hakuna taarifa yenye siku hii yote. Ingiza iliyotolewa baada yake.',
    day_differs:
      'Taarifa na vitabu vinatofautiana kwa {{difference}} siku hii. Eleza kwa nini ni sawa, kisha ufunge tena.',
    refund_is_on_its_way:
      'Urejeshaji huu ulitumwa, au huenda ulitumwa. Hautumwi tena kabla M-Pesa haijasema ulivyokwenda.',
    pay_out_not_whole:
      'M-Pesa hulipa shilingi kamili, kuanzia 10 hadi 250,000. Lipa huu kwa mkono.',
    no_initiator:
      'Hakuna namba yenye mwanzilishi inayoweza kufanya hivi. Ongeza kwenye Malipo, M-Pesa.',
    claim_not_found: 'Hakuna dai kama hilo.',
    receipt_unreadable:
      'Hii si nambari ya risiti ya M-Pesa. Ina herufi na tarakimu kumi, kama TKN5E9T3UC.',
    receipt_known:
      'Risiti {{receipt}} imekwisha kuandikwa, kama malipo {{number}}. Risiti huhesabiwa mara moja.',
    receipt_missing:
      'Andika namba ya risiti iliyo kwenye karatasi au ujumbe. Fedha taslimu tu hazina.',
    amount_not_positive: 'Kiasi kinazidi sifuri.',
    paid_ahead: 'Malipo hayawezi kuwa ya siku ambayo haijafika.',
    not_in_suspense: 'Malipo haya yana mwenyewe. Yarudishe kwanza kwenye yasiyo na mwenyewe.',
    not_owned: 'Malipo haya si ya mtu, kwa hiyo hakuna wa kumwondolea.',
    is_reversed: 'Malipo haya yalitenguliwa. Hakuna zaidi kinachoweza kufanywa nayo.',
    has_refunds:
      'Sehemu ya malipo haya ilirudishwa, au iko njiani kurudishwa. Hayawezi kuhama tena.',
    already_spent:
      'Mteja ametumia fedha hizi: {{missing}} hazipo kwenye pochi. Chagua kwamba kilichonunuliwa nazo kiondolewe pia.',
    refund_too_high: 'Kinachoweza bado kurudishwa kwa malipo haya ni {{left}} tu.',
    refund_exceeds_wallet:
      'Pochi haina kiasi hicho tena: {{missing}} zinakosekana. Punguza ankara kwanza.',
    refund_is_settled: 'Urejeshaji huu umekwisha kukamilika: {{state}}.',
    shortcode_not_found: 'Hakuna namba ya M-Pesa kama hiyo.',
    shortcode_taken: 'Namba {{number}} ipo tayari. Badilisha hiyo.',
    shortcode_changed:
      'Mtu mwingine amebadilisha namba hii wakati huo. Ipakie tena uone alichofanya.',
    no_shortcode:
      'Hakuna namba ya M-Pesa iliyowashwa, kwa hiyo hakuna anayeweza kuombwa kulipa. Ongeza moja chini ya Malipo, M-Pesa.',
    prompt_not_found: 'Hakuna ombi la malipo kama hilo.',
    standing_order_not_found: 'Hakuna malipo ya kudumu kama hayo.',
    standing_order_lives:
      'Akaunti hii ina malipo ya kudumu tayari. Yasitishe kwanza kwenye simu, la sivyo mawili yatalipia mwezi mmoja.',
    standing_order_is_over: 'Malipo haya ya kudumu yamekwisha tayari.',
    standing_order_not_in_time:
      'Malipo ya kudumu huanza leo au baadaye, na huisha baada ya kuanza.',
    qr_not_found: 'Hakuna msimbo wa QR kama huo.',
    phone_is_asked: 'Simu hii tayari inaonyesha ombi letu. Subiri hadi lijibiwe, au dakika moja.',
    asked_too_often:
      'Malipo mengi yameombwa kutoka hapa na hayakulipwa. Subiri sekunde {{wait_s}}.',
    asked_too_soon:
      'M-Pesa huona kiasi kilekile kutoka simu ileile kuwa kosa. Subiri sekunde {{wait_s}}.',
    prompt_too_much: 'M-Pesa hupokea shilingi 250,000 kwa mara moja, si zaidi.',
    telling_not_found: 'Hakuna ujumbe wa Safaricom kama huo.',
    telling_not_odd: 'Huu umekwisha kusomwa. Pakia ukurasa tena.',
    refund_id_reused: 'Kuna urejeshaji wenye kitambulisho hiki tayari, wa malipo au kiasi kingine.',
    not_from_mpesa:
      'M-Pesa hurudisha tu kilichokuja kwa M-Pesa, kwa shilingi kamili. Rudisha haya kwa mkono.',
    reversal_is_on_its_way:
      'M-Pesa imeombwa kuyarudisha malipo haya. Subiri hadi iseme ilivyokwenda.',
    business_payment_not_found: 'Hakuna malipo kama hayo kwa biashara.',
    business_payment_is_settled: 'Malipo haya yamekamilika tayari: {{state}}.',
    business_payment_not_whole: 'M-Pesa hutuma shilingi kamili, kuanzia 10.',
    not_a_place_for_money:
      'Pesa zinazotoka M-Pesa huandikwa kwenye akaunti yetu isiyo ya wateja, au kwenye gharama.',
    still_asked_about:
      'M-Pesa bado inaulizwa ilivyokwenda. Subiri jibu lake, au taarifa inayofuata.',
  },
  documents: {
    document_not_found: 'Hakuna hati kama hiyo.',
    subscriber_not_found: 'Hakuna mteja kama huyo.',
    account_not_found: 'Hakuna akaunti kama hiyo.',
    no_receipt:
      'Malipo haya hayako kwenye akaunti ya mtu yeyote, kwa hiyo hakuna stakabadhi yake. Mpe mwenyewe kwanza.',
    nothing_next:
      'Hakuna huduma ya kulipia kabla ambayo kipindi chake kijacho kinaweza kupendekezwa.',
    nothing_to_bundle: 'Hakuna hati kama hiyo iliyotolewa siku hizi.',
    too_many_to_bundle:
      'Kuna hati {{count}} katika siku hizi, na kifurushi huchukua {{limit}}. Omba siku chache zaidi.',
    bundle_not_found: 'Hakuna kifurushi kama hicho. Vifurushi huwekwa kwa siku kadhaa tu.',
    stamp_differs: 'Hati hii ilitiwa sahihi awali, kwa maneno mengine.',
  },
  billing: {
    invoice_not_found: 'Hakuna ankara kama hiyo.',
    line_not_found: 'Ankara haina mstari kama huo. Iangalie tena.',
    amount_not_positive: 'Kiasi huwa zaidi ya sifuri.',
    tax_class_missing:
      'Hakuna aina ya kodi {{taxClass}} iliyo wazi. Bei isiyo na aina ya kodi haitozwi kamwe.',
    credit_too_high: 'Kwa wingi zaidi {{left}} ya mstari huu inaweza kurejeshwa, kabla ya kodi.',
    nothing_to_credit: 'Sema kwa angalau mstari mmoja ni kiasi gani kinarejeshwa.',
    subscriber_not_found: 'Hakuna mteja kama huyo.',
    key_reused: 'Tayari kuna ankara ya jambo hili, {{code}}, na inasema kingine.',
    service_not_found: 'Hakuna huduma kama hiyo.',
    not_looked_after: 'Pesa huhamishwa tu kati ya watu wanaotunzwa na simu au anwani ileile.',
    wallet_too_low: 'Pochi haitoshi: zimepungua {{missing}}. Ankara zilizochelewa hulipwa kwanza.',
    not_renewable:
      'Huduma hii haiwezi kuhuishwa sasa: si ya kulipia kabla, inasubiri kufungwa, imesimamishwa, au ilikuwa ya majaribio.',
    service_is_ended: 'Huduma hii imekwisha. Agiza mpya.',
    same_plan: 'Huduma tayari ina mpango huu.',
    not_on_sale: '{{plan}} hauuzwi sasa. Chagua mpango unaouzwa.',
    trial_not_chosen: 'Majaribio ni mwanzo wa huduma. Chagua mpango mwingine.',
    quote_not_found: 'Hakuna makadirio kama hayo.',
    quote_is_old:
      'Gharama yake imebadilika tangu ikokotolewe, au muda wake umekwisha. Iulize tena.',
    coupon_refused: 'Kuponi {{code}} haipunguzi chochote cha huduma hii: {{why}}',
    coupon_is_held: 'Huduma tayari inatumia kuponi {{code}}.',
    coupon_not_held: 'Huduma hii haina kuponi hiyo, au imeshapunguza ankara.',
    addon_not_offered: 'Nyongeza hii si ya huduma hii, au haiuzwi tena.',
    too_many_addons: 'Huduma huwa na {{most}} za nyongeza hii kwa wingi zaidi, na hii ina {{has}}.',
    nothing_to_extend: 'Huduma si hai: kinachoongezwa hakiwezi kutumika.',
    addon_not_held: 'Huduma haina nyongeza kama hiyo sasa.',
    run_not_found: 'Hakuna ankara za pamoja kama hizo.',
    run_stands:
      'Ankara nyingine za pamoja za aina hii hazijaisha. Ziache ziishe, au zisimamishe na uziendeleze baadaye.',
    run_is_done: 'Ankara hizi za pamoja zimekwisha.',
    cutoff_ahead: 'Muda ambao haujaisha hauwezi kutozwa. Jaribio tu ndilo hutazama mbele.',
    sessions_not_counted:
      'Mpango {{plan}} una bei kwa kila kipindi cha mtandaoni, na vipindi havihesabiwi. Upe bei ya data au ya muda.',
    dry_run_not_retried:
      'Jaribio halimtozi mtu, kwa hiyo hakuna anayechukuliwa tena. Anzisha jaribio jingine.',
    too_many_periods:
      'Ankara ya kuanzia {{from}} hadi {{to}} ingekuwa na vipindi zaidi ya {{most}} vya mpango. Mtoze mlipaji mara nyingi zaidi, au uza mpango wa vipindi virefu zaidi.',
    debt_given_up:
      '{{amount}} za ankara hii zilisamehewa kama deni baya. Tengua hilo kwanza: ambacho hakikulipwa hakirudishwi.',
    nobody_parked: 'Hakuna hata mmoja wa hawa aliyewekwa kando.',
    nothing_owed: 'Hakuna deni ambalo lingeweza kuahidiwa.',
    promise_too_long: 'Ahadi ya kulipa hudumu siku {{days}} tu, kuanzia leo.',
    promise_stands: 'Kuna ahadi ya kulipa tayari. Iondoe kwanza.',
    no_promise: 'Hakuna ahadi ya kulipa.',
    dispute_stands: 'Ankara hii ina mgogoro tayari.',
    no_dispute: 'Ankara hii haina mgogoro.',
    policy_changed: 'Mtu mwingine amebadilisha hatua hizi wakati huo. Ziangalie tena.',
    above_limit:
      'Kwa mkono unaweza kuandika {{limit}} kwa mara moja tu. Mwombe mtu ambaye wajibu wake unaruhusu zaidi.',
    id_reused: 'Jambo lingine limeandikwa tayari kwa kitambulisho hiki. Anza tena.',
    adjustment_not_found: 'Hakuna kitu kama hicho kilichoandikwa, au kimetenguliwa.',
    adjustment_undone: 'Hiki kimetenguliwa tayari.',
    adjustment_is_used: 'Sehemu yake imetumika au imelipwa. Tengua hiyo kwanza.',
    relief_stands: 'VAT ya deni hili imedaiwa irudishwe tayari.',
    relief_too_early: 'VAT ya deni hili inaweza kudaiwa kuanzia {{on}}, au mdaiwa akifilisika.',
    no_vat_in_it: 'Hakuna VAT katika deni hili, kwa hiyo hakuna cha kudai.',
    not_overdue: 'Ankara hii haijachelewa. Kilichotozwa kimakosa hurejeshwa kwa hati ya mkopo.',
    more_than_open: 'Ni {{open}} tu za ankara hii ambazo hazijalipwa.',
    more_than_left: 'Zimebaki {{left}} tu.',
    may_not_take_money:
      'Wajibu wako hauandiki malipo. Toa amana kwenye pochi, au mwombe mweka hazina.',
    certificate_ahead: 'Cheti hakiwezi kuwa cha siku ijayo.',
    certificate_is_known: 'Cheti {{number}} kimeshahesabiwa kwa ankara hii.',
    certificate_too_high: 'Kilichozuiliwa cha ankara hii hakiwezi kuzidi {{most}}.',
    level_kept:
      'Hakuna kinachorudishwa: ahadi ilitimizwa, hakuna kilichoahidiwa, au hakuna kilichotozwa.',
    month_not_over: 'Mwezi huu haujaisha: subiri mwisho wake.',
    outage_ahead: 'Kukatika huandikwa baada ya kuisha.',
    outage_not_found: 'Hakuna kukatika kama huko, au kumeondolewa.',
    product_not_found: 'Hakuna bidhaa kama hiyo inayouzwa mara moja.',
    quotation_not_found: 'Hakuna nukuu ya bei kama hiyo.',
    quotation_changed: 'Mtu mwingine amebadilisha nukuu hii wakati huo huo. Iangalie tena.',
    quotation_expired: 'Nukuu hii ilikuwa halali hadi {{day}}. Andika mpya kwa bei za leo.',
    quotation_not_draft: 'Nukuu hii ilitumwa au kutupwa: kilichotolewa hakibadiliki. Andika mpya.',
    quotation_not_sent: 'Ni nukuu iliyotumwa na isiyojibiwa tu inayoweza kujibiwa.',
    offer_not_sold: '{{what}} hakiuzwi sasa. Toa kinachouzwa.',
    addon_sold_once:
      '{{what}} hutozwa mara moja, kwa hiyo huuzwa kwa huduma inayofanya kazi. Kiondoe kwenye nukuu.',
  },
}
